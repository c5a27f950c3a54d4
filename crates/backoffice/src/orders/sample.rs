use souk_domain::order::OrderStatus;
use souk_ui::bill::Standing;
use souk_ui::samples::{at, bill, tuesday, usd};
use souk_ui::{Crumb, Entry, FormError, Tone};

use super::list::tabs;
use super::{CancelForm, Happening, Line, OrderPage, OrderRow, OrdersPage, Part};
use crate::routes;
use crate::shared::sample::{around, transactions};
use crate::shared::status_key;

const NUMBER: &str = "S-7K2M-9QXT";

impl OrdersPage {
    /// The newest orders.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::orders());
        let row = |number: &str, email: &str, status, tone, cents| OrderRow {
            number: number.to_owned(),
            email: email.to_owned(),
            label: status_key(status),
            tone,
            total: usd(cents),
            placed: tuesday(),
        };
        let counts =
            [(OrderStatus::Pending, 3), (OrderStatus::Processing, 41), (OrderStatus::Completed, 1_701)];
        Self {
            frame,
            desk,
            tabs: tabs(None, &counts),
            status: String::new(),
            text: String::new(),
            rows: vec![
                row(NUMBER, "maya@example.org", OrderStatus::Processing, Tone::Info, 11_000),
                row("S-3F8D-K2WQ", "owen@example.org", OrderStatus::Pending, Tone::Warn, 9_600),
                row("S-9ZQ4-T7NB", "lena@example.org", OrderStatus::Cancelled, Tone::Bad, 11_200),
            ],
            first: String::new(),
            next: routes::orders().to_owned(),
        }
    }

    /// A number that no order has.
    pub fn sample_none() -> Self {
        let page = Self::sample();
        Self {
            text: "S-9".to_owned(),
            status: "pending".to_owned(),
            rows: Vec::new(),
            first: routes::orders().to_owned(),
            next: String::new(),
            ..page
        }
    }
}

impl OrderPage {
    /// An order of two vendors that may still be ended, after a reason was left out.
    pub fn sample() -> Self {
        let (frame, mut desk) = around(&routes::order(NUMBER));
        desk.crumbs = vec![Crumb::to("Orders", routes::orders()), Crumb::here(NUMBER)];
        let wrong = souk_ui::texts::say("office-order-why-hint", &[]);
        let line = |name: &str, sku: &str, quantity, cents: i64| Line {
            name: name.to_owned(),
            sku: sku.to_owned(),
            quantity,
            unit: usd(cents),
            total: usd(cents * i64::from(quantity)),
        };
        let step = |words: &str, who: &str, reason: &str| Happening {
            words: words.to_owned(),
            when: at(24, 16, 12),
            who: who.to_owned(),
            reason: reason.to_owned(),
        };
        let part = |vendor: &str, slug: &str, status, cents, lines, parcels| Part {
            vendor: vendor.to_owned(),
            slug: slug.to_owned(),
            label: status_key(status),
            tone: Tone::Info,
            total: usd(cents),
            lines,
            parcels,
        };
        let mugs = vec![
            line("Tall stoneware mug (Glaze: Lagoon)", "MUG-T-LAG", 2, 2_800),
            line("Bottle vase", "", 1, 5_400),
        ];
        let parcels = vec![("UPS 1Z999".to_owned(), "shipment-in-transit", Tone::Info)];
        let boards = vec![line("Serving board", "BRD-1", 1, 6_400)];
        Self {
            frame,
            desk,
            errors: vec![FormError { field: "reason".to_owned(), words: wrong.clone() }],
            done: String::new(),
            number: NUMBER.to_owned(),
            placed: at(24, 16, 12),
            label: status_key(OrderStatus::Processing),
            tone: Tone::Info,
            email: "maya@example.org".to_owned(),
            phone: "+1 919 555 0102".to_owned(),
            address: ["Maya Lindqvist", "418 Foster Street", "Durham, NC 27701", "United States"]
                .map(str::to_owned)
                .to_vec(),
            bill: bill(Standing::Paid),
            payment: vec![
                ("office-payment-method", "sandbox card".to_owned()),
                ("office-payment-status", "completed".to_owned()),
            ],
            parts: vec![
                part("Kiln & Fern", "kiln-fern", OrderStatus::Shipped, 11_000, mugs, parcels),
                part("Oak & Ash Workshop", "oak-ash", OrderStatus::Processing, 6_400, boards, Vec::new()),
            ],
            refunds: vec![("$12.00 · A chip in the glaze".to_owned(), "refund-sent", Tone::Good)],
            history: vec![step("Kiln & Fern: Shipped", "vendor", ""), step("Processing", "system", "paid")],
            transactions: transactions(),
            cancel: Some(CancelForm {
                key: "5b1e".to_owned(),
                reason: Entry { value: String::new(), error: Some(wrong) },
            }),
        }
    }
}
