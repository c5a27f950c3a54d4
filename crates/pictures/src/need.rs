//! How much memory a picture takes, told from its headers before anything of it is decoded.

use image::ImageFormat;

use super::{
    MASTER_SIDE,
    fit::{MAX_PIXELS, MAX_SIDE, Unfit},
    reduce,
};

/// Bytes that work on one picture may take: all pictures at once take no more.
pub const MAX_MEMORY_BYTES: u64 = 190_000_000;
/// A master's encoder, for each pixel: without loss it keeps several copies and where each repeats.
const ENCODING_BYTES: u64 = 24;
/// A master, its decoded pixels twice, a smaller copy and its encoder, for each pixel.
const COPYING_BYTES: u64 = 20;
/// What decoders hold beside pixels: tables, a colour profile, rows.
pub(super) const ASIDE_BYTES: u64 = 4 << 20;

/// What a picture's headers promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) format: ImageFormat,
    pub(super) width: u32,
    pub(super) height: u32,
    /// Bytes the decoder needs for each pixel.
    decoding: Decoding,
}

/// Bytes for each pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decoding {
    /// The whole picture, with so many bytes for a quarter of a pixel.
    Quarters(u64),
    /// Row by row.
    Rows,
}

/// The bytes of memory that [`super::prepare`] takes for a picture. Errors: no picture, too many pixels, too much memory.
pub fn memory_for(bytes: &[u8]) -> Result<u64, Unfit> {
    Header::read(bytes)?.memory(bytes.len())
}

/// The bytes of memory that a smaller copy of a kept picture takes to make.
pub fn memory_for_copies(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height) * COPYING_BYTES + ASIDE_BYTES
}

impl Header {
    /// Reads the headers. Errors: no picture, none of a size that we take.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Unfit> {
        let format = image::guess_format(bytes).map_err(|_| Unfit::NotAPicture)?;
        let read = match format {
            ImageFormat::Png => png(bytes),
            ImageFormat::Jpeg => jpeg(bytes),
            ImageFormat::WebP => webp(bytes),
            ImageFormat::Gif => gif(bytes),
            _ => return Err(Unfit::NotAPicture),
        };
        let (width, height, decoding) = read.ok_or(Unfit::Broken)?;
        if width == 0 || height == 0 {
            return Err(Unfit::Broken);
        }
        let pixels = u64::from(width) * u64::from(height);
        if pixels > MAX_PIXELS || width.max(height) > MAX_SIDE {
            return Err(Unfit::TooManyPixels);
        }
        Ok(Self { format, width, height, decoding })
    }

    /// The memory it takes, with its own bytes. Errors: more than one picture may take.
    pub(super) fn memory(self, length: usize) -> Result<u64, Unfit> {
        let length = length as u64;
        let reduced = reduce::bytes(self.width, self.height);
        let (held, decoding) = match self.decoding {
            // decoders that need the whole picture copy what they read from
            Decoding::Quarters(bytes) => {
                (2 * length, u64::from(self.width) * u64::from(self.height) * bytes / 4)
            }
            Decoding::Rows => (length, 0),
        };
        // a picture that is not reduced is scaled from where it was decoded to
        let side = u64::from(MASTER_SIDE);
        let scaling = reduced.unwrap_or(decoding) + reduce::scaling_bytes(self.width, self.height);
        let encoding = side.min(self.width.into()) * side.min(self.height.into()) * ENCODING_BYTES;
        let most = (decoding + reduced.unwrap_or(0)).max(scaling).max(encoding);
        let all = held + most + ASIDE_BYTES;
        if all > MAX_MEMORY_BYTES { Err(Unfit::TooMuchMemory) } else { Ok(all) }
    }

    /// What the decoder may take beside the picture's own bytes.
    pub(super) fn decoder_bytes(self) -> u64 {
        match self.decoding {
            Decoding::Quarters(bytes) => {
                u64::from(self.width) * u64::from(self.height) * bytes / 4 + ASIDE_BYTES
            }
            Decoding::Rows => ASIDE_BYTES,
        }
    }
}

type Read = (u32, u32, Decoding);

/// Its first part is always the header. Interlaced, its rows come in no order, and the whole of it must be held.
fn png(bytes: &[u8]) -> Option<Read> {
    if bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    let (width, height) = (be32(bytes, 16)?, be32(bytes, 20)?);
    let is_interlaced = *bytes.get(28)? != 0;
    Some((width, height, if is_interlaced { Decoding::Quarters(4 * 4) } else { Decoding::Rows }))
}

/// The screen of a moving picture, and one frame of it.
fn gif(bytes: &[u8]) -> Option<Read> {
    let le16 = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    Some((le16(6)?, le16(8)?, Decoding::Quarters(4 * 8)))
}

/// The frame's header, and how the scans come: progressive, or each part for itself, every coefficient of the picture is held
/// until the last scan.
fn jpeg(bytes: &[u8]) -> Option<Read> {
    let (mut frame, mut rest) = (None, bytes.get(2..)?);
    loop {
        let [0xff, marker, after @ ..] = rest else { return None };
        if *marker == 0xff {
            rest = rest.get(1..)?;
            continue;
        }
        let length = usize::from(u16::from_be_bytes(after.get(..2)?.try_into().ok()?)).max(2);
        let body = after.get(2..length)?;
        match marker {
            0xc0..=0xc2 => frame = Some(Frame::read(body, *marker == 0xc2)?),
            0xda => {
                let frame: Frame = frame?;
                let parts_at_once = *body.first()?;
                let holds_all = frame.is_progressive || parts_at_once < frame.parts;
                let quarters = 4 * frame.out_bytes + if holds_all { frame.coefficient_quarters } else { 0 };
                return Some((frame.width, frame.height, Decoding::Quarters(quarters)));
            }
            _ => {}
        }
        rest = after.get(length..)?;
    }
}

struct Frame {
    is_progressive: bool,
    width: u32,
    height: u32,
    parts: u8,
    out_bytes: u64,
    /// Bytes of coefficients for a quarter of a pixel, two for each, fewer where colour is coarser than light.
    coefficient_quarters: u64,
}

impl Frame {
    fn read(body: &[u8], is_progressive: bool) -> Option<Self> {
        let be16 = |at: usize| Some(u32::from(u16::from_be_bytes(body.get(at..at + 2)?.try_into().ok()?)));
        let parts = *body.get(5)?;
        let samples: Vec<u64> = (0..usize::from(parts))
            .map(|part| {
                let sampling = *body.get(7 + 3 * part)?;
                Some(u64::from(sampling >> 4) * u64::from(sampling & 15))
            })
            .collect::<Option<_>>()?;
        let finest = samples.iter().copied().max()?.max(1);
        let all: u64 = samples.iter().sum();
        Some(Self {
            is_progressive,
            height: be16(1)?,
            width: be16(3)?,
            parts,
            out_bytes: if parts == 1 { 1 } else { 3 },
            coefficient_quarters: (4 * 2 * all).div_ceil(finest),
        })
    }
}

/// Its parts: a file may hold one picture, or frames, and say another size in front than inside. The largest counts.
fn webp(bytes: &[u8]) -> Option<Read> {
    let mut found = Webp::default();
    found.walk(bytes.get(12..)?, Level::File)?;
    let bytes_per_pixel = match found {
        // the canvas, a frame and what it is made of
        Webp { moves: true, .. } => 16,
        Webp { has_alpha: true, .. } => 11,
        Webp { is_lossless: true, .. } => 8,
        // light and coarser colour, and the pixels
        _ => return found.size.map(|(width, height)| (width, height, Decoding::Quarters(18))),
    };
    found.size.map(|(width, height)| (width, height, Decoding::Quarters(4 * bytes_per_pixel)))
}

/// Where a part stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    File,
    Frame,
}

#[derive(Default)]
struct Webp {
    size: Option<(u32, u32)>,
    moves: bool,
    has_alpha: bool,
    is_lossless: bool,
}

impl Webp {
    fn walk(&mut self, mut rest: &[u8], level: Level) -> Option<()> {
        while let Some(head) = rest.get(..8) {
            let length = usize::try_from(u32::from_le_bytes(head.get(4..)?.try_into().ok()?)).ok()?;
            let after = rest.get(8..)?;
            // a file that is cut off is found out by its decoder
            let body = after.get(..length).unwrap_or(after);
            match head.get(..4)? {
                b"VP8X" => self.note(le24(body, 4)? + 1, le24(body, 7)? + 1),
                b"VP8 " => self.note(le16(body, 6)? & 0x3fff, le16(body, 8)? & 0x3fff),
                b"VP8L" => {
                    let sizes = u32::from_le_bytes(body.get(1..5)?.try_into().ok()?);
                    self.is_lossless = true;
                    self.note((sizes & 0x3fff) + 1, ((sizes >> 14) & 0x3fff) + 1);
                }
                b"ALPH" => self.has_alpha = true,
                // frames hold none; whoever nests them without end would have us follow for as long as the file is
                b"ANMF" if level == Level::File => {
                    self.moves = true;
                    self.note(le24(body, 6)? + 1, le24(body, 9)? + 1);
                    self.walk(body.get(16..)?, Level::Frame)?;
                }
                _ => {}
            }
            rest = after.get(length + length % 2..).unwrap_or_default();
        }
        Some(())
    }

    fn note(&mut self, width: u32, height: u32) {
        let (wide, high) = self.size.unwrap_or_default();
        self.size = Some((wide.max(width), high.max(height)));
    }
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 3)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}
