use souk_db::BoxFuture;
use souk_domain::ids::ProductId;

use super::{People, Seat, people};
use crate::{
    App, Result,
    catalogue::{self, VariantPrices},
};

/// What the variants of a product cost since when.
#[derive(Clone, Debug)]
pub struct ProductPrices {
    /// In the order in which the product offers them.
    pub variants: Vec<VariantPrices>,
    /// Who set them.
    pub people: People,
}

/// What the variants of a vendor's own product cost since when; of another's there are none.
pub fn prices(app: &App, seat: Seat, product: ProductId) -> BoxFuture<'static, Result<ProductPrices>> {
    app.snapshot(seat.actor(), move |ctx| {
        Box::pin(async move {
            let variants = catalogue::list_product_prices(ctx, seat.vendor, product).await?;
            let actors = variants.iter().flat_map(|one| &one.prices).map(|price| &price.actor);
            let people = people::named(ctx, actors).await?;
            Ok(ProductPrices { variants, people })
        })
    })
}
