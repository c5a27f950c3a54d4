//! What buyers do while a server dies, and what must be true afterwards.

use serde_json::{Value, json};
use souk_market::faults::FaultPoint;
use souk_testkit::market::Notice;

use crate::support::{
    Answer, Ask, Place, Process, Server, Stall, api::text, books, shopper, shopper::Placed, stall::usd,
    until::Wait,
};

/// What one thing costs, in minor units.
const PRICE: i64 = 2_000;
/// With 6 % tax and the parcel.
const TOTAL: i64 = PRICE + 120 + 500;

/// How long the shop waits for the bank where it is the shop that must find out what became of a charge.
const IMPATIENCE_MS: &str = "1500";

/// A way to come to fault points.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Story {
    Pays,
    PaysAfterDecline,
    /// The bank names the charge before it is confirmed.
    BeginsAtTheBank,
    ConfirmsAtTheBank,
    CompletesWhatWasApproved,
    IsInDoubt,
    LetsItExpire,
    Cancels,
    PaysTwice,
    Transfers,
}

/// What a buyer does whose request was not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Buyer {
    ComesBack,
    GivesUp,
}

/// How an order must stand in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Paid,
    Cancelled,
    /// The buyer went away: paid, waiting for money, or never placed; whichever, the bank says the same.
    AsTheBankSays,
}

/// A shop whose first server dies at a fault point.
struct Shop {
    place: Place,
    point: FaultPoint,
    server: Server,
    deaths: u32,
    buyer: Buyer,
}

/// Runs a story against a server armed at a point. Panics when the point is not reached, or anything is lost or doubled.
pub(crate) async fn run(point: FaultPoint, story: Story, buyer: Buyer) {
    let place = Place::open().await;
    let place = match (story, buyer) {
        (Story::IsInDoubt, _) | (_, Buyer::GivesUp) => {
            place.with("SOUK_LIMITS_GATEWAY_TIMEOUT_MS", IMPATIENCE_MS)
        }
        // the shop must not give a charge up before its buyer comes back
        _ => place,
    };
    let place = match story {
        Story::BeginsAtTheBank => place.with("SOUK_PAYMENTS_SANDBOX_REFERENCES", "true"),
        _ => place,
    };
    let server = place.serve_armed(point.name()).await;
    let stall = Stall::open(&place, &server.api).await;
    let variant = stall.product(&server.api, "Teapot", PRICE, 5).await;
    let mut shop = Shop { place, point, server, deaths: 0, buyer };
    let (end, mails) = tell(&mut shop, story, &stall, &variant).await;
    shop.settle().await;
    assert_eq!(shop.deaths, 1, "{} was not reached by {story:?}", point.name());
    shop.verify(end, mails).await;
    let Shop { place, server, .. } = shop;
    drop(server);
    place.close().await;
}

/// The mails of one paid order: one to the buyer, one to the vendor.
const PAID: &[&str] = &["order_placed", "vendor_new_order"];

/// Plays the story. Answers how it must end, and the mails that must have been sent, sorted.
async fn tell(shop: &mut Shop, story: Story, stall: &Stall, variant: &str) -> (End, &'static [&'static str]) {
    let good = shopper::by_card(shopper::GOOD_CARD);
    match story {
        Story::Pays | Story::BeginsAtTheBank => {
            if shop.order(variant, &good).await.is_none() {
                return (End::AsTheBankSays, &[]);
            }
            (End::Paid, PAID)
        }
        Story::PaysAfterDecline => {
            let declined = shop.order(variant, &shopper::by_card(shopper::DECLINED_CARD)).await;
            let order = Placed::of(&declined.expect("an answer").expect(402));
            shop.repeat(&shopper::pay(&order, &good, "again")).await.expect(201);
            (End::Paid, &["order_placed", "payment_failed", "vendor_new_order"])
        }
        Story::ConfirmsAtTheBank => {
            let (_, page) = shop.order_to_confirm(variant, shopper::CONFIRMED_CARD).await;
            shop.place.bank.approve(&page).await;
            shop.until_status("processing").await;
            (End::Paid, PAID)
        }
        Story::CompletesWhatWasApproved => {
            let (_, page) = shop.order_to_confirm(variant, shopper::COMPLETED_CARD).await;
            shop.place.bank.approve(&page).await;
            shop.until_status("processing").await;
            (End::Paid, PAID)
        }
        Story::IsInDoubt => {
            let placed = shop.order(variant, &shopper::by_card(shopper::DROPPED_CARD)).await;
            let order = Placed::of(&placed.expect("an answer").expect(201));
            // the sweeper finds out that nothing was charged, and the order can be paid again
            let paid = shop.repeat(&shopper::pay(&order, &good, "again")).await;
            paid.expect(201);
            (End::Paid, &["order_placed", "payment_failed", "vendor_new_order"])
        }
        Story::LetsItExpire => {
            shop.order_to_confirm(variant, shopper::CONFIRMED_CARD).await;
            books::let_orders_expire(&shop.place).await;
            shop.until_status("cancelled").await;
            (End::Cancelled, &["order_cancelled"])
        }
        Story::Cancels => {
            let (order, _) = shop.order_to_confirm(variant, shopper::CONFIRMED_CARD).await;
            shop.repeat(&shopper::cancel(&order)).await.expect(200);
            (End::Cancelled, &["order_cancelled"])
        }
        Story::PaysTwice => {
            let (order, page) = shop.order_to_confirm(variant, shopper::CONFIRMED_CARD).await;
            let keys = books::attempt_keys(&shop.place).await;
            // a bank that says no and later yes after all: the second payment is the one too many
            shop.post(&Notice::of_charge("evt_too_early", &keys[0].1, "declined")).await;
            shop.repeat(&shopper::pay(&order, &good, "again")).await.expect(201);
            shop.place.bank.approve(&page).await;
            shop.until_refunded().await;
            (End::Paid, &["late_payment_returned", "order_placed", "payment_failed", "vendor_new_order"])
        }
        Story::Transfers => {
            let placed = shop.order(variant, &json!({"method": "bank_transfer"})).await.expect("an answer");
            let placed = placed.expect(201);
            let transfer = json!({"statement_line": "2026-11-03/1", "reference": text(&placed, "/payment/reference"),
                                 "amount": usd(TOTAL), "received_at": "2026-11-03T09:00:00Z"});
            let receive = Ask::post("admin/incoming-transfers").by(&stall.staff).json(&transfer);
            let booked = shop.repeat(&receive).await;
            booked.expect(201);
            shop.until_status("processing").await;
            (End::Paid, &["order_placed", "payment_received", "vendor_new_order"])
        }
    }
}

impl Shop {
    /// Orders one piece. `None` when the server died and the buyer gave up.
    async fn order(&mut self, variant: &str, payment: &Value) -> Option<Answer> {
        let cart = shopper::cart(&self.server.api, &[(variant, 1)]).await;
        let body = shopper::order(&cart, "ada@example.org", payment);
        let ask = shopper::place(&body, "the order");
        match (self.server.api.try_ask(&ask).await, self.buyer) {
            (Ok(answer), _) => Some(answer),
            (Err(_), Buyer::GivesUp) => {
                self.rise().await;
                None
            }
            (Err(_), Buyer::ComesBack) => Some(self.repeat(&ask).await),
        }
    }

    /// Orders with a card that must be confirmed. Answers the order and the bank's page.
    async fn order_to_confirm(&mut self, variant: &str, card: &str) -> (Placed, String) {
        let placed = self.order(variant, &shopper::by_card(card)).await.expect("an answer");
        let placed = placed.expect(201);
        (Placed::of(&placed), text(&placed, "/payment/next_action/url"))
    }

    /// Sends a request until it is answered for good, as a client does that follows the contract.
    async fn repeat(&mut self, ask: &Ask) -> Answer {
        let mut wait = self.wait_for("an answer");
        loop {
            wait.look().await;
            match self.server.api.try_ask(ask).await {
                Ok(answer) if !answer.asks_to_wait() => return answer,
                Ok(_) => self.rise_if_dead().await,
                Err(_) => self.rise().await,
            }
        }
    }

    /// Hands the shop a notice as the bank would.
    async fn post(&mut self, notice: &Notice) {
        let mut ask = Ask::post("webhooks/payments/sandbox").bytes("application/json", notice.body.clone());
        for (name, value) in &notice.headers {
            ask = ask.header(name, value.as_str());
        }
        let taken = self.repeat(&ask).await;
        taken.expect(204);
    }

    /// The server is gone: sees that it was killed, lets its leases lapse, and opens it again where it was.
    async fn rise(&mut self) {
        let status = self.server.process.end().await;
        assert!(Process::was_killed(status), "the server did not die as by kill -9: {status}");
        self.deaths += 1;
        books::let_leases_lapse(&self.place).await;
        self.server = self.place.serve_again(&self.server).await;
    }

    async fn rise_if_dead(&mut self) {
        if self.server.process.ended().is_some() {
            self.rise().await;
        }
    }

    fn wait_for(&self, what: &str) -> Wait {
        Wait::new(format!("{what}, with {} armed", self.point.name()))
    }

    /// Waits until the one order has a status.
    async fn until_status(&mut self, status: &str) {
        let mut wait = self.wait_for(&format!("an order that is {status}"));
        while !books::orders(&self.place).await.iter().any(|order| order.status == status) {
            wait.look().await;
            self.rise_if_dead().await;
        }
    }

    /// Waits until money went back.
    async fn until_refunded(&mut self) {
        let mut wait = self.wait_for("a refund");
        while !books::orders(&self.place).await.iter().any(|order| order.refunded > 0) {
            wait.look().await;
            self.rise_if_dead().await;
        }
    }

    /// Waits until the server has died and nothing is left to be done, every notice of the bank included.
    async fn settle(&mut self) {
        let mut wait = self.wait_for("a death, and quiet");
        loop {
            self.rise_if_dead().await;
            let pending = self.place.bank.flush().await;
            if self.deaths > 0 && pending == 0 && books::are_quiet(&self.place).await {
                return;
            }
            wait.look().await;
        }
    }

    async fn verify(&self, end: End, mails: &[&str]) {
        self.place.require_clean("after the crash").await;
        let orders = books::orders(&self.place).await;
        let statement = self.place.bank.statement().await;
        let keys = books::attempt_keys(&self.place).await;
        for order in &orders {
            let kept: i64 = keys
                .iter()
                .filter(|(of, _)| *of == order.id)
                .filter_map(|(_, key)| statement.totals.get(key))
                .map(|total| total.charged - total.refunded)
                .sum();
            let due = if order.status == "processing" && !keys.is_empty() { order.total } else { 0 };
            assert_eq!(kept, due, "the bank keeps what a paid order costs, once: {order:?}");
        }
        let known: i64 = statement.kept();
        let due: i64 =
            orders.iter().filter(|o| o.status == "processing" && !keys.is_empty()).map(|o| o.total).sum();
        assert_eq!(known, due, "no charge belongs to no order");
        match end {
            End::Paid => self.require_one(&orders, "processing"),
            End::Cancelled => self.require_one(&orders, "cancelled"),
            End::AsTheBankSays => {
                let expected: &[&str] = match statement.count("charge.succeeded") {
                    0 => &["payment_failed"],
                    _ => PAID,
                };
                let expected = if orders.is_empty() { &[] } else { expected };
                return self.require_mails(expected).await;
            }
        }
        self.require_mails(mails).await;
    }

    fn require_one(&self, orders: &[books::OrderRow], status: &str) {
        let found: Vec<&str> = orders.iter().map(|order| order.status.as_str()).collect();
        assert_eq!(found, [status], "with {} armed", self.point.name());
    }

    async fn require_mails(&self, expected: &[&str]) {
        let mails = books::mails(&self.place).await;
        let kinds: Vec<&str> = mails.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, expected, "each mail once, with {} armed", self.point.name());
    }
}
