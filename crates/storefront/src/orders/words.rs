//! What an order's states are called, and how they are coloured.

use souk_ui::Tone;
use souk_ui::texts::say;

use super::{Order, ParcelStatus, Reached, Standing};

impl Order {
    /// The key of the badge over the title.
    pub(super) fn badge(&self) -> &'static str {
        match &self.standing {
            Standing::Paid => "order-paid",
            Standing::Confirming => "order-confirming",
            Standing::NeedsConfirmation { .. } => "order-needs-confirmation",
            Standing::Unpaid(_) => "order-unpaid",
            Standing::AwaitingTransfer(_) => "order-awaiting-transfer",
            Standing::Cancelled { .. } => "order-cancelled",
        }
    }

    pub(super) fn tone(&self) -> Tone {
        match &self.standing {
            Standing::Paid => Tone::Good,
            Standing::Confirming | Standing::AwaitingTransfer(_) => Tone::Info,
            Standing::NeedsConfirmation { .. } | Standing::Unpaid(_) => Tone::Warn,
            Standing::Cancelled { .. } => Tone::Bad,
        }
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

impl ParcelStatus {
    /// The key of its words.
    pub fn label(self) -> &'static str {
        match self {
            Self::AwaitingPayment => "parcel-awaiting-payment",
            Self::BeingPacked => "parcel-being-packed",
            Self::OnItsWay => "parcel-on-its-way",
            Self::Delivered => "parcel-delivered",
            Self::Done => "parcel-done",
            Self::Cancelled => "parcel-cancelled",
        }
    }

    pub fn tone(self) -> Tone {
        match self {
            Self::AwaitingPayment | Self::BeingPacked => Tone::Warn,
            Self::OnItsWay => Tone::Info,
            Self::Delivered | Self::Done => Tone::Good,
            Self::Cancelled => Tone::Bad,
        }
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
