//! In which encoding a file is, and its text as UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::refusal::FileRefusal;

/// Bytes decoded at once.
const PART: usize = 64 * 1024;
/// Bytes at the start that give a binary file, or UTF-16 without its mark, away.
const HEAD: usize = 4096;
/// Of a hundred letters of a western text, few are outside ASCII; more than these, and it is another alphabet.
const MOST_FOREIGN_PERCENT: u64 = 30;

/// So many letters outside ASCII follow each other in no western word.
const MOST_TOGETHER: u64 = 3;

/// Finds the encoding of a whole file. What is neither UTF-8, nor marked UTF-16, nor plausibly Windows-1252 is asked for,
/// never guessed.
pub(super) fn detect(mut source: impl Read) -> Result<&'static Encoding, FileRefusal> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if let Some((encoding, _)) = Encoding::for_bom(&head) {
        return Ok(encoding);
    }
    if head.trim_ascii_start().is_empty() && head.len() < HEAD {
        return Err(FileRefusal::Empty);
    }
    if let Some(encoding) = unmarked_utf_16(&head) {
        return Ok(encoding);
    }
    let start = head.trim_ascii_start();
    if head.contains(&0) && !names_handles(start)
        || start.starts_with(b"PK\x03\x04")
        || start.starts_with(b"%PDF")
    {
        return Err(FileRefusal::NotCsv);
    }
    let mut seen = Seen::default();
    let mut part = head;
    loop {
        let whole = seen.look_at(&part);
        part.drain(..whole);
        let left = part.len();
        if source.by_ref().take(PART as u64).read_to_end(&mut part)? == 0 {
            seen.invalid += u64::from(left > 0);
            break;
        }
    }
    match seen {
        // where only some of it is UTF-8, rows that are sound are read, and the others named
        Seen { invalid: 0, .. } | Seen { multibyte: 1.., .. } => Ok(UTF_8),
        Seen { implausible: 0, high, ascii_letters, .. }
            if high * 100 <= MOST_FOREIGN_PERCENT * (high + ascii_letters) =>
        {
            Ok(WINDOWS_1252)
        }
        Seen { .. } => Err(FileRefusal::EncodingUnclear),
    }
}

/// Whether the first line is the header of a product file: then a zero further down is one row's fault.
fn names_handles(text: &[u8]) -> bool {
    let header = text.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    !header.contains(&0) && header.to_ascii_lowercase().windows(b"handle".len()).any(|word| word == b"handle")
}

/// Text of which every other byte is zero, as some spreadsheets write it without a mark.
fn unmarked_utf_16(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    if half < 8 {
        return None;
    }
    match (zeros(0), zeros(1)) {
        (0, odd) if odd * 10 >= half * 9 => Some(UTF_16LE),
        (even, 0) if even * 10 >= half * 9 => Some(UTF_16BE),
        _ => None,
    }
}

/// What the bytes of a file look like.
#[derive(Default)]
struct Seen {
    /// Characters of several bytes that are sound UTF-8.
    multibyte: u64,
    /// Bytes that are no UTF-8.
    invalid: u64,
    /// Bytes above ASCII among them.
    high: u64,
    ascii_letters: u64,
    /// Bytes that Windows-1252 does not have, or has where no western word has them.
    implausible: u64,
    /// Letters outside ASCII that follow each other right before where we are.
    run: u64,
}

impl Seen {
    /// Looks at a part; answers how many bytes of it are done with.
    fn look_at(&mut self, part: &[u8]) -> usize {
        let mut rest = part;
        let mut before = 0;
        loop {
            let (sound, error) = match std::str::from_utf8(rest) {
                Ok(text) => (text, None),
                Err(error) => {
                    let sound = rest.get(..error.valid_up_to()).unwrap_or_default();
                    (std::str::from_utf8(sound).unwrap_or_default(), Some(error))
                }
            };
            self.multibyte += sound.chars().filter(|c| !c.is_ascii()).count() as u64;
            self.ascii_letters += sound.bytes().filter(u8::is_ascii_alphabetic).count() as u64;
            if let Some(last) = sound.bytes().last() {
                (before, self.run) = (last, 0);
            }
            let Some(error) = error else { return part.len() };
            let Some(length) = error.error_len() else {
                return part.len() - rest.len() + sound.len();
            };
            let broken = rest.get(sound.len()..sound.len() + length).unwrap_or_default();
            self.invalid += 1;
            for byte in broken {
                self.high += 1;
                self.run = if *byte >= 0xC0 { self.run + 1 } else { 0 };
                self.implausible += u64::from(is_implausible(before, *byte) || self.run >= MOST_TOGETHER);
                before = *byte;
            }
            rest = rest.get(sound.len() + length..).unwrap_or_default();
        }
    }
}

/// Whether a byte hardly stands in Windows-1252 text behind another.
fn is_implausible(before: u8, byte: u8) -> bool {
    match byte {
        0x81 | 0x8D | 0x8F | 0x90 | 0x9D => true,
        0x8A | 0x8C | 0x8E | 0x9F | 0xC0..=0xDE => before.is_ascii_lowercase(),
        _ => false,
    }
}

/// A file's text as UTF-8, without its mark. Bytes of a UTF-8 file come as they are, so that a row can be named that holds
/// others.
pub(super) struct Utf8Text<R> {
    source: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Utf8Text<R> {
    /// The text of a file in that encoding, from its first byte.
    pub(super) fn new(source: R, encoding: &'static Encoding) -> Self {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        let mut text = Self { source, decoder, raw: Vec::new(), text: Vec::new(), at: 0, ended: false };
        text.raw.reserve(PART);
        text
    }

    /// Bytes of text that are ready and not read yet.
    pub(super) fn ready(&self) -> usize {
        self.text.len() - self.at
    }

    fn fill(&mut self) -> io::Result<()> {
        let at_start = self.text.is_empty() && self.raw.is_empty();
        self.text.clear();
        self.at = 0;
        self.raw.clear();
        let read = self.source.by_ref().take(PART as u64).read_to_end(&mut self.raw)?;
        self.ended = read == 0;
        let Some(decoder) = &mut self.decoder else {
            let raw = self.raw.as_slice();
            let raw = if at_start { raw.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(raw) } else { raw };
            self.text.extend_from_slice(raw);
            return Ok(());
        };
        let mut raw = self.raw.as_slice();
        loop {
            let needed = decoder.max_utf8_buffer_length(raw.len()).unwrap_or(PART);
            let start = self.text.len();
            self.text.resize(start + needed, 0);
            let free = self.text.get_mut(start..).unwrap_or_default();
            let (result, taken, written, _) = decoder.decode_to_utf8(raw, free, self.ended);
            self.text.truncate(start + written);
            raw = raw.get(taken..).unwrap_or_default();
            if result == CoderResult::InputEmpty {
                return Ok(());
            }
        }
    }
}

impl<R: Read> Read for Utf8Text<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.text.len() && !self.ended {
            self.fill()?;
        }
        let ready = self.text.get(self.at..).unwrap_or_default();
        let count = ready.len().min(into.len());
        if let (Some(into), Some(ready)) = (into.get_mut(..count), ready.get(..count)) {
            into.copy_from_slice(ready);
        }
        self.at += count;
        Ok(count)
    }
}
