use souk_db::{Param, ToParam as _, params, sql};
use souk_domain::ids::ProductId;

use crate::{Ctx, Result, listing::WHOLE_MARKET};

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
        details.extend(list(ctx, &places).await?);
    }
    Ok(details)
}

async fn list(ctx: &Ctx<'_>, places: &[Param<'_>]) -> Result<Vec<CardDetails>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select p.id, \
                 (select v.price from variant v where v.product_id = p.id and v.status = 'active' \
                  order by v.price desc limit 1), \
                 (select v.weight_g from variant v where v.product_id = p.id and v.status = 'active' \
                  order by v.weight_g desc limit 1), \
                 (not exists (select 1 from variant v where v.product_id = p.id and v.status = 'active' \
                  and not v.is_unique)), \
                 (exists (select 1 from variant v where v.product_id = p.id and v.status = 'active' \
                  and v.sold_at is null and (not v.tracked or exists (select 1 from stock_level l \
                  where l.variant_id = v.id and l.on_hand > l.reserved)))), \
                 (exists (select 1 from variant v join stock_level l on l.variant_id = v.id where v.product_id = p.id \
                  and v.status = 'active' and v.is_unique and v.sold_at is null \
                  and l.on_hand > 0 and l.reserved >= l.on_hand)), \
                 (exists (select 1 from variant v where v.product_id = p.id and v.status = 'active' \
                  and v.requires_shipping)), c.slug, \
                 (select i.file from product_image i where i.product_id = p.id and i.state = 'ready' \
                  order by i.position, i.id limit 1 offset 1) \
                 from product p join category c on c.id = p.category_id where p.id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by p.id"
            ),
            places,
        )
        .await?)
}

/// The addresses of the newest products that are shown, at most `most`.
pub async fn list_addresses(ctx: &Ctx<'_>, most: u32) -> Result<Vec<ProductAddress>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select p.slug, p.updated_at from listing l join product p on p.id = l.product_id \
                 where l.category_id = ? order by l.created_at desc, l.product_id desc limit ?"
            ),
            params![WHOLE_MARKET, i64::from(most)],
        )
        .await?)
}
