//! PNG, row by row: of the largest only a few rows are held.

use std::io::Cursor;

use image::{DynamicImage, metadata::Orientation};
use png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Transformations};

use super::{fit::Unfit, need::ASIDE_BYTES, reduce::Reducer};

/// Pixels as they were sent, perhaps reduced already, and what was said about them.
pub(super) struct Decoded {
    pub(super) pixels: DynamicImage,
    pub(super) orientation: Orientation,
    pub(super) profile: Option<Vec<u8>>,
}

/// The picture, reduced. No part of it inflates beyond a bound: what is written about it is passed over unread, its colour
/// profile is read as far as there is memory aside, and a larger one is as if there were none.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Unfit> {
    let limits = Limits { bytes: usize::try_from(ASIDE_BYTES).unwrap_or(usize::MAX) };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|error| unfit(&error))?;
    let info = reader.info();
    let (width, height, is_interlaced) = (info.width, info.height, info.interlaced);
    let orientation = info.exif_metadata.as_deref().and_then(Orientation::from_exif_chunk);
    let profile = info.icc_profile.as_ref().map(|profile| profile.to_vec());
    let (colour, BitDepth::Eight) = reader.output_color_type() else { return Err(Unfit::Broken) };
    let has_alpha = matches!(colour, ColorType::GrayscaleAlpha | ColorType::Rgba);
    let mut taking = Taking { colour, reducer: Reducer::new(width, height, has_alpha), wide: Vec::new() };
    if is_interlaced {
        // its rows come in no order: nothing is to be had before the last
        let mut whole = vec![0; reader.output_buffer_size().ok_or(Unfit::TooMuchMemory)?];
        let frame = reader.next_frame(&mut whole).map_err(|error| unfit(&error))?;
        for row in whole.chunks_exact(frame.line_size) {
            taking.take(row)?;
        }
    } else {
        while let Some(row) = reader.next_row().map_err(|error| unfit(&error))? {
            taking.take(row.data())?;
        }
    }
    let pixels: DynamicImage = taking.reducer.finish().ok_or(Unfit::Broken)?;
    Ok(Decoded { pixels, orientation: orientation.unwrap_or(Orientation::NoTransforms), profile })
}

/// Rows as they come, made colourful.
struct Taking {
    colour: ColorType,
    reducer: Reducer,
    wide: Vec<u8>,
}

impl Taking {
    fn take(&mut self, row: &[u8]) -> Result<(), Unfit> {
        self.wide.clear();
        match self.colour {
            ColorType::Rgb | ColorType::Rgba => {
                self.reducer.push(row);
                return Ok(());
            }
            ColorType::Grayscale => self.wide.extend(row.iter().flat_map(|light| [*light; 3])),
            ColorType::GrayscaleAlpha => {
                let pixels = row.as_chunks::<2>().0;
                self.wide.extend(pixels.iter().flat_map(|[light, cover]| [*light, *light, *light, *cover]));
            }
            // expanded to its colours
            ColorType::Indexed => return Err(Unfit::Broken),
        }
        self.reducer.push(&self.wide);
        Ok(())
    }
}

fn unfit(error: &DecodingError) -> Unfit {
    match error {
        DecodingError::LimitsExceeded => Unfit::TooMuchMemory,
        _ => Unfit::Broken,
    }
}
