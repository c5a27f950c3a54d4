//! Where an order stands.

use crate::words::words;

/// Where an order, or a vendor order, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderStatus {
    /// Placed, not paid: stock is reserved.
    Pending,
    /// Paid or authorised: stock is allocated, vendors see it.
    Processing,
    /// Every open line is on its way.
    Shipped,
    /// Every shipment has arrived.
    Delivered,
    /// The buyer has it, by word or by silence.
    Confirmed,
    /// Nothing more can happen but reading it.
    Completed,
    /// The buyer reviewed every line.
    Reviewed,
    /// Ended without goods changing hands; never revives.
    Cancelled,
}

words!(OrderStatus {
    Pending = "pending",
    Processing = "processing",
    Shipped = "shipped",
    Delivered = "delivered",
    Confirmed = "confirmed",
    Completed = "completed",
    Reviewed = "reviewed",
    Cancelled = "cancelled",
});

impl OrderStatus {
    /// Whether its buyer has it.
    pub const fn has_arrived(self) -> bool {
        matches!(self, Self::Delivered | Self::Confirmed | Self::Reviewed | Self::Completed)
    }

    /// Whether what its vendor keeps of it is the vendor's to have by now.
    pub const fn is_released(self) -> bool {
        matches!(self, Self::Confirmed | Self::Reviewed | Self::Completed | Self::Cancelled)
    }

    /// How far along it is; only for comparing statuses that are not cancelled.
    fn progress(self) -> u8 {
        match self {
            Self::Pending => 0,
            Self::Processing => 1,
            Self::Shipped => 2,
            Self::Delivered => 3,
            Self::Confirmed => 4,
            Self::Reviewed => 5,
            Self::Completed => 6,
            Self::Cancelled => u8::MAX,
        }
    }
}

/// The order's status: the least advanced of its vendor orders that are not cancelled; all cancelled, cancelled.
///
/// An order without vendor orders does not exist; for none the answer is `Pending`.
pub fn derive_status(vendor_orders: &[OrderStatus]) -> OrderStatus {
    vendor_orders.iter().copied().min_by_key(|status| status.progress()).unwrap_or(OrderStatus::Pending)
}
