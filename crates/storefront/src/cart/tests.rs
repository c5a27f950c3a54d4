use axum::http::StatusCode;
use souk_domain::{pricing::Benefit, promotion::PromotionDraft};
use souk_market::{
    Actor,
    promotions::{self, Whose},
};
use souk_testkit::market::Good;

use crate::tests::browser::{Page, SentForm};
use crate::tests::rig::Shop;

#[tokio::test]
async fn an_empty_cart_says_so_and_makes_none() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    let cart = browser.get("/cart").await;
    assert!(cart.status == StatusCode::OK && cart.says("Your cart is empty"));
    assert!(browser.cookie("souk_dev_cart").is_none());
    shop.market.close().await;
}

#[tokio::test]
async fn things_are_grouped_by_seller_with_delivery_and_tax() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    browser.add(shop.mug, 1).await;
    browser.add(shop.scarf, 1).await;
    let cart = browser.add(shop.mug, 1).await;
    for words in
        ["3 items from 2 sellers", "Kiln & Fern", "Loom House", "Standard, arrives by", "$124.48", "6 %"]
    {
        assert!(cart.says(words), "{words}: {}", cart.words());
    }
    // the mugs are one line, and the count stands in the header
    assert_eq!(cart.html.matches("<li class=\"item").count(), 2);
    assert!(cart.html.contains("<span class=\"count hot\">3"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_line_is_changed_removed_and_put_back() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    let cart = browser.add(shop.scarf, 2).await;
    let line = cart.forms().into_iter().find(|form| form.action.starts_with("/cart/lines/cline_")).unwrap();
    let cart = browser.submit(&line.clone().with("quantity", " 3 ")).await;
    assert!(cart.says("3 items"), "{}", cart.words());
    let cart = browser.submit(&line.clone().with("quantity", "3").with("to", "1")).await;
    assert!(cart.says("1 item from"), "the button wins: {}", cart.words());

    let too_many = browser.submit(&line.clone().with("quantity", "4")).await;
    assert_eq!(too_many.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(too_many.says("Only 3 left.") && too_many.says("1 item from"));
    for wrong in ["", "-1", "1.5", "many", "1000", "99999999999999999999"] {
        let told = browser.submit(&line.clone().with("quantity", wrong)).await;
        assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.says("whole number"), "{wrong}");
    }

    let removed = browser.submit(&line.clone().with("to", "0")).await;
    assert!(removed.says("Removed Thing") && removed.says("Your cart is empty"), "{}", removed.words());
    // a second press finds nothing and does no harm
    assert_eq!(browser.submit(&line.with("to", "0")).await.status, StatusCode::OK);
    let back = browser.submit(&removed.form("/cart/lines")).await;
    assert!(back.says("1 item from 1 seller") && !back.says("Removed"), "{}", back.words());
    shop.market.close().await;
}

#[tokio::test]
async fn what_cannot_be_had_is_told_in_the_cart() {
    let shop = Shop::open().await;
    let vendor = shop.market.vendor("Attic").await;
    let vase = shop.market.sell(vendor, Good::unique(5400)).await;
    let mut browser = shop.browser();
    assert_eq!(browser.add(vase, 1).await.status, StatusCode::OK);
    let twice = browser.add(vase, 1).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.says("This piece exists once"));
    let much = browser.add(shop.scarf, 4).await;
    assert!(much.says("Only 3 left.") && much.says("1 item from 1 seller"), "{}", much.words());
    for strange in ["var_00000000000000000000000000", "var_x", ""] {
        let told = browser.add(strange, 1).await;
        assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.says("no such variant"), "{strange}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn a_changed_price_is_told() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    browser.add(shop.mug, 1).await;
    shop.market.reprice(shop.mug, Good::new(2550, 10)).await;
    let cart = browser.get("/cart").await;
    assert!(cart.says("It is now $25.50; it was $24.50 when you added it."), "{}", cart.words());
    shop.market.close().await;
}

#[tokio::test]
async fn another_ones_line_stays_as_it_is() {
    let shop = Shop::open().await;
    let (mut browser, mut stranger) = (shop.browser(), shop.browser());
    let cart = browser.add(shop.mug, 2).await;
    stranger.add(shop.scarf, 1).await;
    let line = cart.forms().into_iter().find(|form| form.action.starts_with("/cart/lines/cline_")).unwrap();
    let token = stranger.token().await;
    let foreign = line.with("csrf", &token);
    assert_eq!(stranger.post(&foreign.clone().with("quantity", "9")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.post(&foreign.with("to", "0")).await.leads_to(), "/cart");
    assert!(browser.get("/cart").await.says("2 items from"));
    let nobody =
        SentForm { action: "/cart/lines/nonsense".to_owned(), fields: vec![("csrf".to_owned(), token)] };
    assert_eq!(stranger.post(&nobody).await.status, StatusCode::NOT_FOUND);
    shop.market.close().await;
}

#[tokio::test]
async fn a_cart_that_is_gone_gives_way_to_a_new_one() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    browser.add(shop.mug, 1).await;
    shop.market.raw("delete from cart_line").await;
    shop.market.raw("delete from cart").await;
    assert!(browser.get("/cart").await.says("Your cart is empty"));
    assert!(browser.add(shop.mug, 1).await.says("1 item from"));
    shop.market.close().await;
}

#[tokio::test]
async fn the_script_gets_the_block_it_asks_for() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    browser.add(shop.mug, 1).await;
    let whole = browser.get("/cart").await;
    let block = browser.get_block("/cart", "cart").await;
    assert!(whole.html.starts_with("<!doctype html>") && block.html.starts_with("<div id=\"cart\">"));
    assert!(block.html.contains("id=\"cart-link\"") && block.header("vary").contains("souk-fragment"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_code_is_entered_says_what_it_does_and_stands_in_the_bill() {
    let shop = Shop::open().await;
    let tenth = PromotionDraft {
        needs_code: true,
        minimum: Some(6_000),
        ..PromotionDraft::new("Spring <i>sale</i>", Benefit::Percent { bps: 1_000 })
    };
    let new = (tenth, Some("SPRING".to_owned()));
    promotions::create_promotion(&shop.market.app, Actor::Operator, Whose::Market, new, None).await.unwrap();
    let mut browser = shop.browser();
    let cart = browser.add(shop.mug, 1).await;
    let form = |cart: &Page| cart.forms().into_iter().rfind(|form| form.action == "/cart/codes").unwrap();

    let wrong = browser.submit(&form(&cart).with("coupon", "NOTHING")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("This code does nothing here") && wrong.html.contains("value=\"NOTHING\""));
    let cart = browser.submit(&form(&wrong).with("coupon", " spring ")).await;
    assert!(cart.says("SPRING") && cart.says("Add $35.50 of what it is for."), "{}", cart.words());
    browser.add(shop.mug, 1).await;
    let cart = browser.add(shop.mug, 1).await;
    assert!(cart.says("$7.35 off") && cart.says("−$7.35"), "{}", cart.words());
    assert!(!cart.html.contains("<i>sale"));
    let checkout = browser.get("/checkout").await;
    assert!(checkout.says("SPRING") && checkout.says("−$7.35"), "{}", checkout.words());

    let out = cart.forms().into_iter().find(|form| form.action == "/cart/codes").unwrap();
    let cart = browser.submit(&out.clone().with("remove", "SPRING")).await;
    assert!(!cart.says("SPRING") && !cart.says("−$7.35"), "{}", cart.words());
    assert_eq!(browser.submit(&out.with("remove", "SPRING")).await.status, StatusCode::OK);
    shop.market.close().await;
}
