//! What the samples of several pages show.

use souk_domain::ids::{AccountId, VendorId};
use souk_domain::vendor::MemberRole;
use souk_market::portal::{Seat, Waiting};
use souk_ui::samples::{friday, photo, tuesday, usd};
use souk_ui::trouble::{ErrorKind, Trouble};
use souk_ui::{Frame, Tone};

use super::desk::groups;
use super::{Desk, House, Row, TroublePage};

/// What waits for the vendor of the samples.
pub(crate) const WAITING: Waiting = Waiting { to_ship: 7, late: 2, returns: 1, reviews: 3 };

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
    let seat = Seat { account, vendor, role: MemberRole::Owner, as_staff: false };
    let desk = Desk {
        house: house(1, "Kiln & Fern", "kiln-fern"),
        role: souk_ui::texts::say("role-owner", &[]),
        groups: groups(&seat, &WAITING, path),
        others: vec![house(2, "Oak & Ash Workshop", "oak-ash")],
        notice: String::new(),
        acting: None,
        away: None,
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

impl TroublePage {
    /// Something that is not there.
    pub fn sample() -> Self {
        let (frame, desk) = around("/vendor/orders/S-1");
        Self { frame, desk, trouble: Trouble::sample(ErrorKind::NotFound) }
    }

    /// Something broke.
    pub fn sample_broken() -> Self {
        let frame = Frame { account: None, ..souk_ui::samples::frame("/vendor") };
        let desk = Desk::bare(&frame);
        Self { frame, desk, trouble: Trouble::sample(ErrorKind::Broken) }
    }
}
