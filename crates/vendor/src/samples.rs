//! Every page of vendors, as it is looked at and checked.

use askama::Template;
use souk_domain::ids::{AccountId, VendorId};
use souk_domain::vendor::MemberRole;
use souk_market::portal::{Seat, Waiting};
use souk_ui::Frame;

use crate::delivery::{DeliveryPage, WayPage};
use crate::home::{DoorPage, HomePage};
use crate::shared::{Desk, House};

/// A page rendered from its sample: file name and text.
pub struct Sample {
    pub name: &'static str,
    pub rendered: askama::Result<String>,
}

/// Every page, rendered from its sample.
pub fn every() -> Vec<Sample> {
    vec![
        sample("desk-home", &HomePage::sample()),
        sample("desk-door", &DoorPage::sample()),
        sample("desk-delivery", &DeliveryPage::sample()),
        sample("desk-way", &WayPage::sample()),
        sample("desk-way-wrong", &WayPage::sample_wrong()),
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
    };
    (frame, desk)
}
