//! Cards out of what the market lists.

use souk_domain::money::Money;
use souk_market::catalogue::{CardDetails, ProductCard};
use souk_market::shop::ListedProduct;
use souk_ui::request::Setting;
use souk_ui::{Availability, Card, Load, Picture, Price, drawn};

/// Cards that are seen at once, in the widest window.
const FIRST_ROW: usize = 4;

/// Cards for what a list found, in its order.
pub(crate) fn cards(setting: &Setting, listed: &[ListedProduct]) -> Vec<Card> {
    listed.iter().map(|listed| card(setting, listed)).collect()
}

/// The same for a page that begins with them.
pub(crate) fn first_cards(setting: &Setting, listed: &[ListedProduct]) -> Vec<Card> {
    let mut cards = cards(setting, listed);
    begin_with(&mut cards);
    cards
}

/// Says of the cards a page begins with that their pictures are seen at once, the first one before all others.
pub(crate) fn begin_with(cards: &mut [Card]) {
    for (place, card) in cards.iter_mut().take(FIRST_ROW).enumerate() {
        card.picture.load = if place == 0 { Load::First } else { Load::Soon };
    }
}

fn card(setting: &Setting, listed: &ListedProduct) -> Card {
    let ListedProduct { product, details, is_new, arrives } = listed;
    let now = setting.money(product.price);
    let dearer = details.highest_price.is_some_and(|highest| highest > product.price);
    Card {
        slug: product.slug.clone(),
        name: product.name.clone(),
        seller: product.vendor_name.clone(),
        picture: picture(listed),
        second: details.second_image.as_ref().map(|file| Picture::of(file, "")),
        price: price(setting, now, product.compare_at, dearer),
        availability: availability(product, details),
        unique: details.is_unique,
        new: *is_new,
        arrives: *arrives,
        rating: mean(product.stars, product.reviews),
        reviews: u32::try_from(product.reviews).unwrap_or(u32::MAX),
    }
}

/// The mean of some reviews, such as "4.5"; empty of none.
pub(crate) fn mean(stars: i64, reviews: i64) -> String {
    if reviews == 0 {
        return String::new();
    }
    let tenths = souk_domain::money::round_half_up(stars, 10, reviews);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The first picture of a product in a list, or its drawing.
pub(crate) fn picture(ListedProduct { product, details, .. }: &ListedProduct) -> Picture {
    match &product.image {
        Some(file) => Picture::of(file, ""),
        None => drawn::picture(&product.name, &details.category_slug),
    }
}

/// A price with what it was before, when that was more.
pub(crate) fn price(setting: &Setting, now: Money, compare_at: Option<i64>, from: bool) -> Price {
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
