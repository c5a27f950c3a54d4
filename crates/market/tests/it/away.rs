//! A vendor that is away: nothing of it is put into carts or ordered, and it opens by time.

use jiff::{SignedDuration, Timestamp};
use souk_domain::{
    ids::{CartKey, VendorId},
    refusal::{CheckoutRefusal, Refusal},
};
use souk_market::{
    Actor, Result,
    cart::{self, CartView, NoticeKind},
    vendors::{self, NewClosure, Vendor},
};
use souk_testkit::{Market, market::CARD};

use super::shop::refused;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

async fn close(
    market: &Market,
    vendor: VendorId,
    (from, until): (Option<Timestamp>, Option<Timestamp>),
) -> Result<Vendor> {
    let notice = "We are at the fair.".to_owned();
    let new = NewClosure { from, until, notice, expected_revision: None };
    let closed = vendors::close_for_a_while(&market.app, Actor::Operator, vendor, new, None);
    Ok(closed.await?.fresh().expect("it came under no key"))
}

async fn look(market: &Market, key: CartKey) -> CartView {
    cart::show_cart(&market.app, Actor::Guest, key).await.unwrap()
}

#[tokio::test]
async fn nothing_of_it_is_sold_from_its_first_moment_to_its_last() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln").await, market.vendor("Loom").await);
    let (mug, scarf) = (market.product(kiln, 2450, 9).await, market.product(loom, 5900, 9).await);
    let now = market.app.now();
    let (from, until) = (now + HOUR, now + HOUR * 3);
    close(&market, kiln, (Some(from), Some(until))).await.unwrap();
    let key = market.cart(&[(mug, 1), (scarf, 1)]).await;
    assert!(look(&market, key).await.notices.is_empty(), "it is not away yet");

    market.clock.advance(HOUR);
    let view = look(&market, key).await;
    assert_eq!(view.notices.len(), 1);
    assert_eq!(
        (view.notices[0].variant, view.notices[0].kind),
        (mug, NoticeKind::VendorAway { until: Some(until) })
    );
    assert_eq!(refused(market.try_cart(&[(mug, 1)]).await), "vendor_away");
    assert_eq!(refused(market.add_to(key, mug).await), "vendor_away", "nor one more of what is there");
    let error = market.place(key, CARD).await.unwrap_err();
    let away =
        CheckoutRefusal::VendorAway { vendor: "Kiln".to_owned(), until: Some(until), variants: vec![mug] };
    assert_eq!(error.refusal(), Some(&Refusal::Checkout(away)));
    market.place(market.cart(&[(scarf, 1)]).await, CARD).await.expect("others sell");

    market.clock.advance(HOUR * 2);
    assert!(look(&market, key).await.notices.is_empty(), "it opened by time alone");
    market.place(key, CARD).await.expect("it sells again");
    market.close().await;
}

#[tokio::test]
async fn it_opens_when_it_says_so_and_what_was_ordered_goes_on_meanwhile() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln").await;
    let mug = market.product(kiln, 2450, 9).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    market.deliver().await;
    let closed = close(&market, kiln, (None, None)).await.unwrap();
    assert_eq!(closed.closure_notice, "We are at the fair.");
    assert_eq!(refused(market.try_cart(&[(mug, 1)]).await), "vendor_away");
    assert_eq!(market.ship_all(order).await.len(), 1);
    let stale = vendors::open_again(&market.app, Actor::Operator, kiln, Some(closed.revision - 1)).await;
    assert_eq!(refused(stale), "precondition_failed");
    let open = vendors::open_again(&market.app, Actor::Operator, kiln, None).await.unwrap();
    assert_eq!((open.closure(), open.closure_notice.as_str()), (None, ""));
    market.cart(&[(mug, 1)]).await;
    market.close().await;
}

#[tokio::test]
async fn an_end_that_is_over_or_before_the_beginning_is_refused() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln").await;
    let now = market.app.now();
    for window in [
        (None, Some(now)),
        (None, Some(now - HOUR)),
        (Some(now + HOUR), Some(now + HOUR)),
        (Some(now + HOUR * 2), Some(now + HOUR)),
    ] {
        assert_eq!(refused(close(&market, kiln, window).await), "invalid_input");
    }
    let long = NewClosure { from: None, until: None, notice: "n".repeat(501), expected_revision: None };
    let refusal = vendors::close_for_a_while(&market.app, Actor::Operator, kiln, long, None).await;
    assert_eq!(refused(refusal), "invalid_input");
    market.close().await;
}
