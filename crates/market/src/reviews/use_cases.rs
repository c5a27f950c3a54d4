//! What faces ask of reviews.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use souk_domain::{
    account::Permission,
    bounds::review::{MAX_COMMENT_CHARS, MAX_RATING, MAX_REASON_CHARS},
    ids::{OrderId, OrderLineId, ProductId, ReviewId, VendorId},
    refusal::{RequestRefusal, ReviewRefusal, expect_revision},
    text::bounded_text,
    vendor::VendorPermission,
};

use super::{
    NewReview, Review,
    store::{self, Report},
    write,
};
use crate::{
    Actor, App, At, BoxFuture, Ctx, Error, Result, catalogue,
    idempotency::{Guard, Operation, Reply},
    paging::{Page, Place, one_more, start},
    secrets::OrderToken,
};

/// What was told of a review is kept until somebody must have looked.
const REPORTS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// The list of a product's reviews.
const OF_PRODUCT: &str = "reviews of a product:";
/// The list of a vendor's.
const OF_VENDOR: &str = "reviews of a vendor:";
/// The list of what readers told the market of.
const REPORTED: &str = "reported reviews:";

/// The reviews of a product, page by page, and what all of them come to.
#[derive(Clone, Debug)]
pub struct Reviews {
    pub page: Page<Review>,
    pub ratings: catalogue::Ratings,
}

/// Writes a review of a line that arrived, as its buyer or by its order's token. Once for each line.
/// Errors: no line of the asker's; not arrived; reviewed before; a field is wrong.
pub fn write_review(
    app: &App,
    actor: Actor,
    token: Option<OrderToken>,
    new: NewReview,
    guard: Option<Guard<Review>>,
) -> BoxFuture<'static, Result<Reply<Review>>> {
    let line = *new.line.as_bytes();
    Operation::new("write_review", actor, guard).owned_by(&line).run(app, new, move |ctx, new| {
        let token = token.clone();
        Box::pin(async move { write(ctx, token.as_ref(), new).await })
    })
}

/// The reviews of a product that the asker may see, the newest first. Errors: there is no such product.
pub fn list_product_reviews(
    app: &App,
    actor: Actor,
    id_or_slug: String,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Reviews>> {
    app.read_with(actor, (id_or_slug, after), move |ctx, (asked, after)| {
        Box::pin(async move {
            let found = catalogue::product_page(ctx, asked).await?;
            let page = of_product(ctx, found.product.id, after.as_deref(), limit).await?;
            Ok(Reviews { page, ratings: found.ratings })
        })
    })
}

/// One page of the reviews of a product.
pub(crate) async fn of_product(
    ctx: &Ctx<'_>,
    product: ProductId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<Review>> {
    let place = start(after, OF_PRODUCT, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_of_product(ctx, product, place, asked).await?;
    Ok(Page::of(rows, limit, OF_PRODUCT, place_of))
}

fn place_of(review: &Review) -> Place {
    Place { key: review.created_at.as_millisecond(), id: *review.id.as_bytes() }
}

/// Which of a vendor's reviews are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReviewsView {
    All,
    /// Shown, and nobody answered them.
    Unanswered,
    /// The vendor told the market of them.
    Reported,
}

souk_domain::words!(ReviewsView { All = "all", Unanswered = "unanswered", Reported = "reported" });

/// The reviews of a vendor's things, the newest first, hidden ones too.
pub fn list_vendor_reviews(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<Review>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(of_vendor(ctx, vendor, (ReviewsView::All, None), after.as_deref(), limit))
    });
    actor.permitted_of(vendor, VendorPermission::ReviewsRead, listed)
}

/// One page of a view of them, of one number of stars or of any, within another read.
pub(crate) async fn of_vendor(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    (view, stars): (ReviewsView, Option<u32>),
    after: Option<&str>,
    limit: u32,
) -> Result<Page<Review>> {
    let place = start(after, OF_VENDOR, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let stars = stars.map_or(1..=MAX_RATING, |stars| stars..=stars);
    let rows = match view {
        ReviewsView::All => store::list_of_vendor(ctx, vendor, &stars, place, asked).await?,
        ReviewsView::Unanswered => store::list_unanswered(ctx, vendor, &stars, place, asked).await?,
        ReviewsView::Reported => {
            let own = (vendor, reporter(ctx, &vendor.to_string()));
            store::list_told_by(ctx, own, &stars, place, asked).await?
        }
    };
    Ok(Page::of(rows, limit, OF_VENDOR, place_of))
}

/// Answers a review of a vendor's own thing, in place of what was answered before; empty takes the answer away.
/// Errors: there is none such, or it is of another's; it was changed; too long.
pub fn reply_to_review(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    review: impl Into<At<ReviewId>>,
    reply: String,
    guard: Option<Guard<Review>>,
) -> BoxFuture<'static, Result<Reply<Review>>> {
    let review: At<ReviewId> = review.into();
    let operation = Operation::new("reply_to_review", actor, guard);
    operation.needs_of(vendor, VendorPermission::ReviewsWrite).run(
        app,
        (vendor, review, reply),
        |ctx, (vendor, At { id, expected }, reply)| {
            Box::pin(async move {
                let reply = bounded_text("/reply", reply, 0, MAX_COMMENT_CHARS)
                    .map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] })?;
                let known = store::lock(ctx, *id).await?.filter(|review| review.vendor == *vendor);
                let known = known.ok_or(ReviewRefusal::NotFound)?;
                expect_revision(*expected, known.revision)?;
                if !store::set_reply(ctx, *id, *vendor, &reply).await? {
                    return Err(ReviewRefusal::NotFound.into());
                }
                found(ctx, *id).await
            })
        },
    )
}

/// A reader tells the market of a review; once is enough. `client` tells readers apart who are not signed in.
/// Errors: there is none such.
pub fn report_review(
    app: &App,
    actor: Actor,
    id: ReviewId,
    client: Option<String>,
) -> BoxFuture<'static, Result<()>> {
    app.write_with(actor, client, move |ctx, client| {
        Box::pin(async move {
            store::find(ctx, id).await?.filter(|found| !found.hidden).ok_or(ReviewRefusal::NotFound)?;
            let account = ctx.actor.account().map(|account| account.to_string());
            let reader = account.or_else(|| client.clone()).unwrap_or_default();
            tell(ctx, id, &reader, String::new()).await
        })
    })
}

/// A vendor tells the market of a review of its own thing that should not stand, and why; once is enough. Errors: there is none such,
/// it is of another's, or it is hidden; no reason, or one that is too long.
pub fn report_own_review(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: ReviewId,
    reason: String,
) -> BoxFuture<'static, Result<()>> {
    let told = app.write_with(actor, reason, move |ctx, reason| {
        Box::pin(async move {
            let reason = bounded_text("/reason", reason, 1, MAX_REASON_CHARS)
                .map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] })?;
            let known = store::find(ctx, id).await?;
            known.filter(|found| found.vendor == vendor && !found.hidden).ok_or(ReviewRefusal::NotFound)?;
            tell(ctx, id, &vendor.to_string(), reason).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::ReviewsWrite, told)
}

async fn tell(ctx: &Ctx<'_>, review_id: ReviewId, who: &str, reason: String) -> Result<()> {
    let report = Report { review_id, reporter: reporter(ctx, who), reason, created_at: ctx.now };
    ctx.tx.insert_missing(&[report]).await?;
    Ok(())
}

/// What tells apart who tells of reviews.
fn reporter(ctx: &Ctx<'_>, who: &str) -> [u8; 32] {
    ctx.app.key().keyed_hash("review reporter", &[who.as_bytes()])
}

/// Of some reviews those that a vendor told the market of.
pub(crate) async fn list_told_by_vendor(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    reviews: &[ReviewId],
) -> Result<Vec<ReviewId>> {
    store::list_told_of(ctx, reporter(ctx, &vendor.to_string()), reviews).await
}

/// The orders of lines that were reviewed, each with its number.
pub(crate) async fn list_orders_of(
    ctx: &Ctx<'_>,
    lines: &[OrderLineId],
) -> Result<Vec<(OrderLineId, OrderId, String)>> {
    store::list_orders_of(ctx, lines).await
}

/// One review of a vendor's own thing. Errors: there is none such, or it is of another's.
pub(crate) async fn find_of_vendor(ctx: &Ctx<'_>, vendor: VendorId, id: ReviewId) -> Result<Review> {
    let known = store::find(ctx, id).await?.filter(|review| review.vendor == vendor);
    Ok(known.ok_or(ReviewRefusal::NotFound)?)
}

/// Removes what was told of reviews long ago. Answers how many.
pub(crate) async fn clean_reports(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    store::clean_reports(ctx, ctx.now - REPORTS_KEPT, at_most).await
}

/// A review that the market was told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedReview {
    pub review: Review,
    /// What its vendor says against it; empty: readers told of it.
    pub reason: String,
}

/// Reviews that readers or vendors told the market of, the newest first.
pub fn list_reported_reviews(
    app: &App,
    actor: Actor,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<ReportedReview>>> {
    let listed =
        app.read_with(actor, after, move |ctx, after| Box::pin(reported(ctx, after.as_deref(), limit)));
    actor.permitted(Permission::ReviewsRead, listed)
}

/// The same within another read.
pub(crate) async fn reported(ctx: &Ctx<'_>, after: Option<&str>, limit: u32) -> Result<Page<ReportedReview>> {
    let place = start(after, REPORTED, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_reported(ctx, place, asked).await?;
    let page = Page::of(rows, limit, REPORTED, place_of);
    let ids: Vec<ReviewId> = page.items.iter().map(|review| review.id).collect();
    let mut reasons: BTreeMap<ReviewId, String> = store::list_reasons(ctx, &ids).await?.into_iter().collect();
    let one =
        |review: Review| ReportedReview { reason: reasons.remove(&review.id).unwrap_or_default(), review };
    let items = page.items.into_iter().map(one).collect();
    Ok(Page { items, next: page.next, total: page.total })
}

/// Leaves a review where it stands: who told of it has been heard. Doing so again changes nothing. Errors: there is none such; it was
/// changed.
pub fn let_review_stand(
    app: &App,
    actor: Actor,
    review: impl Into<At<ReviewId>>,
    guard: Option<Guard<Review>>,
) -> BoxFuture<'static, Result<Reply<Review>>> {
    let review: At<ReviewId> = review.into();
    let operation = Operation::new("let_review_stand", actor, guard).needs(Permission::ReviewsModerate);
    operation.run(app, review, |ctx, At { id, expected }| {
        Box::pin(async move {
            let review = store::lock(ctx, *id).await?.ok_or(ReviewRefusal::NotFound)?;
            expect_revision(*expected, review.revision)?;
            store::delete_reports_of(ctx, *id).await?;
            Ok(review)
        })
    })
}

/// Takes a review off the shop's pages; it counts no more, and who told of it has been heard. Hiding it again changes nothing. Errors: there is none such; it was changed.
pub fn hide_review(
    app: &App,
    actor: Actor,
    review: impl Into<At<ReviewId>>,
    guard: Option<Guard<Review>>,
) -> BoxFuture<'static, Result<Reply<Review>>> {
    let review: At<ReviewId> = review.into();
    let operation = Operation::new("hide_review", actor, guard).needs(Permission::ReviewsModerate);
    operation.run(app, review, |ctx, At { id, expected }| {
        Box::pin(async move {
            let review = store::lock(ctx, *id).await?.ok_or(ReviewRefusal::NotFound)?;
            expect_revision(*expected, review.revision)?;
            if store::hide(ctx, *id).await? {
                store::delete_reports_of(ctx, *id).await?;
                catalogue::count_rating(ctx, review.product, review.rating, -1).await?;
            }
            found(ctx, *id).await
        })
    })
}

async fn found(ctx: &Ctx<'_>, id: ReviewId) -> Result<Review> {
    store::find(ctx, id).await?.ok_or_else(|| Error::broken(format!("{id} is not there")))
}
