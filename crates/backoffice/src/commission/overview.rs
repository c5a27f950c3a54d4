//! The rate of everyone, those that were agreed, and a place to try.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::ids::CategoryId;
use souk_domain::money::{Currency, Money, parse_typed_price};
use souk_domain::pricing::parse_percent;
use souk_domain::refusal::{CatalogueRefusal, Refusal, RequestRefusal, VendorRefusal};
use souk_http::Result;
use souk_http::read::{Form, Query};
use souk_market::catalogue::{self, CategoryNode};
use souk_market::commission::{self, CommissionAsked, CommissionChanges, NamedRate, RateChanges};
use souk_market::{Error, office, vendors};
use souk_ui::bill::percent;
use souk_ui::desk::{Fields, Mistakes, private};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, FormError};

use super::Figures;
use super::figures::{in_words, mistakes, read};
use crate::prelude::*;
use crate::shared::Clerk;

/// Rates on one page.
const ROWS: u32 = 50;
const KNOWN: &[&str] = &["revision", "percent", "fixed", "minimum", "maximum", "tax", "on_shipping"];

/// What the market keeps. One form posts `percent`, `fixed`, `minimum`, `maximum`, `tax` and `on_shipping`; another asks by `vendor`,
/// `category` and `amount` what would be kept.
#[derive(Clone, Debug, Template)]
#[template(path = "commission/overview.html")]
pub struct CommissionPage {
    pub frame: Frame,
    pub desk: Desk,
    pub may_write: bool,
    pub errors: Vec<FormError>,
    /// What was just done, in words; may be empty.
    pub done: String,
    pub revision: i64,
    pub figures: Figures,
    pub tax: Entry,
    pub on_shipping: bool,
    pub rates: Vec<RateRow>,
    pub more: String,
    pub vendor: Entry,
    pub categories: Vec<Choice>,
    pub amount: Entry,
    pub tried: Option<Tried>,
}

/// A rate that was agreed.
#[derive(Clone, Debug)]
pub struct RateRow {
    pub id: String,
    pub vendor: String,
    pub category: String,
    pub rate: String,
}

/// What would be kept of a sale.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Which rate wins.
    pub by: String,
    pub rate: String,
    pub kept: Money,
    pub tax: Money,
}

/// The parameters of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct CommissionQuery {
    vendor: String,
    category: String,
    amount: String,
    after: Option<String>,
    done: String,
}

/// `GET /admin/commission`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<CommissionQuery>) -> Result<Response> {
    draw(&clerk, asked, &Fields::default(), Mistakes::default()).await
}

/// `POST /admin/commission`.
pub(super) async fn change(clerk: Clerk, Form(sent): Form<Fields>) -> Result<Response> {
    sent.only(KNOWN, &[])?;
    let currency = commission::show_commission(clerk.http.app(), clerk.actor).await?.currency;
    let mut wrong = Mistakes::default();
    let rate = read(&sent, currency, &mut wrong);
    let tax = parse_percent(sent.get("tax"));
    if tax.is_err() {
        wrong.add("tax", say("setup-tax-wrong", &[]));
    }
    let (Ok(tax), true) = (tax, wrong.is_empty()) else {
        return draw(&clerk, CommissionQuery::default(), &sent, wrong).await;
    };
    let changes = CommissionChanges {
        rate: RateChanges {
            percent_bps: Some(rate.percent_bps),
            fixed: Some(rate.fixed),
            min: Some(rate.min),
            max: Some(rate.max),
        },
        tax_bps: Some(tax),
        on_shipping: Some(!sent.get("on_shipping").is_empty()),
        expected_revision: Some(sent.revision().unwrap_or_default()),
    };
    match commission::change_commission(clerk.http.app(), clerk.actor, changes).await {
        Ok(_changed) => Ok(see_other(&format!("{}?done=saved", ways::commission()), None)),
        Err(error) => draw(&clerk, CommissionQuery::default(), &sent, mistakes(error)?).await,
    }
}

async fn draw(
    clerk: &Clerk,
    asked: CommissionQuery,
    sent: &Fields,
    mut mistakes: Mistakes,
) -> Result<Response> {
    let app = clerk.http.app();
    let shown = commission::show_commission(app, clerk.actor).await?;
    let (everyone, currency) = (shown.commission, shown.currency);
    let rates = commission::list_commission_rates(app, clerk.actor, asked.after.clone(), ROWS).await?;
    let tried = tried(clerk, &asked, currency, &mut mistakes).await?;
    let categories = categories(clerk, &asked.category).await?;
    let around = office::around(app, clerk.actor).await?;
    let (frame, desk) = clerk.frame(&around);
    let is_sent = !sent.get("percent").is_empty();
    let page = CommissionPage {
        frame,
        desk,
        may_write: clerk.may(Permission::CommissionWrite),
        errors: mistakes.all(),
        done: match asked.done.as_str() {
            "" => String::new(),
            "removed" => say("office-removed", &[]),
            _ => say("desk-saved", &[]),
        },
        revision: everyone.revision,
        figures: Figures::of(sent, &mistakes, Some(everyone.rate), currency),
        tax: sent.entry(&mistakes, "tax", &percent(everyone.tax_bps)),
        on_shipping: if is_sent { !sent.get("on_shipping").is_empty() } else { everyone.on_shipping },
        rates: rates.items.iter().map(row).collect(),
        more: rates.next.map(|next| format!("{}?after={next}", ways::commission())).unwrap_or_default(),
        vendor: Entry { value: asked.vendor, error: mistakes.words("vendor") },
        amount: Entry { value: asked.amount, error: mistakes.words("amount") },
        categories,
        tried,
    };
    Ok(private(mistakes.status(), &page))
}

fn row(rate: &NamedRate) -> RateRow {
    let everyone = || say("office-commission-all", &[]);
    RateRow {
        id: rate.stored.id.to_string(),
        vendor: rate.vendor_name.clone().unwrap_or_else(everyone),
        category: rate.category_name.clone().unwrap_or_else(everyone),
        rate: in_words(&rate.stored.rule.rate, rate.currency),
    }
}

/// What would be kept of the sale that was asked about; what is wrong with the question is added to `wrong`.
async fn tried(
    clerk: &Clerk,
    asked: &CommissionQuery,
    currency: Currency,
    wrong: &mut Mistakes,
) -> Result<Option<Tried>> {
    if asked.vendor.trim().is_empty() && asked.amount.trim().is_empty() {
        return Ok(None);
    }
    let app = clerk.http.app();
    let vendor = vendors::show_vendor_of_slug(app, clerk.actor, asked.vendor.trim().to_owned()).await;
    let vendor = match vendor {
        Ok(vendor) => vendor.id,
        Err(error) if is_missing(&error) => {
            wrong.add("vendor", say("office-commission-no-vendor", &[]));
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    let base = match parse_typed_price(asked.amount.trim(), currency) {
        Ok(base) => base,
        Err(error) => {
            wrong.add("amount", error.to_string());
            return Ok(None);
        }
    };
    let category = asked.category.parse::<CategoryId>().ok();
    let told =
        commission::show_commission_of(app, clerk.actor, CommissionAsked { vendor, category, base }).await?;
    let by = match &told.rule {
        None => say("office-commission-by-default", &[]),
        Some(rule) => match (&rule.vendor_name, &rule.category_name) {
            (Some(vendor), Some(category)) => {
                say("office-commission-by-both", &[("vendor", vendor), ("category", category)])
            }
            (Some(vendor), None) => say("office-commission-by-vendor", &[("vendor", vendor)]),
            (None, category) => {
                say("office-commission-by-category", &[("category", &category.clone().unwrap_or_default())])
            }
        },
    };
    Ok(Some(Tried {
        by,
        rate: in_words(&told.rate, currency),
        kept: Money::new(told.commission, currency),
        tax: Money::new(told.tax, currency),
    }))
}

/// Whether nothing is there, as a use case says it of its own kind of thing.
pub(super) fn is_missing(error: &Error) -> bool {
    matches!(
        error.refusal(),
        Some(
            Refusal::Request(RequestRefusal::NotFound)
                | Refusal::Vendor(VendorRefusal::NotFound)
                | Refusal::Catalogue(CatalogueRefusal::CategoryNotFound)
        )
    )
}

/// Every category by its path, behind the choice of all of them.
pub(super) async fn categories(clerk: &Clerk, chosen: &str) -> Result<Vec<Choice>> {
    let tree = catalogue::list_categories(clerk.http.app(), clerk.actor).await?;
    let mut choices = vec![Choice {
        value: String::new(),
        name: say("office-commission-all", &[]),
        chosen: chosen.is_empty(),
    }];
    for node in &tree {
        add(&mut choices, node, "", chosen);
    }
    Ok(choices)
}

fn add(choices: &mut Vec<Choice>, node: &CategoryNode, above: &str, chosen: &str) {
    let name = if above.is_empty() { node.name.clone() } else { format!("{above} / {}", node.name) };
    let value = node.id.to_string();
    choices.push(Choice { chosen: chosen == value, value, name: name.clone() });
    for child in &node.children {
        add(choices, child, &name, chosen);
    }
}
