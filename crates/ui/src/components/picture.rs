//! Pictures on pages: each browser takes the size that suits its screen, and a colour stands in until it is there.

use askama::Template;
use souk_market::catalogue::PictureName;
use souk_market::shop::PictureSource;

use crate::assets::tint;
use crate::routes;

/// A picture with its size, so that the page does not jump; `alt` is empty beside a name that says it all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub src: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub load: Load,
    /// What its file is called, when there are smaller copies of it.
    name: Option<PictureName>,
}

/// How soon a page needs a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Load {
    /// It is what the page shows first; at most one is.
    First,
    /// It is seen at once.
    Soon,
    /// When it comes near the window.
    #[default]
    Later,
}

/// Where on a page a picture stands, which says how wide it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageSlot {
    /// On the card of a product.
    Card,
    /// On the same card, while the pointer is over it.
    Second,
    /// In one of the arches of the front page.
    Arch,
    /// One of the three on a seller's card.
    Strip,
    /// Beside a line of a cart.
    Line,
    /// Beside a line of a short summary.
    Tiny,
    /// The gallery of a product.
    Main,
    /// The small ones beside the gallery.
    Thumb,
    /// On a choice.
    Choice,
}

/// Room for a picture whose size nobody noted.
const SIDE: u32 = 640;
/// Wider copies are not worth their bytes where a picture is small, on the sharpest screens too.
const SMALL: u32 = 320;
/// The same of a card.
const MIDDLE: u32 = 960;

impl Picture {
    /// The picture of a kept file.
    pub fn of(file: &str, alt: impl Into<String>) -> Self {
        let name = PictureName::parse(file);
        let (width, height) = name.as_ref().map_or((SIDE, SIDE), |name| (name.width(), name.height()));
        Self { name, ..Self::plain(routes::media(file), (width, height), alt) }
    }

    /// The picture of a file, or the drawing of a thing that has none.
    pub fn of_source(source: &PictureSource, name: &str) -> Self {
        match source {
            PictureSource::File(file) => Self::of(file, ""),
            PictureSource::Category(slug) => super::drawn::picture(name, slug),
        }
    }

    /// A picture there is in one size alone.
    pub fn plain(src: String, (width, height): (u32, u32), alt: impl Into<String>) -> Self {
        Self { src, width, height, alt: alt.into(), load: Load::default(), name: None }
    }

    /// The same with another description.
    pub fn saying(self, alt: impl Into<String>) -> Self {
        Self { alt: alt.into(), ..self }
    }

    /// The same, needed only when it comes near the window.
    pub fn later(self) -> Self {
        Self { load: Load::Later, ..self }
    }

    /// The address for programs that know old formats only: what others show of a link.
    pub fn share(&self) -> String {
        self.name.as_ref().map_or_else(|| self.src.clone(), |name| routes::media(&name.jpeg()))
    }

    /// The element that shows it.
    pub(crate) fn element(&self, slot: ImageSlot) -> askama::Result<String> {
        let name = self.name.as_ref();
        let copies = name.map(PictureName::sizes).unwrap_or_default();
        let copies: Vec<String> = copies
            .into_iter()
            .filter(|(width, _)| *width <= slot.widest())
            .map(|(width, file)| format!("{} {width}w", routes::media(&file)))
            .collect();
        let classes = [slot.class(), name.and_then(PictureName::colour).map_or("", tint::class)];
        // a colour would hide what it lies over until the picture is there
        let classes = if slot == ImageSlot::Second { &classes[..1] } else { &classes[..] };
        let element = Element {
            class: classes.join(" ").trim().to_owned(),
            src: name.map_or_else(|| self.src.clone(), |name| routes::media(&name.at(slot.usual()))),
            srcset: if copies.len() > 1 { copies.join(", ") } else { String::new() },
            sizes: slot.sizes(),
            width: self.width,
            height: self.height,
            alt: &self.alt,
            load: slot.load(self.load),
        };
        element.render()
    }
}

#[derive(Template)]
#[template(path = "components/picture.html")]
struct Element<'a> {
    class: String,
    src: String,
    srcset: String,
    sizes: &'static str,
    width: u32,
    height: u32,
    alt: &'a str,
    load: Load,
}

impl ImageSlot {
    fn class(self) -> &'static str {
        match self {
            Self::Second => "two",
            Self::Line | Self::Tiny => "thumb",
            _ => "",
        }
    }

    /// How wide it is drawn, from the style sheet's columns.
    fn sizes(self) -> &'static str {
        match self {
            Self::Card | Self::Second => "(min-width: 60em) 18rem, (min-width: 40em) 31vw, 46vw",
            Self::Arch => "(min-width: 56em) 15rem, 37vw",
            Self::Strip => "(min-width: 40em) 6.5rem, 31vw",
            Self::Line => "5.5rem",
            Self::Tiny => "3.5rem",
            Self::Main => "(min-width: 78em) 39rem, (min-width: 56em) 50vw, 94vw",
            // the small ones of the gallery are often the choices as well: told as wide as these, each is fetched once
            Self::Thumb | Self::Choice => "6.5rem",
        }
    }

    /// The copy for browsers that choose none, in pixels.
    fn usual(self) -> u32 {
        match self {
            Self::Card | Self::Second | Self::Arch => 320,
            Self::Main => 640,
            Self::Strip | Self::Line | Self::Tiny | Self::Thumb | Self::Choice => 160,
        }
    }

    fn widest(self) -> u32 {
        match self {
            Self::Card | Self::Second | Self::Arch => MIDDLE,
            Self::Main => u32::MAX,
            Self::Strip | Self::Line | Self::Tiny | Self::Thumb | Self::Choice => SMALL,
        }
    }

    /// Small ones beside what is seen first are seen at once themselves.
    fn load(self, wished: Load) -> Load {
        match self {
            Self::Thumb | Self::Choice | Self::Tiny => Load::Soon,
            Self::Second => Load::Later,
            _ => wished,
        }
    }
}
