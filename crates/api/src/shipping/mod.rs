//! Ways to ship, of the market and of vendors, and how vendors ship.

mod own;
mod staff;
mod wire;

use axum::response::{IntoResponse as _, Response};
use http::{Method, StatusCode};
use souk_domain::{
    money::Currency,
    refusal::{self, Code},
};
use souk_http::{Access, Result, read::IdempotencyKey};
use souk_market::shipping::{NewMethod, PricedMethod, VendorTerms};

use crate::{
    operation::{Operation, group},
    wire::{Answer, Once},
};

const METHODS: &str = "/api/v1/admin/shipping-methods";
const METHOD: &str = "/api/v1/admin/shipping-methods/{method}";
const TERMS: &str = "/api/v1/admin/vendors/{vendor}/shipping";
const OWN_METHODS: &str = "/api/v1/vendor/shipping-methods";
const OWN_METHOD: &str = "/api/v1/vendor/shipping-methods/{method}";
const OWN_TERMS: &str = "/api/v1/vendor/shipping";

/// What a change refuses.
const CHANGE_REFUSES: &[&Code] =
    &[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::CURRENCY_MISMATCH];

const REPLACED: &str =
    "A merge patch; `zones` replaces all of them. Placed orders keep what they were placed with.";
const ENDED: &str = "Placed orders keep it.";

pub(crate) fn operations() -> Vec<Operation> {
    [group("Vendor API", of_vendors()), group("Staff", of_staff())].into_iter().flatten().collect()
}

fn of_vendors() -> Vec<Operation> {
    let (vendor, get) = (Access::Vendor, Method::GET);
    vec![
        Operation::new(get.clone(), OWN_METHODS, "list_own_shipping_methods", vendor, own::list)
            .says(
                "Your own ways to ship",
                "Those of the market stand beside them, unless you ship yours only.",
            )
            .answers::<wire::ShippingMethods>(200),
        Operation::new(Method::POST, OWN_METHODS, "create_own_shipping_method", vendor, own::create)
            .says("Offers a way to ship", "At most 50 at once.")
            .takes::<wire::MethodRequest>()
            .answers::<wire::ShippingMethod>(201)
            .refuses(&[&refusal::LIST_FULL, &refusal::CURRENCY_MISMATCH]),
        Operation::new(get.clone(), OWN_METHOD, "show_own_shipping_method", vendor, own::show)
            .says("One of your ways to ship", "Its `ETag` is for `If-Match`.")
            .answers::<wire::ShippingMethod>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::PATCH, OWN_METHOD, "change_own_shipping_method", vendor, own::change)
            .says("Changes a way to ship", REPLACED)
            .takes::<wire::MethodPatch>()
            .answers::<wire::ShippingMethod>(200)
            .refuses(CHANGE_REFUSES),
        Operation::new(Method::DELETE, OWN_METHOD, "remove_own_shipping_method", vendor, own::remove)
            .says("Stops offering a way to ship", ENDED)
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED]),
        Operation::new(get, OWN_TERMS, "show_own_shipping_terms", vendor, own::show_terms)
            .says("How you ship, whichever way", "Its `ETag` is for `If-Match`.")
            .answers::<wire::ShippingTerms>(200),
        Operation::new(Method::PATCH, OWN_TERMS, "change_own_shipping_terms", vendor, own::change_terms)
            .says("Changes how you ship", "A merge patch. Placed orders keep the days they were promised.")
            .takes::<wire::TermsPatch>()
            .answers::<wire::ShippingTerms>(200)
            .refuses(&[&refusal::PRECONDITION_FAILED]),
    ]
}

fn of_staff() -> Vec<Operation> {
    let (staff, get) = (Access::Staff, Method::GET);
    vec![
        Operation::new(get.clone(), METHODS, "list_shipping_methods", staff, staff::list)
            .says("Ways to ship that are offered", "Of the market, or of one vendor.")
            .query::<staff::MethodQuery>()
            .answers::<wire::ShippingMethods>(200)
            .refuses(&[&refusal::NOT_FOUND, &refusal::MALFORMED_QUERY]),
        Operation::new(Method::POST, METHODS, "create_shipping_method", staff, staff::create)
            .says("Offers a way to ship", "Of the market, or of one vendor; at most 50 of each at once.")
            .takes::<wire::StaffMethodRequest>()
            .answers::<wire::ShippingMethod>(201)
            .refuses(&[&refusal::NOT_FOUND, &refusal::LIST_FULL, &refusal::CURRENCY_MISMATCH]),
        Operation::new(get.clone(), METHOD, "show_shipping_method", staff, staff::show)
            .says("One way to ship", "Its `ETag` is for `If-Match`.")
            .answers::<wire::ShippingMethod>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::PATCH, METHOD, "change_shipping_method", staff, staff::change)
            .says("Changes a way to ship", REPLACED)
            .takes::<wire::MethodPatch>()
            .answers::<wire::ShippingMethod>(200)
            .refuses(CHANGE_REFUSES),
        Operation::new(Method::DELETE, METHOD, "remove_shipping_method", staff, staff::remove)
            .says("Stops offering a way to ship", ENDED)
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED]),
        Operation::new(get, TERMS, "show_shipping_terms", staff, staff::show_terms)
            .says("How a vendor ships, whichever way", "Its `ETag` is for `If-Match`.")
            .answers::<wire::ShippingTerms>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::PATCH, TERMS, "change_shipping_terms", staff, staff::change_terms)
            .says(
                "Changes how a vendor ships",
                "A merge patch. Placed orders keep the days they were promised.",
            )
            .takes::<wire::TermsPatch>()
            .answers::<wire::ShippingTerms>(200)
            .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED]),
    ]
}

/// A way to ship as it was asked for; whose it is, the use case is told.
fn new_method(asked: wire::MethodRequest, currency: Currency) -> Result<NewMethod> {
    let zones = asked.zones(currency)?;
    Ok(NewMethod {
        vendor: None,
        name: asked.name,
        zones,
        min_days: asked.min_days,
        max_days: asked.max_days,
        takes_cash: asked.takes_cash,
    })
}

/// A way to ship that was made, and where it is shown.
fn made(key: Option<IdempotencyKey>, path: &'static str) -> Once<PricedMethod> {
    Once::new(key, move |(offered, currency): &PricedMethod| {
        let answer = Answer::created(&wire::ShippingMethod::of(offered, *currency))?.etag(offered.revision);
        Ok(answer.at(path, &[&offered.method.method]))
    })
}

fn shown((offered, currency): &PricedMethod) -> Result<Response> {
    Ok(Answer::ok(&wire::ShippingMethod::of(offered, *currency))?.etag(offered.revision).send())
}

fn told(terms: VendorTerms) -> Result<Response> {
    Ok(Answer::ok(&wire::ShippingTerms::from(terms))?.etag(terms.revision).send())
}

fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
