//! What of an order has to be sent, and what its states are called and coloured: one set of words for every list, page and letter.

use souk_domain::order::{CancelReason, OrderStatus, RefundStatus, ReturnReason};
use souk_domain::shipment::ShipmentStatus;
use souk_market::orders::LineView;

use crate::Tone;
use crate::texts::say;

/// What of some lines has to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goods {
    Shipped,
    /// Some of it.
    Mixed,
    Unshipped,
}

impl Goods {
    /// What of these lines has to be sent.
    pub fn of<'l>(lines: impl IntoIterator<Item = &'l LineView>) -> Self {
        let (mut ships, mut stays) = (false, false);
        for line in lines {
            ships |= line.requires_shipping;
            stays |= !line.requires_shipping;
        }
        match (ships, stays) {
            (true, true) => Self::Mixed,
            (false, true) => Self::Unshipped,
            (_, false) => Self::Shipped,
        }
    }

    /// Whether anything of it has to be sent.
    pub fn ships(self) -> bool {
        self != Self::Unshipped
    }

    /// The word by which a text chooses its sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Mixed => "mixed",
            Self::Unshipped => "unshipped",
        }
    }
}

/// The key of what a status is called.
pub fn status_label(status: OrderStatus, goods: Goods) -> &'static str {
    match status {
        OrderStatus::Pending => "status-awaiting-payment",
        OrderStatus::Processing => "status-seller-told",
        OrderStatus::Shipped if goods.ships() => "status-on-its-way",
        OrderStatus::Shipped => "status-provided",
        OrderStatus::Delivered => "status-delivered",
        OrderStatus::Confirmed | OrderStatus::Reviewed | OrderStatus::Completed => "status-done",
        OrderStatus::Cancelled => "status-cancelled",
    }
}

/// How a status is coloured.
pub fn status_tone(status: OrderStatus) -> Tone {
    match status {
        OrderStatus::Pending => Tone::Warn,
        OrderStatus::Processing | OrderStatus::Shipped => Tone::Info,
        OrderStatus::Cancelled => Tone::Bad,
        OrderStatus::Delivered | OrderStatus::Confirmed | OrderStatus::Reviewed | OrderStatus::Completed => {
            Tone::Good
        }
    }
}

/// The key of what a parcel's status is called.
pub fn shipment_label(status: ShipmentStatus) -> &'static str {
    match status {
        ShipmentStatus::Pending => "shipment-pending",
        ShipmentStatus::Packed => "shipment-packed",
        ShipmentStatus::InTransit => "shipment-in-transit",
        ShipmentStatus::OutForDelivery => "shipment-out-for-delivery",
        ShipmentStatus::Delivered => "status-delivered",
        ShipmentStatus::Lost => "shipment-lost",
        ShipmentStatus::Returned => "shipment-returned",
    }
}

/// How a parcel's status is coloured.
pub fn shipment_tone(status: ShipmentStatus) -> Tone {
    match status {
        ShipmentStatus::Pending | ShipmentStatus::Packed => Tone::Warn,
        ShipmentStatus::InTransit | ShipmentStatus::OutForDelivery => Tone::Info,
        ShipmentStatus::Delivered => Tone::Good,
        ShipmentStatus::Lost | ShipmentStatus::Returned => Tone::Bad,
    }
}

/// The key of what a refund's status is called.
pub fn refund_key(status: RefundStatus) -> &'static str {
    match status {
        RefundStatus::Succeeded => "refund-sent",
        RefundStatus::Failed => "refund-held-up",
        RefundStatus::Waived => "refund-waived",
        _ => "refund-on-its-way",
    }
}

/// How a refund's status is coloured.
pub fn refund_tone(status: RefundStatus) -> Tone {
    match status {
        RefundStatus::Succeeded => Tone::Good,
        RefundStatus::Failed => Tone::Bad,
        _ => Tone::Info,
    }
}

/// The key of why something is given back.
pub fn return_reason_key(reason: ReturnReason) -> &'static str {
    match reason {
        ReturnReason::Damaged => "return-damaged",
        ReturnReason::NotAsDescribed => "return-not-as-described",
        ReturnReason::WrongItem => "return-wrong-item",
        ReturnReason::DoesNotFit => "return-does-not-fit",
        ReturnReason::NoLongerWanted => "return-no-longer-wanted",
        ReturnReason::Other => "return-other",
    }
}

/// Why something happened, as people read it: a word that the market itself wrote down is told in words, what somebody typed stays.
pub fn why(written: &str) -> String {
    if let Some(reason) = ReturnReason::parse(written) {
        return say(return_reason_key(reason), &[]);
    }
    match CancelReason::parse(written) {
        Some(CancelReason::Expired) => say("order-cancelled-expired", &[]),
        Some(CancelReason::ByBuyer) => say("cancelled-by-buyer", &[]),
        Some(CancelReason::ByVendor) => say("mail-cancelled-by-vendor", &[]),
        Some(CancelReason::ByMarket) => say("mail-cancelled-by-market", &[]),
        Some(CancelReason::NotAccepted) => say("mail-cancelled-not-accepted", &[]),
        None => written.to_owned(),
    }
}
