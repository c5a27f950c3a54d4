//! Letters: to whom each goes, and that one which cannot be written holds up no other.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use jiff::SignedDuration;
use souk_db::{BoxFuture, params, sql};
use souk_domain::{ids::MailId, order::OrderStatus};
use souk_market::{
    Actor, Fault,
    mail::{Mailer, OutgoingMail},
    settings::{self, Market as Settings},
    worker::{self, Worker},
};
use souk_testkit::{
    Market,
    market::{CARD, Decision, Notice, Ports},
};

use super::shop::{CONFIRM, DECLINED, MUG_TOTAL, last_key, mugs, order_one, page, status, told};

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

/// A mail server that is away until it is not, and remembers what it was asked to take.
#[derive(Default)]
struct Away {
    is_back: AtomicBool,
    asked: Mutex<Vec<(MailId, String)>>,
}

impl Mailer for Away {
    fn send<'a>(&'a self, mail: &'a OutgoingMail) -> BoxFuture<'a, Result<(), Fault>> {
        self.asked.lock().unwrap().push((mail.id, mail.text.clone()));
        let is_back = self.is_back.load(Ordering::SeqCst);
        Box::pin(async move {
            if is_back { Ok(()) } else { Err(Fault::Outside("the mail server is away".to_owned())) }
        })
    }
}

impl Away {
    fn take_asked(&self) -> Vec<(MailId, String)> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

#[tokio::test]
async fn a_letter_tells_what_was_so_when_it_was_caused_however_late_it_goes() {
    let (market, mug) = mugs().await;
    let away = Arc::new(Away::default());
    let mailer: Arc<dyn Mailer> = Arc::clone(&away) as _;
    let app = market.app_with(Ports { mailer: Some(mailer), ..Ports::default() }).await;
    let (order, _) = order_one(&market, mug, DECLINED).await;
    while worker::run_due(&app).await.unwrap() > 0 {}
    let first = away.take_asked();
    assert_eq!(first.len(), 1, "{first:?}");
    assert!(first[0].1.ends_with(", pending with 0 after declined"), "{first:?}");
    let kept = market.app.read(Actor::System, |ctx| {
        Box::pin(async move { Ok(ctx.tx.one::<String>(sql!("select facts from mail"), params![]).await?) })
    });
    let kept = kept.await.unwrap();
    assert!(!kept.contains("http") && !kept.contains("token"), "what opens something is not kept: {kept}");

    assert_eq!(market.pay(order, CARD).await.unwrap().body, "paid");
    away.is_back.store(true, Ordering::SeqCst);
    market.clock.advance(SignedDuration::from_secs(3));
    while worker::run_due(&app).await.unwrap() > 0 {}
    let later = away.take_asked();
    assert_eq!(later.iter().filter(|letter| **letter == first[0]).count(), 1, "the same letter: {later:?}");
    assert_eq!(later.len(), 3, "and one to buyer and vendor of the paid order: {later:?}");
    while worker::run_due(&app).await.unwrap() > 0 {}
    assert_eq!(away.take_asked(), [], "what was taken is not handed on again");
    app.db().close().await;
    market.close().await;
}

#[tokio::test]
async fn letters_are_kept_for_a_month_and_their_absence_is_no_finding() {
    let (market, mug) = mugs().await;
    order_one(&market, mug, CARD).await;
    market.settle().await;
    assert_eq!(market.mails().await.len(), 2);
    market.clock.advance(SignedDuration::from_hours(24 * 31));
    order_one(&market, mug, CARD).await;
    market.settle().await;
    Worker::standard().clean(&market.app).await.unwrap();
    assert_eq!(market.mails().await.len(), 2, "those of the first order are gone");
    market.close().await;
}

#[tokio::test]
async fn an_event_that_cannot_be_handled_holds_up_no_other() {
    let (market, mug) = mugs().await;
    // of an order that is not there, and older than all others: more of them than are told in one turn
    for number in 1..=60_u32 {
        let (id, nobody) = (blob(&market, number), blob(&market, 0xffff_0000 + number));
        market
            .raw(&format!(
                "insert into outbox (id, kind, subject_id, created_at, place) \
                 values ({id}, 'order_paid', {nobody}, 0, null)"
            ))
            .await;
    }
    let (order, _) = order_one(&market, mug, CARD).await;
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    assert_eq!(told(&market).await, ["order_placed"]);
    let lane = market.app.read(Actor::System, |ctx| {
        Box::pin(async move {
            Ok(ctx.tx.one::<i64>(sql!("select count(*) from outbox_parked"), params![]).await?)
        })
    });
    assert_eq!(lane.await.unwrap(), 60, "each waits by itself");
    market.raw("delete from outbox_parked").await;
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
async fn an_event_that_rests_does_not_wait_for_a_clock_that_was_ahead() {
    let (market, mug) = mugs().await;
    let ahead = SignedDuration::from_hours(24 * 30);
    market.clock.set(ahead);
    order_one(&market, mug, CARD).await;
    market.raw("update payment set method = 'unheard_of'").await;
    market.settle().await;
    market.raw("update payment set method = 'card'").await;
    market.clock.set(-ahead);
    market.settle().await;
    assert_eq!(told(&market).await, ["order_placed"]);
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
    Worker::standard().run_lane(&market.app, "gateway_events").await.unwrap();
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
async fn what_is_older_than_the_letters_that_are_kept_is_told_to_nobody() {
    let (market, mug) = mugs().await;
    market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap();
    let until = market.app.now().as_millisecond();
    market.raw(&format!("insert into outbox_cursor (name, place) values ('cleaned_until', {until})")).await;
    market.clock.advance(SignedDuration::from_secs(1));
    market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap();
    market.deliver().await;
    assert_eq!(told(&market).await, ["order_placed"], "of the second alone");
    market.require_clean("with an order that nobody was told of").await;
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
    bytes(market, &u128::from(number).to_be_bytes())
}

/// Sixteen bytes, as the database writes them.
pub(crate) fn bytes(market: &Market, bytes: &[u8; 16]) -> String {
    let hex = format!("{:032x}", u128::from_be_bytes(*bytes));
    match market.app.db().dialect() {
        souk_db::Dialect::Postgres => format!("'\\x{hex}'::bytea"),
        souk_db::Dialect::Sqlite | souk_db::Dialect::Mysql => format!("x'{hex}'"),
    }
}
