//! What the staff asks and changes of the commission.

use axum::{extract::State, response::Response};
use http::Uri;
use serde::Deserialize;
use souk_domain::ids::{CategoryId, CommissionRateId, VendorId};
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Query},
};
use souk_market::{
    commission::{self, CommissionAsked, CommissionShown, NamedRate, NewRate},
    settings,
};
use utoipa::IntoParams;

use super::{
    RATE, nothing,
    wire::{
        Commission, CommissionPatch, CommissionPreview, CommissionRate, CommissionRatePatch,
        CommissionRateRequest,
    },
};
use crate::wire::{Answer, ListQuery, Once, id, list as write_list, optional_id};

/// A sale of one vendor's goods.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct PreviewQuery {
    #[param(format = "VendorId")]
    vendor_id: String,
    /// Where the goods stand.
    #[param(format = "CategoryId")]
    category_id: Option<String>,
    /// Minor units of the market's currency: the price less what the vendor gave off, without tax.
    #[param(format = "price", example = 10000)]
    amount: i64,
}

pub(super) async fn show(State(http): State<HttpState>, caller: StaffCaller) -> Result<Response> {
    told(&commission::show_commission(http.app(), caller.actor).await?)
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: StaffCaller,
    IfMatch(expected): IfMatch,
    Json(patch): Json<CommissionPatch>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let changes = patch.read(currency, expected)?;
    told(&commission::change_commission(http.app(), caller.actor, changes).await?)
}

pub(super) async fn preview(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Query(query): Query<PreviewQuery>,
) -> Result<Response> {
    let asked = CommissionAsked {
        vendor: id::<VendorId>("/vendor_id", &query.vendor_id)?,
        category: optional_id::<CategoryId>("/category_id", query.category_id.as_deref())?,
        base: query.amount,
    };
    let told = commission::show_commission_of(http.app(), caller.actor, asked).await?;
    Ok(Answer::ok(&CommissionPreview::from(told))?.send())
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let rows = query.limit()?;
    let page = commission::list_commission_rates(http.app(), caller.actor, query.after, rows).await?;
    Ok(write_list(&http, &uri, page, |rate| CommissionRate::from(&rate))?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<CommissionRateRequest>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let new: NewRate = asked.read(currency)?;
    let once = Once::new(key, |made: &NamedRate| {
        let answer = Answer::created(&CommissionRate::from(made))?.etag(made.stored.revision);
        Ok(answer.at(RATE, &[&made.stored.id]))
    });
    let making = commission::create_commission_rate(http.app(), caller.actor, new, once.guard());
    Ok(once.send(making.await?)?)
}

pub(super) async fn show_rate(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<CommissionRateId>,
) -> Result<Response> {
    shown(&commission::show_commission_rate(http.app(), caller.actor, id).await?)
}

pub(super) async fn change_rate(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<CommissionRateId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<CommissionRatePatch>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let changes = patch.read(currency)?;
    shown(&commission::change_commission_rate(http.app(), caller.actor, id, changes, expected).await?)
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<CommissionRateId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    commission::remove_commission_rate(http.app(), caller.actor, id, expected).await?;
    Ok(nothing())
}

fn told(shown: &CommissionShown) -> Result<Response> {
    Ok(Answer::ok(&Commission::from(shown))?.etag(shown.commission.revision).send())
}

fn shown(rate: &NamedRate) -> Result<Response> {
    Ok(Answer::ok(&CommissionRate::from(rate))?.etag(rate.stored.revision).send())
}
