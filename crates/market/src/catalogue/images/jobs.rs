use souk_db::BoxFuture;
use souk_domain::ids::ImageId;

use super::{fetch_image, make_copies};
use crate::{
    App, Result,
    queue::{Job, Lane, Tried},
};

/// Declares a job of one picture: its kind, and what is done to the picture.
macro_rules! picture_job {
    ($(#[$meta:meta])* $name:ident, $kind:literal, $run:ident) => {
        $(#[$meta])*
        pub(crate) struct $name(pub(crate) ImageId);

        impl Job for $name {
            const KIND: &'static str = $kind;
            const LANE: Lane = Lane::Pictures;

            fn payload(&self) -> String {
                self.0.to_string()
            }

            fn parse(payload: &str) -> Option<Self> {
                payload.parse().ok().map(Self)
            }

            fn run(self, app: &App) -> BoxFuture<'_, Result<Tried>> {
                Box::pin(async move { $run(app, self.0).await.map(|()| Tried::Done) })
            }
        }
    };
}

picture_job! {
    /// Fetch a picture that an import named by its address.
    FetchImage, "fetch_image", fetch_image
}

picture_job! {
    /// Make the smaller copies of a picture.
    CopyImage, "copy_image", make_copies
}
