use souk_db::{Param, ToParam as _};
use souk_domain::ids::ProductId;

pub use super::store::list_addresses;
use crate::{Ctx, Result};

/// Ids in one statement: a third of a page, and its text stays the same, so it is prepared once.
const AT_ONCE: usize = 16;

souk_db::row! {
    /// What a card may say beyond [`super::ProductCard`].
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CardDetails {
        pub product: ProductId,
        /// The highest price of its variants, minor units.
        pub highest_price: Option<i64>,
        /// Weight of the heaviest of its variants.
        pub highest_weight_g: Option<u32>,
        /// Whether each variant exists once.
        pub is_unique: bool,
        /// Whether there is a piece to send now, or it is not counted; else what is in stock is made after the sale.
        pub is_there: bool,
        /// Whether a piece that exists once is there and waits for somebody's payment.
        pub on_hold: bool,
        /// Whether any of it has to be sent.
        pub requires_shipping: bool,
        /// Slug of the category it stands in.
        pub category_slug: String,
        /// File of its second picture.
        pub second_image: Option<String>,
    }
}

souk_db::row! {
    /// The address of a product, and when it last changed.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ProductAddress {
        pub slug: String,
        pub updated_at: jiff::Timestamp,
    }
}

/// What the cards of these products may say, in no order.
pub async fn card_details(ctx: &Ctx<'_>, products: &[ProductId]) -> Result<Vec<CardDetails>> {
    let mut details = Vec::with_capacity(products.len());
    for some in products.chunks(AT_ONCE) {
        let mut places: Vec<Param<'_>> = some.iter().map(|id| id.to_param()).collect();
        if let Some(first) = places.first().copied() {
            places.resize(AT_ONCE, first);
        }
        details.extend(super::store::list_details(ctx, &places).await?);
    }
    Ok(details)
}
