//! Sellers: all of them, and one.

use souk_market::catalogue::VariantDraft;
use souk_market::{Actor, vendors};

use super::rig::Shop;

#[tokio::test]
async fn all_sellers_and_each_alone() {
    let shop = Shop::open().await;
    let html = shop.get("/sellers").await.page();
    for words in ["Kiln &#38; Fern", "Asheville", "2 items", "Lisbon, Portugal", "3 items"] {
        assert!(html.contains(words), "{words} in {html}");
    }
    let answer = shop.get("/s/kiln-fern").await;
    let html = answer.page();
    assert_eq!(answer.cards(), ["Only vase", "Tall mug"]);
    assert!(html.contains("We work <em>slowly</em>.") && !html.contains("<script>alert"), "{html}");
    assert_eq!(shop.get("/s/Kiln-Fern").await.header("location"), "/s/kiln-fern");
    shop.market.close().await;
}

#[tokio::test]
async fn a_suspended_seller_is_nowhere() {
    let shop = Shop::open().await;
    let kiln = shop.kiln;
    let suspended = shop
        .app()
        .write(Actor::Operator, move |ctx| Box::pin(async move { vendors::suspend(ctx, kiln).await }));
    suspended.await.unwrap();
    shop.get("/s/kiln-fern").await.error_page(404);
    shop.get("/p/tall-mug").await.error_page(404);
    for path in ["/sellers", "/", "/products", "/sitemap.xml", "/products?seller=kiln-fern"] {
        assert!(!shop.get(path).await.text().contains("tall-mug"), "{path}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn many_sellers_have_pages_that_lead_on_and_back() {
    let shop = Shop::empty().await;
    for number in 0..24 {
        shop.market.vendor(&format!("Maker {number:02}")).await;
    }
    let way = |html: &str, rel: &str| {
        let tag = html.split("<a ").find(|tag| tag.contains(&format!("rel=\"{rel}\"")))?;
        Some(tag.split_once("href=\"")?.1.split_once('"')?.0.to_owned())
    };
    let (mut pages, mut path) = (Vec::new(), "/sellers".to_owned());
    loop {
        let html = shop.get(&path).await.page();
        let next = way(&html, "next");
        pages.push((path, html));
        let Some(next) = next else { break };
        path = next;
    }
    let ranges = pages.iter().map(|(_, html)| {
        let range =
            html.split_once("<nav class=\"pages\"").unwrap().1.split_once("<span class=\"note\">").unwrap().1;
        range.split_once('<').unwrap().0.to_owned()
    });
    let ranges: Vec<String> = ranges.collect();
    let last = ranges.last().unwrap().clone();
    assert_eq!(
        ranges[..2],
        [format!("1–12 of {}", &last[last.len() - 2..]), format!("13–24 of {}", &last[last.len() - 2..])]
    );
    for (before, (_, html)) in pages.iter().zip(&pages[1..]) {
        assert_eq!(way(html, "prev").as_ref(), Some(&before.0), "{ranges:?}");
    }
    assert!(way(&pages[0].1, "prev").is_none());
    shop.market.close().await;
}

#[tokio::test]
async fn a_full_shelf_has_pages_and_a_stale_cursor_shows_the_first() {
    let shop = Shop::empty().await;
    for number in 0..25 {
        shop.thing(shop.kiln, shop.mugs, &format!("Mug {number}"), vec![VariantDraft::new(1000, 1)]).await;
    }
    let first = shop.get("/s/kiln-fern").await;
    assert_eq!(first.cards().len(), 24);
    let html = first.page();
    let next = html.split_once("href=\"/s/kiln-fern?after=").unwrap().1.split_once('"').unwrap().0;
    assert_eq!(shop.get(&format!("/s/kiln-fern?after={next}")).await.cards(), ["Mug 0"]);
    assert_eq!(shop.get("/s/kiln-fern?after=stale").await.cards().len(), 24);
    assert_eq!(shop.get("/sellers?after=stale").await.status, 200);
    shop.market.close().await;
}
