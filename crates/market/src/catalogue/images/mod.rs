//! Pictures of products: kept under the hash of their bytes, or fetched later from where an import says they are.

mod add;
mod fetch;
mod header;
mod network;
mod store;

pub use add::{KeptPicture, NewImage, add_image_file, add_image_url, add_kept_image, keep_picture};
pub use fetch::{fetch_image, fetch_image_under};
pub use header::Picture;
use header::read_header;
pub use network::{Network, OutgoingPolicy};
pub(crate) use store::list_sources as list_image_sources;

/// Bytes of one picture: what the best cameras write, and no more.
pub const MAX_IMAGE_BYTES: usize = 10 * 1024 * 1024;
/// Pixels along one side: larger ones would fill the memory of whoever decodes them.
const MAX_SIDE: u32 = 20_000;
