use jiff::{SignedDuration, civil::Date};
use souk_domain::{ids::ProductId, tax::TaxClassCode};

use super::{
    Layout,
    delivery::{Piece, Terms},
};
use crate::{
    Ctx, Result,
    catalogue::{self, CardDetails, ProductCard, ProductFilter},
    paging::{Ahead, Page},
};

/// How long a product counts as new.
const NEW_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A product as a list shows it, with what a card may say beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedProduct {
    pub product: ProductCard,
    pub details: CardDetails,
    /// Whether it is new among things that are not: a sign that hangs on everything says nothing.
    pub is_new: bool,
    /// The day it is here at the latest when it goes the cheapest way; none unless a piece can be sent now.
    pub arrives: Option<Date>,
}

/// What a list found, in its order.
pub(super) async fn listed(
    ctx: &Ctx<'_>,
    layout: &Layout,
    found: Vec<ProductCard>,
) -> Result<Vec<ListedProduct>> {
    let ids: Vec<ProductId> = found.iter().map(|product| product.id).collect();
    let mut details = catalogue::card_details(ctx, &ids).await?;
    let terms = Terms::load(ctx, layout).await?;
    let new_since_ms = (ctx.now - NEW_FOR).as_millisecond();
    let is_new = |product: &ProductCard| product.created_ms > new_since_ms;
    let all_new = found.iter().all(is_new);
    let card = |product: ProductCard| {
        let place = details.iter().position(|details| details.product == product.id)?;
        let details = details.swap_remove(place);
        Some(ListedProduct {
            is_new: !all_new && is_new(&product),
            arrives: arrival(&terms, &product, &details),
            product,
            details,
        })
    };
    Ok(found.into_iter().filter_map(card).collect())
}

fn arrival(terms: &Terms, product: &ProductCard, details: &CardDetails) -> Option<Date> {
    let piece = Piece {
        vendor: product.vendor,
        unit_price: product.price,
        weight_g: details.highest_weight_g.unwrap_or_default(),
        taxable: true,
        // when it comes does not depend on it
        tax_class: TaxClassCode::default(),
        requires_shipping: details.requires_shipping,
    };
    (product.in_stock && details.is_there).then(|| terms.arrival(piece)).flatten()
}

/// The first `most` products of a filter, without some.
pub(super) async fn others(
    ctx: &Ctx<'_>,
    layout: &Layout,
    filter: ProductFilter,
    but: &[ProductId],
    most: usize,
) -> Result<Vec<ListedProduct>> {
    let limit = u32::try_from(most + but.len()).unwrap_or(u32::MAX);
    let mut found = catalogue::some_products(ctx, &ProductFilter { limit, ..filter }).await?.items;
    found.retain(|other| !but.contains(&other.id));
    found.truncate(most);
    listed(ctx, layout, found).await
}

/// One page of a list, and what stands ahead of it; a cursor that cannot be read counts as none, since an address may have
/// gone stale.
pub(super) async fn page(ctx: &Ctx<'_>, filter: &ProductFilter) -> Result<(Page<ProductCard>, Ahead)> {
    match catalogue::ahead(ctx, filter).await {
        Err(error) if is_bad_cursor(&error) => {
            let first = ProductFilter { after: None, ..filter.clone() };
            Ok((catalogue::list_products(ctx, &first).await?, Ahead::default()))
        }
        ahead => Ok((catalogue::list_products(ctx, filter).await?, ahead?)),
    }
}

/// Whether the refusal is only about a page's place in its list.
pub(super) fn is_bad_cursor(error: &crate::Error) -> bool {
    use souk_domain::refusal::{Refusal, RequestRefusal};
    matches!(error.refusal(), Some(Refusal::Request(RequestRefusal::MalformedCursor)))
}
