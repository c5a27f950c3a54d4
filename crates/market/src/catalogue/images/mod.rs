//! Pictures of products: read under limits and written anew, kept under the hash of what was written, or fetched later
//! from where an import says they are.
//!
//! - `decode`: bytes of a stranger to a picture, or why not
//! - `prepared`: a picture to its master, which is all that is kept of it
//! - `name`: what a master and its smaller copies are called; the name tells size and colour
//! - `copies`: the smaller copies, made when first asked for
//! - `turns`: how much of this is done at once
//! - `add`, `fetch`: pictures of products

mod add;
mod colour;
mod copies;
mod decode;
mod encode;
mod fetch;
mod name;
mod network;
mod prepared;
mod store;
#[cfg(test)]
mod tests;
mod turns;

pub use add::{
    KeptPicture, NewImage, add_image_file, add_image_url, add_kept_image, keep_own_picture, keep_picture,
    remove_image,
};
pub use colour::Colour;
pub use copies::{find_picture, make_copies};
pub use fetch::{fetch_image, fetch_image_under};
pub use name::{COPY_WIDTHS, PictureName};
pub use network::{Network, OutgoingPolicy};
pub(crate) use store::list_sources as list_image_sources;

/// Bytes of one picture: what the best cameras write, and no more.
pub const MAX_IMAGE_BYTES: usize = 10 * 1024 * 1024;
/// Pixels along the longer side of what is kept: sharp on a large screen, looked at closely.
pub const MASTER_SIDE: u32 = 2000;
