//! Two tabs of one visitor, and coming back to a page that was left.

use axum::http::StatusCode;
use souk_domain::pricing::{ShippingKind, ShippingZone};
use souk_market::shipping::{self, NewMethod};
use souk_market::{Actor, App};
use souk_testkit::market::Good;

use crate::tests::browser::{Browser, Page};
use crate::tests::rig::{DECLINED_CARD, GOOD_CARD, Shop, filled, number_of};

/// Takes the only line of the cart out.
async fn empty(browser: &mut Browser) {
    let cart = browser.get("/cart").await;
    let line = cart.forms().into_iter().find(|form| form.action.starts_with("/cart/lines/")).unwrap();
    browser.submit(&line.with("to", "0")).await;
}

#[tokio::test]
async fn what_a_tab_did_not_show_is_not_ordered_though_it_costs_the_same() {
    let shop = Shop::open().await;
    let kiln = shop.market.vendor("Tile & Twig").await;
    let (tile, twig) =
        (shop.market.sell(kiln, Good::new(1500, 5)).await, shop.market.sell(kiln, Good::new(1500, 5)).await);
    let mut browser = shop.browser();
    browser.add(tile, 1).await;
    let shown = browser.get("/checkout").await;
    empty(&mut browser).await;
    browser.add(twig, 1).await;

    let anew = browser.post(&filled(&shown, GOOD_CARD)).await;
    assert_eq!(anew.status, StatusCode::CONFLICT);
    assert!(anew.says("Your cart changed while you were here."), "{}", anew.words());
    assert_eq!(anew.value("email"), "maya@example.org", "what was typed is there");
    assert!(shop.market.bank.statement().await.is_empty(), "nothing was charged");
    let number = number_of(&browser.post(&filled(&anew, GOOD_CARD)).await);
    let order = shop.order(&number).await;
    assert_eq!(order.vendor_orders[0].lines[0].variant, twig);
    shop.market.close().await;
}

#[tokio::test]
async fn a_form_whose_cart_was_ordered_in_another_tab_leads_to_that_order() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let late = filled(&page, GOOD_CARD);
    let again = browser.get("/checkout").await;
    let number = number_of(&browser.post(&filled(&again, GOOD_CARD)).await);
    let seller = shop.order(&number).await.vendor_orders[0].vendor.to_string();
    // with no cart, and with another one begun since
    for begun in [false, true] {
        if begun {
            browser.add(shop.mug, 1).await;
        }
        let others = [late.clone().with("do", "update"), late.clone().with("without", &seller)];
        for form in std::iter::once(late.clone()).chain(others) {
            let led = browser.post(&form).await;
            assert_eq!(led.leads_to(), format!("/o/{number}?placed=before"), "{begun}");
            let told = browser.follow(led).await;
            assert!(told.says(&format!("You already placed order {number}.")), "{}", told.words());
        }
    }
    assert_eq!(shop.market.bank.statement().await.len(), 1, "paid once");
    assert!(browser.get("/cart").await.says("1 item from 1 seller"), "what was begun since stays");
    // who holds nothing of the order is told nothing of it
    let mut stranger = browser.stranger();
    stranger.add(shop.mug, 1).await;
    let token = stranger.token().await;
    let foreign = stranger.post(&late.with("csrf", &token)).await;
    assert_eq!(foreign.status, StatusCode::CONFLICT);
    assert!(!foreign.html.contains(&number));
    shop.market.close().await;
}

#[tokio::test]
async fn the_cart_is_kept_nowhere_and_tells_of_the_order_that_it_became() {
    let shop = Shop::open().await;
    for card in [GOOD_CARD, DECLINED_CARD] {
        let (mut browser, page) = shop.at_checkout().await;
        assert_eq!(browser.get("/cart").await.header("cache-control"), "no-store");
        let number = number_of(&browser.post(&filled(&page, card)).await);
        let cart = browser.get("/cart").await;
        assert!(cart.says("Your cart is empty"), "{}", cart.words());
        assert!(cart.says(&format!("Your order {number} is placed.")), "{}", cart.words());
        assert!(cart.html.contains(&format!("href=\"/o/{number}\"")));
        browser.forget("souk_dev_orders");
        assert!(!browser.get("/cart").await.html.contains(&number), "a number alone opens nothing");
        shop.market.clock.advance(jiff::SignedDuration::from_hours(1));
    }
    shop.market.close().await;
}

#[tokio::test]
async fn the_count_of_the_cart_can_be_had_alone() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    browser.add(shop.mug, 2).await;
    let link = browser.get_block("/cart", "cart-link").await;
    assert!(link.html.starts_with("<a ") && link.says("2"), "{}", link.html);
    assert!(!link.html.contains("<main"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_button_says_whether_it_pays_and_a_cancel_is_asked_about() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let button =
        page.html.split("class=\"btn big wide pay\"").nth(1).unwrap().split("</button>").next().unwrap();
    for words in ["data-busy=\"Paying", "class=\"now\">Pay $124.48", "class=\"later\">Place order"] {
        assert!(button.contains(words), "{words}: {button}");
    }
    let placed = browser.post(&filled(&page, GOOD_CARD).with("pay", "bank_transfer")).await;
    let order = browser.follow(placed).await;
    let asked = order.html.split("<details class=\"confirm\">").nth(1).unwrap();
    let asked = asked.split("</details>").next().unwrap();
    assert!(asked.contains("/cancel\"") && asked.contains("Yes, cancel this order"), "{asked}");
    shop.market.close().await;
}

/// Offers a way to ship to one country, of one vendor or of all.
async fn ship_to(app: &App, vendor: Option<souk_domain::ids::VendorId>, country: &str) {
    let method = NewMethod {
        vendor,
        name: format!("To {country}"),
        zones: vec![ShippingZone::of_countries(&[country], ShippingKind::Flat { fee: 900 })],
        min_days: 2,
        max_days: 4,
        takes_cash: false,
    };
    app.write(Actor::Operator, move |ctx| {
        let method = method.clone();
        Box::pin(async move { shipping::create_method(ctx, &method).await })
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_country_that_a_seller_does_not_serve_is_told_at_the_cart_and_stops_the_checkout() {
    let shop = Shop::open().await;
    shop.market.raw("update shipping_method set status = 'archived'").await;
    let tile = shop.market.vendor("Tile & Twig").await;
    let mine = shop.market.sell(tile, Good::new(1500, 5)).await;
    ship_to(&shop.market.app, None, "US").await;
    ship_to(&shop.market.app, Some(tile), "NO").await;
    let mut browser = shop.browser();
    browser.add(shop.mug, 1).await;
    browser.add(mine, 1).await;
    let token = browser.token().await;
    let at_home = browser.get("/checkout").await;
    assert!(!at_home.says("does not deliver") && at_home.html.contains("Austria (no delivery)"));
    assert!(at_home.html.find("United States</option>") < at_home.html.find("Afghanistan (no delivery)"));
    let chosen = [("csrf", token.as_str()), ("country", "NO"), ("back", "/cart")];
    let fields = chosen.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let action = "/country".to_owned();
    let cart = browser.submit(&crate::tests::browser::SentForm { action, fields }).await;
    assert!(cart.says("Kiln & Fern does not deliver to Norway."), "{}", cart.words());
    assert!(!cart.says("Tile & Twig does not deliver") && cart.says("Import duties"), "{}", cart.words());

    let stopped = browser.get("/checkout").await;
    assert!(stopped.says("Some items cannot be delivered to this address."), "{}", stopped.words());
    assert!(!stopped.html.contains("value=\"pay\""), "nothing pays");
    let vendor = stopped.html.split("name=\"without\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = stopped.form("/checkout").with("email", "maya@example.org").with("without", vendor);
    let mended: Page = browser.post(&form).await;
    assert_eq!(mended.status, StatusCode::OK);
    assert!(mended.html.contains("value=\"pay\"") && !mended.says("Kiln & Fern"), "{}", mended.words());
    assert_eq!(mended.value("email"), "maya@example.org");

    browser.add(shop.mug, 1).await;
    let cart = browser.get("/cart").await;
    let removal = cart.forms().into_iter().find(|form| form.action.starts_with("/cart/sellers/")).unwrap();
    let cart = browser.submit(&removal).await;
    assert!(cart.says("1 item from 1 seller") && !cart.says("does not deliver"), "{}", cart.words());
    shop.market.close().await;
}
