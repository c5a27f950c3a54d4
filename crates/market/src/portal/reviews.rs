use souk_db::BoxFuture;
use souk_domain::ids::{OrderId, OrderLineId, ReviewId};

use super::{Around, Seat, around};
use crate::{
    App, Ctx, Result, orders,
    orders::LineView,
    paging::{DEFAULT_LIMIT, Page},
    reviews::{self, Review, ReviewsView},
    shop::{self, PictureSource},
};

/// What is asked of the reviews of a vendor's things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewsQuery {
    pub view: ReviewsView,
    /// `None`: any.
    pub stars: Option<u32>,
    /// Behind which row the page begins.
    pub after: Option<String>,
    /// This one alone.
    pub only: Option<ReviewId>,
}

/// A review with what it is of.
#[derive(Clone, Debug)]
pub struct ReviewOfLine {
    pub review: Review,
    /// The number of the order that it was bought with.
    pub number: String,
    /// As it was bought.
    pub line: LineView,
    pub picture: PictureSource,
    /// Whether the vendor told the market of it.
    pub is_reported: bool,
}

/// A page of the reviews of a vendor's things, the newest first.
#[derive(Clone, Debug)]
pub struct ReviewsPage {
    pub around: Around,
    pub reviews: Vec<ReviewOfLine>,
    pub next: Option<String>,
}

/// A page of the reviews of a vendor's things. Errors: a malformed cursor; the one that is asked for is not of the vendor's.
pub fn reviews(app: &App, seat: Seat, query: ReviewsQuery) -> BoxFuture<'static, Result<ReviewsPage>> {
    app.snapshot_with(seat.actor(), query, move |ctx, query| Box::pin(load(ctx, seat, query)))
}

async fn load(ctx: &Ctx<'_>, seat: Seat, query: &ReviewsQuery) -> Result<ReviewsPage> {
    let around = around::load(ctx, seat).await?;
    let page = match query.only {
        Some(id) => {
            let found = reviews::find_of_vendor(ctx, seat.vendor, id).await?;
            Page { items: vec![found], next: None, total: None }
        }
        None => {
            let (asked, after) = ((query.view, query.stars), query.after.as_deref());
            reviews::of_vendor(ctx, seat.vendor, asked, after, DEFAULT_LIMIT).await?
        }
    };
    Ok(ReviewsPage { around, reviews: of_lines(ctx, seat, page.items).await?, next: page.next })
}

/// Reviews with the lines that they are of.
async fn of_lines(ctx: &Ctx<'_>, seat: Seat, found: Vec<Review>) -> Result<Vec<ReviewOfLine>> {
    let ids: Vec<OrderLineId> = found.iter().map(|review| review.order_line).collect();
    let numbers = reviews::list_orders_of(ctx, &ids).await?;
    let mut orders_of: Vec<OrderId> = numbers.iter().map(|(_, order, _)| *order).collect();
    orders_of.sort_unstable();
    orders_of.dedup();
    let sheets = orders::list_sheets(ctx, seat.vendor, &orders_of).await?;
    let lines: Vec<&LineView> = sheets.iter().flat_map(|sheet| &sheet.lines).collect();
    let told: Vec<ReviewId> = found.iter().map(|review| review.id).collect();
    let told = reviews::list_told_by_vendor(ctx, seat.vendor, &told).await?;
    let mut shown = Vec::with_capacity(found.len());
    for review in found {
        let number = numbers.iter().find(|(line, ..)| *line == review.order_line);
        let line = lines.iter().find(|line| line.id == review.order_line);
        let (Some((_, _, number)), Some(line)) = (number, line) else { continue };
        shown.push((review, number.clone(), *line));
    }
    let lines: Vec<&LineView> = shown.iter().map(|(.., line)| *line).collect();
    let pictures = shop::line_pictures(ctx, &lines).await?;
    let with_picture = |((review, number, line), picture): ((Review, String, &LineView), PictureSource)| {
        let is_reported = told.contains(&review.id);
        ReviewOfLine { review, number, line: line.clone(), picture, is_reported }
    };
    Ok(shown.into_iter().zip(pictures).map(with_picture).collect())
}
