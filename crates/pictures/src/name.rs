use std::{fmt, str::FromStr};

use sha2::{Digest as _, Sha256};

use super::{Colour, MASTER_SIDE};

/// Widths of the smaller copies, in pixels: from a thumb to a large screen. No others exist.
pub const COPY_WIDTHS: [u32; 5] = [160, 320, 640, 960, 1440];
/// Width of the one copy that programs without WebP can show: what others show of a link, and mails.
const JPEG_WIDTH: u32 = 640;
/// Bytes of the hash in a name: far beyond a clash, and a name stays short.
const HASH_BYTES: usize = 20;

/// What a kept picture is called: `<hash>-<width>x<height>[-<rrggbb>].webp`. So a name alone, wherever it was noted, says
/// how much room the picture takes and which colour stands in for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureName {
    hash: String,
    width: u32,
    height: u32,
    colour: Option<Colour>,
}

/// A file of a kept picture: the picture itself, or one of its smaller copies, `<picture>-<width>.webp` or `.jpg`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFile {
    Master(PictureName),
    Copy(PictureName, CopyKind),
}

/// Which smaller copy of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyKind {
    /// For browsers, of one of the [`COPY_WIDTHS`].
    WebP(u32),
    /// For programs that show no WebP.
    Jpeg,
}

impl PictureName {
    /// Names these bytes.
    pub(super) fn of(bytes: &[u8], width: u32, height: u32, colour: Option<Colour>) -> Self {
        let hash = Sha256::digest(bytes).iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}")).collect();
        Self { hash, width, height, colour }
    }

    /// Reads the name of a kept picture; `None` when it is another file's.
    pub fn parse(file: &str) -> Option<Self> {
        match PictureFile::parse(file)? {
            PictureFile::Master(name) => Some(name),
            PictureFile::Copy(..) => None,
        }
    }

    pub fn width(&self) -> u32 {
        self.width
    }

    pub fn height(&self) -> u32 {
        self.height
    }

    /// Stands in while it loads; `None` for a picture that is transparent somewhere.
    pub fn colour(&self) -> Option<Colour> {
        self.colour
    }

    /// Every size there is as width and file, the smallest first; none is wider than the picture.
    pub fn sizes(&self) -> Vec<(u32, String)> {
        let mut sizes: Vec<_> =
            self.widths().map(|width| (width, self.file_of(CopyKind::WebP(width)))).collect();
        // between the last copy and the picture itself is a step worth having, until screens end
        if COPY_WIDTHS.last().is_some_and(|widest| self.width <= *widest) {
            sizes.push((self.width, self.to_string()));
        }
        sizes
    }

    /// The file that shows it at about this width: the narrowest that is wide enough, or the widest.
    pub fn at(&self, width: u32) -> String {
        self.widths()
            .find(|own| *own >= width)
            .map_or_else(|| self.to_string(), |own| self.file_of(CopyKind::WebP(own)))
    }

    /// The copy for programs that show no WebP.
    pub fn jpeg(&self) -> String {
        self.file_of(CopyKind::Jpeg)
    }

    /// Every copy there can be.
    pub fn copies(&self) -> Vec<CopyKind> {
        self.widths().map(CopyKind::WebP).chain([CopyKind::Jpeg]).collect()
    }

    /// The widths that are less than its own.
    fn widths(&self) -> impl Iterator<Item = u32> {
        let own = self.width;
        COPY_WIDTHS.into_iter().filter(move |width| *width < own)
    }

    /// The name of a copy's file.
    pub fn file_of(&self, copy: CopyKind) -> String {
        match copy {
            CopyKind::WebP(width) => format!("{}-{width}.webp", self.stem()),
            CopyKind::Jpeg => format!("{}-{JPEG_WIDTH}.jpg", self.stem()),
        }
    }

    /// Pixels of a copy.
    pub(super) fn size_of(&self, copy: CopyKind) -> (u32, u32) {
        let width = match copy {
            CopyKind::WebP(width) => width,
            CopyKind::Jpeg => JPEG_WIDTH.min(self.width),
        };
        let height = (f64::from(self.height) * f64::from(width) / f64::from(self.width.max(1))).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most the master's height"
        )]
        let height = height as u32;
        (width, height.max(1))
    }

    fn stem(&self) -> String {
        let Self { hash, width, height, colour } = self;
        let colour = colour.map(|colour| colour.to_string().replace('#', "-")).unwrap_or_default();
        format!("{hash}-{width}x{height}{colour}")
    }
}

impl fmt::Display for PictureName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.webp", self.stem())
    }
}

impl PictureFile {
    /// Reads a file's name. `None` when no picture is called so, and when the copy is none that exists.
    pub fn parse(file: &str) -> Option<Self> {
        let (stem, ending) = file.rsplit_once('.')?;
        let mut parts = stem.split('-');
        let hash = parts.next().filter(|hash| hash.len() == 2 * HASH_BYTES)?.to_owned();
        let (width, height) = parts.next()?.split_once('x')?;
        let (width, height) = (side(width)?, side(height)?);
        let mut rest = parts.next();
        let colour = rest.filter(|text| text.len() == 6).map(|text| Colour::from_str(&format!("#{text}")));
        let colour = colour.transpose().ok()?;
        if colour.is_some() {
            rest = parts.next();
        }
        let name = PictureName { hash, width, height, colour };
        let read = match (rest, ending) {
            (None, "webp") => Self::Master(name),
            (Some(_), "jpg") => Self::Copy(name, CopyKind::Jpeg),
            (Some(width), "webp") => {
                let width = name.widths().find(|own| own.to_string() == width)?;
                Self::Copy(name, CopyKind::WebP(width))
            }
            _ => return None,
        };
        // one spelling for each file: 0640 is no 640
        (read.to_string() == file).then_some(read)
    }
}

impl fmt::Display for PictureFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Master(name) => name.fmt(f),
            Self::Copy(name, copy) => f.write_str(&name.file_of(*copy)),
        }
    }
}

fn side(text: &str) -> Option<u32> {
    text.parse().ok().filter(|side| (1..=MASTER_SIDE).contains(side))
}
