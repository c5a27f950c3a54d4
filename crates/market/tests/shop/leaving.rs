//! Who leaves while something of an order is not settled yet.

use jiff::SignedDuration;
use souk_domain::{
    ids::{ApiKeyId, OrderId},
    order::{OrderStatus, ReturnReason},
    shipment::ShipmentStatus,
};
use souk_market::{
    Actor, accounts,
    idempotency::{Guard, StoredResponse},
    refunds::{LinePieces, Seller},
    returns::{self, NewReturn, ReturnView},
    reviews::{self, NewReview, Review},
    worker::Worker,
};
use souk_testkit::market::CARD;

use crate::{
    accounts::{PASSWORD, actor, email_of, enter, proven, secret},
    setting::Market,
};

const PICTURE: &[u8] = include_bytes!("../../../server/demo/pictures/mug-teal.webp");

/// Texts that a query of one column answers.
macro_rules! texts {
    ($market:expr, $query:literal) => {{
        let read = $market.app.read(Actor::System, |ctx| {
            Box::pin(async move { Ok(ctx.tx.list::<String>(souk_db::sql!($query), &[]).await?) })
        });
        read.await.unwrap()
    }};
}

/// A key, the same for each, and what is kept of an answer under it.
fn guard<T>(words: fn(&T) -> String) -> Guard<T>
where
    T: 'static,
{
    Guard::new("one key", move |done: &T| Ok(StoredResponse { status: 201, text: words(done) }))
}

/// An order of ada's, completed a few days ago.
async fn completed(market: &Market) -> OrderId {
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2_450, 10).await;
    let mut purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    purchase.email = email_of("ada");
    let order = market.buy(&purchase).await.unwrap().order;
    enter(market, "ada", PASSWORD).await.expect("in, and the order joins");
    for parcel in market.ship_all(order).await {
        market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    }
    market.confirm(order, None).await.unwrap();
    market.clock.advance(SignedDuration::from_hours(24 * 20));
    market.settle().await;
    assert_eq!(market.order_view(order).await.status, OrderStatus::Completed);
    order
}

#[tokio::test]
async fn who_leaves_with_a_return_open_is_forgotten_once_it_is_answered_and_their_photographs_with_them() {
    let market = Market::open().await;
    let app = &market.app;
    let ada = proven(&market, "ada").await.id;
    let order = completed(&market).await;
    let part = market.order_view(order).await.vendor_orders.remove(0);
    let new = NewReturn {
        lines: vec![LinePieces { line: part.lines[0].id, quantity: 1 }],
        reason: ReturnReason::Damaged,
        words: "It broke in my kitchen.".to_owned(),
    };
    let asked = returns::request_return(app, actor(ada), order, new, None).await.unwrap().fresh().unwrap();
    let photo_key = || Some(guard(|view: &ReturnView| view.id.to_string()));
    for _ in 0..2 {
        let bytes = PICTURE.to_vec();
        returns::add_return_photo(app, actor(ada), order, asked.id, bytes, photo_key()).await.unwrap();
    }
    let new = NewReview { line: part.lines[0].id, rating: 2, comment: "It broke.".to_owned() };
    let key = Some(guard(|review: &Review| review.author.clone()));
    reviews::write_review(app, actor(ada), None, new, key).await.unwrap();
    let file = texts!(market, "select file from return_photo").remove(0);
    let not_shown = texts!(market, "select file from file_to_remove");
    assert!(not_shown.is_empty(), "the request that came again keeps no file: {not_shown:?}");
    assert!(app.files().has(&file).unwrap());
    accounts::delete(app, actor(ada), ada, secret(PASSWORD)).await.expect("gone");
    Worker::standard().clean(app).await.unwrap();
    let still = market.order_view(order).await;
    assert_eq!(still.email, email_of("ada"), "whoever answers the return needs to know whom");
    assert!(app.files().has(&file).unwrap());

    let (seller, no) = (Seller::Vendor(part.vendor), "It came from a fall.".to_owned());
    let vendor = Actor::Vendor { vendor: part.vendor, key: ApiKeyId::from_bytes([1; 16]) };
    let key = Some(guard(|view: &ReturnView| view.words.clone()));
    returns::refuse_return(app, vendor, seller, asked.id, no, key).await.unwrap();
    Worker::standard().clean(app).await.unwrap();
    let done = market.order_view(order).await;
    assert_eq!((done.email.as_str(), &done.shipping_address), ("", &None));
    assert!(done.events.iter().all(|event| event.reason.is_none()));
    let back = returns::list_order_returns(app, Actor::System, order).await.unwrap().remove(0);
    assert_eq!((back.words.as_str(), back.answer.as_str(), back.photos.len()), ("", "", 0));
    assert!(!app.files().has(&file).unwrap());
    let answers = texts!(market, "select operation from idempotency");
    let told = ["add_return_photo", "write_review", "refuse_return"];
    assert!(!answers.iter().any(|operation| told.contains(&operation.as_str())), "{answers:?}");
    market.clock.advance(SignedDuration::from_hours(25));
    Worker::standard().clean(app).await.unwrap();
    assert!(texts!(market, "select file from file_to_remove").is_empty());
    market.close().await;
}

#[tokio::test]
async fn who_is_owed_money_is_not_forgotten() {
    let market = Market::open().await;
    let app = &market.app;
    let ada = proven(&market, "ada").await.id;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2_450, 10).await;
    let mut purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD).by_transfer();
    purchase.email = email_of("ada");
    let order = market.buy(&purchase).await.unwrap().order;
    let view = market.order_view(order).await;
    market.receive("line 1", &view.payment.reference.clone().unwrap(), view.grand_total).await;
    enter(&market, "ada", PASSWORD).await.expect("in, and the order joins");
    market.cancel(order).await.unwrap();
    accounts::delete(app, actor(ada), ada, secret(PASSWORD)).await.expect("gone");
    Worker::standard().clean(app).await.unwrap();
    let owed = market.order_view(order).await;
    assert_eq!((owed.status, &owed.email), (OrderStatus::Cancelled, &email_of("ada")));

    let refunds = souk_market::refunds::list_order_refunds(app, Actor::Operator, order).await.unwrap();
    let refund = refunds[0].refund.id;
    souk_market::payments::mark_refund_done(app, Actor::Operator, refund, None).await.unwrap();
    Worker::standard().clean(app).await.unwrap();
    assert_eq!(market.order_view(order).await.email, "");
    assert_eq!(texts!(market, "select note from refund"), [""]);
    market.close().await;
}
