//! What a visitor chooses for themselves: the country, how many, what to see of a seller. None of it is shown to others.

use axum::http::Method;
use souk_market::catalogue::VariantDraft;
use souk_market::vendors::{self, VendorChanges};
use souk_market::{Actor, catalogue};

use super::rig::Shop;

const SOMEBODY: [u8; 4] = [192, 0, 2, 7];

#[tokio::test]
async fn the_country_of_one_visitor_is_not_shown_to_the_next() {
    let shop = Shop::open().await;
    let abroad = [("cookie", "souk_dev_country=PT")];
    for path in ["/p/tall-mug", "/products", "/"] {
        let theirs = shop.ask(Method::GET, path, &abroad, SOMEBODY).await.page();
        assert!(theirs.contains("Shipping to Portugal."), "{path}");
        let ours = shop.get(path).await.page();
        assert!(ours.contains("Shipping to United States.") && !ours.contains("Portugal."), "{path}");
    }
    let theirs = shop.ask(Method::GET, "/p/tall-mug", &abroad, SOMEBODY).await.page();
    assert!(theirs.contains("To Portugal"), "{theirs}");
    let nonsense = [("cookie", "souk_dev_country=ZZ")];
    let page = shop.ask(Method::GET, "/p/tall-mug", &nonsense, SOMEBODY).await.page();
    assert!(page.contains("To United States"));
    let page = shop.ask(Method::GET, "/country?back=%2Fp%2Ftall-mug", &abroad, SOMEBODY).await.page();
    assert!(page.contains("value=\"PT\" selected") && page.contains("value=\"/p/tall-mug\""));
    shop.market.close().await;
}

#[tokio::test]
async fn the_number_of_one_visitor_is_not_shown_to_the_next() {
    let shop = Shop::open().await;
    let wanted = async |query: &str| {
        let html = shop.get(&format!("/p/tall-mug{query}")).await.page();
        super::rig::after(&html, "name=\"quantity\" value=\"").to_owned()
    };
    assert_eq!(wanted("?quantity=3").await, "3");
    assert_eq!(wanted("").await, "1");
    for odd in ["?quantity=0", "?quantity=-1", "?quantity=many", "?quantity="] {
        assert_eq!(wanted(odd).await, "1", "{odd}");
    }
    assert_eq!(wanted("?quantity=4000000000").await, "999");
    shop.market.close().await;
}

#[tokio::test]
async fn a_sellers_things_are_narrowed_and_sorted_by_addresses() {
    let shop = Shop::open().await;
    let bath = shop.category("Bath rugs", None).await;
    shop.thing(shop.kiln, bath, "Clay dish", vec![VariantDraft::new(900, 2)]).await;
    let slug = "bath-rugs";
    assert_eq!(shop.get(&format!("/s/kiln-fern?kind={slug}")).await.cards(), ["Clay dish"]);
    assert_eq!(shop.get("/s/kiln-fern?sort=price").await.cards(), ["Clay dish", "Tall mug", "Only vase"]);
    let html = shop.get("/s/kiln-fern?kind=nonsense").await.page();
    assert!(html.contains(&format!("href=\"/s/kiln-fern?kind={slug}\"")), "{html}");
    assert!(html.contains("Here since") && html.contains("BreadcrumbList"), "{html}");
    shop.market.close().await;
}

#[tokio::test]
async fn a_seller_says_how_they_send_and_take_back() {
    let shop = Shop::open().await;
    let kiln = shop.kiln;
    assert!(shop.get("/s/kiln-fern").await.page().contains("we settle it with the seller"));
    let told = shop.app().write(Actor::Operator, move |ctx| {
        let changes = VendorChanges {
            delivery_note: Some("Packed on Mondays.".to_owned()),
            return_note: Some("Thirty days, unused.".to_owned()),
            ..VendorChanges::default()
        };
        Box::pin(async move { vendors::update(ctx, kiln, &changes).await })
    });
    told.await.unwrap();
    let html = shop.get("/s/kiln-fern").await.page();
    assert!(html.contains("Packed on Mondays.") && html.contains("Thirty days, unused."), "{html}");
    assert!(shop.get("/p/tall-mug").await.page().contains("Thirty days, unused."));
    shop.market.close().await;
}

#[tokio::test]
async fn what_is_on_sale_has_a_page_of_its_own() {
    let shop = Shop::open().await;
    assert_eq!(shop.get("/products?sale=on").await.cards(), ["Walnut bowl"]);
    let html = shop.get("/products?sale=on").await.page();
    assert!(html.contains("name=\"sale\" value=\"on\" checked"), "{html}");
    assert!(shop.get("/").await.page().contains("href=\"/products?sale=on\""));
    let empty = Shop::empty().await;
    assert!(!empty.get("/").await.page().contains("sale=on"), "no door to an empty room");
    empty.market.close().await;
    shop.market.close().await;
}

#[tokio::test]
async fn a_category_says_what_is_in_it() {
    let shop = Shop::open().await;
    let mugs = shop.mugs;
    let told = shop.app().write(Actor::Operator, move |ctx| {
        Box::pin(async move { catalogue::describe_category(ctx, mugs, "For both hands & more.", None).await })
    });
    told.await.unwrap();
    let html = shop.get("/c/mugs").await.page();
    assert!(html.contains("content=\"For both hands &#38; more.\""), "{html}");
    shop.market.close().await;
}

#[tokio::test]
async fn a_price_is_told_by_measure_where_the_content_is_known() {
    let shop = Shop::empty().await;
    let content = souk_domain::content::Content::new(250, souk_domain::content::ContentUnit::Millilitre);
    let oil = VariantDraft { content, ..VariantDraft::new(600, 3) };
    shop.thing(shop.kiln, shop.mugs, "Oil", vec![oil]).await;
    assert!(shop.get("/p/oil").await.page().contains("$2.40 / 100 ml"));
    shop.market.close().await;
}

#[tokio::test]
async fn search_engines_are_told_what_stands_where() {
    let shop = Shop::open().await;
    let home = shop.get("/").await;
    for words in ["\"@type\":\"Organization\"", "\"@type\":\"WebSite\"", "og:site_name", "rel=\"canonical\""]
    {
        assert!(home.page().contains(words), "{words}");
    }
    assert!(
        home.header("speculation-rules").starts_with("\"/a/ahead."),
        "{}",
        home.header("speculation-rules")
    );
    let product = shop.get("/p/tall-mug").await.page();
    for words in ["\"@type\":\"Brand\"", "OfferShippingDetails", "og:description", "BreadcrumbList"] {
        assert!(product.contains(words), "{words}");
    }
    assert!(shop.get("/country").await.text().contains("noindex"));
    shop.market.close().await;
}

#[tokio::test]
async fn policies_are_pages_and_others_are_not_there() {
    let shop = Shop::open().await;
    for (page, words) in [
        ("delivery", "Several sellers, several shipments"),
        ("returns", "Broken or wrong"),
        ("payment", "stored nowhere in the shop"),
        ("privacy", "Cookies keep your cart"),
        ("terms", "Who you buy from"),
    ] {
        assert!(shop.get(&format!("/policies/{page}")).await.page().contains(words), "{page}");
        assert!(shop.get("/policies").await.page().contains(&format!("href=\"/policies/{page}\"")));
    }
    shop.get("/policies/nothing").await.error_page(404);
    shop.market.close().await;
}

#[tokio::test]
async fn the_components_are_shown_at_home_alone() {
    let shop = Shop::open().await;
    shop.get("/_styleguide").await.error_page(404);
    assert!(shop.get_at_home("/_styleguide").await.page().contains("From right to left"));
    shop.market.close().await;
}
