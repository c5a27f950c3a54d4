use souk_db::BoxFuture;
use souk_domain::ids::ImageId;

use super::{fetch_image, make_copies};
use crate::{
    App, Result,
    queue::{Job, Lane, Tried},
};

/// Fetch a picture that an import named by its address.
pub(crate) struct FetchImage;

impl Job for FetchImage {
    type Subject = ImageId;
    const KIND: &'static str = "fetch_image";
    const LANE: Lane = Lane::Pictures;

    fn run(app: &App, image: ImageId) -> BoxFuture<'_, Result<Tried>> {
        Box::pin(async move { fetch_image(app, image).await.map(|()| Tried::Done) })
    }
}

/// Make the smaller copies of a picture.
pub(crate) struct CopyImage;

impl Job for CopyImage {
    type Subject = ImageId;
    const KIND: &'static str = "copy_image";
    const LANE: Lane = Lane::Pictures;

    fn run(app: &App, image: ImageId) -> BoxFuture<'_, Result<Tried>> {
        Box::pin(async move { make_copies(app, image).await.map(|()| Tried::Done) })
    }
}
