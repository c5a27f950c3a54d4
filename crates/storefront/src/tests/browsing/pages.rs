//! Home, the pages that sell nothing, and errors.

use axum::http::Method;
use souk_domain::order::PaymentMethod;
use souk_ui::dates;

use super::rig::Shop;

#[tokio::test]
async fn the_front_page_shows_aisles_arrivals_and_sellers() {
    let shop = Shop::open().await;
    let answer = shop.get("/").await;
    let html = answer.page();
    for words in [
        "href=\"/c/table\"",
        "href=\"/c/bath\"",
        "href=\"/s/kiln-fern\"",
        "Loom &#38; Co makes things",
        "2 small sellers",
        "Test shop",
        "All 5 items",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(!html.contains("href=\"/c/everything\""), "an empty aisle has no door");
    assert_eq!(answer.cards().len(), 5);
    shop.market.close().await;
}

#[tokio::test]
async fn a_market_without_anything_still_has_pages() {
    let shop = Shop::empty().await;
    for path in ["/", "/products", "/sellers", "/s/kiln-fern", "/c/mugs", "/sitemap.xml"] {
        assert_eq!(shop.get(path).await.status, 200, "{path}");
    }
    assert!(shop.get("/products").await.page().contains("The shelves here are empty right now"));
    shop.market.close().await;
}

#[tokio::test]
async fn pages_that_sell_nothing_stand_in_the_same_frame() {
    let shop = Shop::open().await;
    for (path, words) in [
        ("/help", "4242 4242 4242 4242"),
        ("/policies", "What you can rely on"),
        ("/accessibility", "Known gaps"),
    ] {
        let html = shop.get(path).await.page();
        assert!(html.contains(words) && html.contains("href=\"/c/table\""), "{path}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn what_is_not_there_is_said_on_a_page_with_ways_out() {
    let shop = Shop::open().await;
    shop.get("/").await.page();
    for path in [
        "/p/no-such",
        "/c/no-such",
        "/s/no-such",
        "/nowhere",
        "/p/%2e%2e%2fetc",
        "/p/%00",
        "/s/A%20B",
        "/c/%F0%9F%8D%B5",
        "/p/prod_00000000000000000000000000",
        "/p/' or 1=1 --".replace(' ', "%20").as_str(),
    ] {
        let html = shop.get(path).await.error_page(404);
        assert!(html.contains("There is nothing here") && html.contains("href=\"/c/table\""), "{path}");
        assert!(!html.contains("no such product"), "{path}");
    }
    shop.get("/p/%FF").await.error_page(400);
    let refused = shop.ask(Method::POST, "/", &[], [192, 0, 2, 7]).await;
    refused.error_page(405);
    assert_eq!(refused.header("allow"), "GET, HEAD");
    shop.market.close().await;
}

#[tokio::test]
async fn an_error_page_stands_in_the_frame_of_every_page() {
    let shop = Shop::open().await;
    let mug = shop.market.product(shop.kiln, 2800, 5).await;
    let cart = format!("souk_dev_cart={}", shop.market.cart(&[(mug, 3)]).await);
    // the very first page that is asked for
    let lost =
        shop.ask(Method::GET, "/p/no-such", &[("cookie", &cart)], [192, 0, 2, 7]).await.error_page(404);
    let home = shop.ask(Method::GET, "/", &[("cookie", &cart)], [192, 0, 2, 7]).await.page();
    let door = |html: &str| {
        let rest = html.split_once("id=\"cart-link\"").unwrap().1;
        rest.split_once("</a>").unwrap().0.to_owned()
    };
    assert!(door(&home).contains(">3<"), "{home}");
    assert_eq!(door(&lost), door(&home));
    let header =
        |html: &str| html.split_once("<header").unwrap().1.split_once("</header>").unwrap().0.to_owned();
    assert_eq!(header(&lost), header(&home));
    shop.market.close().await;
}

#[tokio::test]
async fn help_says_how_long_things_are_held_as_the_rule_has_it() {
    let shop = Shop::open().await;
    let html = shop.get("/help").await.page();
    let (card, transfer) = (PaymentMethod::Card.terms(), PaymentMethod::BankTransfer.terms());
    for seconds in [card.hold_s, card.hold_after_decline_s, transfer.hold_s] {
        let words = format!("held for {}", dates::duration(seconds));
        assert!(html.contains(&words), "{words} in {html}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn an_error_page_shows_nothing_of_another_visitor() {
    let shop = Shop::open().await;
    let visited = shop.get("/p/tall-mug").await.page();
    let token = super::rig::after(&visited, "name=\"csrf\" value=\"").to_owned();
    let html = shop.get("/p/no-such").await.error_page(404);
    assert!(!html.contains(&token));
    shop.market.close().await;
}
