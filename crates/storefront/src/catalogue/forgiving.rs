//! Lists for people: an address that went stale shows the first page instead of a refusal.

use souk_domain::refusal::{Refusal, RequestRefusal};
use souk_market::catalogue::{self, ProductCard, ProductFilter};
use souk_market::paging::Page;
use souk_market::{Ctx, Error, Result};

/// One page of products; a cursor that cannot be read counts as none.
pub(crate) async fn list(ctx: &Ctx<'_>, mut filter: ProductFilter) -> Result<Page<ProductCard>> {
    match catalogue::list_products(ctx, &filter).await {
        Err(error) if is_bad_cursor(&error) => {
            filter.after = None;
            catalogue::list_products(ctx, &filter).await
        }
        found => found,
    }
}

/// Whether the refusal is only about the page's place in its list.
pub(crate) fn is_bad_cursor(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Request(RequestRefusal::MalformedCursor)))
}
