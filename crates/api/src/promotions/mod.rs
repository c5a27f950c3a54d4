//! Promotions, of the market and of vendors: rules, codes, and what a cart would cost under them.

mod codes;
mod own;
mod simulate;
mod staff;
mod wire;

pub(crate) use simulate::PromotionOutcome;

use axum::response::{IntoResponse as _, Response};
use http::{Method, StatusCode};
use souk_domain::refusal::{self, Code};
use souk_http::{Access, Result, read::IdempotencyKey};
use souk_market::promotions::PromotionView;

use crate::{
    operation::{Operation, group},
    wire::{Answer, Once},
};

const ALL: &str = "/api/v1/admin/promotions";
const ONE: &str = "/api/v1/admin/promotions/{promotion}";
const CODES: &str = "/api/v1/admin/promotions/{promotion}/codes";
const CODES_CSV: &str = "/api/v1/admin/promotions/{promotion}/codes.csv";
const CODE: &str = "/api/v1/admin/promotions/{promotion}/codes/{code}";
const SIMULATE: &str = "/api/v1/admin/carts/simulate";
const OWN_ALL: &str = "/api/v1/vendor/promotions";
const OWN_ONE: &str = "/api/v1/vendor/promotions/{promotion}";
const OWN_CODES: &str = "/api/v1/vendor/promotions/{promotion}/codes";
const OWN_CODES_CSV: &str = "/api/v1/vendor/promotions/{promotion}/codes.csv";
const OWN_CODE: &str = "/api/v1/vendor/promotions/{promotion}/codes/{code}";
const OWN_SIMULATE: &str = "/api/v1/vendor/carts/simulate";

const MAKES_REFUSES: &[&Code] = &[&refusal::NOT_FOUND, &refusal::LIST_FULL, &refusal::CURRENCY_MISMATCH];
const CHANGE_REFUSES: &[&Code] =
    &[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::CURRENCY_MISMATCH];
const LIST_REFUSES: &[&Code] = &[&refusal::NOT_FOUND, &refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR];

const MAKES: &str = "With a `code` it applies to carts in which that was entered, else by itself. What several do together, \
     `stacking` says: `combinable` ones apply together, of the `priority` ones the first that lowers anything joins them, an \
     `exclusive` one stands alone; the buyer gets the cheapest set.";
const REPLACED: &str = "A merge patch; `kind` comes with all that belongs to it, `scope` replaces all it named. Placed orders keep what they were placed with.";
const BATCH: &str = "One with a `code` of your own, or with a `count` random ones that each work once, at most 1,000 at a time.";
const TRIED: &str = "Nothing is kept. Each promotion that meets the cart is told: applied with what it takes off, or refused with its reason.";

pub(crate) fn operations() -> Vec<Operation> {
    [group("Vendor API", of_vendors()), group("Staff", of_staff())].into_iter().flatten().collect()
}

fn of_vendors() -> Vec<Operation> {
    let (vendor, get) = (Access::Vendor, Method::GET);
    vec![
        Operation::new(get.clone(), OWN_ALL, "list_own_promotions", vendor, own::list)
            .says(
                "Your promotions",
                "The newest first, ended ones too. Those of the market are not among them.",
            )
            .query::<crate::wire::ListQuery>()
            .answers_list::<wire::Promotion>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(Method::POST, OWN_ALL, "create_own_promotion", vendor, own::create)
            .says("Makes a promotion of your things", MAKES)
            .takes::<wire::PromotionRequest>()
            .answers::<wire::Promotion>(201)
            .refuses(&[&refusal::LIST_FULL, &refusal::CURRENCY_MISMATCH]),
        Operation::new(get.clone(), OWN_ONE, "show_own_promotion", vendor, own::show)
            .says("One of your promotions", "Its `ETag` is for `If-Match`.")
            .answers::<wire::Promotion>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::PATCH, OWN_ONE, "change_own_promotion", vendor, own::change)
            .says("Changes a promotion", REPLACED)
            .takes::<wire::PromotionChange>()
            .answers::<wire::Promotion>(200)
            .refuses(CHANGE_REFUSES),
        Operation::new(Method::DELETE, OWN_ONE, "archive_own_promotion", vendor, own::archive)
            .says("Ends a promotion for good", "Placed orders keep it.")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED]),
        Operation::new(get.clone(), OWN_CODES, "list_own_promotion_codes", vendor, own::codes)
            .says("The codes of a promotion", "The oldest first.")
            .query::<crate::wire::ListQuery>()
            .answers_list::<codes::PromotionCode>()
            .refuses(LIST_REFUSES),
        Operation::new(Method::POST, OWN_CODES, "create_own_promotion_codes", vendor, own::create_codes)
            .says("Makes codes", BATCH)
            .takes::<codes::CodesRequest>()
            .answers::<codes::PromotionCodes>(201)
            .refuses(&[&refusal::NOT_FOUND, &refusal::LIST_FULL]),
        Operation::new(get, OWN_CODES_CSV, "own_promotion_codes_csv", vendor, own::codes_csv)
            .says("All codes as a file", "With how often each was used.")
            .answers_csv()
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::DELETE, OWN_CODE, "withdraw_own_promotion_code", vendor, own::withdraw)
            .says("Takes a code back", "It unlocks nothing any more, in carts neither.")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::POST, OWN_SIMULATE, "simulate_own_cart", vendor, own::simulate)
            .says("What a cart of your things would cost, and why", TRIED)
            .takes::<simulate::CartToSimulate>()
            .answers::<simulate::SimulatedCart>(200)
            .refuses(&[&refusal::CART_TOO_LARGE_TO_PRICE])
            .ignores_key(),
    ]
}

fn of_staff() -> Vec<Operation> {
    let (staff, get) = (Access::Staff, Method::GET);
    vec![
        Operation::new(get.clone(), ALL, "list_promotions", staff, staff::list)
            .says("Promotions", "Of the market, or of one vendor; the newest first, ended ones too.")
            .query::<staff::PromotionQuery>()
            .answers_list::<wire::Promotion>()
            .refuses(LIST_REFUSES),
        Operation::new(Method::POST, ALL, "create_promotion", staff, staff::create)
            .says("Makes a promotion of the market, or of one vendor", MAKES)
            .query::<staff::VendorQuery>()
            .takes::<wire::PromotionRequest>()
            .answers::<wire::Promotion>(201)
            .refuses(MAKES_REFUSES),
        Operation::new(get.clone(), ONE, "show_promotion", staff, staff::show)
            .says("One promotion", "Its `ETag` is for `If-Match`.")
            .answers::<wire::Promotion>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::PATCH, ONE, "change_promotion", staff, staff::change)
            .says("Changes a promotion", REPLACED)
            .takes::<wire::PromotionChange>()
            .answers::<wire::Promotion>(200)
            .refuses(CHANGE_REFUSES),
        Operation::new(Method::DELETE, ONE, "archive_promotion", staff, staff::archive)
            .says("Ends a promotion for good", "Placed orders keep it.")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED]),
        Operation::new(get.clone(), CODES, "list_promotion_codes", staff, staff::codes)
            .says("The codes of a promotion", "The oldest first.")
            .query::<crate::wire::ListQuery>()
            .answers_list::<codes::PromotionCode>()
            .refuses(LIST_REFUSES),
        Operation::new(Method::POST, CODES, "create_promotion_codes", staff, staff::create_codes)
            .says("Makes codes", BATCH)
            .takes::<codes::CodesRequest>()
            .answers::<codes::PromotionCodes>(201)
            .refuses(&[&refusal::NOT_FOUND, &refusal::LIST_FULL]),
        Operation::new(get, CODES_CSV, "promotion_codes_csv", staff, staff::codes_csv)
            .says("All codes as a file", "With how often each was used.")
            .answers_csv()
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::DELETE, CODE, "withdraw_promotion_code", staff, staff::withdraw)
            .says("Takes a code back", "It unlocks nothing any more, in carts neither.")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::POST, SIMULATE, "simulate_cart", staff, staff::simulate)
            .says("What a cart would cost, and why", TRIED)
            .takes::<simulate::CartToSimulate>()
            .answers::<simulate::SimulatedCart>(200)
            .refuses(&[&refusal::CART_TOO_LARGE_TO_PRICE])
            .ignores_key(),
    ]
}

/// A promotion that was made, and where it is shown.
fn made(key: Option<IdempotencyKey>, path: &'static str) -> Once<PromotionView> {
    Once::new(key, move |view: &PromotionView| {
        let answer = Answer::created(&wire::Promotion::of(view))?.etag(view.promotion.revision);
        Ok(answer.at(path, &[&view.promotion.id]))
    })
}

fn shown(view: &PromotionView) -> Result<Response> {
    Ok(Answer::ok(&wire::Promotion::of(view))?.etag(view.promotion.revision).send())
}

fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
