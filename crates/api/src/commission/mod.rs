//! The market's commission.

mod handlers;
mod wire;

use axum::response::{IntoResponse as _, Response};
use http::{Method, StatusCode};
use souk_domain::refusal;
use souk_http::Access;

use crate::operation::{Operation, group};

const COMMISSION: &str = "/api/v1/admin/commission";
const OF: &str = "/api/v1/admin/commission/preview";
const RATES: &str = "/api/v1/admin/commission-rates";
const RATE: &str = "/api/v1/admin/commission-rates/{rate}";

const KEPT: &str = "Placed orders keep what they were placed under.";

pub(crate) fn operations() -> Vec<Operation> {
    let (staff, get) = (Access::Staff, Method::GET);
    group(
        "Staff",
        vec![
            Operation::new(get.clone(), COMMISSION, "show_commission", staff, handlers::show)
                .says("What the market keeps of every sale", "Its `ETag` is for `If-Match`.")
                .answers::<wire::Commission>(200),
            Operation::new(Method::PATCH, COMMISSION, "change_commission", staff, handlers::change)
                .says(
                    "Changes what the market keeps of every sale",
                    "A merge patch. Placed orders keep what they were placed under.",
                )
                .takes::<wire::CommissionPatch>()
                .answers::<wire::Commission>(200)
                .refuses(&[&refusal::PRECONDITION_FAILED, &refusal::CURRENCY_MISMATCH]),
            Operation::new(get.clone(), OF, "preview_commission", staff, handlers::preview)
                .says(
                    "What would be kept of a sale, and by which rate",
                    "The most specific rate wins: vendor and category, vendor, category, that of everyone.",
                )
                .query::<handlers::PreviewQuery>()
                .answers::<wire::CommissionPreview>(200)
                .refuses(&[&refusal::NOT_FOUND, &refusal::MALFORMED_QUERY]),
            Operation::new(get.clone(), RATES, "list_commission_rates", staff, handlers::list)
                .says("Rates that were agreed", "The oldest first.")
                .query::<crate::wire::ListQuery>()
                .answers_list::<wire::CommissionRate>()
                .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
            Operation::new(Method::POST, RATES, "create_commission_rate", staff, handlers::create)
                .says(
                    "Agrees on a rate",
                    "Of a vendor, of a category with all below it, or of a vendor's goods of a category.",
                )
                .takes::<wire::CommissionRateRequest>()
                .answers::<wire::CommissionRate>(201)
                .refuses(&[
                    &refusal::COMMISSION_RATE_TAKEN,
                    &refusal::LIST_FULL,
                    &refusal::CURRENCY_MISMATCH,
                ]),
            Operation::new(get, RATE, "show_commission_rate", staff, handlers::show_rate)
                .says("One rate", "Its `ETag` is for `If-Match`.")
                .answers::<wire::CommissionRate>(200)
                .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(Method::PATCH, RATE, "change_commission_rate", staff, handlers::change_rate)
                .says("Changes a rate", "A merge patch. Placed orders keep what they were placed under.")
                .takes::<wire::CommissionRatePatch>()
                .answers::<wire::CommissionRate>(200)
                .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::CURRENCY_MISMATCH]),
            Operation::new(Method::DELETE, RATE, "remove_commission_rate", staff, handlers::remove)
                .says("Ends a rate", KEPT)
                .answers_nothing(204)
                .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED]),
        ],
    )
}

fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
