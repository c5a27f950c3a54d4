//! Pictures: a stranger's bytes in, the master and its smaller copies out. Nothing here reads files, asks the network or
//! waits; `market` decides which picture is prepared when, and keeps what comes out.
//!
//! - [`memory_for`]: what a picture takes to be read, told from its headers alone
//! - `decode`: bytes of a stranger to pixels, under limits, or why not
//! - [`prepare`]: a picture to its [`Master`], which is all that is kept of it
//! - [`PictureName`]: what a master and its smaller copies are called; the name tells size and colour
//! - [`Master::copy`]: a smaller copy of a kept picture

#![cfg_attr(not(test), deny(clippy::indexing_slicing))]

mod colour;
mod decode;
mod encode;
mod fit;
mod master;
mod name;
mod need;
mod reduce;
mod rows;
#[cfg(test)]
mod tests;

pub use colour::Colour;
pub use encode::Unwritten;
pub use fit::{MAX_PIXELS, MAX_SIDE, Unfit};
pub use master::{Master, NotPrepared, Prepared, is_of_name, name_as_it_is, prepare};
pub use name::{COPY_WIDTHS, CopyKind, PictureFile, PictureName};
pub use need::{MAX_MEMORY_BYTES, memory_for, memory_for_copies};

/// Bytes of one picture as it comes: what the best cameras write, and no more.
pub const MAX_PICTURE_BYTES: usize = MAX_PICTURE_MIB * 1024 * 1024;
/// The same in MiB, for telling.
pub const MAX_PICTURE_MIB: usize = 10;
/// Pixels along the longer side of what is kept: sharp on a large screen, looked at closely.
pub const MASTER_SIDE: u32 = 2000;
