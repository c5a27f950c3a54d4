//! Every page of vendors, as it is looked at and checked.

use askama::Template;

use crate::delivery::{DeliveryPage, WayPage};
use crate::home::{DoorPage, HomePage};
use crate::inventory::{InventoryPage, VariantPage};
use crate::orders::{BatchPage, OrderPage, OrdersPage, SlipPage};
use crate::products::{EditorPage, ListPage, ManyPage};
use crate::returns::ReturnsPage;
use crate::settings::{ClosurePage, OnboardingPage, PayoutPage, ProfilePage, TeamPage};

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
        sample("desk-products", &ListPage::sample()),
        sample("desk-products-changed", &ManyPage::sample()),
        sample("desk-product", &EditorPage::sample()),
        sample("desk-inventory", &InventoryPage::sample()),
        sample("desk-stock", &VariantPage::sample()),
        sample("desk-delivery", &DeliveryPage::sample()),
        sample("desk-way", &WayPage::sample()),
        sample("desk-way-wrong", &WayPage::sample_wrong()),
    ]
}

fn sample<T: Template>(name: &'static str, page: &T) -> Sample {
    Sample { name, rendered: page.render() }
}
