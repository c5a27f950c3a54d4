//! What stands around every page: the places one may go to, and who works for which vendor.

use jiff::Timestamp;
use souk_domain::vendor::{MemberRole, VendorPermission};
use souk_market::portal::{Around, Seat, Waiting};
use souk_market::vendors::{OwnVendor, Vendor, VendorStatus};
use souk_ui::Crumb;
use souk_ui::dates::{at, moment};
use souk_ui::texts::say;

use crate::routes;

/// A line of the table of places.
struct Place {
    /// The key of what it is called.
    words: &'static str,
    icon: &'static str,
    href: fn() -> &'static str,
    /// Who sees it; `None`: every member.
    needs: Option<VendorPermission>,
    /// What waits there.
    count: fn(&Waiting) -> i64,
}

const NOTHING: fn(&Waiting) -> i64 = |_| 0;

/// Every place, in groups under the key of a title, which may be empty.
const PLACES: &[(&str, &[Place])] = &[("", DAILY), ("desk-settings", SETTINGS)];

/// What is done day by day.
const DAILY: &[Place] = &[
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
        words: "desk-money",
        icon: "coins",
        href: routes::money,
        needs: Some(VendorPermission::MoneyRead),
        count: NOTHING,
    },
];

/// Where a vendor says how it is.
const SETTINGS: &[Place] = &[
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

/// Places under one title, which may be empty.
#[derive(Clone, Debug)]
pub struct Group {
    pub title: String,
    pub spots: Vec<Spot>,
}

/// Where one may go.
#[derive(Clone, Debug)]
pub struct Spot {
    pub words: String,
    pub icon: &'static str,
    pub href: &'static str,
    /// Whether the page stands here.
    pub is_here: bool,
    /// What waits there.
    pub count: i64,
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
    let spot = |place: &Place| Spot {
        words: say(place.words, &[]),
        icon: place.icon,
        href: (place.href)(),
        is_here: is_at((place.href)(), path),
        count: (place.count)(waiting),
    };
    let sees = |place: &&Place| place.needs.is_none_or(|permission| seat.may(permission));
    let group = |(title, places): &(&str, &[Place])| Group {
        title: if title.is_empty() { String::new() } else { say(title, &[]) },
        spots: places.iter().filter(sees).map(spot).collect(),
    };
    PLACES.iter().map(group).filter(|group| !group.spots.is_empty()).collect()
}

/// Whether a page stands at a place, or below it; everything stands below the first.
fn is_at(place: &str, path: &str) -> bool {
    let below = || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
    path == place || (place != routes::HOME && below())
}
