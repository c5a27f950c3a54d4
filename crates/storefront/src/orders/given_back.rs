//! What goes back of an order, in words.

use souk_domain::bounds::returns::MAX_PHOTOS;
use souk_domain::ids::ReturnId;
use souk_domain::money::Money;
use souk_domain::order::{RefundStatus, ReturnStatus};
use souk_market::orders::OrderView;
use souk_market::refunds::RefundView;
use souk_market::returns::{ReturnPhoto, ReturnView};
use souk_ui::order::{called, so_many};
use souk_ui::texts::say;
use souk_ui::{FormError, Tone, routes};

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
        let things = pieces.filter_map(|piece| {
            let line = name(piece.order_line?)?;
            Some(so_many(piece.quantity, &line.name, &line.options))
        });
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
            RefundStatus::Waived => "refund-waived",
            _ => "refund-on-its-way",
        }
    }

    /// The key of its sum.
    pub(super) fn sum_key(&self) -> &'static str {
        if self.status == RefundStatus::Waived { "waived-of" } else { "refund-of" }
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
    pub id: String,
    pub things: String,
    pub seller: String,
    /// The seller's words; may be empty.
    pub answer: String,
    /// What of it is at the seller's, where not all of it is; may be empty.
    pub arrived: String,
    /// Why the seller waits for the rest no more; may be empty.
    pub closing: String,
    pub status: ReturnStatus,
    /// The addresses of what its buyer photographed.
    pub photos: Vec<String>,
    /// How many photographs may be added.
    pub room: usize,
    /// What was wrong with those that were sent.
    pub errors: Vec<FormError>,
}

/// The id of the field for photographs: a page has one for each return.
pub(super) fn photos_field(id: &str) -> String {
    format!("files-{id}")
}

impl ReturnOnPage {
    /// `trouble`: what was wrong with photographs of a return.
    pub(super) fn of(view: &ReturnView, trouble: Option<&(ReturnId, Vec<FormError>)>) -> Self {
        let id = view.id.to_string();
        let address =
            |photo: &ReturnPhoto| routes::order_return_photo(&view.order_number, &id, &photo.id.to_string());
        let room = if view.status.is_open() { MAX_PHOTOS.saturating_sub(view.photos.len()) } else { 0 };
        let things = view.lines.iter().map(|line| so_many(line.quantity, &line.name, &line.options));
        let is_whole = view.lines.iter().all(|line| line.outstanding() == 0);
        let come = view.lines.iter().filter(|line| line.received > 0 && !is_whole);
        let come = come.map(|line| {
            say(
                "return-part",
                &[
                    ("come", &line.received),
                    ("count", &line.quantity),
                    ("name", &called(&line.name, &line.options)),
                ],
            )
        });
        Self {
            things: things.collect::<Vec<_>>().join(", "),
            seller: view.vendor_name.clone(),
            answer: view.answer.clone(),
            arrived: come.collect::<Vec<_>>().join(", "),
            closing: view.closing.clone(),
            status: view.status,
            photos: view.photos.iter().map(address).collect(),
            room,
            errors: trouble
                .filter(|(of, _)| *of == view.id)
                .map(|(_, errors)| errors.clone())
                .unwrap_or_default(),
            id,
        }
    }

    /// The id of the field for photographs.
    pub(super) fn photos_field(&self) -> String {
        photos_field(&self.id)
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
