//! What buyers say of things.

mod moderating;
mod reading;
mod writing;

use http::Method;
use serde::Serialize;
use souk_domain::refusal;
use souk_http::Access;
use souk_market::{catalogue::Ratings, reviews};
use utoipa::ToSchema;

use crate::{
    operation::{Operation, group},
    wire::{ListQuery, time},
};

/// What a buyer says of a thing.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProductReview {
    id: String,
    product_id: String,
    /// First name and the first letter of the last; empty: nobody that is named.
    author: String,
    /// Stars, 1 to 5.
    rating: u32,
    /// May be empty.
    comment: String,
    /// The vendor's answer; null: none.
    reply: Option<String>,
    replied_at: Option<String>,
    /// Whether the market took it off the shop's pages.
    hidden: bool,
    created_at: String,
}

/// A review that the market was told of.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportedReview {
    #[serde(flatten)]
    review: ProductReview,
    /// What its vendor says against it; null: readers told of it.
    reason: Option<String>,
}

/// How many reviews gave so many stars.
#[derive(Serialize, ToSchema)]
pub(crate) struct RatingHistogram {
    /// One star.
    #[serde(rename = "1")]
    ones: i64,
    #[serde(rename = "2")]
    twos: i64,
    #[serde(rename = "3")]
    threes: i64,
    #[serde(rename = "4")]
    fours: i64,
    #[serde(rename = "5")]
    fives: i64,
}

pub(crate) fn histogram(ratings: Ratings) -> RatingHistogram {
    let Ratings([ones, twos, threes, fours, fives]) = ratings;
    RatingHistogram { ones, twos, threes, fours, fives }
}

/// The mean of some reviews to a tenth; none of none.
pub(crate) fn mean(stars: i64, reviews: i64) -> Option<f64> {
    let tenths = souk_domain::money::round_half_up(stars, 10, reviews);
    (reviews > 0).then(|| i32::try_from(tenths).map_or(0.0, f64::from) / 10.0)
}

fn review(found: &reviews::Review) -> ProductReview {
    ProductReview {
        id: found.id.to_string(),
        product_id: found.product.to_string(),
        author: found.author.clone(),
        rating: found.rating,
        comment: found.comment.clone(),
        reply: (!found.reply.is_empty()).then(|| found.reply.clone()),
        replied_at: found.replied_at.map(time),
        hidden: found.hidden,
        created_at: time(found.created_at),
    }
}

pub(crate) fn operations() -> Vec<Operation> {
    [group("Reviews", public()), group("Vendor API", of_vendors()), group("Staff", of_staff())]
        .into_iter()
        .flatten()
        .collect()
}

fn public() -> Vec<Operation> {
    vec![
        Operation::new(
            Method::GET,
            "/api/v1/products/{product}/reviews",
            "list_product_reviews",
            Access::Anyone,
            reading::list,
        )
        .says("What buyers say of a product", "Newest first, of people who bought it.")
        .query::<ListQuery>()
        .answers_list::<ProductReview>()
        .refuses(&[&refusal::NOT_FOUND, &refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(
            Method::POST,
            "/api/v1/order-lines/{line}/review",
            "write_review",
            Access::OrderHolder,
            writing::write,
        )
        .says("Reviews a thing that you bought", "Once, when it has arrived.")
        .takes::<writing::ReviewRequest>()
        .answers::<ProductReview>(201)
        .refuses(&[&refusal::NOT_FOUND, &refusal::NOT_DELIVERED, &refusal::ALREADY_REVIEWED]),
        Operation::new(
            Method::POST,
            "/api/v1/reviews/{review}/report",
            "report_review",
            Access::Anyone,
            writing::report,
        )
        .says("Tells the market of a review that should not stand", "Once is enough.")
        .answers_nothing(204)
        .refuses(&[&refusal::NOT_FOUND])
        .ignores_key(),
    ]
}

fn of_vendors() -> Vec<Operation> {
    vec![
        Operation::new(
            Method::GET,
            "/api/v1/vendor/reviews",
            "list_own_reviews",
            Access::Vendor,
            reading::list_own,
        )
        .says("What buyers say of your things", "Newest first.")
        .query::<ListQuery>()
        .answers_list::<ProductReview>()
        .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(
            Method::POST,
            "/api/v1/vendor/reviews/{review}/reply",
            "reply_to_review",
            Access::Vendor,
            writing::reply,
        )
        .says("Answers a review", "In place of what was answered before; an empty answer takes it away.")
        .takes::<writing::ReplyRequest>()
        .answers::<ProductReview>(200)
        .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED]),
        Operation::new(
            Method::POST,
            "/api/v1/vendor/reviews/{review}/report",
            "report_own_review",
            Access::Vendor,
            writing::report_own,
        )
        .says("Tells the market of a review of yours that should not stand", "Once is enough.")
        .takes::<writing::ReportRequest>()
        .answers_nothing(204)
        .refuses(&[&refusal::NOT_FOUND])
        .ignores_key(),
    ]
}

fn of_staff() -> Vec<Operation> {
    vec![
        Operation::new(
            Method::GET,
            "/api/v1/admin/reviews",
            "list_reported_reviews",
            Access::Staff,
            moderating::list,
        )
        .says("Reviews that readers or vendors told the market of", "Newest first.")
        .query::<ListQuery>()
        .answers_list::<ReportedReview>()
        .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(
            Method::POST,
            "/api/v1/admin/reviews/{review}/hide",
            "hide_review",
            Access::Staff,
            moderating::hide,
        )
        .says("Takes a review off the shop's pages", "It counts no more.")
        .answers::<ProductReview>(200)
        .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED]),
        Operation::new(
            Method::POST,
            "/api/v1/admin/reviews/{review}/let-stand",
            "let_review_stand",
            Access::Staff,
            moderating::stand,
        )
        .says("Leaves a review where it stands", "Who told the market of it has been heard.")
        .answers::<ProductReview>(200)
        .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED]),
    ]
}
