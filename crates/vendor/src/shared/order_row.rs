//! An order in a list, and what its states are called.

use jiff::Timestamp;
use jiff::civil::Date;
use souk_domain::money::Money;
use souk_domain::order::{OrderStatus, ReturnStatus};
use souk_domain::shipment::ShipmentStatus;
use souk_market::orders::VendorOrderSheet;
use souk_market::portal::ListedVendorOrder;
use souk_ui::dates::at;
use souk_ui::order::{called, so_many};
use souk_ui::{Picture, Tone};

/// One order in a list.
#[derive(Clone, Debug)]
pub struct Row {
    pub number: String,
    pub buyer: String,
    /// Where it goes, "Durham, NC"; may be empty.
    pub place: String,
    /// "2 × Tall mug, Bottle vase".
    pub what: String,
    pub picture: Option<Picture>,
    /// The day on which it is to be sent, while it is not.
    pub due: Option<Date>,
    pub is_late: bool,
    /// The key of where it stands.
    pub label: &'static str,
    pub tone: Tone,
    pub total: Money,
    pub placed: Date,
    /// Whether something of it can be sent.
    pub is_open: bool,
}

/// An order as a list shows it.
pub(crate) fn row(listed: &ListedVendorOrder, now: Timestamp) -> Row {
    let sheet = &listed.sheet;
    let address = sheet.shipping_address.as_ref();
    let place = address.map(|address| {
        let parts = [Some(&address.city), address.region.as_ref()];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty()).cloned();
        parts.collect::<Vec<_>>().join(", ")
    });
    let waits = sheet.status == OrderStatus::Processing;
    let is_packed = is_packed(sheet);
    let due = sheet.ship_by.filter(|_| waits || is_packed);
    let is_late = due.is_some_and(|due| due < now);
    let what = sheet.lines.iter().map(|line| match line.quantity {
        1 => called(&line.name, &line.options),
        count => so_many(count, &line.name, &line.options),
    });
    let first = sheet.lines.first().map(|line| line.name.as_str()).unwrap_or_default();
    Row {
        number: sheet.order.number.clone(),
        buyer: address.map(|address| address.name.clone()).unwrap_or_default(),
        place: place.unwrap_or_default(),
        what: what.collect::<Vec<_>>().join(", "),
        picture: listed.picture.as_ref().map(|source| Picture::of_source(source, first)),
        due: due.map(|due| at(due).date()),
        is_late,
        label: standing_key(sheet),
        tone: standing_tone(sheet, is_late),
        total: Money::new(sheet.total, sheet.order.currency),
        placed: at(sheet.order.placed_at).date(),
        is_open: waits,
    }
}

/// Whether all of it is packed and something of that has not left.
pub(crate) fn is_packed(sheet: &VendorOrderSheet) -> bool {
    let waits = |status| matches!(status, ShipmentStatus::Pending | ShipmentStatus::Packed);
    sheet.status == OrderStatus::Shipped && sheet.shipments.iter().any(|parcel| waits(parcel.status))
}

/// The key of where a vendor order stands for its vendor.
pub(crate) fn standing_key(sheet: &VendorOrderSheet) -> &'static str {
    if is_packed(sheet) { "vendor-order-packed" } else { status_key(sheet.status) }
}

pub(crate) fn standing_tone(sheet: &VendorOrderSheet, is_late: bool) -> Tone {
    let status = if is_packed(sheet) { OrderStatus::Processing } else { sheet.status };
    status_tone(status, is_late)
}

/// The key of what a vendor order's status is called.
pub(crate) fn status_key(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Pending => "order-unpaid",
        OrderStatus::Processing => "vendor-order-to-ship",
        OrderStatus::Shipped => "vendor-order-shipped",
        OrderStatus::Delivered => "status-delivered",
        OrderStatus::Confirmed => "vendor-order-confirmed",
        OrderStatus::Reviewed => "vendor-order-reviewed",
        OrderStatus::Completed => "status-done",
        OrderStatus::Cancelled => "status-cancelled",
    }
}

fn status_tone(status: OrderStatus, is_late: bool) -> Tone {
    match status {
        OrderStatus::Pending | OrderStatus::Processing if is_late => Tone::Bad,
        OrderStatus::Pending | OrderStatus::Processing => Tone::Warn,
        OrderStatus::Shipped => Tone::Info,
        OrderStatus::Cancelled => Tone::Bad,
        OrderStatus::Delivered | OrderStatus::Confirmed | OrderStatus::Reviewed | OrderStatus::Completed => {
            Tone::Good
        }
    }
}

/// The key of where a return stands.
pub(crate) fn return_key(status: ReturnStatus) -> &'static str {
    match status {
        ReturnStatus::Requested => "return-requested",
        ReturnStatus::Approved => "return-approved",
        ReturnStatus::Refused => "return-refused",
        ReturnStatus::Received => "return-received",
        ReturnStatus::Refunded => "return-refunded",
    }
}
