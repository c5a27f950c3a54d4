//! One file in three codings, each made once.

use std::io::Write;
use std::sync::OnceLock;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Brotli's effort: nine of eleven; the last two cost ten times the time for one percent.
const BROTLI_QUALITY: i32 = 9;

/// A file with its compressed twins.
pub struct Packed {
    content_type: &'static str,
    plain: Vec<u8>,
    brotli: OnceLock<Vec<u8>>,
    gzip: OnceLock<Vec<u8>>,
}

impl Packed {
    /// Keeps `plain`; the twins are made by [`Packed::warm`] or on first use.
    pub fn new(content_type: &'static str, plain: Vec<u8>) -> Self {
        Self { content_type, plain, brotli: OnceLock::new(), gzip: OnceLock::new() }
    }

    pub fn content_type(&self) -> &'static str {
        self.content_type
    }

    pub fn plain(&self) -> &[u8] {
        &self.plain
    }

    /// The file in Brotli; the plain bytes when the encoder refuses.
    pub fn brotli(&self) -> &[u8] {
        self.brotli.get_or_init(|| {
            let mut out = Vec::new();
            let effort = BrotliEncoderParams { quality: BROTLI_QUALITY, ..BrotliEncoderParams::default() };
            match brotli::BrotliCompress(&mut self.plain.as_slice(), &mut out, &effort) {
                Ok(_) => out,
                Err(_) => Vec::new(),
            }
        })
    }

    /// The file in gzip.
    pub fn gzip(&self) -> &[u8] {
        self.gzip.get_or_init(|| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&self.plain).and_then(|()| encoder.finish()).unwrap_or_default()
        })
    }

    /// Makes both twins now.
    pub fn warm(&self) {
        self.brotli();
        self.gzip();
    }
}
