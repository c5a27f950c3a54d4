use std::collections::HashSet;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, GenericImageView as _, Rgb, RgbImage, codecs::jpeg::JpegEncoder};

/// Quality of what copies are made from: one cannot tell it from what came.
const MASTER_QUALITY: f32 = 90.0;
/// Quality of what browsers show.
const COPY_QUALITY: f32 = 78.0;
/// The same of the JPEG, whose scale differs.
const JPEG_QUALITY: u8 = 82;
/// From here on a picture is no drawing, and is not tried without loss, which takes long and saves nothing.
const COLOURS_OF_A_DRAWING: usize = 4096;

/// An encoder or the resizer that failed; with pixels in memory they have no reason to.
#[derive(Debug, thiserror::Error)]
#[error("a picture could not be written: {0}")]
pub struct Unwritten(String);

/// The size of a picture that is at most so long along a side, in its own shape; a smaller one as it is.
pub(super) fn size_within((width, height): (u32, u32), side: u32) -> (u32, u32) {
    let scale = f64::from(side) / f64::from(width.max(height));
    if scale >= 1.0 {
        return (width, height);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "less than the side it comes from"
    )]
    let to = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    (to(width), to(height))
}

/// The picture in exactly this size.
pub(super) fn scale_to(picture: &DynamicImage, size: (u32, u32)) -> Result<DynamicImage, Unwritten> {
    resize(picture, size, FilterType::Lanczos3)
}

/// The picture in a square of this side, each pixel the mean of what it stands for.
pub(super) fn average_to(picture: &DynamicImage, side: u32) -> Result<DynamicImage, Unwritten> {
    resize(picture, (side, side), FilterType::Box)
}

fn resize(picture: &DynamicImage, size: (u32, u32), filter: FilterType) -> Result<DynamicImage, Unwritten> {
    let mut smaller = DynamicImage::new(size.0, size.1, picture.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
    let resized = Resizer::new().resize(picture, &mut smaller, &options);
    resized.map_err(|error| Unwritten(error.to_string()))?;
    Ok(smaller)
}

/// As it is kept: nearly without loss, and without any where that is smaller, as with drawings and lettering.
pub(super) fn master(picture: &DynamicImage) -> Result<Vec<u8>, Unwritten> {
    let lossy = webp_of(picture, false, MASTER_QUALITY)?;
    if !is_drawing(picture) {
        return Ok(lossy);
    }
    let whole = webp_of(picture, true, MASTER_QUALITY)?;
    Ok(if whole.len() <= lossy.len() { whole } else { lossy })
}

/// As browsers show it.
pub(super) fn webp_copy(picture: &DynamicImage) -> Result<Vec<u8>, Unwritten> {
    webp_of(picture, false, COPY_QUALITY)
}

/// As everything shows it; what is transparent becomes white.
pub(super) fn jpeg_copy(picture: &DynamicImage) -> Result<Vec<u8>, Unwritten> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    on_white(picture).write_with_encoder(encoder).map_err(|error| Unwritten(error.to_string()))?;
    Ok(bytes)
}

fn webp_of(picture: &DynamicImage, lossless: bool, quality: f32) -> Result<Vec<u8>, Unwritten> {
    let (width, height) = picture.dimensions();
    let encoder = match picture {
        DynamicImage::ImageRgb8(pixels) => webp::Encoder::from_rgb(pixels, width, height),
        DynamicImage::ImageRgba8(pixels) => webp::Encoder::from_rgba(pixels, width, height),
        _ => return Err(Unwritten("unusual pixels".to_owned())),
    };
    let written = encoder.encode_simple(lossless, quality);
    written.map(|bytes| bytes.to_vec()).map_err(|error| Unwritten(format!("{error:?}")))
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    let Some(pixels) = picture.as_rgba8() else { return picture.to_rgb8() };
    let mut flat = RgbImage::new(pixels.width(), pixels.height());
    for (to, from) in flat.pixels_mut().zip(pixels.pixels()) {
        let [red, green, blue, cover] = from.0.map(u32::from);
        let mix = |part: u32| u8::try_from((part * cover + 255 * (255 - cover)) / 255).unwrap_or(u8::MAX);
        *to = Rgb([mix(red), mix(green), mix(blue)]);
    }
    flat
}

fn is_drawing(picture: &DynamicImage) -> bool {
    let parts = usize::from(picture.color().bytes_per_pixel());
    let mut colours = HashSet::with_capacity(COLOURS_OF_A_DRAWING);
    picture.as_bytes().chunks_exact(parts).all(|pixel| {
        colours.insert(pixel);
        colours.len() <= COLOURS_OF_A_DRAWING
    })
}
