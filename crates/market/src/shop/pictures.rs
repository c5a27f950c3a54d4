use souk_domain::ids::CategoryId;

use crate::{Ctx, Result, catalogue};

/// What there is to draw a product from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureSource {
    /// The file of its picture.
    File(String),
    /// It has none: the slug of its category, which may be empty.
    Category(String),
}

/// The picture of a product; `categories` from its own one upwards.
pub(super) async fn source(
    ctx: &Ctx<'_>,
    file: Option<&str>,
    categories: &[CategoryId],
) -> Result<PictureSource> {
    match (file, categories.first()) {
        (Some(file), _) => Ok(PictureSource::File(file.to_owned())),
        (None, Some(id)) => Ok(PictureSource::Category(catalogue::find_category(ctx, *id).await?.slug)),
        (None, None) => Ok(PictureSource::Category(String::new())),
    }
}
