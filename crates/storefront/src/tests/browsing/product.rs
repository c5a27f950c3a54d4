//! Products: variants, stock, delivery, words.

use souk_domain::ids::VariantId;
use souk_market::Actor;
use souk_market::{catalogue, redirects};
use souk_testkit::market::CARD;

use super::rig::{Shop, after};

/// Pays nothing until somebody confirms at the bank.
const ASKS_THE_BANK: &str = "4000002500003155";

async fn variants(shop: &Shop, slug: &str) -> Vec<VariantId> {
    let slug = slug.to_owned();
    let read = shop.app().read(Actor::Guest, move |ctx| {
        let slug = slug.clone();
        Box::pin(async move { catalogue::product_page(ctx, &slug).await })
    });
    read.await.unwrap().variants.into_iter().map(|variant| variant.variant.id).collect()
}

#[tokio::test]
async fn a_product_tells_all_one_needs_to_buy_it() {
    let shop = Shop::open().await;
    let html = shop.get("/p/tall-mug").await.page();
    let chosen = after(&html, "name=\"variant\" value=\"");
    assert_eq!(chosen, variants(&shop, "tall-mug").await[0].to_string());
    for words in [
        "<h1 id=\"h\">Tall mug</h1>",
        "$28.00",
        "plus 6 % sales tax",
        "In stock",
        "Standard, $5.00",
        "<span>Express</span><span class=\"num\">$15.00</span>",
        "Arrives Thu, Nov 5 to Sat, Nov 7",
        "To United States",
        "Ships from Asheville, United States",
        "Holds",
        "MUG-LAGOON",
        "A mug, from the side",
        "More from Kiln &#38; Fern",
        "href=\"/c/mugs\"",
        "https://schema.org/InStock",
        "<strong>Tall mug</strong>",
        "og:title",
        "2 items",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(!html.contains("onclick") && !html.contains("javascript:"));
    assert!(html.contains("content=\"The Tall mug is good &#38; plain. x\""), "{html}");
    shop.market.close().await;
}

#[tokio::test]
async fn every_variant_has_a_page_and_the_sold_out_one_stays_in_sight() {
    let shop = Shop::open().await;
    let [_, rust, ink] = variants(&shop, "tall-mug").await[..] else { panic!("three glazes") };
    let html = shop.get(&format!("/p/tall-mug?variant={rust}")).await.page();
    assert!(html.contains("$32.00") && html.contains("3 left") && html.contains("max=\"3\""), "{html}");
    assert!(html.contains(&format!("/p/tall-mug?variant={ink}")) && html.contains("Sold out"));
    let html = shop.get(&format!("/p/tall-mug?variant={ink}")).await.page();
    assert!(html.contains("This one is sold out") && !html.contains("Add to cart"));
    assert!(html.contains("https://schema.org/SoldOut"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_variant_that_is_not_its_own_is_ignored() {
    let shop = Shop::open().await;
    let other = variants(&shop, "walnut-bowl").await[0];
    for wished in [other.to_string(), "nonsense".to_owned(), "%ff".to_owned(), String::new()] {
        let html = shop.get(&format!("/p/tall-mug?variant={wished}&variant=2")).await.page();
        assert!(html.contains("MUG-LAGOON"), "{wished}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn stock_is_said_as_it_is() {
    let shop = Shop::open().await;
    assert!(shop.get("/p/table-lamp").await.page().contains("Made to order"));
    let sold_out = shop.get("/p/rose-soap").await.page();
    assert!(sold_out.contains("Sold out. There is none left to buy."));
    assert!(sold_out.contains("/media/drawn-") && sold_out.contains("-soap.svg"), "a drawing stands in");
    let vase = variants(&shop, "only-vase").await[0];
    assert!(shop.get("/p/only-vase").await.page().contains("One piece, one of a kind"));
    let cart = shop.market.cart(&[(vase, 1)]).await;
    shop.market.place(cart, ASKS_THE_BANK).await.unwrap();
    let held = shop.get("/p/only-vase").await.page();
    assert!(held.contains("Another shopper is paying for it right now") && !held.contains("Add to cart"));
    assert!(shop.get("/c/table").await.page().contains("On hold"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_sold_unique_piece_stays_on_its_page() {
    let shop = Shop::open().await;
    let vase = variants(&shop, "only-vase").await[0];
    let cart = shop.market.cart(&[(vase, 1)]).await;
    shop.market.place(cart, CARD).await.unwrap();
    let html = shop.get("/p/only-vase").await.page();
    assert!(html.contains("Sold out") && html.contains("https://schema.org/SoldOut"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_product_has_one_address_whatever_it_is_called() {
    let shop = Shop::open().await;
    let [_, rust, _] = variants(&shop, "tall-mug").await[..] else { panic!("three glazes") };
    let answer = shop.get(&format!("/p/TALL-mug?variant={rust}")).await;
    assert_eq!(answer.status, 308);
    assert_eq!(answer.header("location"), format!("/p/tall-mug?variant={rust}"));
    let html = shop.get(&format!("/p/tall-mug?variant={rust}")).await.page();
    let canonical = format!("rel=\"canonical\" href=\"{}/p/tall-mug\"", shop.app().public_url());
    assert!(html.contains(&canonical));
    shop.market.close().await;
}

#[tokio::test]
async fn a_cart_is_counted_in_the_header() {
    let shop = Shop::open().await;
    let mug = variants(&shop, "tall-mug").await[0];
    let cart = shop.market.cart(&[(mug, 7)]).await;
    let cookie = format!("souk_dev_cart={cart}");
    let headers = [("cookie", cookie.as_str())];
    let html = shop.ask(axum::http::Method::GET, "/", &headers, [192, 0, 2, 7]).await.page();
    let door = html.split_once("id=\"cart-link\"").unwrap().1.split_once("</a>").unwrap().0;
    assert!(door.contains('7'), "{door}");
    let headers = [("cookie", "souk_dev_cart=cart_nonsense")];
    shop.ask(axum::http::Method::GET, "/", &headers, [192, 0, 2, 7]).await.page();
    shop.market.close().await;
}

#[tokio::test]
async fn old_addresses_lead_on_for_good_with_their_query() {
    let shop = Shop::open().await;
    let leads = async |from: &str, to: &str| {
        let answer = shop.get(from).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (301, to), "{from}");
    };
    leads("/products/tall-mug?utm_source=mail&a=b", "/p/tall-mug?utm_source=mail&a=b").await;
    leads("/products/TALL-mug", "/p/tall-mug").await;
    leads("/collections/mugs/products/tall-mug", "/p/tall-mug").await;
    leads("/collections/mugs?page=2", "/c/mugs?page=2").await;
    leads("/collections/all", "/products").await;
    leads("/collections", "/products").await;
    shop.app()
        .write(Actor::Operator, |ctx| {
            Box::pin(async move {
                redirects::moved(ctx, "/p/h\u{f6}her-becher", "/p/tall-mug").await?;
                redirects::moved(ctx, "/pages/about", "/help").await
            })
        })
        .await
        .unwrap();
    leads("/p/h%C3%B6her-becher?variant=1", "/p/tall-mug?variant=1").await;
    leads("/products/h%C3%B6her-becher", "/p/tall-mug").await;
    leads("/pages/about/", "/help").await;
    for nowhere in ["/products/no-such", "/collections/no-such", "/p/no-such", "/pages/no-such"] {
        assert_eq!(shop.get(nowhere).await.status, 404, "{nowhere}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn search_engines_are_told_what_the_vendor_wrote_for_them() {
    let shop = Shop::open().await;
    let plain = shop.get("/p/tall-mug").await.page();
    assert!(plain.contains("<title>Tall mug"), "{plain}");
    let changed = shop.app().write(Actor::Operator, |ctx| {
        Box::pin(async move {
            let product = catalogue::product_page(ctx, "tall-mug").await?.product;
            let changes = catalogue::ProductChanges {
                brand: Some("Umbra & Sons".to_owned()),
                seo_title: Some("A mug for <two> hands".to_owned()),
                seo_description: Some("Thrown \"tall\" & glazed.".to_owned()),
                ..catalogue::ProductChanges::default()
            };
            catalogue::update_product(ctx, product.vendor, product.id, &changes).await
        })
    });
    changed.await.unwrap();
    let html = shop.get("/p/tall-mug").await.page();
    for words in [
        "<title>A mug for &#60;two&#62; hands",
        "<meta name=\"description\" content=\"Thrown &#34;tall&#34; &#38; glazed.\">",
        "property=\"og:title\" content=\"A mug for &#60;two&#62; hands\"",
        "<h1 id=\"h\">Tall mug</h1>",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    let start = html.split("application/ld+json\">").nth(1).unwrap();
    let data: serde_json::Value = serde_json::from_str(start.split("</script>").next().unwrap()).unwrap();
    let product = &data["@graph"][0];
    assert_eq!(product["brand"]["name"], "Umbra & Sons");
    assert_eq!(product["offers"]["seller"]["name"], "Kiln & Fern");
    assert_eq!(product["name"], "Tall mug");
    shop.market.close().await;
}
