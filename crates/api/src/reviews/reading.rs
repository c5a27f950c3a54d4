use axum::{extract::State, response::Response};
use http::Uri;
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{Part, Query},
};
use souk_market::{Actor, reviews};

use super::review;
use crate::wire::{ListQuery, kept, list as write_list};

pub(super) async fn list(
    State(http): State<HttpState>,
    Part(asked): Part<String>,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    kept(&http, &uri, async {
        let found = reviews::list_product_reviews(http.app(), Actor::Guest, asked, query.after, limit);
        write_list(&http, &uri, found.await?.page, |found| review(&found))
    })
    .await
}

pub(super) async fn list_own(
    State(http): State<HttpState>,
    caller: VendorCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    let found = reviews::list_vendor_reviews(http.app(), caller.actor, caller.vendor, query.after, limit);
    Ok(write_list(&http, &uri, found.await?, |found| review(&found))?.send())
}
