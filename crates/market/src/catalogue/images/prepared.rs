use image::GenericImageView as _;

use super::{
    Colour, MASTER_SIDE, PictureName,
    decode::{self, Unfit},
    encode,
};

/// A picture as it is kept.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) name: PictureName,
    pub(super) bytes: Vec<u8>,
}

/// Why a picture cannot be kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotPrepared {
    #[error("{}", .0.words())]
    Unfit(Unfit),
    #[error(transparent)]
    Unwritten(#[from] encode::Unwritten),
}

impl From<Unfit> for NotPrepared {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(unfit)
    }
}

/// Reads a picture and writes it anew: nothing but its pixels is left.
pub(super) fn prepare(bytes: &[u8]) -> Result<Prepared, NotPrepared> {
    let picture = decode::decode(bytes)?;
    let bytes = encode::master(&picture)?;
    let (width, height) = picture.dimensions();
    Ok(Prepared { name: PictureName::of(&bytes, width, height, Colour::mean_of(&picture)), bytes })
}

/// The name of a picture that is as we would write it. `None` when it is not: it has more to it than pixels, moves, or is
/// too large. It is not decoded.
pub(super) fn name_as_it_is(bytes: &[u8], colour: Option<Colour>) -> Option<PictureName> {
    let (size, rest) = (bytes.get(16..20)?, bytes.get(20..)?);
    let size = usize::try_from(u32::from_le_bytes(size.try_into().ok()?)).ok()?;
    // one part, of pixels alone, and nothing behind it
    let is_plain = bytes.starts_with(b"RIFF") && bytes.get(8..16)? == b"WEBPVP8 ";
    if !is_plain || rest.len() != size + size % 2 {
        return None;
    }
    let header = webp::BitstreamFeatures::new(bytes)?;
    let (width, height) = (header.width(), header.height());
    let fits = |side| (1..=MASTER_SIDE).contains(&side);
    (fits(width) && fits(height)).then(|| PictureName::of(bytes, width, height, colour))
}
