//! Every page of vendors, as it is looked at and checked.

use askama::Template;
use souk_domain::ids::{AccountId, VendorId};
use souk_domain::vendor::MemberRole;
use souk_market::portal::{Seat, Waiting};
use souk_ui::samples::{friday, photo, tuesday, usd};
use souk_ui::{Frame, Tone};

use crate::home::{DoorPage, HomePage};
use crate::orders::{BatchPage, OrderPage, OrdersPage, SlipPage};
use crate::returns::ReturnsPage;
use crate::settings::{ClosurePage, OnboardingPage, PayoutPage, ProfilePage, TeamPage};
use crate::shared::{Desk, House, Row};

/// A page rendered from its sample: file name and text.
pub struct Sample {
    pub name: &'static str,
    pub rendered: askama::Result<String>,
}

/// Every page, rendered from its sample.
pub fn every() -> Vec<Sample> {
    vec![
        sample("desk-home", &HomePage::sample()),
        sample("desk-home-new", &HomePage::sample_new()),
        sample("desk-door", &DoorPage::sample()),
        sample("desk-orders", &OrdersPage::sample()),
        sample("desk-orders-none", &OrdersPage::sample_none()),
        sample("desk-orders-ship", &BatchPage::sample()),
        sample("desk-order", &OrderPage::sample()),
        sample("desk-order-errors", &OrderPage::sample_errors()),
        sample("desk-order-slip", &SlipPage::sample()),
        sample("desk-returns", &ReturnsPage::sample()),
        sample("desk-returns-errors", &ReturnsPage::sample_errors()),
        sample("desk-returns-none", &ReturnsPage::sample_none()),
        sample("desk-profile", &ProfilePage::sample()),
        sample("desk-team", &TeamPage::sample()),
        sample("desk-closure", &ClosurePage::sample()),
        sample("desk-payout", &PayoutPage::sample()),
        sample("desk-onboarding", &OnboardingPage::sample()),
    ]
}

fn sample<T: Template>(name: &'static str, page: &T) -> Sample {
    Sample { name, rendered: page.render() }
}

/// What waits for the vendor of the samples.
pub(crate) const WAITING: Waiting = Waiting { to_ship: 7, late: 2, returns: 1, reviews: 0 };

/// What stands around a page of the samples.
pub(crate) fn around(path: &str) -> (Frame, Desk) {
    let frame = Frame { account: Some("Ines".to_owned()), ..souk_ui::samples::frame(path) };
    let house = |letter: u8, name: &str, slug: &str| House {
        id: VendorId::from_bytes([letter; 16]).to_string(),
        name: name.to_owned(),
        slug: slug.to_owned(),
        is_open: true,
    };
    let (account, vendor) = (AccountId::from_bytes([7; 16]), VendorId::from_bytes([1; 16]));
    let seat = Seat { account, vendor, role: MemberRole::Owner };
    let desk = Desk {
        house: house(1, "Kiln & Fern", "kiln-fern"),
        role: souk_ui::texts::say("role-owner", &[]),
        groups: crate::shared::groups(&seat, &WAITING, path),
        others: vec![house(2, "Oak & Ash Workshop", "oak-ash")],
        notice: String::new(),
        crumbs: Vec::new(),
    };
    (frame, desk)
}

/// Orders to be sent.
pub(crate) fn rows() -> Vec<Row> {
    let row = |number: &str, buyer: &str, what: &str, file: &str, cents: i64| Row {
        number: number.to_owned(),
        buyer: buyer.to_owned(),
        place: "Durham, NC".to_owned(),
        what: what.to_owned(),
        picture: Some(photo(file, "")),
        due: Some(friday()),
        is_late: false,
        label: "vendor-order-to-ship",
        tone: Tone::Warn,
        total: usd(cents),
        placed: tuesday(),
        is_open: true,
    };
    let late =
        row("S-7K2M-9QXT", "Maya Lindqvist", "2 × Tall stoneware mug, Bottle vase", "mug-lagoon", 11_000);
    vec![
        Row { due: Some(tuesday()), is_late: true, tone: Tone::Bad, ..late },
        row("S-3F8D-K2WQ", "Owen Price", "Fern teapot, brass handle", "teapot", 9_600),
        row("S-9ZQ4-T7NB", "Lena Kovač", "4 × Tall stoneware mug", "mug-ink", 11_200),
    ]
}
