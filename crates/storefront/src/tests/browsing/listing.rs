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
async fn pages_follow_each_other_without_gap_or_repetition_and_lead_back() {
    let shop = Shop::empty().await;
    for number in 0..50 {
        // equal prices, so that the order rests on the id alone
        let variants = vec![VariantDraft::new(1000, 1)];
        shop.thing(shop.kiln, shop.mugs, &format!("Mug {number:02}"), variants).await;
    }
    for sort in ["newest", "price", "-price"] {
        let first = shop.get(&format!("/c/mugs?sort={sort}")).await;
        let html = first.page();
        assert!(html.contains("1–24 of 50") && !html.contains("Previous"), "{html}");
        let way = |html: &str, rel: &str| {
            after(html, &format!("<link rel=\"{rel}\" href=\"")).replace("&#38;", "&")
        };
        let second = shop.get(&way(&html, "next")).await;
        assert!(second.page().contains("25–48 of 50"), "{sort}");
        let third = shop.get(&way(&second.page(), "next")).await;
        assert!(third.page().contains("49–50 of 50") && !third.page().contains("rel=\"next\""), "{sort}");
        let mut seen = [first.cards(), second.cards(), third.cards()].concat();
        assert_eq!(first.cards().len(), 24);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 50, "{sort}");
        let back = shop.get(&way(&third.page(), "prev")).await;
        assert_eq!(back.cards(), second.cards(), "{sort}");
        let begin = shop.get(&way(&back.page(), "prev")).await;
        assert_eq!(begin.cards(), first.cards(), "{sort}");
        // of one seller alone
        let theirs = shop.get(&format!("/s/kiln-fern?sort={sort}")).await.page();
        assert!(theirs.contains("1–24 of 50"), "{theirs}");
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

#[tokio::test]
async fn a_category_offers_every_one_below_it() {
    let shop = Shop::empty().await;
    for place in 0..60 {
        let kind = shop.category(&format!("Kind {place}"), Some(shop.table)).await;
        shop.thing(shop.kiln, kind, &format!("Thing {place}"), vec![VariantDraft::new(900, 1)]).await;
    }
    let html = shop.get("/c/table").await.page();
    let offered = html.split_once("<ul class=\"kinds\">").unwrap().1.split_once("</ul>").unwrap().0;
    let missing: Vec<usize> =
        (0..60).filter(|place| !offered.contains(&format!("href=\"/c/kind-{place}\""))).collect();
    assert!(missing.is_empty(), "{missing:?} are not offered");
    shop.market.close().await;
}

#[tokio::test]
async fn every_ticked_seller_applies_and_beyond_the_most_the_page_says_so() {
    let shop = Shop::empty().await;
    let mut query = Vec::new();
    for place in 0..12 {
        let name = format!("Seller {place}");
        let vendor = shop.vendor(&name, "Porto", "PT").await;
        shop.thing(vendor, shop.table, &format!("Cup of {name}"), vec![VariantDraft::new(900, 1)]).await;
        query.push(format!("seller=seller-{place}"));
    }
    shop.thing(shop.kiln, shop.table, "Another cup", vec![VariantDraft::new(900, 1)]).await;
    let answer = shop.get(&format!("/products?{}", query.join("&"))).await;
    assert_eq!(answer.cards().len(), 12);
    let html = answer.page();
    assert_eq!(html.matches(" checked").count(), 12, "{html}");
    assert!(!html.contains("at once"));
    let many: Vec<String> = (0..51).map(|place| format!("seller=seller-{place}")).collect();
    let html = shop.get(&format!("/products?{}", many.join("&"))).await.page();
    assert!(html.contains("A listing keeps to 50 sellers at once"), "{html}");
    // and where more sell than the filter offers, it says that there are others
    assert!(!html.contains("with most items here"), "{html}");
    for place in 12..51 {
        let vendor = shop.vendor(&format!("Seller {place}"), "Porto", "PT").await;
        shop.thing(vendor, shop.mugs, &format!("Mug {place}"), vec![VariantDraft::new(900, 1)]).await;
    }
    let html = shop.get("/products").await.page();
    assert_eq!(html.matches("name=\"seller\"").count(), 50, "{html}");
    assert!(html.contains("The 50 with most items here"), "{html}");
    shop.market.close().await;
}

#[tokio::test]
async fn a_price_may_be_typed_with_a_comma() {
    let shop = Shop::open().await;
    assert_eq!(shop.get("/products?min=53,50&max=70,00").await.cards(), ["Only vase", "Walnut bowl"]);
    assert!(shop.get("/products?max=1,000").await.page().contains("We could not read that price"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_card_shows_the_price_that_one_can_pay() {
    let shop = Shop::empty().await;
    let glazed =
        |value: &str, price| VariantDraft { options: vec![value.to_owned()], ..VariantDraft::new(price, 1) };
    let cup = shop
        .thing(shop.kiln, shop.table, "Espresso cup", vec![glazed("Ash", 1100), glazed("Moss", 2300)])
        .await;
    let found = shop.app().read(souk_market::Actor::Operator, move |ctx| {
        Box::pin(async move { souk_market::catalogue::list_variants(ctx, cup).await })
    });
    let variants: Vec<_> = found.await.unwrap().into_iter().map(|row| row.id).collect();
    let order = async |place: usize| {
        let cart = shop.market.cart(&[(variants[place], 1)]).await;
        shop.market.place_by_transfer(cart).await.unwrap().order
    };
    let shows = async |price: &str| {
        let html = shop.get("/c/table").await.page();
        assert!(html.contains(price), "{price} in {html}");
        html
    };
    shows("$11.00").await;
    let cheap = order(0).await;
    assert!(!shows("$23.00").await.contains("$11.00"), "the cheaper one cannot be had");
    assert_eq!(shop.get("/c/table?max=12").await.cards(), [""; 0], "filters go by it too");
    let dear = order(1).await;
    assert!(shows("$11.00").await.contains("Sold out"));
    shop.market.cancel(dear).await.unwrap();
    shows("$23.00").await;
    shop.market.cancel(cheap).await.unwrap();
    shows("$11.00").await;
    shop.market.close().await;
}
