//! Orders and the market's money, as its people see and move them.

use axum::http::StatusCode;
use souk_domain::account::{Department, Role};
use souk_market::checkout::TransferOutcome;
use souk_testkit::Market;
use souk_testkit::market::{CARD, Good};

use super::rig::{browser, browser_of};

#[tokio::test]
async fn an_order_is_found_by_number_and_buyer_and_ended_with_a_reason() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.sell(kiln, Good::new(2_450, 40)).await;
    let cart = market.cart(&[(mug, 1)]).await;
    let order = market.place(cart, CARD).await.unwrap().order;
    let shown = market.order_view(order).await;
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;

    let list = chief.get("/admin/orders").await;
    assert!(list.says(&shown.number) && list.says("Processing"), "{}", list.words());
    let part = &shown.number[2..6].to_lowercase();
    for asked in [format!("q={part}"), format!("q={}", shown.email), "status=processing".to_owned()] {
        assert!(chief.get(&format!("/admin/orders?{asked}")).await.says(&shown.number), "{asked}");
    }
    for asked in ["q=nobody", "status=shipped", "status=processing&q=nobody"] {
        assert!(!chief.get(&format!("/admin/orders?{asked}")).await.says(&shown.number), "{asked}");
    }

    let address = format!("/admin/orders/{}", shown.number);
    let page = chief.get(&address).await;
    assert!(page.says("Kiln & Fern") && page.says("completed"), "{}", page.words());
    // operations do not see the books
    assert!(!page.says("Booked for this order"), "{}", page.words());
    let cancel = format!("{address}/cancel");
    let wrong = chief.post(&page.form(&cancel)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.words());
    let done = chief.submit(&wrong.form(&cancel).with("reason", "The kiln broke.")).await;
    assert!(done.says("The order is cancelled."), "{}", done.words());
    let late = chief.submit(&page.form(&cancel).with("reason", "Again.")).await;
    assert!(late.says("The kiln broke.") && !late.says("Again."), "it ended once: {}", late.words());
    assert!(chief.get("/admin/orders/S-0000-0000").await.status == StatusCode::NOT_FOUND);

    let mut money = browser_of(&market, "Fin", Some((Role::Admin, Department::Finance))).await;
    let page = money.get(&address).await;
    assert!(page.says("Booked for this order") && page.says("Vendor escrow"), "{}", page.words());
    assert!(!page.html.contains(&cancel), "who may not end orders is not asked");
    market.close().await;
}

#[tokio::test]
async fn transfers_are_booked_once_applied_to_orders_and_sent_back() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.sell(kiln, Good::new(2_450, 40)).await;
    let place = async || {
        let cart = market.cart(&[(mug, 1)]).await;
        let order = market.place_by_transfer(cart).await.unwrap().order;
        market.order_view(order).await
    };
    let (first, second) = (place().await, place().await);
    let mut money = browser_of(&market, "Fin", Some((Role::Admin, Department::Finance))).await;
    let due = format!("{}.{:02}", first.grand_total / 100, first.grand_total % 100);

    // a line whose reference names its order pays it by itself, and is booked once
    let page = money.get("/admin/transfers").await;
    let form = |line: &str, reference: &str, page: &souk_testkit::browser::Page| {
        page.form("/admin/transfers")
            .with("amount", &due)
            .with("reference", reference)
            .with("statement_line", line)
    };
    let reference = first.payment.reference.clone().unwrap();
    let done = money.submit(&form("2026-11/1", &reference, &page)).await;
    assert!(done.says("The order is paid."), "{}", done.words());
    let again = money.submit(&form("2026-11/1", &reference, &done)).await;
    assert!(again.says("This line was booked before."), "{}", again.words());
    assert!(money.get("/admin/transfers?state=applied").await.says(&first.number));

    // one that names none waits, is applied by the order's number, or goes back
    let wrong = money.post(&form("2026-11/2", "?", &again).with("amount", "none")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.value("statement_line"), "2026-11/2", "what was typed stays");
    let waits = money.submit(&wrong.form("/admin/transfers").with("amount", &due)).await;
    assert!(waits.says("No order waits for it"), "{}", waits.words());
    let address = waits.html.split('"').find(|text| text.ends_with("/apply")).expect("a form").to_owned();
    let nowhere = money.post(&waits.form(&address).with("order", "S-0000-0000")).await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nowhere.says("No order has this number."), "{}", nowhere.words());
    let paid = money.submit(&nowhere.form(&address).with("order", &second.number)).await;
    assert!(paid.says("The order is paid."), "{}", paid.words());
    let stale = money.post(&nowhere.form(&address.replace("/apply", "/return"))).await;
    assert!(
        !stale.status.is_success() && stale.status != StatusCode::SEE_OTHER,
        "it pays an order: {}",
        stale.status
    );

    assert_eq!(market.receive("2026-11/3", "nobody's", 700).await, TransferOutcome::Unmatched);
    let page = money.get("/admin/transfers").await;
    let address = page.html.split('"').find(|text| text.ends_with("/return")).expect("a button").to_owned();
    let done = money.submit(&page.form(&address)).await;
    assert!(done.says("Marked as returned."), "{}", done.words());

    let mut reader = browser_of(&market, "Reader", Some((Role::User, Department::Finance))).await;
    let page = reader.get("/admin/transfers").await;
    assert!(page.status == StatusCode::OK && !page.says("Book it"), "{}", page.words());
    market.close().await;
}

#[tokio::test]
async fn the_books_are_searched_by_account_and_order() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.sell(kiln, Good::new(2_450, 40)).await;
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let cart = market.cart(&[(mug, 1)]).await;
        let order = market.place(cart, CARD).await.unwrap().order;
        numbers.push(market.order_view(order).await.number.clone());
    }
    let mut money = browser_of(&market, "Fin", Some((Role::Admin, Department::Finance))).await;
    let all = money.get("/admin/ledger").await;
    assert!(numbers.iter().all(|number| all.says(number)) && all.says("Kiln & Fern"), "{}", all.words());
    let one = money.get(&format!("/admin/ledger?account=commission&order={}", numbers[0])).await;
    assert!(one.says(&numbers[0]) && !one.says(&numbers[1]), "{}", one.words());
    let none = money.get("/admin/ledger?account=bad_debts").await;
    assert!(none.says("Nothing is booked here"), "{}", none.words());
    let odd = money.get("/admin/ledger?order=S-0000-0000").await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut catalogue = browser_of(&market, "Cat", Some((Role::Admin, Department::Catalogue))).await;
    for closed in ["/admin/ledger", "/admin/transfers", "/admin/refunds", "/admin/orders"] {
        assert_eq!(catalogue.get(closed).await.status, StatusCode::FORBIDDEN, "{closed}");
    }
    market.close().await;
}

#[tokio::test]
async fn a_refund_that_people_send_is_marked_and_leaves_the_list() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.sell(kiln, Good::new(2_450, 40)).await;
    let cart = market.cart(&[(mug, 1)]).await;
    let order = market.place_by_transfer(cart).await.unwrap().order;
    let shown = market.order_view(order).await;
    let reference = shown.payment.reference.clone().unwrap();
    // too much came: the surplus goes back from the market's own account
    market.receive("2026-11/1", &reference, shown.grand_total + 500).await;
    let mut money = browser_of(&market, "Fin", Some((Role::Admin, Department::Finance))).await;
    let page = money.get("/admin/refunds").await;
    assert!(page.says(&shown.number) && page.says("By hand"), "{}", page.words());
    let address = page.html.split('"').find(|text| text.ends_with("/done")).expect("a button").to_owned();
    let done = money.submit(&page.form(&address)).await;
    assert!(done.says("the money was sent") && done.says("All caught up"), "{}", done.words());
    assert!(money.get("/admin/refunds?which=all").await.says(&shown.number));
    market.close().await;
}
