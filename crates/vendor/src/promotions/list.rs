//! A vendor's promotions, the newest first.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::PromotionId;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::portal;
use souk_ui::FormError;
use souk_ui::promotion::PromotionRow;
use souk_ui::redirect::see_other;

use super::desk;
use crate::prelude::*;
use crate::shared::{Fields, Mistakes, Worker, private};

/// Its promotions.
#[derive(Clone, Debug, Template)]
#[template(path = "promotions/list.html")]
pub struct PromotionsPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub rows: Vec<PromotionRow>,
    /// Where the page of older ones is; empty: there are none.
    pub more: String,
    /// Whether something was saved just now.
    pub done: bool,
    /// Whether who looks may change them.
    pub may_change: bool,
}

/// Which page of them.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    after: Option<String>,
    done: String,
}

/// `GET /vendor/promotions`.
pub(super) async fn show(worker: Worker, Query(asked): Query<ListQuery>) -> Result<Response> {
    draw(&worker, asked, Mistakes::default()).await
}

/// `POST /vendor/promotions/{promotion}/end`.
pub(super) async fn end(
    worker: Worker,
    Part(id): Part<PromotionId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    worker.require(VendorPermission::PromotionsWrite)?;
    match desk(&worker).end(id, &sent).await? {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", ways::promotions()), None)),
        Err(wrong) => draw(&worker, ListQuery::default(), wrong).await,
    }
}

async fn draw(worker: &Worker, asked: ListQuery, mistakes: Mistakes) -> Result<Response> {
    worker.require(VendorPermission::PromotionsRead)?;
    let (rows, next) = desk(worker).list(asked.after).await?;
    let around = portal::around(worker.http.app(), worker.seat).await?;
    let (frame, desk) = worker.frame(&around);
    let page = PromotionsPage {
        frame,
        desk,
        errors: mistakes.all(),
        rows,
        more: next.map(|next| format!("{}?after={next}", ways::promotions())).unwrap_or_default(),
        done: !asked.done.is_empty(),
        may_change: worker.seat.may(VendorPermission::PromotionsWrite),
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { mistakes.status() };
    Ok(private(status, &page))
}
