//! Goods that are not shipped: no word of a parcel, on the page or in a mail.

use souk_market::notifications::{Letter, Letterhead, Letters as _};
use souk_market::orders::OrderView;
use souk_market::settings::Market as Settings;
use souk_testkit::market::Good;

use crate::tests::browser::Page;
use crate::tests::rig::{GOOD_CARD, Shop, filled, number_of};

/// Words that fit only what is shipped.
const OF_SHIPMENTS: [&str; 6] =
    ["parcel", "shipment", "packed", "packing", "on its way to you", "With the carrier"];

async fn buy(shop: &Shop, goods: &[souk_domain::ids::VariantId]) -> (Page, OrderView) {
    let mut browser = shop.browser();
    for good in goods {
        browser.add(*good, 1).await;
    }
    let page = browser.get("/checkout").await;
    let form = if page.html.contains("id=\"street\"") {
        filled(&page, GOOD_CARD)
    } else {
        filled(&page, GOOD_CARD)
            .without("name")
            .without("street")
            .without("city")
            .without("region")
            .without("postal_code")
    };
    let placed = browser.post(&form).await;
    let number = number_of(&placed);
    (browser.follow(placed).await, shop.order(&number).await)
}

fn mails(order: &OrderView) -> Vec<String> {
    let head =
        Letterhead { market: Settings::default(), public_url: "http://shop.test".to_owned(), is_test: true };
    let link = "http://shop.test/o/S-1".to_owned();
    let mut all =
        vec![Letter::OrderPlaced { order, link: link.clone() }, Letter::PaymentReceived { order, link }];
    all.extend(
        order.vendor_orders.iter().map(|own| Letter::VendorNewOrder { order, position: own.position }),
    );
    let writer = souk_ui::letters();
    all.iter()
        .map(|letter| writer.write(&head, letter))
        .map(|written| format!("{}\n{}", written.text, written.html))
        .collect()
}

/// What stands between header and footer, without its tags.
fn main_of(page: &Page) -> String {
    let main = page.html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    Page { html: format!("<main{main}"), headers: page.headers.clone(), ..*page }.words()
}

#[tokio::test]
async fn nothing_of_a_parcel_is_said_where_nothing_is_shipped() {
    let shop = Shop::open().await;
    let press = shop.market.vendor("Print Press").await;
    let print = shop.market.sell(press, Good::new(900, 5).untracked().not_shipped()).await;
    let (page, order) = buy(&shop, &[print]).await;
    assert!(
        page.says("Items from Print Press") && page.says("Paid. The seller has been told"),
        "{}",
        page.words()
    );
    let mut texts = mails(&order);
    texts.push(main_of(&page));
    for text in texts {
        for word in OF_SHIPMENTS {
            assert!(!text.to_lowercase().contains(&word.to_lowercase()), "{word}: {text}");
        }
    }
    shop.market.close().await;
}

#[tokio::test]
async fn an_order_of_both_tells_them_apart() {
    let shop = Shop::open().await;
    let press = shop.market.vendor("Print Press").await;
    let print = shop.market.sell(press, Good::new(900, 5).untracked().not_shipped()).await;
    let poster = shop.market.sell(press, Good::new(1900, 5)).await;
    let card = shop.market.sell(shop.market.vendor("Card Desk").await, Good::new(400, 5).not_shipped()).await;
    let (page, order) = buy(&shop, &[card, print, poster]).await;
    for words in [
        "comes in one shipment",
        "Shipment 1 from Print Press",
        "Items from Card Desk",
        "No shipping needed",
        "What needs no shipping, you get from its seller directly.",
    ] {
        assert!(page.says(words), "{words}: {}", page.words());
    }
    let mails = mails(&order);
    assert!(
        mails[0].contains("ship what has to be shipped") && mails[0].contains("No shipping needed"),
        "{}",
        mails[0]
    );
    let to = |name: &str| {
        let place = order.vendor_orders.iter().position(|own| own.vendor_name == name).unwrap();
        mails[2 + place].clone()
    };
    assert!(to("Card Desk").contains("need no shipping") && !to("Card Desk").contains("yours to ship"));
    assert!(to("Print Press").contains("except those that need no shipping"));
    shop.market.close().await;
}
