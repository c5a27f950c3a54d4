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
    inventory::{Adjustment, Change, LevelFilter, LevelOutcome, LevelRow, Movement, Reason, StockRow},
};
use utoipa::{IntoParams, ToSchema};

use super::many::RefusedRow;
use crate::wire::{Answer, ListQuery, Once, id, limit, list as write_list, optional_id, time};

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
    /// So many pieces over all places, or fewer, are few; null: nobody wants to hear of it.
    low_stock_at: Option<u32>,
    updated_at: String,
}

/// Which levels.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct StockQuery {
    /// A part of the product's name, or the start of a SKU.
    #[param(format = "product_text")]
    #[serde(default)]
    q: String,
    /// Only variants of which few are left.
    #[serde(default)]
    low: bool,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(format = "cursor")]
    after: Option<String>,
}

/// Stock of one variant, and why it is so.
#[derive(Serialize, ToSchema)]
pub(crate) struct VariantStockSheet {
    variant_id: String,
    product_id: String,
    name: String,
    /// The variant's option values, in the product's order.
    options: Vec<String>,
    sku: Option<String>,
    /// Whether it is counted.
    tracked: bool,
    backorder: bool,
    low_stock_at: Option<u32>,
    #[schema(max_items = 50)]
    levels: Vec<StockLevel>,
    /// The newest first.
    movements: Vec<StockMovement>,
    /// Give it back as `after`; null on the last page.
    next: Option<String>,
}

/// One change of a level.
#[derive(Serialize, ToSchema)]
pub(crate) struct StockMovement {
    id: String,
    location_name: String,
    /// So many more, or fewer.
    delta: i64,
    /// `initial`, `adjustment`, `count`, `import`, `sale` or `return`.
    reason: &'static str,
    /// What whoever changed it said of it.
    note: Option<String>,
    created_at: String,
}

/// Changes of many levels.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ManyLevels {
    #[schema(min_items = 1, max_items = 100)]
    changes: Vec<LevelChange>,
    /// Why, for the movement log.
    #[schema(format = "stock_note")]
    reason: Option<String>,
}

/// A change of one of many levels: either `delta` or `set`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LevelChange {
    #[schema(format = "VariantId")]
    variant_id: String,
    /// Left out: your first location.
    #[schema(format = "LocationId")]
    location_id: Option<String>,
    /// So many more, or fewer.
    #[schema(format = "stock_change")]
    delta: Option<i64>,
    /// Exactly so many from now on.
    #[schema(format = "stock_count")]
    set: Option<i64>,
}

/// What became of each level.
#[derive(Serialize, ToSchema)]
pub(crate) struct ManyLevelsAnswer {
    changed: usize,
    refused: usize,
    /// In the order in which they were asked for.
    #[schema(max_items = 100)]
    outcomes: Vec<OneLevelOutcome>,
}

/// What became of one level.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneLevelOutcome {
    /// As it is now; null when it did not change.
    level: Option<AdjustedStock>,
    /// Why it did not change; null when it did.
    refusal: Option<RefusedRow>,
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
    Query(query): Query<StockQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let filter = LevelFilter { text: query.q, low: query.low };
    let page =
        inventory::list_stock(http.app(), caller.actor, caller.vendor, filter, query.after, rows).await?;
    Ok(write_list(&http, &uri, page, level)?.send())
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(variant): Part<VariantId>,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    let found =
        inventory::show_stock(http.app(), caller.actor, caller.vendor, variant, query.after, limit).await?;
    let (options, of) = (found.variant.values(), found.variant);
    let sheet = VariantStockSheet {
        variant_id: of.variant.to_string(),
        product_id: of.product.to_string(),
        name: of.name,
        options,
        sku: of.sku,
        tracked: of.tracked,
        backorder: of.backorder,
        low_stock_at: of.low_stock_at,
        levels: found.levels.into_iter().map(level).collect(),
        movements: found.movements.items.into_iter().map(movement).collect(),
        next: found.movements.next,
    };
    Ok(Answer::ok(&sheet)?.send())
}

pub(super) async fn adjust_many(
    State(http): State<HttpState>,
    caller: VendorCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<ManyLevels>,
) -> Result<Response> {
    let adjustment = |(place, level): (usize, &LevelChange)| -> Result<Adjustment> {
        let at = |field: &str| format!("/changes/{place}/{field}");
        let (change, reason) = change(&at("delta"), level.delta, level.set)?;
        Ok(Adjustment {
            variant: id(&at("variant_id"), &level.variant_id)?,
            location: optional_id(&at("location_id"), level.location_id.as_deref())?,
            change,
            reason,
            note: asked.reason.clone(),
            cause: None,
        })
    };
    let adjustments = asked.changes.iter().enumerate().map(adjustment).collect::<Result<_>>()?;
    let once = Once::new(key, |outcomes: &Vec<LevelOutcome>| Answer::ok(&many_levels(outcomes)));
    let adjusting =
        inventory::adjust_many_levels(http.app(), caller.actor, caller.vendor, adjustments, once.guard());
    Ok(once.send(adjusting.await?)?)
}

pub(super) async fn adjust(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(variant): Part<VariantId>,
    key: Option<IdempotencyKey>,
    Json(asked): Json<StockChange>,
) -> Result<Response> {
    let (change, reason) = change("/delta", asked.delta, asked.set)?;
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

fn change(pointer: &str, delta: Option<i64>, set: Option<i64>) -> Result<(Change, Reason)> {
    match (delta, set) {
        (Some(delta), None) => Ok((Change::By(delta), Reason::Adjustment)),
        (None, Some(set)) => Ok((Change::To(set), Reason::Count)),
        _ => {
            let detail = "Send either `delta` or `set`.".to_owned();
            Err(Refusal::from(RequestRefusal::InvalidValue { pointer: pointer.to_owned(), detail }))
        }
    }
}

fn many_levels(outcomes: &[LevelOutcome]) -> ManyLevelsAnswer {
    let changed = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let one = |outcome: &LevelOutcome| OneLevelOutcome {
        level: outcome.as_ref().ok().map(adjusted),
        refusal: outcome.as_ref().err().map(RefusedRow::of),
    };
    ManyLevelsAnswer {
        changed,
        refused: outcomes.len() - changed,
        outcomes: outcomes.iter().map(one).collect(),
    }
}

fn movement(row: Movement) -> StockMovement {
    StockMovement {
        id: row.id.to_string(),
        location_name: row.location_name,
        delta: row.delta,
        reason: row.reason.as_str(),
        note: row.note,
        created_at: time(row.created_at),
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
        low_stock_at: row.low_stock_at,
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
