//! Listings: filters, order, pages, and addresses nobody of ours made.

use souk_market::catalogue::VariantDraft;

use super::rig::{Shop, after};

#[tokio::test]
async fn a_category_shows_what_is_below_it_newest_first() {
    let shop = Shop::open().await;
    let answer = shop.get("/c/table").await;
    let html = answer.page();
    assert_eq!(answer.cards(), ["Only vase", "Table lamp", "Walnut bowl", "Tall mug"]);
    for words in [
        "<h1>Table</h1>",
        "4 items",
        "href=\"/c/mugs\"",
        "One of a kind",
        "Made to order",
        "−20%",
        "from",
        "Arrives",
        "rel=\"canonical\"",
        "BreadcrumbList",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert_eq!(shop.get("/c/mugs").await.cards(), ["Tall mug"]);
    assert_eq!(shop.get("/products").await.cards().len(), 5);
    shop.market.close().await;
}

#[tokio::test]
async fn filters_narrow_and_each_can_be_taken_off() {
    let shop = Shop::open().await;
    let cards = |path: &'static str| async { shop.get(path).await.cards() };
    assert_eq!(cards("/products?seller=loom-co").await, ["Rose soap", "Table lamp", "Walnut bowl"]);
    assert_eq!(cards("/products?seller=loom-co&seller=kiln-fern").await.len(), 5);
    assert_eq!(cards("/products?min=50&max=70").await, ["Only vase", "Walnut bowl"]);
    assert_eq!(cards("/products?stock=in&seller=loom-co").await, ["Table lamp", "Walnut bowl"]);
    assert_eq!(cards("/products?sort=price").await[0], "Rose soap");
    assert_eq!(cards("/c/table?sort=-price").await, ["Table lamp", "Walnut bowl", "Only vase", "Tall mug"]);
    let html = shop.get("/c/table?seller=loom-co&min=50&stock=in&sort=price").await.page();
    for words in [
        "href=\"/c/table?min=50&#38;stock=in&#38;sort=price\"",
        "from $50",
        "href=\"/c/table?seller=loom-co&#38;stock=in&#38;sort=price\"",
        "href=\"/c/table?sort=price\"",
        "value=\"loom-co\" checked",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_left_out_and_said() {
    let shop = Shop::open().await;
    let html = shop.get("/products?min=cheap&max=70").await.page();
    assert!(html.contains("We could not read that price") && html.contains("4 items"));
    assert!(!html.contains("cheap"));
    // the wrong way round
    assert_eq!(shop.get("/products?min=70&max=50").await.cards(), ["Only vase", "Walnut bowl"]);
    let many = (0..200).map(|n| format!("seller=s{n}")).collect::<Vec<_>>().join("&");
    let long = "x".repeat(7000);
    for query in [
        "after=nonsense",
        "after=%00%ff",
        "sort=sideways",
        "seller=nobody",
        "seller=%ff",
        "min=-1",
        "max=99999999999999999999",
        "min=1e9",
        "max=1.999",
        "min=NaN",
        "stock=maybe",
        "a=1&a=2",
        "&&&=&=",
        "%",
        "seller=<script>alert(1)</script>",
        many.as_str(),
        long.as_str(),
    ] {
        let path = format!("/c/table?{}", query.replace(['<', '>'], ""));
        let html = shop.get(&path).await.page();
        assert!(html.contains("4 items"), "{query} shows {html}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let shop = Shop::empty().await;
    for number in 0..30 {
        // equal prices, so that the order rests on the id alone
        let variants = vec![VariantDraft::new(1000, 1)];
        shop.thing(shop.kiln, shop.mugs, &format!("Mug {number:02}"), variants).await;
    }
    for sort in ["newest", "price", "-price"] {
        let first = shop.get(&format!("/c/mugs?sort={sort}")).await;
        let html = first.page();
        assert!(!html.contains("First page"));
        let next = after(&html, "<link rel=\"next\" href=\"").replace("&#38;", "&");
        let second = shop.get(&next).await;
        assert!(second.page().contains("First page"));
        let mut seen = [first.cards(), second.cards()].concat();
        assert_eq!(first.cards().len(), 24);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 30, "{sort}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn the_results_come_alone_when_the_script_asks() {
    let shop = Shop::open().await;
    let headers = [("souk-fragment", "results")];
    let answer = shop.ask(axum::http::Method::GET, "/c/table", &headers, [192, 0, 2, 7]).await;
    let html = answer.page();
    assert!(!html.contains("<html") && html.contains("4 items"));
    assert!(answer.header("vary").contains("souk-fragment"));
    shop.market.close().await;
}

#[tokio::test]
async fn one_listing_has_one_address() {
    let shop = Shop::open().await;
    let answer = shop.get("/c/TABLE?sort=price").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (308, "/c/table?sort=price"));
    let html = shop.get("/c/table?sort=price&min=50").await.page();
    let canonical = format!("rel=\"canonical\" href=\"{}/c/table\"", shop.app().public_url());
    assert!(html.contains(&canonical), "{html}");
    shop.market.close().await;
}
