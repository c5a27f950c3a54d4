//! The picture beside a line of a cart or an order.

use souk_domain::ids::CategoryId;
use souk_market::{Ctx, Result, catalogue};

use crate::routes;
use crate::ui::{Picture, drawn};

/// Lines show small squares; the style crops what is none.
const SIDE: u32 = 640;

/// The picture of a file, or the drawing of what has none; `categories` from the thing's own one upwards.
pub(crate) async fn picture(
    ctx: &Ctx<'_>,
    file: Option<&str>,
    name: &str,
    categories: &[CategoryId],
) -> Result<Picture> {
    if let Some(file) = file {
        return Ok(Picture { src: routes::media(file), width: SIDE, height: SIDE, alt: String::new() });
    }
    let category = match categories.first() {
        Some(id) => catalogue::find_category(ctx, *id).await?.slug,
        None => String::new(),
    };
    Ok(drawn::picture(name, &category))
}
