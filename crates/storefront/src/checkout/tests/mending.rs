//! Forms that come back to be mended: nothing typed is lost but the card.

use axum::http::StatusCode;
use souk_domain::pricing::{ShippingKind, ShippingZone};
use souk_market::limits::Limits;
use souk_market::shipping::{self, NewMethod};
use souk_market::{Actor, vendors};
use souk_testkit::Market;
use souk_testkit::market::Good;

use crate::tests::browser::Page;
use crate::tests::rig::{DECLINED_CARD, GOOD_CARD, Shop, assert_card_is_forgotten, filled, number_of};

/// The words of the summary, each with the field it leads to.
fn complaints(page: &Page) -> Vec<String> {
    let summary =
        page.html.split("id=\"errors\"").nth(1).map_or("", |rest| rest.split("</div>").next().unwrap());
    summary.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn everything_that_is_wrong_is_named_at_once() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let form = filled(&page, "4000 1234 5678 9010")
        .with("email", "maya at example")
        .with("name", "  ")
        .with("street", "418 <Foster> Street")
        .with("postal_code", "2770")
        .with("region", "")
        .with("exp", "12/20");
    let mended = browser.post(&form).await;
    assert_eq!(mended.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(complaints(&mended), ["email", "name", "region", "postal_code", "number", "exp"]);
    for words in [
        "An e-mail address looks like",
        "A name is needed.",
        "This one has four.",
        "The state is needed.",
        "This card has expired.",
    ] {
        assert!(mended.says(words), "{words}: {}", mended.words());
    }
    assert_eq!(mended.value("email"), "maya at example");
    assert_eq!(mended.value("street"), "418 <Foster> Street");
    assert_card_is_forgotten(&mended, "4000 1234 5678 9010");
    assert!(mended.says("We never keep card details"), "{}", mended.words());
    // the fields are tied to their complaints
    assert!(
        mended.html.contains("aria-describedby=\"postal_code-e\"")
            && mended.html.contains("id=\"errors\" role=\"alert\" tabindex=\"-1\" autofocus data-focus")
    );
    // mended, it goes through
    let placed =
        browser.post(&filled(&mended, GOOD_CARD).with("name", "Maya").with("email", "m@example.org")).await;
    number_of(&placed);
    shop.market.close().await;
}

#[tokio::test]
async fn a_real_card_is_refused_before_anyone_sees_it() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    // passes the check of its digits, and is no published test number
    let mended = browser.post(&filled(&page, "4539 5787 6362 1486")).await;
    assert_eq!(mended.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(complaints(&mended), ["number"]);
    assert!(mended.says("This is a test shop: never enter a real card. Use 4242 4242 4242 4242."));
    assert_card_is_forgotten(&mended, "4539 5787 6362 1486");
    shop.market.close().await;
}

#[tokio::test]
async fn another_country_changes_the_fields_and_the_figures() {
    let shop = Shop::open().await;
    let kind = ShippingKind::Flat { fee: 900 };
    let far = NewMethod {
        vendor: None,
        name: "Parcel abroad".to_owned(),
        zones: vec![ShippingZone::of_countries(&["DE"], kind)],
        min_days: 6,
        max_days: 9,
        takes_cash: false,
    };
    shop.market
        .app
        .write(Actor::Operator, move |ctx| {
            let far = far.clone();
            Box::pin(async move { shipping::create_method(ctx, &far).await })
        })
        .await
        .unwrap();
    let (mut browser, page) = shop.at_checkout().await;
    assert!(page.says("ZIP code") && page.says("State") && !page.says("Parcel abroad"));
    let half = page.form("/checkout").with("country", "DE").with("email", "half@").with("do", "update");
    let german = browser.post(&half).await;
    assert_eq!(german.status, StatusCode::OK, "a look at the figures is no mistake");
    assert!(
        german.says("Postal code") && german.says("Parcel abroad") && !german.says("State "),
        "{}",
        german.words()
    );
    assert!(complaints(&german).is_empty());
    assert_eq!(german.value("email"), "half@");
    shop.market.close().await;
}

#[tokio::test]
async fn a_delivery_is_chosen_and_counted() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let form = page.form("/checkout");
    let name =
        form.fields.iter().map(|(name, _)| name).find(|name| name.starts_with("delivery-")).unwrap().clone();
    let express = page
        .html
        .split(&format!("name=\"{name}\" value=\""))
        .skip(1)
        .find(|rest| rest.split("</label>").next().unwrap().contains("Express"))
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let dearer = browser.post(&form.with(&name, express).with("do", "update")).await;
    assert!(dearer.says("$134.48"), "{}", dearer.words());
    let number = number_of(&browser.post(&filled(&dearer, GOOD_CARD)).await);
    assert_eq!(shop.order(&number).await.grand_total, 13_448);
    shop.market.close().await;
}

#[tokio::test]
async fn a_total_that_changed_is_shown_before_anything_is_charged() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    shop.market.reprice(shop.mug, Good::new(2550, 10)).await;
    let told = browser.post(&filled(&page, GOOD_CARD)).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.says("it was $124.48 and is now $126.60. Nothing has been charged."), "{}", told.words());
    assert_eq!(shop.market.bank.kept_in_all().await, 0);
    let number = number_of(&browser.post(&filled(&told, GOOD_CARD)).await);
    assert_eq!(shop.order(&number).await.grand_total, 12_660);
    shop.market.close().await;
}

#[tokio::test]
async fn what_sold_out_meanwhile_leads_back_to_the_cart() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let rival = shop.market.cart(&[(shop.scarf, 3)]).await;
    shop.market.place(rival, "4242424242424242").await.unwrap();
    let answer = browser.post(&filled(&page, GOOD_CARD)).await;
    assert_eq!(answer.leads_to(), "/cart");
    let cart = browser.follow(answer).await;
    assert!(cart.says("Sold out since you added it") && cart.says("Change or remove it to go on."));
    assert!(!cart.html.contains("href=\"/checkout\""));
    assert_eq!(browser.get("/checkout").await.leads_to(), "/cart");
    shop.market.close().await;
}

#[tokio::test]
async fn a_seller_who_does_not_deliver_there_is_named_beside_those_who_do() {
    let market = Market::open().await;
    let shop = Shop::of(market).await;
    let ours = shop.market.app.read(Actor::Operator, |ctx| Box::pin(shipping::rules(ctx))).await.unwrap();
    let kiln = shop
        .market
        .app
        .read(Actor::Operator, |ctx| Box::pin(vendors::find_by_slug(ctx, "kiln-fern")))
        .await
        .unwrap();
    shop.market
        .app
        .write(Actor::Operator, move |ctx| {
            let ours = ours.clone();
            Box::pin(async move {
                for rate in ours.all() {
                    shipping::archive_method(ctx, rate.method).await?;
                }
                let kind = ShippingKind::Flat { fee: 500 };
                let method = |vendor, countries: &[&str]| NewMethod {
                    vendor,
                    name: "By hand".to_owned(),
                    zones: vec![ShippingZone::of_countries(countries, kind.clone())],
                    min_days: 1,
                    max_days: 2,
                    takes_cash: false,
                };
                shipping::create_method(ctx, &method(None, &["US"])).await?;
                shipping::create_method(ctx, &method(Some(kiln.id), &["CA"])).await
            })
        })
        .await
        .unwrap();
    let (mut browser, page) = shop.at_checkout().await;
    let form =
        filled(&page, GOOD_CARD).with("country", "CA").with("region", "ON").with("postal_code", "K1A 0B1");
    let form = form
        .fields
        .iter()
        .filter(|(name, _)| name.starts_with("delivery-"))
        .fold(form.clone(), |form, (name, _)| form.without(name));
    let told = browser.post(&form).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.says("Loom House does not deliver to Canada."), "{}", told.words());
    assert!(!told.says("Kiln & Fern does not deliver") && told.says("By hand"));
    shop.market.close().await;
}

#[tokio::test]
async fn limits_are_told_in_the_form() {
    let limits = Limits { unpaid_per_email: 1, attempts_per_order: 2, ..Limits::default() };
    let shop = Shop::of(Market::with_limits(limits).await).await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, DECLINED_CARD)).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;

    let (mut second, page) = shop.at_checkout().await;
    let told = second.post(&filled(&page, GOOD_CARD)).await;
    assert!(told.status.is_client_error() && told.says("waiting for payment"), "{}", told.words());
    assert_eq!(told.value("street"), "418 Foster Street");
    assert!(told.says("There is already an order under this e-mail address"), "{}", told.words());
    assert!(told.says("Find the orders that wait for payment"), "the way to that order: {}", told.words());

    let pay = |page: &Page| {
        page.form(&format!("/o/{number}"))
            .with("number", DECLINED_CARD)
            .with("exp", "12/34")
            .with("cvc", "735")
    };
    let order = browser.submit(&pay(&order)).await;
    assert!(order.says("No more cards can be tried for this order."), "{}", order.words());
    assert!(order.forms().iter().all(|form| form.action != format!("/o/{number}")));
    shop.market.close().await;
}

#[tokio::test]
async fn what_travels_nowhere_and_costs_nothing_needs_an_address_of_neither_kind() {
    let shop = Shop::open().await;
    let vendor = shop.market.vendor("Paper Lane").await;
    let pattern = shop.market.sell(vendor, Good::new(0, 5).not_shipped()).await;
    let mut browser = shop.browser();
    browser.add(pattern, 1).await;
    let page = browser.get("/checkout").await;
    assert!(
        page.says("Nothing to pay.") && !page.says("Street") && !page.says("Card number"),
        "{}",
        page.words()
    );
    let form = page.form("/checkout").with("email", "maya@example.org").with("do", "pay");
    let order = browser.submit(&form).await;
    assert!(order.says("Thank you."), "{}", order.words());
    shop.market.close().await;
}

#[tokio::test]
async fn a_piece_that_exists_once_waits_for_no_transfer_unless_its_seller_agreed() {
    let shop = Shop::open().await;
    let vendor = shop.market.vendor("Rug House").await;
    let rug = shop.market.sell(vendor, Good::unique(90_000)).await;
    let mut browser = shop.browser();
    browser.add(rug, 1).await;
    let page = browser.get("/checkout").await;
    assert!(page.says("Card number") && !page.says("Bank transfer"), "{}", page.words());
    shop.market.close().await;
}
