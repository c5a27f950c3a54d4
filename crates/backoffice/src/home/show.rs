//! Looking at the first page.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use souk_domain::account::Permission;
use souk_domain::money::{Currency, Money};
use souk_http::Result;
use souk_market::office::{self, MarketSales, OfficeHome, OfficeWaiting, TopVendor};
use souk_ui::dates::at;
use souk_ui::desk::{Chart, Sales, changed, private};
use souk_ui::texts::say;

use crate::prelude::*;
use crate::shared::Clerk;

/// What waits for the market's people, and how it sells.
#[derive(Clone, Debug, Template)]
#[template(path = "home/home.html")]
pub struct HomePage {
    pub frame: Frame,
    pub desk: Desk,
    pub today: Date,
    pub needs: Vec<Need>,
    /// What the market took and gave back beside its sales; empty: who looks may not see it.
    pub figures: Vec<Figure>,
    /// `None`: who looks may not see orders.
    pub sales: Option<SalesOnPage>,
}

/// Something that waits, counted.
#[derive(Clone, Debug)]
pub struct Need {
    pub count: i64,
    pub icon: &'static str,
    pub words: String,
    pub more: String,
    /// Where it is decided; empty: nowhere on a page yet.
    pub href: String,
}

/// A sum of thirty days, beside that of the thirty before.
#[derive(Clone, Debug)]
pub struct Figure {
    pub words: String,
    pub sum: Money,
    /// The class and the words of the change.
    pub changed: Option<(&'static str, String)>,
}

/// How the market sells.
#[derive(Clone, Debug)]
pub struct SalesOnPage {
    pub sales: Sales,
    pub chart: Chart,
    pub vendors: Vec<Seller>,
}

/// A vendor that sells much.
#[derive(Clone, Debug)]
pub struct Seller {
    pub name: String,
    pub slug: String,
    pub orders: i64,
    pub total: Money,
}

/// `GET /admin`.
pub(super) async fn show(clerk: Clerk) -> Result<Response> {
    let home = office::home(clerk.http.app(), clerk.actor).await?;
    let (frame, desk) = clerk.frame(&home.around);
    let currency = home.around.market.currency;
    let page = HomePage {
        frame,
        desk,
        today: at(home.now).date(),
        needs: needs(&home.around.waiting, |permission| clerk.may(permission)),
        figures: figures(&home, currency),
        sales: home.sales.as_ref().map(|sales| on_page(sales, currency)),
    };
    Ok(private(StatusCode::OK, &page))
}

/// What waits, as far as one may see it.
pub(super) fn needs(waiting: &OfficeWaiting, may: impl Fn(Permission) -> bool) -> Vec<Need> {
    let need = |count, icon, words: &str, more: &str, href: &str| Need {
        count,
        icon,
        words: say(words, &[]),
        more: say(more, &[]),
        href: href.to_owned(),
    };
    let all = [
        (
            Permission::VendorsRead,
            need(
                waiting.applications,
                "shop",
                "office-need-applications",
                "office-need-applications-more",
                ways::vendors(),
            ),
        ),
        (
            Permission::VendorsRead,
            need(waiting.papers, "shield", "office-need-papers", "office-need-papers-more", ways::vendors()),
        ),
        (
            Permission::CatalogueRead,
            need(
                waiting.products,
                "tag",
                "office-need-products",
                "office-need-products-more",
                ways::products(),
            ),
        ),
        (
            Permission::ReviewsRead,
            need(waiting.reviews, "star", "office-need-reviews", "office-need-reviews-more", ways::reviews()),
        ),
        (
            Permission::ReturnsRead,
            need(
                waiting.returns,
                "return",
                "office-need-returns",
                "office-need-returns-more",
                ways::returns(),
            ),
        ),
        (
            Permission::TransfersRead,
            need(
                waiting.transfers,
                "coins",
                "office-transfers",
                "office-need-transfers-more",
                ways::transfers(),
            ),
        ),
        (
            Permission::RefundsRead,
            need(waiting.refunds, "return", "office-refunds", "office-need-refunds-more", ways::refunds()),
        ),
    ];
    let calm = |need: Need| match need.count {
        0 => Need { more: say("need-none", &[]), ..need },
        _ => need,
    };
    all.into_iter().filter(|(permission, _)| may(*permission)).map(|(_, need)| calm(need)).collect()
}

fn figures(home: &OfficeHome, currency: Currency) -> Vec<Figure> {
    let figure = |key: &'static str, (these, before): (i64, i64)| Figure {
        words: say(key, &[]),
        sum: Money::new(these, currency),
        changed: changed(these, before),
    };
    let kept = home.commission.map(|sums| figure("office-kept", sums));
    let refunded = home.sales.as_ref().map(|sales| figure("office-refunded", sales.refunded));
    kept.into_iter().chain(refunded).collect()
}

fn on_page(found: &MarketSales, currency: Currency) -> SalesOnPage {
    let seller = |vendor: &TopVendor| Seller {
        name: vendor.name.clone(),
        slug: vendor.slug.clone(),
        orders: vendor.orders,
        total: Money::new(vendor.total, currency),
    };
    SalesOnPage {
        sales: Sales::of(&found.days, &found.before, currency),
        chart: Chart::drawn(&found.days, &found.before, currency),
        vendors: found.vendors.iter().map(seller).collect(),
    }
}
