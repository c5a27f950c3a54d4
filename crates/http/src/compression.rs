//! Answers made smaller on their way. Only those in which no capability stands beside words of the caller's choice, whose
//! length would give it away; the token of a form is masked anew each time.

use tower_http::{
    CompressionLevel,
    compression::{CompressionLayer, predicate::SizeAbove},
};

use crate::{Access, Face};

/// Below this the headers of a compressed answer outweigh what is saved.
const WORTH_COMPRESSING_BYTES: u64 = 1_024;
/// Most of what the best level saves, at a tenth of its work.
const LEVEL: CompressionLevel = CompressionLevel::Precise(4);

/// The layer.
pub fn compressing() -> CompressionLayer<SizeAbove> {
    CompressionLayer::new().quality(LEVEL).compress_when(SizeAbove::new(WORTH_COMPRESSING_BYTES))
}

/// Whether the pages of a route are compressed: those of a shop are, those of an order or an account hold what is private.
pub(crate) fn is_for_pages(face: Face, access: Access) -> bool {
    face == Face::Page && matches!(access, Access::Anyone | Access::CartHolder)
}
