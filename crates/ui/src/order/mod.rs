//! What pages and letters show of an order alike.

use souk_domain::money::Money;
use souk_domain::order::{OrderStatus, PaymentStatus};
use souk_market::orders::OrderView;

use crate::bill::{Standing, named_once, one_rate};
use crate::{Bill, Discount};

mod standing;
mod transfer;

pub use standing::{
    Goods, refund_key, refund_tone, return_reason_key, shipment_label, shipment_tone, status_label,
    status_tone, why,
};
pub use transfer::Transfer;

/// What a thing of an order is called: two of one product are told apart by what was chosen, `Tall mug (Colour: Teal)`.
pub fn called(name: &str, options: &str) -> String {
    if options.is_empty() { name.to_owned() } else { format!("{name} ({options})") }
}

/// So many pieces of it.
pub fn so_many(quantity: u32, name: &str, options: &str) -> String {
    format!("{quantity} × {}", called(name, options))
}

/// The bill of an order, standing as its status says.
pub fn bill(view: &OrderView) -> Bill {
    let money = |minor| Money::new(minor, view.currency);
    let lines = || view.vendor_orders.iter().flat_map(|one| &one.lines);
    let of_lines = view.adjustments.iter().filter(|given| given.line.is_some());
    let of_shipping = view.adjustments.iter().filter(|given| given.line.is_none());
    Bill {
        pieces: lines().map(|line| line.quantity).sum(),
        sellers: u32::try_from(view.vendor_orders.len()).unwrap_or(u32::MAX),
        goods: money(view.subtotal),
        discounts: Discount::each(
            of_lines.map(|given| (given.promotion, &given.name, money(given.discount))),
        ),
        delivery_lowered_by: named_once(of_shipping.map(|given| given.name.as_str())),
        delivery: Some(money(view.shipping_total)),
        tax: money(view.tax_total),
        tax_rate: one_rate(lines().map(|line| line.tax_bps)),
        tax_included: view.tax_included,
        total: money(view.grand_total),
        standing: match view.status {
            OrderStatus::Pending => Standing::Due,
            OrderStatus::Cancelled => Standing::Open,
            // paid when it arrives
            _ if view.payment.status == PaymentStatus::Pending => Standing::Due,
            _ => Standing::Paid,
        },
    }
}

/// Money that came and is going back, or is back already.
pub fn paid_back(view: &OrderView) -> Option<Money> {
    let payment = &view.payment;
    let back = match view.status {
        OrderStatus::Cancelled => payment.captured,
        // what came beyond the total is always returned
        _ => payment.refunded.max(payment.captured - payment.total),
    };
    (back > 0).then(|| Money::new(back, view.currency))
}
