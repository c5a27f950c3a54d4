//! What an order's states are called, and how they are coloured.

use souk_domain::order::OrderStatus;
use souk_ui::Tone;
use souk_ui::order::{Goods, shipment_label, shipment_tone, status_label, status_tone};
use souk_ui::texts::say;

use super::{Order, Parcel, Reached, SentParcel, Standing};

impl Order {
    /// The key of the badge over the title.
    pub(super) fn badge(&self) -> &'static str {
        match &self.standing {
            Standing::Paid if self.status == OrderStatus::Processing && self.is_due_at_the_door() => {
                "order-on-delivery"
            }
            Standing::Paid if self.status == OrderStatus::Processing => "order-paid",
            Standing::Paid => status_label(self.status, self.goods()),
            Standing::Confirming => "order-confirming",
            Standing::NeedsConfirmation { .. } => "order-needs-confirmation",
            Standing::Unpaid(_) => "order-unpaid",
            Standing::AwaitingTransfer(_) => "order-awaiting-transfer",
            Standing::Cancelled { .. } => "order-cancelled",
        }
    }

    pub(super) fn tone(&self) -> Tone {
        match &self.standing {
            Standing::Paid if self.status == OrderStatus::Processing => Tone::Good,
            Standing::Paid => status_tone(self.status),
            Standing::Confirming => Tone::Info,
            Standing::NeedsConfirmation { .. } | Standing::Unpaid(_) | Standing::AwaitingTransfer(_) => {
                Tone::Warn
            }
            Standing::Cancelled { .. } => Tone::Bad,
        }
    }

    /// What of all of it has to be sent.
    fn goods(&self) -> Goods {
        if self.shipments() > 0 { Goods::Shipped } else { Goods::Unshipped }
    }

    /// The title: thanks when it was just paid or will be, plain words otherwise.
    pub(super) fn title(&self) -> String {
        match &self.standing {
            Standing::Paid if !self.is_new => say("order-page-title", &[("number", &self.number)]),
            Standing::Paid | Standing::AwaitingTransfer(_) if self.buyer.is_empty() => {
                say("order-thanks", &[])
            }
            Standing::Paid | Standing::AwaitingTransfer(_) => {
                say("order-thanks-name", &[("name", &self.buyer)])
            }
            Standing::Confirming => say("order-confirming-title", &[]),
            Standing::NeedsConfirmation { .. } => say("order-needs-confirmation-title", &[]),
            Standing::Unpaid(_) => say("order-unpaid-title", &[]),
            Standing::Cancelled { .. } => say("order-cancelled-title", &[]),
        }
    }
}

impl Parcel {
    /// The key of what its status is called.
    pub fn label(&self) -> &'static str {
        status_label(self.status, self.goods)
    }

    pub fn tone(&self) -> Tone {
        status_tone(self.status)
    }
}

impl SentParcel {
    /// The key of what its status is called.
    pub fn label(&self) -> &'static str {
        shipment_label(self.status)
    }

    pub fn tone(&self) -> Tone {
        shipment_tone(self.status)
    }
}

impl Reached {
    /// Whether the road stands here.
    pub fn is_here(self) -> bool {
        matches!(self, Self::Now | Self::Over)
    }

    /// The class of a step.
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
            Self::Over => "over",
        }
    }
}
