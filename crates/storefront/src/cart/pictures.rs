//! The picture beside a line of a cart or an order.

use souk_domain::ids::CategoryId;
use souk_market::{Ctx, Result, catalogue};
use souk_ui::{Picture, drawn};

/// The picture of a file, or the drawing of what has none; `categories` from the thing's own one upwards.
pub(crate) async fn picture(
    ctx: &Ctx<'_>,
    file: Option<&str>,
    name: &str,
    categories: &[CategoryId],
) -> Result<Picture> {
    if let Some(file) = file {
        return Ok(Picture::of(file, ""));
    }
    let category = match categories.first() {
        Some(id) => catalogue::find_category(ctx, *id).await?.slug,
        None => String::new(),
    };
    Ok(drawn::picture(name, &category))
}
