//! Pictures of products: prepared by `souk_pictures`, kept under the hash of what was written, or fetched later from where
//! an import says they are.
//!
//! - `copies`: the smaller copies, made when first asked for
//! - `turns`: how much of this is done at once
//! - `add`, `fetch`: pictures of products
//! - `removal`: files of pictures that only some may see, and that go when nothing shows them

mod add;
mod arriving;
mod copies;
mod fetch;
mod gallery;
mod jobs;
mod removal;
mod store;
mod turns;
mod use_cases;

/// What the files of pictures begin with that no address of the shop shows.
const PRIVATE: &str = "private-";

pub(crate) use add::keep_private_picture;
pub use add::{
    KeptPicture, NewImage, add_image_file, add_image_url, add_kept_image, keep_own_picture, keep_picture,
    remove_image,
};
pub(crate) use add::{add_picture_at, keep_by_name};
pub(crate) use arriving::ArrivingFile;
pub(crate) use copies::find_private_picture;
pub use copies::{find_picture, make_copies};
pub use fetch::{fetch_image, fetch_image_under};
pub(crate) use gallery::copy_gallery;
pub use gallery::{ImageChanges, change_image};
pub(crate) use jobs::{CopyImage, FetchImage};
pub(crate) use removal::{keep_file, keep_private_bytes, private_file, promise_removal, remove_files};
pub(crate) use store::{
    StoredPicture, delete as delete_picture, list_stored as list_pictures, set_stored as set_picture,
};
pub use use_cases::{add_product_image, change_product_image, remove_product_image};
