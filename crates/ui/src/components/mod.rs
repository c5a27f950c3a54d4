//! What pages are made of: each a struct beside its template, or a drawing.

pub mod bill;
pub mod card;
pub mod drawn;
pub mod form;
pub mod icons;
pub(crate) mod pages;
pub mod picture;

/// A seller as other pages name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seller {
    pub name: String,
    pub slug: String,
    /// Where parcels start, "Asheville, NC"; empty when unknown.
    pub place: String,
}

/// Why something is said, which picks colour and icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Info,
    Good,
    Warn,
    Bad,
}

impl Tone {
    /// The class of a banner or badge.
    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    /// The icon beside the words.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "check",
            Self::Warn | Self::Bad => "warn",
        }
    }
}

/// HTML that a sanitiser has been over; nothing else may become one.
#[derive(Clone, Debug, Default)]
pub struct CleanHtml(String);

impl CleanHtml {
    /// Takes what the sanitiser gave back. Never hand it what a person typed.
    pub fn sanitised(html: impl Into<String>) -> Self {
        Self(html.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
