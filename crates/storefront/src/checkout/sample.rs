use jiff::civil::{Date, date};
use souk_ui::address::TypedAddress;
use souk_ui::bill::Standing;
use souk_ui::samples::{bill, frame, friday, tuesday, usd};

use super::*;
use crate::shared::items::items;

fn option(method: &str, name: &str, fee: i64, earliest: Date, latest: Date) -> DeliveryOption {
    DeliveryOption {
        method: method.to_owned(),
        name: name.to_owned(),
        fee: usd(fee),
        earliest,
        latest,
        chosen: method.ends_with('1'),
    }
}

fn delivery(vendor: &str, seller: &str, options: Vec<DeliveryOption>) -> Delivery {
    Delivery {
        vendor: vendor.to_owned(),
        seller: seller.to_owned(),
        options,
        undeliverable: false,
        awaits_carrier: false,
        error: None,
    }
}

impl CheckoutPage {
    /// The form, filled in, nothing wrong.
    pub fn sample() -> Self {
        let place = TypedAddress {
            name: "Maya Lindqvist".to_owned(),
            country: "US".to_owned(),
            street: "418 Foster Street".to_owned(),
            postal_code: "27701".to_owned(),
            city: "Durham".to_owned(),
            region: "NC".to_owned(),
            ..TypedAddress::default()
        };
        Self {
            frame: frame("/checkout"),
            checkout: Checkout {
                errors: Vec::new(),
                notice: String::new(),
                unpaid_href: String::new(),
                buyer: Buyer::Guest { password_error: None },
                typed: Typed {
                    email: "maya.lindqvist@example.com".to_owned(),
                    place: place.clone(),
                    ..Typed::default()
                },
                wrong: Vec::new(),
                address: Some(AddressForm::of(&place, |_| None)),
                deliveries: vec![
                    delivery(
                        "vend_1",
                        "Kiln & Fern",
                        vec![
                            option("ship_1", "Standard", 0, tuesday(), tuesday()),
                            option("ship_2", "Express", 1200, date(2026, 11, 23), date(2026, 11, 23)),
                        ],
                    ),
                    delivery(
                        "vend_2",
                        "Oak & Ash Workshop",
                        vec![option("ship_1", "Standard", 750, tuesday(), friday())],
                    ),
                    delivery(
                        "vend_3",
                        "Small Hours Coffee",
                        vec![option("ship_1", "Post", 400, tuesday(), tuesday())],
                    ),
                ],
                payment: PaymentForm {
                    ways: vec![Way::Card, Way::BankTransfer, Way::CashOnDelivery],
                    chosen: Way::Card,
                    card: CardErrors::default(),
                    no_cash: None,
                },
                items: items(),
                bill: bill(Standing::Due),
                codes: Vec::new(),
                crosses_border: false,
                idempotency_key: "0190-sample-key".to_owned(),
                cart: "cart_sample".to_owned(),
                contents: "00".repeat(16),
            },
        }
    }

    /// The same with several things to mend.
    pub fn sample_errors() -> Self {
        let mut page = Self::sample();
        let zip = "ZIP codes have five digits. This one has four.";
        let card = "This is a test shop: never enter a real card. Use 4242 4242 4242 4242.";
        let error = |field: &str, words: &str| FormError { field: field.to_owned(), words: words.to_owned() };
        page.checkout.errors =
            vec![error("postal_code", "ZIP code: add the missing digit"), error("number", card)];
        if let Some(address) = &mut page.checkout.address {
            address.postal_code = Entry::wrong("2770", zip);
        }
        if let Some(delivery) = page.checkout.deliveries.last_mut() {
            delivery.options.clear();
            delivery.undeliverable = true;
            delivery.error = Some("Small Hours Coffee does not deliver to this address. Remove it from the cart, or choose another address.".to_owned());
        }
        page.checkout.payment.card.number = Some(card.to_owned());
        page.checkout.notice = "The total changed while you were here. It was $201.35 and is now $209.35. Nothing has been charged.".to_owned();
        page
    }

    /// Signed in, with two addresses to choose from.
    pub fn sample_owner() -> Self {
        let mut page = Self::sample();
        let saved = |id: &str, name: &str, words: &str, chosen| SavedPlace {
            id: id.to_owned(),
            name: name.to_owned(),
            words: words.to_owned(),
            chosen,
        };
        page.frame.account = Some("Maya".to_owned());
        page.checkout.buyer = Buyer::Owner {
            saved: vec![
                saved("addr_1", "Maya Lindqvist", "418 Foster Street, Durham", true),
                saved("addr_2", "Studio Lindqvist", "77 Broadway, New York", false),
            ],
            keep: true,
        };
        page
    }

    /// A guest who wants an account, with a password that everybody tries.
    pub fn sample_join() -> Self {
        let mut page = Self::sample();
        let words =
            "This password is among the first that are tried. Choose another: three or four words do well.";
        page.checkout.buyer = Buyer::Guest { password_error: Some(words.to_owned()) };
        page.checkout.errors = vec![FormError { field: "password".to_owned(), words: words.to_owned() }];
        page
    }

    /// Nothing has to travel and nothing has to be paid.
    pub fn sample_nothing_to_pay() -> Self {
        let mut page = Self::sample();
        page.checkout.address = None;
        page.checkout.deliveries.clear();
        page.checkout.payment.ways.clear();
        page.checkout.bill.discounts.clear();
        for sum in [&mut page.checkout.bill.goods, &mut page.checkout.bill.tax, &mut page.checkout.bill.total]
        {
            sum.minor = 0;
        }
        page.checkout.bill.delivery = Some(usd(0));
        page
    }
}
