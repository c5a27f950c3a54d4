use std::{fmt, str::FromStr};

use image::DynamicImage;

use super::encode;

/// Pixels along a side to which a picture is averaged before they are counted one by one.
const SIDE: u32 = 16;

/// A colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Colour {
    /// The mean colour of an encoded picture; `None` when it cannot be read or is transparent somewhere.
    pub fn of_picture(bytes: &[u8]) -> Option<Self> {
        Self::mean_of(&super::decode::decode(bytes).ok()?)
    }

    /// The mean of a picture. `None` when it is transparent somewhere: there the colour would shine through.
    pub(super) fn mean_of(picture: &DynamicImage) -> Option<Self> {
        picture.as_rgb8()?;
        let few = encode::average_to(picture, SIDE).ok()?;
        let pixels = few.as_rgb8()?;
        let count = u64::from(pixels.width()) * u64::from(pixels.height());
        let mut sums = [0_u64; 3];
        for pixel in pixels.pixels() {
            for (sum, part) in sums.iter_mut().zip(pixel.0) {
                *sum += u64::from(part);
            }
        }
        let [red, green, blue] =
            sums.map(|sum| sum.checked_div(count).and_then(|mean| u8::try_from(mean).ok()).unwrap_or(0));
        Some(Self { red, green, blue })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Colour {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or(())?;
        if !digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(());
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).map_err(|_| ())?.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}
