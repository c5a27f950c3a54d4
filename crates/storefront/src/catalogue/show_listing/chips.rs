//! The filters that are on, each with the address without it.

use souk_market::shop::Listing;
use souk_ui::money::show_short;
use souk_ui::request::Setting;
use souk_ui::texts::say;

use crate::catalogue::Chip;
use crate::shared::listing_query::ListingQuery;

/// One chip for each filter of a listing at `path`.
pub(super) fn chips(setting: &Setting, query: &ListingQuery, found: &Listing, path: &str) -> Vec<Chip> {
    let seller = |seller: &souk_market::vendors::Vendor| Chip {
        words: seller.name.clone(),
        href: query.without_seller(&seller.slug).href(path),
    };
    let mut chips: Vec<Chip> = found.chosen.iter().map(seller).collect();
    if let Some(words) = price_words(setting, found) {
        chips.push(Chip { words, href: query.without_price().href(path) });
    }
    if query.in_stock {
        chips.push(Chip { words: say("facet-in-stock", &[]), href: query.without_stock().href(path) });
    }
    if query.on_sale {
        chips.push(Chip { words: say("facet-on-sale", &[]), href: query.without_sale().href(path) });
    }
    chips
}

fn price_words(setting: &Setting, found: &Listing) -> Option<String> {
    let shown = |minor: Option<i64>| minor.map(|minor| show_short(setting.money(minor)));
    match (shown(found.min_price), shown(found.max_price)) {
        (None, None) => None,
        (Some(from), None) => Some(say("chip-from", &[("from", &from)])),
        (None, Some(to)) => Some(say("chip-to", &[("to", &to)])),
        (Some(from), Some(to)) => Some(say("chip-between", &[("from", &from), ("to", &to)])),
    }
}
