//! Every page of vendors, as it is looked at and checked.

use askama::Template;

use crate::delivery::{DeliveryPage, WayPage};
use crate::home::{ChooserPage, DoorPage, HomePage};
use crate::imports::{ImportPage, ImportsPage};
use crate::inventory::{InventoryPage, VariantPage};
use crate::money::MoneyPage;
use crate::orders::{BatchPage, OrderPage, OrdersPage, SlipPage};
use crate::products::{EditorPage, ListPage, ManyPage};
use crate::promotions::{PromotionPage, PromotionsPage, TrialPage};
use crate::returns::ReturnsPage;
use crate::reviews::ReviewsPage;
use crate::settings::{ClosurePage, OnboardingPage, PapersPage, PayoutPage, ProfilePage, TeamPage};
use crate::shared::TroublePage;

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
        sample("desk-chooser", &ChooserPage::sample()),
        sample("desk-home-without-money", &HomePage::sample_without_money()),
        sample("desk-error-404", &TroublePage::sample()),
        sample("desk-error-500", &TroublePage::sample_broken()),
        sample("desk-door", &DoorPage::sample()),
        sample("desk-orders", &OrdersPage::sample()),
        sample("desk-orders-none", &OrdersPage::sample_none()),
        sample("desk-orders-ship", &BatchPage::sample()),
        sample("desk-order", &OrderPage::sample()),
        sample("desk-order-errors", &OrderPage::sample_errors()),
        sample("desk-order-cash", &OrderPage::sample_cash()),
        sample("desk-order-slip", &SlipPage::sample()),
        sample("desk-order-slip-cash", &SlipPage::sample_cash()),
        sample("desk-returns", &ReturnsPage::sample()),
        sample("desk-returns-errors", &ReturnsPage::sample_errors()),
        sample("desk-returns-none", &ReturnsPage::sample_none()),
        sample("desk-reviews", &ReviewsPage::sample()),
        sample("desk-reviews-errors", &ReviewsPage::sample_errors()),
        sample("desk-reviews-none", &ReviewsPage::sample_none()),
        sample("desk-money", &MoneyPage::sample()),
        sample("desk-money-none", &MoneyPage::sample_none()),
        sample("desk-money-wrong", &MoneyPage::sample_wrong()),
        sample("desk-profile", &ProfilePage::sample()),
        sample("desk-team", &TeamPage::sample()),
        sample("desk-closure", &ClosurePage::sample()),
        sample("desk-payout", &PayoutPage::sample()),
        sample("desk-onboarding", &OnboardingPage::sample()),
        sample("desk-papers", &PapersPage::sample()),
        sample("desk-papers-none", &PapersPage::sample_none()),
        sample("desk-products", &ListPage::sample()),
        sample("desk-products-changed", &ManyPage::sample()),
        sample("desk-products-review", &ManyPage::sample_review()),
        sample("desk-product", &EditorPage::sample()),
        sample("desk-imports", &ImportsPage::sample()),
        sample("desk-import", &ImportPage::sample()),
        sample("desk-import-going", &ImportPage::sample_going()),
        sample("desk-import-asking", &ImportPage::sample_asking()),
        sample("desk-inventory", &InventoryPage::sample()),
        sample("desk-stock", &VariantPage::sample()),
        sample("desk-promotions", &PromotionsPage::sample()),
        sample("desk-promotions-none", &PromotionsPage::sample_none()),
        sample("desk-promotion-new", &PromotionPage::sample_new()),
        sample("desk-promotion", &PromotionPage::sample()),
        sample("desk-promotion-ended", &PromotionPage::sample_ended()),
        sample("desk-promotion-trial", &TrialPage::sample()),
        sample("desk-promotion-trial-wrong", &TrialPage::sample_wrong()),
        sample("desk-delivery", &DeliveryPage::sample()),
        sample("desk-way", &WayPage::sample()),
        sample("desk-way-wrong", &WayPage::sample_wrong()),
    ]
}

fn sample<T: Template>(name: &'static str, page: &T) -> Sample {
    Sample { name, rendered: page.render() }
}
