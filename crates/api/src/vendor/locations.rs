//! Where a vendor keeps stock.

use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use souk_domain::ids::LocationId;
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{IdempotencyKey, Json, Part, change as patched},
};
use souk_market::vendors::{self, Location, LocationChanges};
use utoipa::ToSchema;

use crate::wire::{Answer, Once, required};

/// A vendor's places.
#[derive(Serialize, ToSchema)]
pub(crate) struct Locations {
    /// Orders are filled from the first that holds a line whole.
    #[schema(max_items = 50)]
    items: Vec<StockLocation>,
}

/// A place with stock.
#[derive(Serialize, ToSchema)]
pub(crate) struct StockLocation {
    id: String,
    name: String,
}

/// A place to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LocationRequest {
    #[schema(format = "location_name")]
    name: String,
}

/// What is to change about a place (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LocationPatch {
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "location_name")]
    name: Option<Option<String>>,
    /// Its place among yours, from 1; beyond the last it is the last.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = u32, format = "place")]
    place: Option<Option<u32>>,
}

pub(super) async fn list(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    let all = vendors::list_locations(http.app(), caller.actor, caller.vendor).await?;
    Ok(Answer::ok(&locations(&all))?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: VendorCaller,
    key: Option<IdempotencyKey>,
    Json(request): Json<LocationRequest>,
) -> Result<Response> {
    // no `Location` header: a place is shown with the others
    let once = Once::new(key, |made: &Location| Answer::created(&location(made)));
    let made = vendors::create_location(http.app(), caller.actor, caller.vendor, request.name, once.guard());
    Ok(once.send(made.await?)?)
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<LocationId>,
    Json(patch): Json<LocationPatch>,
) -> Result<Response> {
    let changes =
        LocationChanges { name: required("/name", patch.name)?, place: required("/place", patch.place)? };
    let all = vendors::change_location(http.app(), caller.actor, caller.vendor, id, changes).await?;
    Ok(Answer::ok(&locations(&all))?.send())
}

fn locations(all: &[Location]) -> Locations {
    Locations { items: all.iter().map(location).collect() }
}

fn location(row: &Location) -> StockLocation {
    StockLocation { id: row.id.to_string(), name: row.name.clone() }
}
