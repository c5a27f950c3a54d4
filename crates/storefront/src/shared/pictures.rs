//! The picture beside a line of a cart or an order.

use souk_market::shop::PictureSource;
use souk_ui::Picture;

/// The picture of a file, or the drawing of what has none.
pub(crate) fn picture(source: &PictureSource, name: &str) -> Picture {
    Picture::of_source(source, name)
}
