//! Every page of the back office, as it is looked at and checked.

use askama::Template;
use souk_ui::trouble::{ErrorKind, Trouble};

use crate::TroublePage;
use crate::acting::ActingPage;
use crate::audit::AuditPage;
use crate::categories::{CategoriesPage, CategoryPage};
use crate::commission::{CommissionPage, RatePage};
use crate::home::HomePage;
use crate::money::{LedgerPage, RefundsPage, TransfersPage};
use crate::orders::{OrderPage, OrdersPage};
use crate::products::ProductsPage;
use crate::promotions::{PromotionPage, PromotionsPage, TrialPage};
use crate::returns::{ReturnPage, ReturnsPage};
use crate::reviews::ReviewsPage;
use crate::roles::{GroupsPage, OnePage};
use crate::shared::sample::around;
use crate::staff::{MemberPage, StaffPage};
use crate::taxes::{ClassPage, ClassesPage, ExemptPage, ExemptionPage, TaxPage, ZonePage};
use crate::vendors::{VendorPage, VendorsPage};

/// A page rendered from its sample: file name and text.
pub struct Sample {
    pub name: &'static str,
    pub rendered: askama::Result<String>,
}

/// Every page, rendered from its sample.
pub fn every() -> Vec<Sample> {
    vec![
        sample("office-home", &HomePage::sample()),
        sample("office-home-narrow", &HomePage::sample_narrow()),
        sample("office-tax", &TaxPage::sample()),
        sample("office-tax-none", &TaxPage::sample_none()),
        sample("office-tax-zone", &ZonePage::sample()),
        sample("office-tax-zone-new", &ZonePage::sample_new()),
        sample("office-tax-classes", &ClassesPage::sample()),
        sample("office-tax-class", &ClassPage::sample()),
        sample("office-tax-exempt", &ExemptPage::sample()),
        sample("office-tax-exemption", &ExemptionPage::sample()),
        sample("office-commission", &CommissionPage::sample()),
        sample("office-commission-rate", &RatePage::sample()),
        sample("office-orders", &OrdersPage::sample()),
        sample("office-orders-none", &OrdersPage::sample_none()),
        sample("office-order", &OrderPage::sample()),
        sample("office-transfers", &TransfersPage::sample()),
        sample("office-transfers-none", &TransfersPage::sample_none()),
        sample("office-refunds", &RefundsPage::sample()),
        sample("office-refunds-none", &RefundsPage::sample_none()),
        sample("office-ledger", &LedgerPage::sample()),
        sample("office-ledger-none", &LedgerPage::sample_none()),
        sample("office-error", &TroublePage::sample()),
        sample("office-acting", &ActingPage::sample()),
        sample("office-audit", &AuditPage::sample()),
        sample("office-department", &OnePage::sample()),
        sample("office-role", &OnePage::sample_read_only()),
        sample("office-roles", &GroupsPage::sample()),
        sample("office-staff", &StaffPage::sample()),
        sample("office-staff-member", &MemberPage::sample()),
        sample("office-vendors", &VendorsPage::sample()),
        sample("office-vendors-none", &VendorsPage::sample_none()),
        sample("office-vendors-active", &VendorsPage::sample_active()),
        sample("office-vendor", &VendorPage::sample()),
        sample("office-vendor-waiting", &VendorPage::sample_waiting()),
        sample("office-vendor-narrow", &VendorPage::sample_narrow()),
        sample("office-categories", &CategoriesPage::sample()),
        sample("office-categories-none", &CategoriesPage::sample_none()),
        sample("office-category", &CategoryPage::sample()),
        sample("office-category-empty", &CategoryPage::sample_empty()),
        sample("office-products", &ProductsPage::sample()),
        sample("office-products-none", &ProductsPage::sample_none()),
        sample("office-reviews", &ReviewsPage::sample()),
        sample("office-reviews-none", &ReviewsPage::sample_none()),
        sample("office-returns", &ReturnsPage::sample()),
        sample("office-returns-none", &ReturnsPage::sample_none()),
        sample("office-return", &ReturnPage::sample()),
        sample("office-promotions", &PromotionsPage::sample()),
        sample("office-promotions-none", &PromotionsPage::sample_none()),
        sample("office-promotion-new", &PromotionPage::sample_new()),
        sample("office-promotion", &PromotionPage::sample()),
        sample("office-promotion-ended", &PromotionPage::sample_ended()),
        sample("office-promotion-trial", &TrialPage::sample()),
        sample("office-promotion-trial-wrong", &TrialPage::sample_wrong()),
    ]
}

fn sample<T: Template>(name: &'static str, page: &T) -> Sample {
    Sample { name, rendered: page.render() }
}

impl TroublePage {
    /// Something that is not there.
    pub fn sample() -> Self {
        let trouble = Trouble::sample(ErrorKind::NotFound);
        let (frame, desk) = around("/admin/nothing");
        Self { frame, desk, trouble }
    }
}
