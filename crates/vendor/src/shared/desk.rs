//! What stands around every page: the places one may go to, and who works for which vendor.

use jiff::Timestamp;
use souk_domain::vendor::{MemberRole, VendorPermission};
use souk_market::portal::{Around, Seat, Waiting};
use souk_market::vendors::{OwnVendor, Vendor, VendorStatus};
use souk_ui::Crumb;
use souk_ui::Frame;
use souk_ui::dates::{at, moment};
use souk_ui::desk::{self, Group, Place, Places};
use souk_ui::texts::say;

use crate::routes;

const NOTHING: fn(&Waiting) -> i64 = |_| 0;

/// Every place, in groups under the key of a title, which may be empty.
const PLACES: &Places<VendorPermission, Waiting> = &[("", DAILY), ("desk-settings", SETTINGS)];

/// What is done day by day.
const DAILY: &[Place<VendorPermission, Waiting>] = &[
    Place { words: "desk-home", icon: "home", href: routes::home, needs: None, count: NOTHING },
    Place {
        words: "desk-orders",
        icon: "orders",
        href: routes::orders,
        needs: Some(VendorPermission::OrdersRead),
        count: |waiting| waiting.to_ship,
    },
    Place {
        words: "desk-returns",
        icon: "return",
        href: routes::returns,
        needs: Some(VendorPermission::ReturnsRead),
        count: |waiting| waiting.returns,
    },
    Place {
        words: "desk-reviews",
        icon: "star",
        href: routes::reviews,
        needs: Some(VendorPermission::ReviewsRead),
        count: |waiting| waiting.reviews,
    },
    Place {
        words: "products-title",
        icon: "tag",
        href: routes::products,
        needs: Some(VendorPermission::ProductsRead),
        count: NOTHING,
    },
    Place {
        words: "inventory-title",
        icon: "shelf",
        href: routes::inventory,
        needs: Some(VendorPermission::StockRead),
        count: NOTHING,
    },
    Place {
        words: "desk-delivery",
        icon: "truck",
        href: routes::delivery,
        needs: Some(VendorPermission::ShippingRead),
        count: NOTHING,
    },
    Place {
        words: "promotions",
        icon: "tag",
        href: routes::promotions,
        needs: Some(VendorPermission::PromotionsRead),
        count: NOTHING,
    },
    Place {
        words: "desk-money",
        icon: "coins",
        href: routes::money,
        needs: Some(VendorPermission::MoneyRead),
        count: NOTHING,
    },
];

/// Where a vendor says how it is.
const SETTINGS: &[Place<VendorPermission, Waiting>] = &[
    Place {
        words: "desk-onboarding",
        icon: "check",
        href: routes::onboarding,
        needs: Some(VendorPermission::SettingsRead),
        count: NOTHING,
    },
    Place {
        words: "desk-profile",
        icon: "shop",
        href: routes::profile,
        needs: Some(VendorPermission::SettingsRead),
        count: NOTHING,
    },
    Place {
        words: "desk-team",
        icon: "person",
        href: routes::team,
        needs: Some(VendorPermission::SettingsRead),
        count: NOTHING,
    },
    Place {
        words: "desk-closure",
        icon: "info",
        href: routes::closure,
        needs: Some(VendorPermission::SettingsRead),
        count: NOTHING,
    },
    Place {
        words: "desk-payout",
        icon: "lock",
        href: routes::payout,
        needs: Some(VendorPermission::PayoutWrite),
        count: NOTHING,
    },
    Place {
        words: "papers-title",
        icon: "shield",
        href: routes::papers,
        needs: Some(VendorPermission::DocumentsWrite),
        count: NOTHING,
    },
];

/// What stands around a page.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The vendor that is worked for.
    pub house: House,
    /// What the one who works is there, in words.
    pub role: String,
    pub groups: Vec<Group>,
    /// The other vendors that one may work for.
    pub others: Vec<House>,
    /// What the vendor should know before all else; may be empty.
    pub notice: String,
    /// That one of the staff works in place of the vendor's own people, in words.
    pub acting: Option<String>,
    /// That it is away now.
    pub away: Option<Away>,
    /// The way back up; empty on the first page of a place.
    pub crumbs: Vec<Crumb>,
}

/// That nothing of the vendor can be bought now.
#[derive(Clone, Debug)]
pub struct Away {
    /// Until when, in words.
    pub words: String,
    /// The revision of the vendor, for the button that opens; `None`: who looks may not.
    pub revision: Option<i64>,
}

/// A vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    pub id: String,
    pub name: String,
    pub slug: String,
    /// Whether its page is there for all.
    pub is_open: bool,
}

impl House {
    pub(crate) fn of(vendor: &Vendor) -> Self {
        Self {
            id: vendor.id.to_string(),
            name: vendor.name.clone(),
            slug: vendor.slug.clone(),
            is_open: vendor.status == VendorStatus::Active,
        }
    }
}

impl Desk {
    /// What stands around a page when nobody can be asked who works here.
    pub(crate) fn bare(frame: &Frame) -> Self {
        let house =
            House { id: String::new(), name: frame.market.clone(), slug: String::new(), is_open: false };
        Self {
            house,
            role: String::new(),
            groups: Vec::new(),
            others: Vec::new(),
            notice: String::new(),
            away: None,
            acting: None,
            crumbs: Vec::new(),
        }
    }

    pub(crate) fn of(
        seat: &Seat,
        memberships: &[OwnVendor],
        around: &Around,
        path: &str,
        now: Timestamp,
    ) -> Self {
        let others = memberships.iter().map(|other| &other.vendor).filter(|other| other.id != seat.vendor);
        Self {
            house: House::of(&around.vendor),
            role: say(role_words(seat), &[]),
            groups: groups(seat, &around.waiting, path),
            others: others.map(House::of).collect(),
            notice: notice(around.vendor.status),
            acting: None,
            away: away(seat, &around.vendor, now),
            crumbs: Vec::new(),
        }
    }
}

fn away(seat: &Seat, vendor: &Vendor, now: Timestamp) -> Option<Away> {
    let closure = vendor.closure().filter(|closure| closure.holds(now))?;
    let words = match closure.until {
        Some(until) => say("away-until", &[("time", &moment(&at(until)))]),
        None => say("away-open", &[]),
    };
    Some(Away { words, revision: seat.may(VendorPermission::SettingsWrite).then_some(vendor.revision) })
}

fn notice(status: VendorStatus) -> String {
    match status {
        VendorStatus::Active => String::new(),
        VendorStatus::Suspended => say("desk-suspended", &[]),
        _ => say("desk-pending", &[]),
    }
}

fn role_words(seat: &Seat) -> &'static str {
    match seat.role {
        MemberRole::Owner => "role-owner",
        MemberRole::Manager => "role-manager",
        MemberRole::Fulfilment => "role-fulfilment",
        MemberRole::ReadOnly => "role-read-only",
    }
}

pub(crate) fn groups(seat: &Seat, waiting: &Waiting, path: &str) -> Vec<Group> {
    desk::groups(PLACES, |permission| seat.may(permission), waiting, routes::HOME, path)
}
