//! An order in a list of the account's.

use jiff::Zoned;
use souk_domain::money::Money;
use souk_domain::order::OrderStatus;
use souk_market::shop::ListedOrder;
use souk_ui::dates::at;
use souk_ui::order::{Goods, status_label, status_tone};
use souk_ui::{Picture, Tone};

use crate::shared::pictures::picture;

/// What a list shows of an order.
#[derive(Clone, Debug)]
pub struct OrderRow {
    pub number: String,
    pub when: Zoned,
    pub status: OrderStatus,
    pub goods: Goods,
    pub total: Money,
    /// Pieces in all.
    pub pieces: u32,
    /// The first few.
    pub pictures: Vec<Picture>,
    /// Lines beyond those.
    pub more: usize,
    /// The name of the first line.
    pub first: String,
}

impl OrderRow {
    pub(super) fn badge(&self) -> &'static str {
        status_label(self.status, self.goods)
    }

    pub(super) fn tone(&self) -> Tone {
        status_tone(self.status)
    }
}

/// An order as a list shows it.
pub(super) fn order_row(ListedOrder { order, pictures }: &ListedOrder) -> OrderRow {
    let lines: Vec<_> = order.vendor_orders.iter().flat_map(|one| &one.lines).collect();
    OrderRow {
        number: order.number.clone(),
        when: at(order.created_at),
        status: order.status,
        goods: Goods::of(lines.iter().copied()),
        total: Money::new(order.grand_total, order.currency),
        pieces: lines.iter().map(|line| line.quantity).sum(),
        pictures: lines.iter().zip(pictures).map(|(line, source)| picture(source, &line.name)).collect(),
        more: lines.len().saturating_sub(pictures.len()),
        first: lines.first().map(|line| line.name.clone()).unwrap_or_default(),
    }
}
