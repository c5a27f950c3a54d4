use image::{DynamicImage, GenericImageView as _};

use super::{
    Colour, CopyKind, MASTER_SIDE, PictureName, decode,
    encode::{self, Unwritten},
    fit::Unfit,
};

/// A picture as it is kept: the bytes of its master, and what they are called.
#[derive(Debug)]
pub struct Prepared {
    pub name: PictureName,
    pub bytes: Vec<u8>,
}

/// Why a picture cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum NotPrepared {
    #[error("{}", .0.words())]
    Unfit(Unfit),
    #[error(transparent)]
    Unwritten(#[from] Unwritten),
}

impl From<Unfit> for NotPrepared {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(unfit)
    }
}

/// Decodes a picture and encodes it again as a master: nothing but its pixels is left. Errors: no picture we take, too
/// many pixels, damaged.
pub fn prepare(bytes: &[u8]) -> Result<Prepared, NotPrepared> {
    let picture = decode::decode(bytes)?;
    let bytes = encode::master(&picture)?;
    let (width, height) = picture.dimensions();
    Ok(Prepared { name: PictureName::of(&bytes, width, height, Colour::mean_of(&picture)), bytes })
}

/// The name of a picture that is encoded as we would encode it. `None` when it is not: it holds more than pixels, moves,
/// or is too large. It is not decoded.
pub fn name_as_it_is(bytes: &[u8], colour: Option<Colour>) -> Option<PictureName> {
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

/// Whether these bytes are the master that was given a name. They are not decoded.
pub fn is_of_name(name: &PictureName, bytes: &[u8]) -> bool {
    let size = webp::BitstreamFeatures::new(bytes).map(|header| (header.width(), header.height()));
    let fits = |side| (1..=MASTER_SIDE).contains(&side);
    size.is_some_and(|(width, height)| {
        fits(width) && fits(height) && PictureName::of(bytes, width, height, name.colour()) == *name
    })
}

/// A kept picture, decoded once for as many copies as are wanted.
#[derive(Debug)]
pub struct Master {
    name: PictureName,
    pixels: DynamicImage,
}

impl Master {
    /// Decodes what [`prepare`] made and was kept under `name`. `None` when it was damaged since.
    pub fn read(name: PictureName, bytes: &[u8]) -> Option<Self> {
        let pixels = webp::Decoder::new(bytes).decode()?.to_image();
        Some(Self { name, pixels })
    }

    /// The bytes of a smaller copy. Errors: an encoder failed.
    pub fn copy(&self, kind: CopyKind) -> Result<Vec<u8>, Unwritten> {
        let smaller = encode::scale_to(&self.pixels, self.name.size_of(kind))?;
        match kind {
            CopyKind::WebP(_) => encode::webp_copy(&smaller),
            CopyKind::Jpeg => encode::jpeg_copy(&smaller),
        }
    }
}
