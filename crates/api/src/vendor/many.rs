//! Many of a vendor's products changed at once.

use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use souk_domain::{
    ids::{CategoryId, ProductId},
    refusal::RequestRefusal,
};
use souk_http::{
    HttpState, Refusal, Result, VendorCaller,
    read::{IdempotencyKey, Json},
};
use souk_market::catalogue::{self, ManyChange, ManyProducts, Outcome, PriceChange};
use utoipa::ToSchema;

use super::drafts::StatusWord;
use crate::wire::{Answer, Once, id};

/// Products, and one change of each of them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ManyRequest {
    #[schema(format = "ProductId", min_items = 1, max_items = 100)]
    product_ids: Vec<String>,
    change: ChangeRequest,
}

/// What is to change: exactly one of these.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeRequest {
    #[schema(inline)]
    status: Option<StatusWord>,
    #[schema(format = "CategoryId")]
    category_id: Option<String>,
    /// The price of every variant, by basis points: -1000 is a tenth less.
    #[schema(format = "price_change_bps")]
    percent_bps: Option<i32>,
    /// The price of every variant, by minor units of the market's currency.
    #[schema(format = "price_change")]
    price_by: Option<i64>,
}

/// What became of each product.
#[derive(Serialize, ToSchema)]
pub(crate) struct ManyAnswer {
    changed: usize,
    refused: usize,
    /// In the order in which they were asked for.
    #[schema(max_items = 100)]
    outcomes: Vec<ProductOutcome>,
}

/// What became of one product.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProductOutcome {
    product_id: String,
    /// Its status now; null when nothing of it changed.
    status: Option<&'static str>,
    /// Why nothing of it changed; null when it did.
    refusal: Option<RefusedRow>,
}

/// Why a row of many was refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefusedRow {
    /// As in a problem document.
    code: &'static str,
    detail: String,
}

impl RefusedRow {
    pub(super) fn of(refusal: &souk_domain::refusal::Refusal) -> Self {
        let fields = refusal.fields();
        let detail = match fields.as_slice() {
            [] => refusal.detail(),
            fields => fields.iter().map(|field| field.detail.clone()).collect::<Vec<_>>().join(" "),
        };
        Self { code: refusal.code().name, detail }
    }
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: VendorCaller,
    key: Option<IdempotencyKey>,
    Json(request): Json<ManyRequest>,
) -> Result<Response> {
    let product = |(place, text): (usize, &String)| id::<ProductId>(&format!("/product_ids/{place}"), text);
    let asked = ManyProducts {
        products: request.product_ids.iter().enumerate().map(product).collect::<Result<_>>()?,
        change: request.change.read()?,
    };
    let once = Once::new(key, |outcomes: &Vec<Outcome>| Answer::ok(&answer(outcomes)));
    let changed =
        catalogue::change_many_products(http.app(), caller.actor, caller.vendor, asked, once.guard());
    Ok(once.send(changed.await?)?)
}

impl ChangeRequest {
    fn read(self) -> Result<ManyChange> {
        match (self.status, self.category_id, self.percent_bps, self.price_by) {
            (Some(status), None, None, None) => Ok(ManyChange::Status(status.status())),
            (None, Some(category), None, None) => {
                Ok(ManyChange::Category(id::<CategoryId>("/change/category_id", &category)?))
            }
            (None, None, Some(bps), None) => Ok(ManyChange::Price(PriceChange::Percent(bps))),
            (None, None, None, Some(minor)) => Ok(ManyChange::Price(PriceChange::By(minor))),
            _ => {
                let detail = "Send exactly one of `status`, `category_id`, `percent_bps`, `price_by`.";
                Err(Refusal::from(RequestRefusal::InvalidValue {
                    pointer: "/change".to_owned(),
                    detail: detail.to_owned(),
                }))
            }
        }
    }
}

fn answer(outcomes: &[Outcome]) -> ManyAnswer {
    let outcome = |outcome: &Outcome| ProductOutcome {
        product_id: outcome.product.to_string(),
        status: outcome.done.as_ref().ok().map(|status| status.as_str()),
        refusal: outcome.done.as_ref().err().map(RefusedRow::of),
    };
    let changed = outcomes.iter().filter(|outcome| outcome.done.is_ok()).count();
    ManyAnswer {
        changed,
        refused: outcomes.len() - changed,
        outcomes: outcomes.iter().map(outcome).collect(),
    }
}
