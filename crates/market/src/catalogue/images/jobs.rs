use souk_db::BoxFuture;
use souk_domain::ids::ImageId;

use super::{fetch_image, make_copies};
use crate::{
    App, Result,
    queue::{Job, Lane, Tried},
};

/// Fetch a picture that an import named by its address.
pub(crate) struct FetchImage(pub(crate) ImageId);

impl Job for FetchImage {
    const KIND: &'static str = "fetch_image";
    const LANE: Lane = Lane::Pictures;

    fn payload(&self) -> String {
        self.0.to_string()
    }

    fn parse(payload: &str) -> Option<Self> {
        payload.parse().ok().map(Self)
    }

    fn run(self, app: &App) -> BoxFuture<'_, Result<Tried>> {
        Box::pin(async move { fetch_image(app, self.0).await.map(|()| Tried::Done) })
    }
}

/// Make the smaller copies of a picture.
pub(crate) struct CopyImage(pub(crate) ImageId);

impl Job for CopyImage {
    const KIND: &'static str = "copy_image";
    const LANE: Lane = Lane::Pictures;

    fn payload(&self) -> String {
        self.0.to_string()
    }

    fn parse(payload: &str) -> Option<Self> {
        payload.parse().ok().map(Self)
    }

    fn run(self, app: &App) -> BoxFuture<'_, Result<Tried>> {
        Box::pin(async move { make_copies(app, self.0).await.map(|()| Tried::Done) })
    }
}
