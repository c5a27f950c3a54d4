//! What a vendor has, and how it came to be.

use axum::http::StatusCode;
use souk_domain::money::Money;
use souk_domain::shipment::ShipmentStatus;
use souk_domain::vendor::MemberRole;
use souk_market::{Actor, ledger};
use souk_testkit::market::{CARD, Good};
use souk_ui::money::show;

use super::rig::Stalls;

#[tokio::test]
async fn every_movement_stands_there_with_its_order_and_the_file_has_the_same() {
    let stalls = Stalls::open().await;
    let market = &stalls.market;
    let mut ines = stalls.worker("Ines", MemberRole::Manager).await;
    let none = ines.get("/vendor/money").await;
    assert!(none.says("Nothing has moved yet"), "{}", none.words());

    let mug = market.sell(stalls.kiln, Good::new(2_450, 40)).await;
    let rug = market.sell(stalls.loom, Good::new(8_100, 1)).await;
    let mut orders = Vec::new();
    for _ in 0..9 {
        let cart = market.cart(&[(mug, 1)]).await;
        orders.push(market.place(cart, CARD).await.unwrap().order);
    }
    let cart = market.cart(&[(rug, 1)]).await;
    let others = market.place(cart, CARD).await.unwrap().order;
    let others = market.order_view(others).await.number.clone();
    // the money of all but the first is set free, which moves it twice
    for order in &orders[1..] {
        for parcel in market.ship_all(*order).await {
            market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
        }
        market.confirm(*order, None).await.unwrap();
    }
    let newest = market.order_view(orders[8]).await.number.clone();
    let page = ines.get("/vendor/money").await;
    assert!(
        page.says("Set free: the buyer has it") && page.html.contains(&format!("/vendor/orders/{newest}"))
    );
    let funds = ledger::show_vendor_funds(&market.app, Actor::Operator, stalls.kiln).await.unwrap();
    for minor in [funds.escrow, funds.available] {
        let sum = show(Money::new(minor, funds.currency));
        assert!(page.says(&sum), "{sum} in {}", page.words());
    }
    let next = page.html.split("href=\"").find(|href| href.contains("after=")).expect("a second page");
    let next = next.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let rest = ines.get(&next).await;
    let rows =
        |html: &str| html.matches("<td class=main>").count() + html.matches("<td class=\"main\">").count();
    assert_eq!(rows(&page.html) + rows(&rest.html), 9 + 2 * 8, "each once");
    assert!(!page.html.contains(&others) && !rest.html.contains(&others), "what is another vendor's");

    let file = ines.get("/vendor/money/statement").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.html.lines().count(), 1 + 9 + 2 * 8);
    assert!(file.html.contains(&newest) && !file.html.contains(&others));
    stalls.market.close().await;
}

#[tokio::test]
async fn a_time_is_asked_for_by_days_and_money_is_not_for_everyone() {
    let stalls = Stalls::open().await;
    let market = &stalls.market;
    let mug = market.sell(stalls.kiln, Good::new(2_450, 3)).await;
    let cart = market.cart(&[(mug, 1)]).await;
    market.place(cart, CARD).await.unwrap();
    let mut reader = stalls.worker("Otto", MemberRole::ReadOnly).await;
    let today = market.app.now().strftime("%F").to_string();
    let of = |from: &str, to: &str| format!("/vendor/money?from={from}&to={to}");
    assert!(reader.get(&of(&today, &today)).await.says("Sale, less commission"));
    let before = reader.get(&of("2020-01-01", "2020-01-31")).await;
    assert!(before.says("Nothing moved in this time"), "{}", before.words());
    for (from, to) in [("2020-02-01", "2020-01-31"), ("soon", "")] {
        let wrong = reader.get(&of(from, to)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.value("from"), from, "what was typed stays");
        let file = reader.get(&of(from, to).replace("money?", "money/statement?")).await;
        assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let mut packer = stalls.worker("Noor", MemberRole::Fulfilment).await;
    for path in ["/vendor/money", "/vendor/money/statement"] {
        assert_eq!(packer.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(!packer.get("/vendor").await.html.contains("/vendor/money"));
    stalls.market.close().await;
}
