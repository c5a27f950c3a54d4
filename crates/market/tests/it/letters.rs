//! Letters: to whom each goes, and that one which cannot be written holds up no other.

use jiff::SignedDuration;
use souk_domain::order::OrderStatus;
use souk_market::{
    Actor, checkout,
    settings::{self, Market as Settings},
};
use souk_testkit::{
    Market,
    market::{CARD, Decision, Notice},
};

use super::shop::{CONFIRM, MUG_TOTAL, last_key, mugs, order_one, page, status, told};

const CONTACT: &str = "people@market.example";

/// The market's people can be written to.
pub(crate) async fn with_contact(market: &Market) {
    let saved = market.app.write(Actor::Operator, |ctx| {
        Box::pin(async move {
            let settings = Settings { contact: CONTACT.to_owned(), ..settings::load(ctx).await? };
            settings::save(ctx, &settings).await
        })
    });
    saved.await.unwrap();
}

async fn letters_to_the_market(market: &Market) -> Vec<String> {
    let mails = market.mails().await.into_iter();
    mails.filter(|(reader, _)| reader == CONTACT).map(|(_, kind)| kind).collect()
}

#[tokio::test]
async fn an_event_that_cannot_be_told_holds_up_no_other() {
    let (market, mug) = mugs().await;
    // of an order that is not there, and older than all others: more of them than are told in one turn
    for number in 1..=60_u32 {
        let (id, nobody) = (blob(&market, number), blob(&market, 0xffff_0000 + number));
        market
            .raw(&format!(
                "insert into outbox (id, kind, subject_id, payload, created_at, handled_at) \
                 values ({id}, 'order_paid', {nobody}, '{{}}', 0, null)"
            ))
            .await;
    }
    let (order, _) = order_one(&market, mug, CARD).await;
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    assert_eq!(told(&market).await, ["order_placed"]);
    market.raw("delete from outbox where created_at = 0").await;
    market.close().await;
}

#[tokio::test]
async fn an_event_is_tried_again_once_what_was_wrong_is_mended() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CARD).await;
    // its payment is nowhere to be found for a while
    market.raw("update payment set method = 'unheard_of'").await;
    market.settle().await;
    assert!(told(&market).await.is_empty());
    market.raw("update payment set method = 'card'").await;
    market.settle().await;
    assert!(told(&market).await.is_empty(), "it rests before it is tried again");
    market.clock.advance(SignedDuration::from_secs(3));
    market.settle().await;
    assert_eq!(told(&market).await, ["order_placed"]);
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    market.close().await;
}

#[tokio::test]
async fn a_refund_that_fails_is_told_to_the_market_once() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    let (page, key) = (page(&market, order).await, last_key(&market, order).await);
    market.bank.hold_notices().await;
    market.bank.decide(&page, Decision::Approve).await;
    market.tell(&Notice::of_charge("behind", &key, "cancelled")).await.unwrap();
    market.cancel(order).await.unwrap();
    assert_eq!(market.bank.flush().await, 0);
    checkout::apply_news(&market.app).await.unwrap();
    // the bank knows no such charge, and so refuses
    market.raw("update refund set charge_key = 'somebody else'").await;
    market.settle().await;
    market.settle().await;
    assert_eq!(letters_to_the_market(&market).await, ["refund_left_to_staff"]);
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    assert_eq!(market.balance("refunds_clearing").await, -MUG_TOTAL, "the money is still owed");
    market.close().await;
}

#[tokio::test]
async fn a_surplus_of_a_transfer_is_told_to_the_market_which_sends_it_back_by_hand() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let order = market.place_by_transfer(market.cart(&[(mug, 1)]).await).await.unwrap().order;
    let reference = market.order_view(order).await.payment.reference.unwrap();
    market.receive("line 1", &reference, MUG_TOTAL + 250).await;
    market.deliver().await;
    assert_eq!(letters_to_the_market(&market).await, ["refund_left_to_staff"]);
    let to_buyer: Vec<String> =
        told(&market).await.into_iter().filter(|kind| !kind.contains("refund")).collect();
    assert_eq!(to_buyer, ["order_placed", "payment_received"]);
    market.close().await;
}

#[tokio::test]
async fn an_address_or_account_that_cannot_be_is_refused() {
    let (market, _) = mugs().await;
    for wrong in ["people at market", "a@b@c"] {
        let saved = market.app.write(Actor::Operator, move |ctx| {
            Box::pin(async move {
                let settings = Settings { contact: wrong.to_owned(), ..settings::load(ctx).await? };
                settings::save(ctx, &settings).await
            })
        });
        assert_eq!(super::shop::refused(saved.await), "invalid_input", "{wrong}");
    }
    market.close().await;
}

/// Sixteen bytes that sort by the number, as the database writes them.
fn blob(market: &Market, number: u32) -> String {
    let hex = format!("{number:032x}");
    match market.app.db().dialect() {
        souk_db::Dialect::Postgres => format!("'\\x{hex}'::bytea"),
        souk_db::Dialect::Sqlite | souk_db::Dialect::Mysql => format!("x'{hex}'"),
    }
}
