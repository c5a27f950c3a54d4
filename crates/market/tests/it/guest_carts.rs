//! Carts of people who never sign in: as many as a client may begin, and not for ever.

use jiff::SignedDuration;
use souk_domain::{
    quantity::Quantity,
    refusal::{CartRefusal, Refusal},
};
use souk_market::{Actor, Error, accounts, cart, limits::Limits, shop, worker::Worker};
use souk_testkit::market::{CARD, Market};

fn client(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[tokio::test]
async fn a_client_begins_so_many_carts_in_an_hour_and_no_other_is_held_up() {
    let limits = Limits { carts_per_client: 3, ..Limits::default() };
    let market = Market::with_limits(limits).await;
    let vendor = market.vendor("Kiln & Fern").await;
    let mug = market.product(vendor, 2_450, 10).await;
    let begin = |who| accounts::open_cart(&market.app, Actor::Guest, who);
    let put = |who, held| shop::put_in_cart(&market.app, Actor::Guest, who, held, (mug, Quantity::ONE));
    for _ in 0..2 {
        begin(client("one")).await.unwrap();
    }
    let held = put(client("one"), None).await.unwrap();
    let too_many = |error| matches!(error, Error::Refused(Refusal::Throttle(_)));
    assert!(too_many(begin(client("one")).await.unwrap_err()));
    assert!(too_many(put(client("one"), None).await.unwrap_err()), "by whatever door");
    assert_eq!(put(client("one"), Some(held)).await.unwrap(), held, "the cart it has takes more");
    begin(client("other")).await.unwrap();
    begin(None).await.unwrap();
    market.clock.advance(SignedDuration::from_hours(1));
    begin(client("one")).await.unwrap();
    market.close().await;
}

#[tokio::test]
async fn what_no_guest_touches_for_long_is_removed_and_nothing_else() {
    let market = Market::open().await;
    let vendor = market.vendor("Kiln & Fern").await;
    let mug = market.product(vendor, 2_450, 10).await;
    let kept = Limits::default().guest_carts_kept;
    let forgotten = market.cart(&[(mug, 2)]).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    market.clock.advance(kept / 2);
    let used = market.cart(&[(mug, 1)]).await;
    market.clock.advance(kept / 2 + SignedDuration::from_secs(1));
    Worker::standard().clean(&market.app).await.unwrap();
    let look = |key| cart::show_cart(&market.app, Actor::Guest, key);
    let gone = look(forgotten).await.unwrap_err();
    assert!(matches!(gone, Error::Refused(Refusal::Cart(CartRefusal::NotFound))), "{gone}");
    assert_eq!(look(used).await.unwrap().lines.len(), 1);
    assert_eq!(market.order_view(order).await.vendor_orders.len(), 1, "what was ordered stays");
    market.close().await;
}
