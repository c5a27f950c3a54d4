//! What goes back of an order, in words.

use souk_domain::money::Money;
use souk_domain::order::{RefundStatus, ReturnStatus};
use souk_market::orders::OrderView;
use souk_market::refunds::RefundView;
use souk_market::returns::ReturnView;
use souk_ui::Tone;

/// Money on its way back.
#[derive(Clone, Debug)]
pub struct RefundOnPage {
    pub sum: Money,
    pub seller: String,
    /// What it is for, such as "1 × Tall stoneware mug"; may be empty.
    pub things: String,
    /// The seller's words; may be empty.
    pub note: String,
    pub status: RefundStatus,
}

impl RefundOnPage {
    pub(super) fn of(order: &OrderView, view: &RefundView) -> Self {
        let part = order.vendor_orders.iter().find(|part| Some(part.id) == view.refund.vendor_order);
        let name = |id| part.and_then(|part| part.lines.iter().find(|line| line.id == id));
        let pieces = view.lines.iter().filter(|line| line.quantity > 0);
        let things =
            pieces.filter_map(|line| Some(format!("{} × {}", line.quantity, name(line.order_line?)?.name)));
        Self {
            sum: Money::new(view.refund.total, view.refund.currency),
            seller: part.map(|part| part.vendor_name.clone()).unwrap_or_default(),
            things: things.collect::<Vec<_>>().join(", "),
            // the rest are words for programs
            note: if view.refund.reason == "refunded" { view.refund.note.clone() } else { String::new() },
            status: view.refund.status,
        }
    }

    /// The key of what became of it.
    pub(super) fn label(&self) -> &'static str {
        match self.status {
            RefundStatus::Succeeded => "refund-sent",
            RefundStatus::Failed => "refund-held-up",
            _ => "refund-on-its-way",
        }
    }

    pub(super) fn tone(&self) -> Tone {
        match self.status {
            RefundStatus::Succeeded => Tone::Good,
            RefundStatus::Failed => Tone::Warn,
            _ => Tone::Info,
        }
    }
}

/// Things on their way back.
#[derive(Clone, Debug)]
pub struct ReturnOnPage {
    pub things: String,
    pub seller: String,
    /// The seller's words; may be empty.
    pub answer: String,
    pub status: ReturnStatus,
}

impl ReturnOnPage {
    pub(super) fn of(view: &ReturnView) -> Self {
        let things = view.lines.iter().map(|line| format!("{} × {}", line.quantity, line.name));
        Self {
            things: things.collect::<Vec<_>>().join(", "),
            seller: view.vendor_name.clone(),
            answer: view.answer.clone(),
            status: view.status,
        }
    }

    /// The key of where it stands.
    pub(super) fn label(&self) -> &'static str {
        match self.status {
            ReturnStatus::Requested => "return-requested",
            ReturnStatus::Approved => "return-approved",
            ReturnStatus::Refused => "return-refused",
            ReturnStatus::Received => "return-received",
            ReturnStatus::Refunded => "return-refunded",
        }
    }

    pub(super) fn tone(&self) -> Tone {
        match self.status {
            ReturnStatus::Requested | ReturnStatus::Received => Tone::Info,
            ReturnStatus::Approved | ReturnStatus::Refunded => Tone::Good,
            ReturnStatus::Refused => Tone::Bad,
        }
    }
}
