//! Pictures that are small to send and large to read.

use anyhow::{Result, bail};
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// Zeros that are packed once, and repeated.
const PIECE_BYTES: usize = 1 << 20;
/// Room for a packed piece: zeros shrink a thousandfold.
const PACKED_BYTES: usize = 64 << 10;

/// A small picture whose colour profile inflates to so many bytes.
pub(super) fn with_profile(bytes: u64) -> Result<Vec<u8>> {
    let mut profile = b"c\0\0".to_vec();
    profile.extend(zeros(bytes)?);
    png(32, &profile)
}

/// A black picture of so many pixels along each side.
pub(super) fn large(side: u32) -> Result<Vec<u8>> {
    png(side, &[])
}

/// A black square, with a chunk of a colour profile where there is one.
fn png(side: u32, profile: &[u8]) -> Result<Vec<u8>> {
    let mut head = Vec::new();
    head.extend(side.to_be_bytes());
    head.extend(side.to_be_bytes());
    // eight bits, true colour, nothing interlaced
    head.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, *b"IHDR", &head)?;
    if !profile.is_empty() {
        chunk(&mut png, *b"iCCP", profile)?;
    }
    let side = u64::from(side);
    chunk(&mut png, *b"IDAT", &zeros(side * (1 + 3 * side))?)?;
    chunk(&mut png, *b"IEND", &[])?;
    Ok(png)
}

fn chunk(png: &mut Vec<u8>, name: [u8; 4], body: &[u8]) -> Result<()> {
    let mut crc = Crc::new();
    crc.update(&name);
    crc.update(body);
    png.extend(u32::try_from(body.len())?.to_be_bytes());
    png.extend(name);
    png.extend(body);
    png.extend(crc.sum().to_be_bytes());
    Ok(())
}

/// So many zeros as a zlib stream. The packed piece looks back at nothing before it, so that it may be repeated.
fn zeros(bytes: u64) -> Result<Vec<u8>> {
    let piece = pack(PIECE_BYTES, FlushCompress::Full)?;
    let mut stream = vec![0x78, 0x9c];
    for _ in 0..bytes / PIECE_BYTES as u64 {
        stream.extend(&piece);
    }
    stream.extend(pack((bytes % PIECE_BYTES as u64) as usize, FlushCompress::Finish)?);
    // Adler-32: of zeros the first sum stays one, and the second counts them
    stream.extend((((bytes % 65_521) << 16) as u32 | 1).to_be_bytes());
    Ok(stream)
}

fn pack(zeros: usize, end: FlushCompress) -> Result<Vec<u8>> {
    let mut packed = Vec::with_capacity(PACKED_BYTES);
    let mut packer = Compress::new(Compression::best(), false);
    let status = packer.compress_vec(&vec![0; zeros], &mut packed, end)?;
    if packer.total_in() != zeros as u64 || status == Status::BufError {
        bail!("zeros were not packed at once");
    }
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::ZlibDecoder;

    use super::*;

    #[test]
    fn so_many_zeros_come_out() {
        for bytes in [0, 5, PIECE_BYTES as u64, 3 * PIECE_BYTES as u64 + 70_001] {
            let packed = zeros(bytes).unwrap();
            assert!(packed.len() as u64 <= 100 + bytes / 500, "{bytes}: {}", packed.len());
            let mut inflated = Vec::new();
            ZlibDecoder::new(&packed[..]).read_to_end(&mut inflated).unwrap();
            assert_eq!(inflated.len() as u64, bytes);
            assert!(inflated.iter().all(|byte| *byte == 0));
        }
    }
}
