//! The picture beside a line of a cart or an order.

use souk_market::shop::PictureSource;
use souk_ui::{Picture, drawn};

/// The picture of a file, or the drawing of what has none.
pub(crate) fn picture(source: &PictureSource, name: &str) -> Picture {
    match source {
        PictureSource::File(file) => Picture::of(file, ""),
        PictureSource::Category(slug) => drawn::picture(name, slug),
    }
}
