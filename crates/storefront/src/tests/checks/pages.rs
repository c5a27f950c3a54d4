use souk_testkit::html::{Tag, tags};

use super::{ROUTES, rendered, route_of};

fn is_mail(name: &str) -> bool {
    name.starts_with("mail-")
}

fn each_page(check: impl Fn(&str, &[Tag])) {
    for (name, html) in rendered().iter().filter(|(name, _)| !is_mail(name)) {
        check(name, &tags(html).unwrap());
    }
}

#[test]
fn every_sample_is_well_formed_and_says_real_words() {
    for (name, html) in rendered() {
        tags(&html).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        assert!(html.len() > 500, "{name}");
    }
}

#[test]
fn every_local_address_is_a_route() {
    each_page(|page, tags| {
        for tag in tags {
            for name in ["href", "src", "action"] {
                let Some(href) = tag.get(name).filter(|href| href.starts_with('/')) else { continue };
                if href == souk_ui::routes::vendor_desk() {
                    // where another face begins
                    continue;
                }
                let route = route_of(href).unwrap_or_else(|| panic!("{page}: {href} is no route"));
                let posts = tag.name == "form" && tag.get("method") == Some("post");
                let asked = if posts { "POST" } else { "GET" };
                let answered = ROUTES.iter().any(|own| own.path == route.path && own.method == asked);
                assert!(answered, "{page}: {href} does not answer {asked}");
            }
        }
    });
}

#[test]
fn every_fragment_link_has_its_target() {
    each_page(|page, tags| {
        for href in
            tags.iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.get("href")?.strip_prefix('#'))
        {
            assert!(tags.iter().any(|tag| tag.get("id") == Some(href)), "{page}: #{href}");
        }
        for id in tags.iter().filter_map(|tag| tag.get("data-swap")) {
            assert!(tags.iter().any(|tag| tag.get("id") == Some(id)), "{page}: data-swap {id}");
        }
    });
}

#[test]
fn ids_are_unique() {
    each_page(|page, tags| {
        let mut ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
        ids.sort_unstable();
        for pair in ids.windows(2) {
            assert_ne!(pair[0], pair[1], "{page}");
        }
    });
}

#[test]
fn every_posting_form_carries_the_token() {
    each_page(|page, tags| {
        let posting = |tag: &&Tag| tag.name == "form" && tag.get("method") == Some("post");
        let forms = tags.iter().filter(posting).count();
        let tokens = tags.iter().filter(|tag| tag.get("name") == Some("csrf")).count();
        assert_eq!(forms, tokens, "{page}");
    });
}

#[test]
fn nothing_is_inline() {
    each_page(|page, tags| {
        for tag in tags {
            let data = tag.get("type") == Some("application/ld+json");
            assert!(tag.name != "style", "{page}");
            assert!(tag.name != "script" || data || tag.get("src").is_some(), "{page}");
            assert!(
                tag.attributes.iter().all(|(name, _)| name != "style" && !name.starts_with("on")),
                "{page}: <{}>",
                tag.name
            );
        }
    });
}

#[test]
fn every_field_has_a_label_and_every_picture_a_size() {
    each_page(|page, tags| {
        for tag in tags {
            if tag.name == "img" {
                assert!(
                    tag.get("alt").is_some() && tag.get("width").is_some() && tag.get("height").is_some(),
                    "{page}"
                );
            }
            if let Some(by) = tag.get("aria-describedby") {
                assert!(tags.iter().any(|other| other.get("id") == Some(by)), "{page}: {by}");
            }
        }
    });
}

#[test]
fn a_test_shop_says_so_and_a_real_one_does_not() {
    let mut page = crate::home::HomePage::sample();
    let words = "Never enter a real card";
    assert!(askama::Template::render(&page).unwrap().contains(words));
    page.frame.sandbox = souk_ui::Sandbox::Off;
    assert!(!askama::Template::render(&page).unwrap().contains(words));
}

#[test]
fn what_a_seller_typed_is_escaped_everywhere() {
    let evil = "</script><script>alert(1)</script>\"'";
    let mut page = crate::catalogue::ProductPage::sample();
    page.product.name = evil.to_owned();
    page.product.summary = evil.to_owned();
    page.product.seller.name = evil.to_owned();
    page.product.specs = vec![(evil.to_owned(), evil.to_owned())];
    let html = askama::Template::render(&page).unwrap();
    assert!(!html.contains("<script>alert"));
    tags(&html).unwrap();
}

#[test]
fn bills_of_the_samples_add_up() {
    assert!(crate::checkout::CheckoutPage::sample().checkout.bill.adds_up());
    assert!(crate::checkout::CheckoutPage::sample_nothing_to_pay().checkout.bill.adds_up());
}

#[test]
fn the_cart_block_brings_the_count_along() {
    let page = crate::cart::CartPage::sample();
    let block = souk_ui::page::Blocks::block(&page, "cart").unwrap().unwrap();
    assert!(block.contains("id=\"cart-link\"") && block.contains("id=\"cart\"") && !block.contains("<html"));
}
