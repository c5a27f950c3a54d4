use souk_domain::shipment::ShipmentStatus;
use souk_market::portal::OrdersView;
use souk_ui::order::{shipment_label, shipment_tone};
use souk_ui::samples::{at, photo, tuesday, usd};
use souk_ui::{Choice, Entry, FormError, Tone};

use super::list::{Tab, view_key};
use super::{
    BatchPage, BatchRow, Happening, Line, Order, OrderPage, OrdersPage, Parcel, RefundForms, ShipForm,
    SlipLine, SlipPage,
};
use crate::routes;
use crate::shared::FormLine;
use crate::shared::sample::{around, rows};

const NUMBER: &str = "S-7K2M-9QXT";

fn tabs() -> Vec<Tab> {
    let tab = |(view, count): (OrdersView, i64)| Tab {
        words: souk_ui::texts::say(view_key(view), &[]),
        href: routes::orders_of(view.as_str()),
        count,
        is_here: view == OrdersView::ToShip,
    };
    OrdersView::ALL.iter().copied().zip([7, 38, 12, 151, 3, 211]).map(tab).collect()
}

impl OrdersPage {
    /// Orders to be sent.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::orders());
        Self {
            frame,
            desk,
            tabs: tabs(),
            view: OrdersView::ToShip.as_str(),
            number: String::new(),
            rows: rows(),
            next: Some(routes::orders_of("to_ship")),
            picks: true,
            done: "All of them are shipped.".to_owned(),
        }
    }

    /// A number that no order has.
    pub fn sample_none() -> Self {
        let page = Self::sample();
        Self {
            rows: Vec::new(),
            next: None,
            picks: false,
            number: "S-9".to_owned(),
            done: String::new(),
            ..page
        }
    }
}

impl BatchPage {
    /// Two orders, of which one cannot be sent.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::orders_ship());
        let error = "Only 1 of “Bottle vase” are on hand. Count your stock, then ship again.";
        let batch = |(place, order): (usize, crate::shared::Row)| {
            let field = format!("t-{}", order.number);
            let tracking = if place == 0 { Entry::wrong("1Z999", error) } else { Entry::default() };
            BatchRow { order, tracking, field }
        };
        let rows: Vec<BatchRow> = rows().into_iter().take(2).enumerate().map(batch).collect();
        let errors = rows.iter().take(1);
        let errors = errors.map(|row| FormError { field: row.field.clone(), words: error.to_owned() });
        Self {
            frame,
            desk,
            errors: errors.collect(),
            carrier: Entry::of("UPS"),
            rows,
            done: "One order is shipped. Look at the others.".to_owned(),
        }
    }
}

fn happening(words: &str, day: i8, who: &str) -> Happening {
    Happening { words: words.to_owned(), when: at(day, 9, 30), who: who.to_owned(), more: String::new() }
}

fn line(file: &str, name: &str, quantity: u32, cents: i64, became: &[(&str, &'static str)]) -> Line {
    Line {
        id: format!("oline_{file}"),
        name: name.to_owned(),
        detail: "Lagoon, 12 oz · KF-MUG-L".to_owned(),
        picture: photo(file, ""),
        quantity,
        unit: usd(cents),
        total: usd(cents * i64::from(quantity)),
        became: became.iter().map(|(words, class)| ((*words).to_owned(), *class)).collect(),
    }
}

fn form_line(prefix: &str, file: &str, name: &str, most: u32) -> FormLine {
    FormLine {
        field: format!("{prefix}oline_{file}"),
        name: name.to_owned(),
        most,
        quantity: Entry::of(most.to_string()),
    }
}

fn order() -> Order {
    let choice = |status: ShipmentStatus| Choice {
        value: status.as_str().to_owned(),
        name: souk_ui::texts::say(shipment_label(status), &[]),
        chosen: false,
    };
    let parcel = Parcel {
        id: "ship_1".to_owned(),
        place: 1,
        label: shipment_label(ShipmentStatus::InTransit),
        tone: shipment_tone(ShipmentStatus::InTransit),
        items: vec!["1 × Tall stoneware mug".to_owned()],
        carrier: "UPS".to_owned(),
        tracking_number: "1Z999AA10123456784".to_owned(),
        link: Some("https://www.ups.com/track?tracknum=1Z999AA10123456784".to_owned()),
        told: vec![happening("With the carrier", 22, "Ines")],
        next: [ShipmentStatus::OutForDelivery, ShipmentStatus::Delivered].map(choice).to_vec(),
        status_error: None,
        gone: [ShipmentStatus::Lost, ShipmentStatus::Returned].map(choice).to_vec(),
        gone_error: None,
        unpacks: true,
        carriage: Some((Entry::of("UPS"), Entry::of("1Z999AA10123456784"))),
        revision: 2,
        key: "a1".to_owned(),
        where_at: Entry::default(),
        words: Entry::default(),
    };
    Order {
        number: NUMBER.to_owned(),
        label: "vendor-order-to-ship",
        tone: Tone::Warn,
        placed: at(21, 16, 12),
        post_by: Some(tuesday()),
        promised: Some(tuesday()),
        is_late: false,
        address: ["Maya Lindqvist", "418 Foster Street", "Durham NC 27701", "United States"]
            .map(str::to_owned)
            .to_vec(),
        method: "Standard parcel".to_owned(),
        lines: vec![
            line("mug-lagoon", "Tall stoneware mug", 2, 2800, &[("1 to ship", "warn"), ("1 sent", "ok")]),
            line("vase", "Speckled bottle vase", 1, 5400, &[("1 to ship", "warn")]),
        ],
        sums: vec![
            ("Items".to_owned(), usd(11_000)),
            ("Delivery".to_owned(), usd(500)),
            ("Tax".to_owned(), usd(160)),
        ],
        total_label: "order-buyer-paid",
        total: usd(11_660),
        collect: None,
        tax_inside: None,
        tax_own: Some(usd(294)),
        shares: vec![
            ("Tax kept by the market".to_owned(), usd(-160)),
            ("Commission".to_owned(), usd(-1_100)),
            ("Refunded".to_owned(), usd(-500)),
        ],
        receives: usd(9_900),
        parcels: vec![parcel],
        refunds: vec![("$5.00".to_owned(), "refund-sent", Tone::Good)],
        returns: vec![("1 × Tall stoneware mug".to_owned(), "return-requested")],
        history: vec![
            happening("Parcel 1: With the carrier", 22, "Ines"),
            happening("To ship", 21, "By itself"),
        ],
        ship: Some(ShipForm {
            key: "b2".to_owned(),
            revision: 3,
            lines: vec![
                form_line("q-", "mug-lagoon", "Tall stoneware mug", 1),
                form_line("q-", "vase", "Speckled bottle vase", 1),
            ],
            carrier: Entry::of("UPS"),
            tracking_number: Entry::default(),
            leaves: true,
        }),
        provide: Some("c3".to_owned()),
        refund: Some(RefundForms {
            key: "d4".to_owned(),
            revision: 3,
            lines: vec![form_line("r-", "mug-lagoon", "Tall stoneware mug", 2)],
            by_sum: true,
            restock: true,
            reason: Entry::default(),
            amount: Entry::default(),
            sum_reason: Entry::default(),
            sign: "$".to_owned(),
            left: usd(11_160),
            calls_off: true,
            of_pieces: Some(usd(2_800)),
            of_sum: None,
        }),
    }
}

impl OrderPage {
    /// An order of which one parcel is on its way.
    pub fn sample() -> Self {
        let (frame, desk) = around(&routes::order(NUMBER));
        Self { frame, desk, order: order(), errors: Vec::new(), done: "The parcel is made.".to_owned() }
    }

    /// The same, to be paid when it arrives.
    pub fn sample_cash() -> Self {
        let mut page = Self { done: String::new(), ..Self::sample() };
        page.order.total_label = "order-to-collect";
        page.order.collect = Some(page.order.total);
        if let Some(refund) = page.order.refund.as_mut() {
            refund.by_sum = false;
        }
        page
    }

    /// The same with mistakes.
    pub fn sample_errors() -> Self {
        let mut page = Self { done: String::new(), ..Self::sample() };
        let words = "More was to be sent than is open.";
        if let Some(line) = page.order.ship.as_mut().and_then(|ship| ship.lines.first_mut()) {
            line.quantity = Entry::wrong("9", words);
            page.errors = vec![FormError { field: line.field.clone(), words: words.to_owned() }];
        }
        if let Some(refund) = page.order.refund.as_mut() {
            refund.sum_reason = Entry::wrong("", "Say why: your buyer reads it.");
            refund.amount = Entry::wrong("much", "Type an amount such as 12.50.");
        }
        page
    }
}

impl SlipPage {
    /// Two things.
    pub fn sample() -> Self {
        let (frame, desk) = around(&routes::order_slip(NUMBER));
        let slip = |quantity, name: &str| SlipLine {
            quantity,
            name: name.to_owned(),
            detail: "Lagoon, 12 oz".to_owned(),
            sku: "KF-MUG-L".to_owned(),
        };
        Self {
            frame,
            desk,
            number: NUMBER.to_owned(),
            placed: tuesday(),
            address: order().address,
            method: "Standard parcel".to_owned(),
            lines: vec![slip(2, "Tall stoneware mug"), slip(1, "Speckled bottle vase")],
            tracking_number: "1Z999AA10123456784".to_owned(),
            collect: None,
        }
    }

    /// The same, to be paid when it arrives.
    pub fn sample_cash() -> Self {
        Self { collect: Some(usd(11_660)), ..Self::sample() }
    }
}
