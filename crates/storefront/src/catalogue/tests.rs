use souk_ui::Availability;
use souk_ui::page::Blocks;
use souk_ui::samples::usd;

use super::*;
use crate::shared::listing_query::{ListingQuery, Sort};

#[test]
fn a_listing_address_round_trips() {
    let asked = "seller=kiln-fern&seller=oak&min=1.50&max=20&stock=in&sort=-price&after=a%2Bb";
    let query = ListingQuery::parse(asked);
    assert_eq!(query.href("/c/mugs"), format!("/c/mugs?{asked}"));
    assert_eq!(query.without_filters().href("/c/mugs"), "/c/mugs?sort=-price");
    assert_eq!(query.without_seller("oak").sellers, ["kiln-fern"]);
    assert_eq!(query.sorted(Sort::PriceUp).after, None);
}

#[test]
fn what_a_listing_does_not_know_is_left_out() {
    let query = ListingQuery::parse("sort=sideways&seller=%ff&min=&x=1&stock=maybe&seller=a&seller=a&&=");
    assert_eq!(query, ListingQuery { sellers: vec!["a".to_owned()], ..ListingQuery::default() });
}

fn offer(variant: &str, glaze: &str, size: &str, cents: i64, availability: Availability) -> Offer {
    Offer {
        variant: variant.to_owned(),
        values: vec![glaze.to_owned(), size.to_owned()],
        price: usd(cents),
        availability,
        picture: None,
    }
}

#[test]
fn values_are_seen_when_each_looks_like_itself() {
    let look = |variant: &str, glaze: &str, size: &str, file: &str| {
        let picture = (!file.is_empty()).then(|| souk_ui::samples::photo(file, ""));
        Offer { picture, ..offer(variant, glaze, size, 2800, Availability::InStock) }
    };
    let options = ["Glaze".to_owned(), "Size".to_owned()];
    let offers = [
        look("var_1", "Lagoon", "8 oz", "lagoon"),
        look("var_2", "Lagoon", "12 oz", ""),
        look("var_3", "Rust", "8 oz", "rust"),
    ];
    let seen: Vec<bool> = groups("mug", &options, &offers, 0).iter().map(OptionGroup::is_seen).collect();
    assert_eq!(seen, [true, false], "a glaze is seen, a size is read");
    let alike = [look("var_1", "Lagoon", "8 oz", "mug"), look("var_2", "Rust", "8 oz", "mug")];
    assert!(!groups("mug", &options, &alike, 0)[0].is_seen());
}

#[test]
fn a_sold_out_value_stays_and_leads_to_its_variant() {
    let offers = [
        offer("var_1", "Lagoon", "12 oz", 2800, Availability::InStock),
        offer("var_2", "Ink", "12 oz", 3000, Availability::SoldOut),
        offer("var_3", "Lagoon", "20 oz", 3600, Availability::InStock),
    ];
    let groups = groups("mug", &["Glaze".to_owned(), "Size".to_owned()], &offers, 0);
    let ink = &groups[0].values[1];
    assert!(ink.sold_out && !ink.chosen);
    assert_eq!(ink.href, "/p/mug?variant=var_2");
    assert_eq!(ink.difference, Some(usd(200)));
    assert_eq!(groups[1].chosen, "12 oz");
    assert!(groups[1].values[0].chosen);
}

#[test]
fn a_combination_that_does_not_exist_leads_to_one_that_can_be_bought() {
    let offers = [
        offer("var_1", "Lagoon", "12 oz", 2800, Availability::InStock),
        offer("var_2", "Rust", "8 oz", 2800, Availability::SoldOut),
        offer("var_3", "Rust", "20 oz", 2800, Availability::InStock),
    ];
    let groups = groups("mug", &["Glaze".to_owned(), "Size".to_owned()], &offers, 0);
    assert_eq!(groups[0].values[1].href, "/p/mug?variant=var_3");
}

#[test]
fn blocks_come_alone() {
    let block = ListingPage::sample().block("results").unwrap().unwrap();
    assert!(!block.contains("<html") && block.contains("31 items"));
    assert!(ListingPage::sample().block("cart").is_none());
    assert!(ProductPage::sample().block("product").unwrap().unwrap().contains("Add to cart"));
}

#[test]
fn structured_data_is_json_and_cannot_close_its_element() {
    let mut page = ProductPage::sample();
    page.product.name = "</script>".to_owned();
    let text = page.structured();
    assert!(!text.contains('<'));
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read["@graph"][0]["name"], "</script>");
    assert_eq!(read["@graph"][0]["offers"]["price"], "28.00");
}
