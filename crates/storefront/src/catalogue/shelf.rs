//! Cards out of what the market lists.

use jiff::SignedDuration;
use souk_domain::ids::ProductId;
use souk_domain::money::Money;
use souk_market::catalogue::{self, CardDetails, ProductCard, ProductFilter};
use souk_market::{Ctx, Result};
use souk_ui::request::Setting;
use souk_ui::{Availability, Card, Load, Picture, Price, drawn};

use super::delivery::{Piece, Terms};

/// How long a thing counts as new.
const NEW_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Cards that are seen at once, in the widest window.
const FIRST_ROW: usize = 4;

/// Cards for what a list found, in its order.
pub(crate) async fn cards(ctx: &Ctx<'_>, setting: &Setting, found: &[ProductCard]) -> Result<Vec<Card>> {
    let ids: Vec<ProductId> = found.iter().map(|product| product.id).collect();
    let details = catalogue::card_details(ctx, &ids).await?;
    let terms = Terms::load(ctx, setting).await?;
    let new_since_ms = (ctx.now - NEW_FOR).as_millisecond();
    // a sign that hangs on everything says nothing
    let all_new = found.iter().all(|product| product.created_ms > new_since_ms);
    let card = |product: &ProductCard| {
        let more = details.iter().find(|details| details.product == product.id)?;
        let new = !all_new && product.created_ms > new_since_ms;
        Some(Card { new, ..card(setting, &terms, product, more) })
    };
    Ok(found.iter().filter_map(card).collect())
}

/// The same for a page that begins with them.
pub(crate) async fn first_cards(
    ctx: &Ctx<'_>,
    setting: &Setting,
    found: &[ProductCard],
) -> Result<Vec<Card>> {
    let mut cards = cards(ctx, setting, found).await?;
    begin_with(&mut cards);
    Ok(cards)
}

/// The first `most` cards of a filter, without some things.
pub(crate) async fn others(
    ctx: &Ctx<'_>,
    setting: &Setting,
    filter: ProductFilter,
    but: &[ProductId],
    most: usize,
) -> Result<Vec<Card>> {
    let limit = u32::try_from(most + but.len()).unwrap_or(u32::MAX);
    let mut found = catalogue::some_products(ctx, &ProductFilter { limit, ..filter }).await?.items;
    found.retain(|other| !but.contains(&other.id));
    found.truncate(most);
    cards(ctx, setting, &found).await
}

/// Says of the cards a page begins with that their pictures are seen at once, the first one before all others.
pub(crate) fn begin_with(cards: &mut [Card]) {
    for (place, card) in cards.iter_mut().take(FIRST_ROW).enumerate() {
        card.picture.load = if place == 0 { Load::First } else { Load::Soon };
    }
}

/// The first picture of a thing in a list, or its drawing.
pub(crate) fn picture(product: &ProductCard, category_slug: &str) -> Picture {
    match &product.image {
        Some(file) => Picture::of(file, ""),
        None => drawn::picture(&product.name, category_slug),
    }
}

fn card(setting: &Setting, terms: &Terms, product: &ProductCard, more: &CardDetails) -> Card {
    let now = setting.money(product.price);
    let availability = availability(product, more);
    let piece = Piece {
        vendor: product.vendor,
        unit_price: product.price,
        weight_g: more.highest_weight_g.unwrap_or_default(),
        taxable: true,
        requires_shipping: more.requires_shipping,
    };
    let arrives = (availability == Availability::InStock).then(|| terms.arrival(piece)).flatten();
    Card {
        slug: product.slug.clone(),
        name: product.name.clone(),
        seller: product.vendor_name.clone(),
        picture: picture(product, &more.category_slug),
        second: more.second_image.as_ref().map(|file| Picture::of(file, "")),
        price: price(
            setting,
            now,
            product.compare_at,
            more.highest_price.is_some_and(|highest| highest > product.price),
        ),
        availability,
        unique: more.is_unique,
        new: false,
        arrives,
    }
}

/// A price with what it was before, when that was more.
pub(super) fn price(setting: &Setting, now: Money, compare_at: Option<i64>, from: bool) -> Price {
    let was = compare_at.filter(|before| *before > now.minor).map(|before| setting.money(before));
    Price { now, was, from }
}

fn availability(product: &ProductCard, more: &CardDetails) -> Availability {
    match (product.in_stock, more.is_there) {
        (true, true) => Availability::InStock,
        (true, false) => Availability::Backorder,
        (false, _) if more.on_hold && !product.is_sold => Availability::OnHold,
        (false, _) => Availability::SoldOut,
    }
}
