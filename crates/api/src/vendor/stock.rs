use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::{ids::VariantId, refusal::RequestRefusal};
use souk_http::{
    HttpState, Refusal, Result, VendorCaller,
    read::{IdempotencyKey, Json, Part, Query},
};
use souk_market::{
    inventory,
    inventory::{Adjustment, Change, LevelRow, Reason, StockRow},
};
use utoipa::ToSchema;

use crate::wire::{Answer, ListQuery, Once, list as write_list, optional_id, time};

/// How much of a variant is at one place.
#[derive(Serialize, ToSchema)]
pub(crate) struct StockLevel {
    variant_id: String,
    product_id: String,
    name: String,
    /// The variant's option values, in the product's order.
    options: Vec<String>,
    sku: Option<String>,
    location_id: String,
    location_name: String,
    /// Pieces on hand.
    on_hand: i64,
    /// Of these, pieces promised to orders.
    reserved: i64,
    backorder: bool,
    updated_at: String,
}

/// A change of stock: either `delta` or `set`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StockChange {
    /// Left out: your first location.
    #[schema(format = "LocationId")]
    location_id: Option<String>,
    /// So many more, or fewer.
    #[schema(format = "stock_change")]
    delta: Option<i64>,
    /// Exactly so many from now on.
    #[schema(format = "stock_count")]
    set: Option<i64>,
    /// Why, for the movement log.
    #[schema(format = "stock_note")]
    reason: Option<String>,
}

/// A level as it is now.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdjustedStock {
    variant_id: String,
    location_id: String,
    on_hand: i64,
    reserved: i64,
    /// Pieces that can still be promised.
    available: i64,
    updated_at: String,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: VendorCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    let page = inventory::list_stock(http.app(), caller.actor, caller.vendor, query.after, limit).await?;
    Ok(write_list(&http, &uri, page, level)?.send())
}

pub(super) async fn adjust(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(variant): Part<VariantId>,
    key: Option<IdempotencyKey>,
    Json(asked): Json<StockChange>,
) -> Result<Response> {
    let (change, reason) = asked.change()?;
    let adjustment = Adjustment {
        variant,
        location: optional_id("/location_id", asked.location_id.as_deref())?,
        change,
        reason,
        note: asked.reason,
        cause: None,
    };
    let once = Once::new(key, |level: &LevelRow| Answer::created(&adjusted(level)));
    let adjusting =
        inventory::adjust_stock(http.app(), caller.actor, caller.vendor, adjustment, once.guard());
    Ok(once.send(adjusting.await?)?)
}

impl StockChange {
    fn change(&self) -> Result<(Change, Reason)> {
        match (self.delta, self.set) {
            (Some(delta), None) => Ok((Change::By(delta), Reason::Adjustment)),
            (None, Some(set)) => Ok((Change::To(set), Reason::Count)),
            _ => {
                let detail = "Send either `delta` or `set`.".to_owned();
                Err(Refusal::from(RequestRefusal::InvalidValue { pointer: "/delta".to_owned(), detail }))
            }
        }
    }
}

fn level(row: StockRow) -> StockLevel {
    let level = row.level;
    StockLevel {
        variant_id: level.variant.to_string(),
        product_id: row.product.to_string(),
        name: row.name,
        options: [row.option1, row.option2, row.option3].into_iter().flatten().collect(),
        sku: row.sku,
        location_id: level.location.to_string(),
        location_name: row.location_name,
        on_hand: level.on_hand,
        reserved: level.reserved,
        backorder: level.backorder,
        updated_at: time(level.updated_at),
    }
}

fn adjusted(level: &LevelRow) -> AdjustedStock {
    AdjustedStock {
        variant_id: level.variant.to_string(),
        location_id: level.location.to_string(),
        on_hand: level.on_hand,
        reserved: level.reserved,
        available: level.available(),
        updated_at: time(level.updated_at),
    }
}
