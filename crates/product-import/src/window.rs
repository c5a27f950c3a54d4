//! The part of a file that is looked at, however large the file is.

use std::io::{Error, Read};

/// Bytes read ahead of where we are.
pub(super) struct Window<R> {
    source: R,
    buffer: Vec<u8>,
    at: usize,
    /// Bytes left behind so far.
    behind: u64,
    ahead: usize,
    ended: bool,
    error: Option<Error>,
}

impl<R: Read> Window<R> {
    /// Sees at least `ahead` bytes, unless the source ends sooner.
    pub(super) fn new(source: R, ahead: usize) -> Self {
        let mut window =
            Self { source, buffer: Vec::new(), at: 0, behind: 0, ahead, ended: false, error: None };
        window.fill();
        window
    }

    /// The unread bytes.
    pub(super) fn text(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    /// Whether the unread bytes are the last ones.
    pub(super) fn sees_the_end(&self) -> bool {
        self.ended
    }

    /// Leaves so many bytes behind.
    pub(super) fn advance(&mut self, bytes: usize) {
        let before = self.at;
        self.at = self.buffer.len().min(self.at + bytes);
        self.behind += (self.at - before) as u64;
        if self.buffer.len() - self.at < self.ahead && !self.ended {
            self.fill();
        }
    }

    /// Bytes left behind so far.
    pub(super) fn behind(&self) -> u64 {
        self.behind
    }

    pub(super) fn source(&self) -> &R {
        &self.source
    }

    /// Why the source ended before its end, told once.
    pub(super) fn take_error(&mut self) -> Option<Error> {
        self.error.take()
    }

    fn fill(&mut self) {
        self.buffer.drain(..self.at);
        self.at = 0;
        let wanted = (2 * self.ahead).saturating_sub(self.buffer.len());
        match self.source.by_ref().take(wanted as u64).read_to_end(&mut self.buffer) {
            Ok(read) => self.ended = read < wanted,
            Err(error) => {
                self.ended = true;
                self.error = Some(error);
            }
        }
    }
}
