use jiff::civil::Date;
use souk_ui::bill::Standing;
use souk_ui::samples::{bill, frame, friday, hours, kiln, oak, photo, tuesday, usd};
use souk_ui::{Entry, Price, Tone};

use crate::shared::coupons::Coupon;

use super::{Cart, CartGroup, CartLine, CartPage, GroupDelivery, Notice, Undo};

fn line(id: &str, file: &str, name: &str, options: &str, cents: i64, quantity: u32) -> CartLine {
    CartLine {
        id: id.to_owned(),
        slug: file.to_owned(),
        variant: format!("var_{id}"),
        name: name.to_owned(),
        options: options.to_owned(),
        picture: photo(file, ""),
        price: Price::plain(usd(cents)),
        quantity,
        most: 12,
        note: String::new(),
        blocked: false,
    }
}

fn delivery(method: &str, cents: i64, latest: Date) -> Option<GroupDelivery> {
    Some(GroupDelivery { method: method.to_owned(), fee: usd(cents), latest })
}

impl CartPage {
    /// Four lines of three sellers, with something to say about two of them.
    pub fn sample() -> Self {
        let mug = CartLine {
            note: "6 left".to_owned(),
            most: 6,
            ..line("cline_1", "mug-lagoon", "Tall stoneware mug", "Lagoon, 12 oz", 5600, 2)
        };
        let vase = CartLine { most: 1, ..line("cline_2", "vase", "Speckled bottle vase", "", 5400, 1) };
        let bowl = line("cline_3", "bowl", "Walnut fruit bowl", "12 in, oiled", 6800, 1);
        let bowl = CartLine { price: Price { was: Some(usd(8500)), ..bowl.price }, ..bowl };
        let coffee = line("cline_4", "coffee", "Night shift espresso, 12 oz", "Whole beans", 1900, 1);
        Self {
            frame: frame("/cart"),
            cart: Cart {
                notices: vec![Notice { tone: Tone::Warn, words: "One price changed since you added it. The walnut fruit bowl is now $68.00. It was $85.00.".to_owned() }],
                groups: vec![
                    CartGroup { vendor: "vend_1".to_owned(), undeliverable: false, ships: true, seller: kiln(), lines: vec![mug, vase], subtotal: usd(11_000), until_free: None, delivery: delivery("Standard", 0, tuesday()) },
                    CartGroup { vendor: "vend_2".to_owned(), undeliverable: false, ships: true, seller: oak(), lines: vec![bowl], subtotal: usd(6800), until_free: None, delivery: delivery("Standard", 750, friday()) },
                    CartGroup { vendor: "vend_3".to_owned(), undeliverable: false, ships: true, seller: hours(), lines: vec![coffee], subtotal: usd(1900), until_free: Some(usd(4100)), delivery: delivery("Post", 400, tuesday()) },
                ],
                bill: Some(bill(Standing::Open)),
                more: souk_ui::samples::cards().into_iter().take(4).collect(),
                ships_to: "United States".to_owned(),
                crosses_border: false,
                undo: Some(Undo { name: "Pine stripe cushion".to_owned(), variant: "var_9".to_owned(), quantity: 1 }),
                blocked: false,
                placed: None,
                codes: vec![
                    Coupon { code: "AUTUMN10".to_owned(), name: "Autumn, ceramics".to_owned(), applies: true, words: "$11.00 off".to_owned() },
                    Coupon { code: "BIGSPENDER".to_owned(), name: "For large orders".to_owned(), applies: false, words: "Add $53.00 of what it is for.".to_owned() },
                ],
                coupon: Entry::default(),
            },
        }
    }

    /// A line that sold out meanwhile stands in the way.
    pub fn sample_blocked() -> Self {
        let mut page = Self::sample();
        page.cart.blocked = true;
        page.cart.undo = None;
        if let Some(line) = page.cart.groups.first_mut().and_then(|group| group.lines.last_mut()) {
            line.blocked = true;
            line.note = "Sold out since you added it".to_owned();
        }
        page
    }

    /// To a country that one of the sellers does not send to.
    pub fn sample_undeliverable() -> Self {
        let mut page = Self::sample();
        page.cart.undo = None;
        page.cart.ships_to = "Norway".to_owned();
        page.cart.crosses_border = true;
        if let Some(group) = page.cart.groups.last_mut() {
            group.undeliverable = true;
            group.delivery = None;
        }
        page
    }

    /// Nothing in it.
    pub fn sample_empty() -> Self {
        let cart = super::view::empty();
        let mut frame = frame("/cart");
        frame.cart_count = 0;
        Self { frame, cart }
    }
}
