//! What faces ask of reviews.

use souk_domain::{
    account::Permission,
    bounds::review::MAX_COMMENT_CHARS,
    ids::{ProductId, ReviewId, VendorId},
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

/// The reviews of a vendor's things, the newest first, hidden ones too.
pub fn list_vendor_reviews(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<Review>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let place = start(after.as_deref(), OF_VENDOR, Place::ABOVE_ALL)?;
            let (limit, asked) = one_more(limit);
            let rows = store::list_of_vendor(ctx, vendor, place, asked).await?;
            Ok(Page::of(rows, limit, OF_VENDOR, place_of))
        })
    });
    actor.permitted_of(vendor, VendorPermission::ReviewsRead, listed)
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
            let reporter = ctx.app.key().keyed_hash("review reporter", &[reader.as_bytes()]);
            let report = Report { review_id: id, reporter, created_at: ctx.now };
            ctx.tx.insert_missing(&[report]).await?;
            Ok(())
        })
    })
}

/// Reviews that readers told the market of, the newest first.
pub fn list_reported_reviews(
    app: &App,
    actor: Actor,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<Review>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let place = start(after.as_deref(), REPORTED, Place::ABOVE_ALL)?;
            let (limit, asked) = one_more(limit);
            let rows = store::list_reported(ctx, place, asked).await?;
            Ok(Page::of(rows, limit, REPORTED, place_of))
        })
    });
    actor.permitted(Permission::ReviewsRead, listed)
}

/// Takes a review off the shop's pages; it counts no more. Hiding it again changes nothing. Errors: there is none such; it was changed.
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
                catalogue::count_rating(ctx, review.product, review.rating, -1).await?;
            }
            found(ctx, *id).await
        })
    })
}

async fn found(ctx: &Ctx<'_>, id: ReviewId) -> Result<Review> {
    store::find(ctx, id).await?.ok_or_else(|| Error::broken(format!("{id} is not there")))
}
