//! Reviews: what buyers say of things that arrived, once for each line, and what vendors answer. What the reviews of a product come
//! to is counted with each, in the same transaction.

mod store;
mod use_cases;

use souk_domain::{
    bounds::review::{MAX_AUTHOR_CHARS, MAX_COMMENT_CHARS, MAX_RATING},
    field::FieldError,
    ids::{OrderId, OrderLineId, ReviewId},
    order::OrderStatus,
    refusal::{OrderRefusal, RequestRefusal, ReviewRefusal},
    text::bounded_text,
};
use store::LineToReview;
pub use store::Review;
pub use use_cases::{
    ReportedReview, Reviews, ReviewsView, hide_review, let_review_stand, list_product_reviews,
    list_reported_reviews, list_vendor_reviews, reply_to_review, report_own_review, report_review,
    write_review,
};
pub(crate) use use_cases::{
    clean_reports, find_of_vendor, list_orders_of, list_told_by_vendor, of_product, of_vendor,
    reported as list_reported_in,
};

use crate::{
    Ctx, Result, catalogue, fulfilment, idempotency,
    ledger::{self, Released},
    orders::{self, OrderRow, address_from_json},
    secrets::OrderToken,
};

/// What a buyer says of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NewReview {
    pub line: OrderLineId,
    /// Stars, 1 to 5.
    pub rating: i64,
    /// May be empty.
    pub comment: String,
}

/// Writes a review of a line that arrived. Errors: no line of the asker's; not arrived; reviewed before; a field is wrong.
async fn write(ctx: &Ctx<'_>, token: Option<&OrderToken>, new: &NewReview) -> Result<Review> {
    let (rating, comment) = checked(new)?;
    let found = store::find_line(ctx, new.line).await?;
    let found = found.filter(|line| may_review(ctx, line, token)).ok_or(ReviewRefusal::NotFound)?;
    // of two who review it at once one waits here, and then sees the other's
    let order = orders::lock(ctx, found.order).await?.ok_or(OrderRefusal::NotFound)?;
    let line = store::find_line(ctx, new.line).await?.ok_or(ReviewRefusal::NotFound)?;
    // what arrived may be reviewed while the rest of its vendor order is to be sent still
    if line.fulfilled == 0 || !line.status.has_arrived() && line.arrived == 0 {
        return Err(ReviewRefusal::NotDelivered.into());
    }
    if store::find_of_line(ctx, new.line).await?.is_some() {
        return Err(ReviewRefusal::AlreadyReviewed.into());
    }
    let review = Review {
        id: ctx.id(ReviewId::from_parts),
        order_line: new.line,
        product: line.product,
        vendor: line.vendor,
        account: ctx.actor.account(),
        author: author(&line)?,
        rating,
        comment,
        reply: String::new(),
        replied_at: None,
        hidden: false,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    ctx.tx.insert(&review).await?;
    let all = orders::is_reviewed(ctx, line.vendor_order).await?;
    let released = if all { all_reviewed(ctx, &order, &line).await? } else { None };
    catalogue::count_rating(ctx, line.product, rating, 1).await?;
    // a vendor's balance is the last thing that is locked
    ledger::release(ctx, released.as_slice()).await?;
    Ok(review)
}

fn checked(new: &NewReview) -> Result<(u32, String)> {
    let mut fields = Vec::new();
    let rating = u32::try_from(new.rating).ok().filter(|rating| (1..=MAX_RATING).contains(rating));
    if rating.is_none() {
        let detail = format!("Give 1 to {MAX_RATING} stars.");
        fields.push(FieldError::new("/rating", "out_of_range", detail));
    }
    let comment = bounded_text("/comment", &new.comment, 0, MAX_COMMENT_CHARS);
    fields.extend(comment.as_ref().err().cloned());
    match (rating, comment) {
        (Some(rating), Ok(comment)) => Ok((rating, comment)),
        _ => Err(RequestRefusal::InvalidFields { fields }.into()),
    }
}

/// Whether the asker placed the order, or holds its token.
fn may_review(ctx: &Ctx<'_>, line: &LineToReview, token: Option<&OrderToken>) -> bool {
    let own = ctx.actor.account().is_some() && ctx.actor.account() == line.buyer;
    let right = ctx.app.key().order_token(line.order, line.token_version);
    let lapsed = orders::token_has_lapsed(line.order_status, line.order_updated_at, ctx.now);
    own || !lapsed && token.is_some_and(|token| right.matches(token))
}

/// The first name of who bought it, and the first letter of the last: as the account says, else as the bill is made out. A present
/// was sent to somebody else.
fn author(line: &LineToReview) -> Result<String> {
    let billed = line.billing_address.as_deref().or(line.shipping_address.as_deref());
    let billed = billed.map(address_from_json).transpose()?.map(|address| address.name);
    let own = [&line.first_name, &line.last_name].map(|name| name.as_deref().unwrap_or_default()).join(" ");
    let name = if own.trim().is_empty() { billed.unwrap_or_default() } else { own };
    let mut words = name.split_whitespace();
    let first: String = words.next().unwrap_or_default().chars().take(MAX_AUTHOR_CHARS - 3).collect();
    Ok(match words.next_back().and_then(|last| last.chars().next()) {
        Some(letter) => format!("{first} {letter}."),
        None => first,
    })
}

/// Every line that was sent is reviewed: whoever reviews has it, so a vendor order that was only delivered is confirmed with it,
/// unless something holds it: then its reviews count once it is confirmed. After it is completed a review changes no status. Answers the money that is to be set free.
async fn all_reviewed(ctx: &Ctx<'_>, order: &OrderRow, line: &LineToReview) -> Result<Option<Released>> {
    match line.status {
        OrderStatus::Delivered if line.holds == 0 => {
            let confirmed = fulfilment::confirm_delivered(ctx, order, line.vendor_order, None).await?;
            Ok(Some(confirmed.released))
        }
        OrderStatus::Confirmed => {
            let step = (OrderStatus::Confirmed, OrderStatus::Reviewed);
            orders::advance(ctx, order, line.vendor_order, step, None).await?;
            Ok(None)
        }
        _ => Ok(None),
    }
}

/// The reviews of an order's lines, the oldest first.
pub(crate) async fn list_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Review>> {
    store::list_of_order(ctx, order).await
}

/// The lines of an order that were reviewed.
pub(crate) async fn list_reviewed(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<OrderLineId>> {
    store::list_reviewed(ctx, order).await
}

/// Takes the person out of the reviews of an order.
pub(crate) async fn forget_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    for line in store::list_reviewed(ctx, order).await? {
        idempotency::forget(ctx, "write_review", line.as_bytes()).await?;
    }
    store::forget_of_order(ctx, order).await
}
