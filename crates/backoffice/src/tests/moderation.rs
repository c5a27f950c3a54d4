//! Products, reviews and returns, as the market's people look through them.

use axum::http::StatusCode;
use souk_domain::account::{Department, Role};
use souk_domain::ids::{ApiKeyId, ProductId};
use souk_domain::order::ReturnReason;
use souk_domain::shipment::ShipmentStatus;
use souk_market::catalogue::{self, ProductChanges, ProductStatus};
use souk_market::refunds::LinePieces;
use souk_market::returns::{self, NewReturn};
use souk_market::reviews::{self, NewReview};
use souk_market::{Actor, settings, shop};
use souk_testkit::Market;
use souk_testkit::browser::Browser;
use souk_testkit::market::{CARD, Good};

use super::rig::{browser, browser_of};

async fn keeper(market: &Market) -> Browser {
    browser_of(market, "Kim", Some((Role::Admin, Department::Catalogue))).await
}

/// A product of a vendor that waits for the market.
async fn waiting(market: &Market) -> ProductId {
    let checks = Box::new(|known| settings::Market { checks_products: true, ..known });
    settings::change_market(&market.app, Actor::Operator, checks).await.unwrap();
    let kiln = market.vendor("Kiln & Fern").await;
    market.product(kiln, 2450, 3).await;
    let listed =
        catalogue::list_any_products(&market.app, Actor::Operator, ProductStatus::Active, None, 10).await;
    let id = listed.unwrap().0.items[0].id;
    let seller = Actor::Vendor { vendor: kiln, key: ApiKeyId::from_bytes([1; 16]) };
    for status in [ProductStatus::Draft, ProductStatus::Active] {
        let changes = ProductChanges { status: Some(status), ..ProductChanges::default() };
        catalogue::change_product(&market.app, seller, kiln, id, changes, None).await.unwrap();
    }
    id
}

#[tokio::test]
async fn products_are_approved_and_rejected_with_a_reason() {
    let market = Market::open().await;
    let id = waiting(&market).await;
    let mut kim = keeper(&market).await;
    assert!(kim.get("/admin").await.says("to be looked at before they are shown"));
    let page = kim.get("/admin/products").await;
    assert!(page.says("In review 1") && page.says("Kiln & Fern"), "{}", page.words());
    let (approve, reject) = (format!("/admin/products/{id}/approve"), format!("/admin/products/{id}/reject"));
    let wrong = kim.post(&page.form(&reject)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains(&format!("href=\"#reason-{id}\"")), "{}", wrong.words());
    let done = kim.submit(&wrong.form(&reject).with("reason", "Show its <foot>.")).await;
    assert!(done.says("Rejected. Its vendor reads why.") && done.says("Nothing waits for you."));
    let late = kim.post(&page.form(&approve)).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "it was judged since: {}", late.words());
    let rejected = kim.get("/admin/products?status=rejected").await;
    assert!(rejected.says("Show its <foot>.") && !rejected.html.contains("<foot>"), "{}", rejected.words());
    assert!(!rejected.html.contains(&reject), "what is rejected is not rejected again");
    let done = kim.submit(&rejected.form(&approve)).await;
    assert!(done.says("Approved. It is on sale."), "{}", done.words());
    let shown = catalogue::show_product(&market.app, Actor::Guest, id.to_string()).await.unwrap();
    assert_eq!(shown.0.product.status, ProductStatus::Active);
    market.close().await;
}

#[tokio::test]
async fn who_only_looks_judges_no_products() {
    let market = Market::open().await;
    let id = waiting(&market).await;
    let form = keeper(&market).await.get("/admin/products").await;
    let approve = form.form(&format!("/admin/products/{id}/approve"));
    let mut reader = browser(&market, "Reader", Some(Role::Admin)).await;
    let page = reader.get("/admin/products").await;
    assert!(page.says("Kiln & Fern") && !page.html.contains("/approve"), "{}", page.words());
    let token = reader.token().await;
    assert_eq!(reader.post(&approve.with("csrf", &token)).await.status, StatusCode::FORBIDDEN);
    market.close().await;
}

#[tokio::test]
async fn a_reported_review_stands_or_is_hidden_and_returns_are_seen_with_their_age() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let thing = market.sell(kiln, Good::new(2_450, 10)).await;
    let order = market.place(market.cart(&[(thing, 2)]).await, CARD).await.unwrap().order;
    for parcel in market.ship_all(order).await {
        market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    }
    let view = market.order_view(order).await;
    let line = view.vendor_orders[0].lines[0].id;
    let token = Some(shop::order_token(&market.app, &view));
    let new = NewReview { line, rating: 1, comment: "Buy <b>elsewhere</b>".to_owned() };
    let written = reviews::write_review(&market.app, Actor::Guest, token, new, None).await.unwrap();
    let id = written.fresh().unwrap().id;
    let reader = || Some("192.0.2.7".to_owned());
    reviews::report_review(&market.app, Actor::Guest, id, reader()).await.unwrap();

    let mut kim = keeper(&market).await;
    let page = kim.get("/admin/reviews").await;
    assert!(page.says("Buy <b>elsewhere</b>") && !page.html.contains("<b>elsewhere"), "{}", page.words());
    assert!(page.says("told by one") && page.says("Kiln & Fern"), "{}", page.words());
    let done = kim.submit(&page.form(&format!("/admin/reviews/{id}/stand"))).await;
    assert!(done.says("It stands.") && done.says("Nobody told of any review."), "{}", done.words());
    reviews::report_review(&market.app, Actor::Guest, id, reader()).await.unwrap();
    let page = kim.get("/admin/reviews").await;
    let mut user = browser_of(&market, "Uma", Some((Role::User, Department::Catalogue))).await;
    assert!(!user.get("/admin/reviews").await.html.contains("/hide"), "who only looks is offered nothing");
    let hide = page.form(&format!("/admin/reviews/{id}/hide"));
    let of_user = hide.clone().with("csrf", &user.token().await);
    assert_eq!(user.post(&of_user).await.status, StatusCode::FORBIDDEN);
    let done = kim.submit(&hide).await;
    assert!(done.says("Hidden. It counts no more."), "{}", done.words());

    let new = NewReturn {
        lines: vec![LinePieces { line, quantity: 1 }],
        reason: ReturnReason::Damaged,
        words: "The <i>handle</i> is off".to_owned(),
    };
    let back = returns::request_return(&market.app, Actor::Guest, order, new, None).await.unwrap();
    let back = back.fresh().unwrap().id;
    let mut chief = browser(&market, "Chief", Some(Role::User)).await;
    let list = chief.get("/admin/returns").await;
    assert!(list.says("Return asked for 1") && list.says("today"), "{}", list.words());
    assert!(list.says(&view.number), "{}", list.words());
    let one = chief.get(&format!("/admin/returns/{back}")).await;
    assert!(one.says("The <i>handle</i> is off") && !one.html.contains("<i>handle"), "{}", one.words());
    let none = format!("/admin/returns/ret_{}", "0".repeat(26));
    assert_eq!(chief.get(&none).await.status, StatusCode::NOT_FOUND);
    assert_eq!(kim.get("/admin/returns").await.status, StatusCode::FORBIDDEN);
    market.close().await;
}
