//! What the samples of several pages show.

use souk_domain::account::Permissions;
use souk_domain::ids::AccountId;
use souk_market::Actor;
use souk_market::office::{OfficeAround, OfficeWaiting};
use souk_market::settings::Market;
use souk_ui::Frame;
use souk_ui::samples::{at, usd};

use super::{Desk, EntryOnPage, TransactionOnPage};

/// What waits for the market of the samples.
pub(crate) const WAITING: OfficeWaiting = OfficeWaiting {
    applications: 2,
    papers: 1,
    products: 2,
    returns: 1,
    reviews: 3,
    refunds: 0,
    transfers: 1,
};

/// What stands around a page of the samples: somebody who may do everything looks at it.
pub(crate) fn around(path: &str) -> (Frame, Desk) {
    let frame = Frame { account: Some("Mara".to_owned()), ..souk_ui::samples::frame(path) };
    let actor = Actor::Member { account: AccountId::from_bytes([7; 16]), permissions: Permissions::all() };
    let desk = Desk::of(actor, &OfficeAround { market: Market::default(), waiting: WAITING }, path);
    (frame, desk)
}

/// A sale as it was booked.
pub(crate) fn transactions() -> Vec<TransactionOnPage> {
    let entry = |account, whose: &str, debit: Option<i64>, credit: Option<i64>| EntryOnPage {
        account,
        whose: whose.to_owned(),
        debit: debit.map(usd),
        credit: credit.map(usd),
    };
    vec![TransactionOnPage {
        kind: "capture".to_owned(),
        when: at(24, 16, 12),
        order: "S-7K2M-9QXT".to_owned(),
        entries: vec![
            entry("office-account-gateway-receivable", "sandbox", Some(11_660), None),
            entry("office-account-vendor-escrow", "Kiln & Fern", None, Some(9_900)),
            entry("office-account-commission", "", None, Some(1_100)),
            entry("office-account-sales-tax", "", None, Some(660)),
        ],
    }]
}
