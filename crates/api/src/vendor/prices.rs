use axum::{extract::State, response::Response};
use http::Uri;
use serde::Serialize;
use souk_domain::ids::VariantId;
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{Part, Query},
};
use souk_market::catalogue::{self, PriceRow};
use utoipa::ToSchema;

use crate::wire::{ListQuery, Money, list as write_list, time};

/// What a variant costs since a moment.
#[derive(Serialize, ToSchema)]
pub(crate) struct VariantPrice {
    price: Money,
    /// The price it was lowered from, as was said; null: it was not.
    compare_at_price: Option<Money>,
    /// Since when: until the one above it in the list.
    since: String,
    /// Who set it: `vendor`, `staff` or `system`.
    by: &'static str,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: VendorCaller,
    uri: Uri,
    Part(variant): Part<VariantId>,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    let (app, actor, vendor) = (http.app(), caller.actor, caller.vendor);
    let page = catalogue::list_variant_prices(app, actor, vendor, variant, query.after, limit).await?;
    Ok(write_list(&http, &uri, page, |row| price(&row))?.send())
}

fn price(row: &PriceRow) -> VariantPrice {
    VariantPrice {
        price: Money::of(row.price, row.currency),
        compare_at_price: row.compare_at.map(|was| Money::of(was, row.currency)),
        since: time(row.created_at),
        by: match row.actor.split(':').next() {
            Some("vendor") => "vendor",
            Some("staff" | "acting" | "operator") => "staff",
            _ => "system",
        },
    }
}
