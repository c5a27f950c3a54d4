//! Where a vendor order stands, by its parcels.

use super::ShipmentStatus;
use crate::order::OrderStatus;

/// What became of a line's pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineCounts {
    /// Pieces that were ordered.
    pub quantity: u32,
    /// Pieces in parcels that are neither lost nor returned.
    pub fulfilled: u32,
    /// Pieces that will not be sent any more.
    pub cancelled: u32,
}

impl LineCounts {
    /// Pieces that are still to be sent.
    pub fn open(self) -> u32 {
        self.quantity.saturating_sub(self.fulfilled).saturating_sub(self.cancelled)
    }
}

/// Where a vendor order that is being fulfilled stands: `processing` while anything is still to be sent, `shipped` while a parcel
/// has not arrived, `delivered` then. Lost and returned parcels do not count.
pub fn standing(
    lines: impl IntoIterator<Item = LineCounts>,
    parcels: impl IntoIterator<Item = ShipmentStatus>,
) -> OrderStatus {
    if lines.into_iter().any(|line| line.open() > 0) {
        return OrderStatus::Processing;
    }
    let (mut some, mut all) = (false, true);
    for parcel in parcels.into_iter().filter(|parcel| parcel.counts()) {
        some = true;
        all &= parcel == ShipmentStatus::Delivered;
    }
    match (some, all) {
        // nothing was sent and nothing is left: whoever called it all off says what it is now
        (false, _) => OrderStatus::Processing,
        (true, true) => OrderStatus::Delivered,
        (true, false) => OrderStatus::Shipped,
    }
}
