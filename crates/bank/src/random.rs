//! The one place where the bank draws randomness.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::sync::{Mutex, PoisonError};

/// Where randomness comes from.
const SOURCE: &str = "/dev/urandom";
/// Bytes in an id: 128 bits cannot be guessed, which is what guards the confirmation page.
const ID_BYTES: usize = 16;

/// A source of ids and jitter.
pub(crate) struct Random(Mutex<BufReader<File>>);

impl Random {
    pub(crate) fn open() -> io::Result<Self> {
        Ok(Self(Mutex::new(BufReader::new(File::open(SOURCE)?))))
    }

    /// A new id: the prefix and 32 letters. Letters only, so that a search for the digits of a card or a CVC in the
    /// bank's file never hits an id by chance.
    pub(crate) fn id(&self, prefix: &str) -> io::Result<String> {
        let bytes: [u8; ID_BYTES] = self.bytes()?;
        let letters = bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|half| char::from(b'a' + half));
        Ok(prefix.chars().chain(letters).collect())
    }

    /// A number in `0..below`, or 0 when there is no randomness to be had.
    pub(crate) fn below(&self, below: u64) -> u64 {
        self.bytes().map_or(0, |bytes| u64::from_le_bytes(bytes).checked_rem(below).unwrap_or(0))
    }

    fn bytes<const N: usize>(&self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read_exact(&mut bytes)?;
        Ok(bytes)
    }
}
