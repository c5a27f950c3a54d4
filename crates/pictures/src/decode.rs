//! Bytes of a stranger to a picture. Only decoders written in Rust read them.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, metadata::Orientation,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::{
    MASTER_SIDE,
    encode::{scale_to, size_within},
    fit::Unfit,
    need::Header,
    reduce::{self, Reducer},
    rows::{self, Decoded},
};

/// The picture, upright, in the colours of the web, at most as large as a master; of a moving one the first frame.
/// It has three parts to a pixel, or four where it is transparent somewhere.
pub(super) fn decode(bytes: &[u8]) -> Result<DynamicImage, Unfit> {
    let header = Header::read(bytes)?;
    header.memory(bytes.len())?;
    let Decoded { pixels, orientation, profile } =
        if header.format == ImageFormat::Png { rows::decode(bytes)? } else { whole(bytes, header)? };
    let size = size_within((header.width, header.height), MASTER_SIDE);
    let pixels = plain(pixels);
    let is_scaled = (pixels.width(), pixels.height()) == size;
    let mut picture = if is_scaled { pixels } else { scale_to(&pixels, size).map_err(|_| Unfit::Broken)? };
    if let Some(profile) = profile {
        to_srgb(&mut picture, &profile);
    }
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// All pixels at once, and then fewer.
fn whole(bytes: &[u8], header: Header) -> Result<Decoded, Unfit> {
    // its decoder fills up what is missing
    if header.format == ImageFormat::Jpeg && !has_jpeg_end(bytes) {
        return Err(Unfit::Broken);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(header.width);
    limits.max_image_height = Some(header.height);
    limits.max_alloc = Some(header.decoder_bytes());
    let mut reader = ImageReader::with_format(Cursor::new(bytes), header.format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let decoded = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    // what is inside may be smaller than what was promised, never larger
    Ok(Decoded { pixels: reduced(decoded)?, orientation, profile })
}

/// A picture of eight bits to a part in whole steps, as one that comes in rows.
fn reduced(picture: DynamicImage) -> Result<DynamicImage, Unfit> {
    let (width, height) = (picture.width(), picture.height());
    if reduce::step(width, height) == 1 {
        return Ok(picture);
    }
    let has_alpha = picture.color().has_alpha();
    let row_bytes = width as usize * usize::from(picture.color().bytes_per_pixel());
    let mut reducer = Reducer::new(width, height, has_alpha);
    let mut wide = Vec::new();
    for row in picture.as_bytes().chunks_exact(row_bytes) {
        match &picture {
            DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => reducer.push(row),
            DynamicImage::ImageLuma8(_) => {
                wide.clear();
                wide.extend(row.iter().flat_map(|light| [*light; 3]));
                reducer.push(&wide);
            }
            // no decoder of ours gives another kind
            _ => return Err(Unfit::Broken),
        }
    }
    reducer.finish().ok_or(Unfit::Broken)
}

fn unfit(error: &ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::TooMuchMemory,
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
