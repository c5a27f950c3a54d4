//! Reads from the first bytes of a picture what it is and how large.

use super::MAX_SIDE;

/// What the header of a picture says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The ending of its file: `webp`, `jpg` or `png`.
    pub ending: &'static str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// The picture these bytes begin; `None` when they are no WebP, JPEG or PNG of a size we take.
pub(super) fn read_header(bytes: &[u8]) -> Option<Picture> {
    let (ending, (width, height)) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        ("png", png(bytes)?)
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        ("jpg", jpeg(bytes)?)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12)? == b"WEBP" {
        ("webp", webp(bytes)?)
    } else {
        return None;
    };
    let fits = |side| (1..=MAX_SIDE).contains(&side);
    (fits(width) && fits(height)).then_some(Picture { ending, width, height })
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    Some((big(bytes.get(16..20)?), big(bytes.get(20..24)?)))
}

/// Walks the segments up to the one that starts a frame.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.get(2..)?;
    loop {
        let [0xff, marker, after @ ..] = rest else { return None };
        match marker {
            // padding before a marker
            0xff => rest = rest.get(1..)?,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((big(after.get(5..7)?), big(after.get(3..5)?)));
            }
            // picture data or its end before any frame
            0xd8..=0xda => return None,
            _ => {
                let length = big(after.get(..2)?) as usize;
                if length < 2 {
                    return None;
                }
                rest = after.get(length..)?;
            }
        }
    }
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let body = bytes.get(20..)?;
    match bytes.get(12..16)? {
        b"VP8X" => Some((little(body.get(4..7)?) + 1, little(body.get(7..10)?) + 1)),
        b"VP8 " if body.get(3..6)? == [0x9d, 0x01, 0x2a] => {
            Some((little(body.get(6..8)?) & 0x3fff, little(body.get(8..10)?) & 0x3fff))
        }
        b"VP8L" if body.first() == Some(&0x2f) => {
            let bits = little(body.get(1..5)?);
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        _ => None,
    }
}

fn big(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

fn little(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes()].concat()
    }

    #[test]
    fn each_kind_is_known_by_its_header() {
        let size = |bytes: &[u8]| read_header(bytes).map(|p| (p.ending, p.width, p.height));
        assert_eq!(size(&png_of(640, 480)), Some(("png", 640, 480)));
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 1, 0xe0, 2, 0x80, 3];
        assert_eq!(size(&jpeg), Some(("jpg", 640, 480)));
        let lossy =
            [b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a".as_slice(), &[0x80, 2, 0xe0, 1]].concat();
        assert_eq!(size(&lossy), Some(("webp", 640, 480)));
        let bits: u32 = 639 | (479 << 14);
        let lossless = [b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f".as_slice(), &bits.to_le_bytes()].concat();
        assert_eq!(size(&lossless), Some(("webp", 640, 480)));
        let extended =
            [b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".as_slice(), &[0x7f, 2, 0, 0xdf, 1, 0]].concat();
        assert_eq!(size(&extended), Some(("webp", 640, 480)));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_none() {
        for bytes in [
            b"".as_slice(),
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"GIF89a",
            &[0xff, 0xd8, 0xff, 0xe0, 0, 0],
            &[0xff, 0xd8, 0xff],
            b"RIFF\0\0\0\0WAVE",
            &png_of(0, 10),
            &png_of(10, 20_001),
            &png_of(10, 10)[..20],
        ] {
            assert_eq!(read_header(bytes), None, "{bytes:?}");
        }
    }
}
