//! Bytes of a stranger to a picture. Only decoders written in Rust read them.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, metadata::Orientation,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::{MASTER_SIDE, encode::shrink};

/// Pixels of a picture: what the best telephones take. They are counted before any is decoded.
pub const MAX_PIXELS: u64 = 50_000_000;
/// Pixels along one side: longer ones are no photographs.
pub const MAX_SIDE: u32 = 20_000;
/// Bytes of the decoded pixels: [`MAX_PIXELS`] with a byte for each of four parts.
const MAX_MEMORY: u64 = 4 * MAX_PIXELS;

/// Why bytes are no picture we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// They do not begin like a WebP, JPEG, PNG or GIF.
    NotAPicture,
    /// More pixels than we take.
    TooManyPixels,
    /// They begin like a picture, and end too early or go on wrongly.
    Broken,
}

impl Unfit {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAPicture => "not_a_picture",
            Self::TooManyPixels => "too_many_pixels",
            Self::Broken => "broken_picture",
        }
    }

    /// What to do about it.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotAPicture => "Send a WebP, JPEG, PNG or GIF picture.",
            Self::TooManyPixels => {
                "A picture has at most 50 million pixels, and 20,000 along one side: send a smaller copy."
            }
            Self::Broken => "This picture is damaged or cut off: open it, save it anew, and send that.",
        }
    }
}

/// How many pixels the header promises. Errors: too many, no picture.
pub fn count_pixels(bytes: &[u8]) -> Result<u64, Unfit> {
    let (width, height) = open(bytes)?.dimensions();
    Ok(u64::from(width) * u64::from(height))
}

/// The picture, upright, in the colours of the web, at most as large as a master; of a moving one the first frame.
/// It has three parts to a pixel, or four where it is transparent somewhere.
pub(super) fn decode(bytes: &[u8]) -> Result<DynamicImage, Unfit> {
    let mut decoder = open(bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let decoded = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    let mut picture = shrink(plain(decoded), (MASTER_SIDE, MASTER_SIDE)).map_err(|_| Unfit::Broken)?;
    if let Some(profile) = profile {
        to_srgb(&mut picture, &profile);
    }
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn open(bytes: &[u8]) -> Result<impl ImageDecoder, Unfit> {
    let format = image::guess_format(bytes).map_err(|_| Unfit::NotAPicture)?;
    match format {
        // its decoder fills up what is missing
        ImageFormat::Jpeg if !has_jpeg_end(bytes) => return Err(Unfit::Broken),
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif => {}
        _ => return Err(Unfit::NotAPicture),
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(Unfit::TooManyPixels);
    }
    if width == 0 || height == 0 {
        return Err(Unfit::Broken);
    }
    Ok(decoder)
}

fn unfit(error: &ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::TooManyPixels,
        _ => Unfit::Broken,
    }
}

/// Eight bits to a part; no transparency where nothing is transparent.
fn plain(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(picture.into_rgb8());
    }
    let pixels = picture.into_rgba8();
    let is_opaque = pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    let picture = DynamicImage::ImageRgba8(pixels);
    if is_opaque { DynamicImage::ImageRgb8(picture.into_rgb8()) } else { picture }
}

/// Cameras write in wider colours and say so in a profile, which is not kept. A profile that cannot be read changes nothing.
fn to_srgb(picture: &mut DynamicImage, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let layout = if picture.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let Ok(change) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else {
        return;
    };
    let before = picture.as_bytes().to_vec();
    let after = match picture {
        DynamicImage::ImageRgb8(pixels) => &mut **pixels,
        DynamicImage::ImageRgba8(pixels) => &mut **pixels,
        _ => return,
    };
    if change.transform(&before, after).is_err() {
        after.copy_from_slice(&before);
    }
}

/// Whether the picture's data is followed by the mark that ends it; within the data that mark cannot stand.
fn has_jpeg_end(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, after @ ..] = rest {
        match marker {
            0xff => rest = rest.get(1..).unwrap_or_default(),
            0xda => return after.windows(2).any(|two| two == [0xff, 0xd9]),
            _ => {
                let [high, low, ..] = after else { return false };
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = after.get(length.max(2)..).unwrap_or_default();
            }
        }
    }
    false
}
