//! What stands around every page: the places one may go to.

use souk_domain::account::Permission;
use souk_market::Actor;
use souk_market::office::{OfficeAround, OfficeWaiting};
use souk_ui::Crumb;
use souk_ui::desk::{self, Group, Place, Places};

use crate::routes;

const NOTHING: fn(&OfficeWaiting) -> i64 = |_| 0;

/// Every place, in groups under the key of a title, which may be empty.
const PLACES: &Places<Permission, OfficeWaiting> = &[
    ("", DAILY),
    ("office-catalogue", CATALOGUE),
    ("office-people", PEOPLE),
    ("office-money", MONEY),
    ("office-rules", RULES),
];

/// What is done day by day.
const DAILY: &[Place<Permission, OfficeWaiting>] = &[
    Place { words: "desk-home", icon: "home", href: routes::home, needs: None, count: NOTHING },
    Place {
        words: "desk-orders",
        icon: "orders",
        href: routes::orders,
        needs: Some(Permission::OrdersRead),
        count: NOTHING,
    },
];

/// Where the market's money is.
const MONEY: &[Place<Permission, OfficeWaiting>] = &[
    Place {
        words: "office-transfers",
        icon: "coins",
        href: routes::transfers,
        needs: Some(Permission::TransfersRead),
        count: |waiting| waiting.transfers,
    },
    Place {
        words: "office-refunds",
        icon: "return",
        href: routes::refunds,
        needs: Some(Permission::RefundsRead),
        count: |waiting| waiting.refunds,
    },
    Place {
        words: "office-ledger",
        icon: "card",
        href: routes::ledger,
        needs: Some(Permission::LedgerRead),
        count: NOTHING,
    },
];

/// What is sold, and how it is arranged.
const CATALOGUE: &[Place<Permission, OfficeWaiting>] = &[
    Place {
        words: "products-title",
        icon: "tag",
        href: routes::products,
        needs: Some(Permission::CatalogueRead),
        count: |waiting| waiting.products,
    },
    Place {
        words: "categories-title",
        icon: "menu",
        href: routes::categories,
        needs: Some(Permission::CatalogueRead),
        count: NOTHING,
    },
    Place {
        words: "promotions",
        icon: "tag",
        href: routes::promotions,
        needs: Some(Permission::PromotionsRead),
        count: NOTHING,
    },
    Place {
        words: "told-title",
        icon: "star",
        href: routes::reviews,
        needs: Some(Permission::ReviewsRead),
        count: |waiting| waiting.reviews,
    },
    Place {
        words: "office-returns-title",
        icon: "return",
        href: routes::returns,
        needs: Some(Permission::ReturnsRead),
        count: |waiting| waiting.returns,
    },
];

/// Who sells, buys and works here.
const PEOPLE: &[Place<Permission, OfficeWaiting>] = &[
    Place {
        words: "office-vendors",
        icon: "shop",
        href: routes::vendors,
        needs: Some(Permission::VendorsRead),
        count: |waiting| waiting.applications + waiting.papers,
    },
    Place {
        words: "office-acting",
        icon: "shelf",
        href: routes::acting,
        needs: Some(Permission::VendorsAct),
        count: NOTHING,
    },
    Place {
        words: "office-staff",
        icon: "person",
        href: routes::staff,
        needs: Some(Permission::StaffRead),
        count: NOTHING,
    },
    Place {
        words: "office-roles",
        icon: "lock",
        href: routes::roles,
        needs: Some(Permission::StaffRead),
        count: NOTHING,
    },
    Place {
        words: "office-departments",
        icon: "tag",
        href: routes::departments,
        needs: Some(Permission::StaffRead),
        count: NOTHING,
    },
    Place {
        words: "office-audit",
        icon: "info",
        href: routes::audit,
        needs: Some(Permission::AuditRead),
        count: NOTHING,
    },
];

/// What every price and sale is made by.
const RULES: &[Place<Permission, OfficeWaiting>] = &[
    Place {
        words: "office-tax",
        icon: "tag",
        href: routes::tax,
        needs: Some(Permission::TaxesRead),
        count: NOTHING,
    },
    Place {
        words: "office-commission",
        icon: "coins",
        href: routes::commission,
        needs: Some(Permission::CommissionRead),
        count: NOTHING,
    },
];

/// What stands around a page.
#[derive(Clone, Debug)]
pub struct Desk {
    pub groups: Vec<Group>,
    /// The way back up; empty on the first page of a place.
    pub crumbs: Vec<Crumb>,
}

impl Desk {
    pub(crate) fn of(actor: Actor, around: &OfficeAround, path: &str) -> Self {
        let may = |permission| actor.permissions().has(permission);
        Self { groups: desk::groups(PLACES, may, &around.waiting, routes::HOME, path), crumbs: Vec::new() }
    }
}
