//! Vendors that one may act for, each with a button.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::VendorId;
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::vendors::{self, VendorStatus};
use souk_market::{accounts, office};
use souk_ui::desk::private;
use souk_ui::form::ButtonForm;
use souk_ui::redirect::see_other;

use crate::prelude::*;
use crate::shared::Clerk;

/// Vendors on one page.
const ROWS: u32 = 48;

/// Vendors that sell here. The buttons post `csrf`.
#[derive(Clone, Debug, Template)]
#[template(path = "acting/show.html")]
pub struct ActingPage {
    pub frame: Frame,
    pub desk: Desk,
    pub vendors: Vec<VendorToActFor>,
    /// Where the page of others is; empty: there are none.
    pub more: String,
}

/// A vendor.
#[derive(Clone, Debug)]
pub struct VendorToActFor {
    pub id: String,
    pub name: String,
    pub slug: String,
}

/// The parameters of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ActingQuery {
    after: Option<String>,
}

/// `GET /admin/acting`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<ActingQuery>) -> Result<Response> {
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let found = vendors::list_vendors(app, actor, VendorStatus::Active, asked.after, ROWS).await?;
    let (frame, desk) = clerk.frame(&office::around(app, actor).await?);
    let vendor = |vendor: vendors::Vendor| VendorToActFor {
        id: vendor.id.to_string(),
        name: vendor.name,
        slug: vendor.slug,
    };
    let page = ActingPage {
        frame,
        desk,
        vendors: found.items.into_iter().map(vendor).collect(),
        more: found.next.map(|next| format!("{}?after={next}", ways::acting())).unwrap_or_default(),
    };
    Ok(private(StatusCode::OK, &page))
}

/// `POST /admin/vendors/{vendor}/act`: on to the portal of that vendor.
pub(super) async fn act(
    clerk: Clerk,
    Part(vendor): Part<VendorId>,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    accounts::act_for_vendor(clerk.http.app(), clerk.actor, clerk.session, vendor).await?;
    Ok(see_other(routes::vendor_desk(), None))
}

impl ActingPage {
    /// Two vendors.
    pub fn sample() -> Self {
        let (frame, desk) = crate::shared::sample::around("/admin/acting");
        let vendor = |number: u8, name: &str, slug: &str| VendorToActFor {
            id: VendorId::from_bytes([number; 16]).to_string(),
            name: name.to_owned(),
            slug: slug.to_owned(),
        };
        Self {
            frame,
            desk,
            vendors: vec![vendor(1, "Kiln & Fern", "kiln-fern"), vendor(2, "Loom House", "loom-house")],
            more: String::new(),
        }
    }
}
