//! The market's promotions, the newest first.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::ids::PromotionId;
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::office;
use souk_ui::FormError;
use souk_ui::desk::{Fields, Mistakes, private};
use souk_ui::promotion::PromotionRow;
use souk_ui::redirect::see_other;

use super::desk;
use crate::prelude::*;
use crate::shared::Clerk;

/// The market's promotions.
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

/// `GET /admin/promotions`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<ListQuery>) -> Result<Response> {
    draw(&clerk, asked, Mistakes::default()).await
}

/// `POST /admin/promotions/{promotion}/end`.
pub(super) async fn end(
    clerk: Clerk,
    Part(id): Part<PromotionId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    match desk(&clerk).end(id, &sent).await? {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", ways::promotions()), None)),
        Err(wrong) => draw(&clerk, ListQuery::default(), wrong).await,
    }
}

async fn draw(clerk: &Clerk, asked: ListQuery, mistakes: Mistakes) -> Result<Response> {
    let (rows, next) = desk(clerk).list(asked.after).await?;
    let around = office::around(clerk.http.app(), clerk.actor).await?;
    let (frame, desk) = clerk.frame(&around);
    let page = PromotionsPage {
        frame,
        desk,
        errors: mistakes.all(),
        rows,
        more: next.map(|next| format!("{}?after={next}", ways::promotions())).unwrap_or_default(),
        done: !asked.done.is_empty(),
        may_change: clerk.may(Permission::PromotionsWrite),
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { mistakes.status() };
    Ok(private(status, &page))
}
