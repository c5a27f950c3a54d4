//! Many buyers at once, over real sockets. On PostgreSQL and MySQL they are spread over two servers of one shop.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use serde_json::{Value, json};
use souk_testkit::market::Notice;

use crate::support::{
    Answer, Api, Ask, Place, Server, Stall,
    api::{number, text},
    books, shopper,
    shopper::Placed,
    until,
};

/// What one thing costs, in minor units.
const PRICE: i64 = 2_000;
/// With 6 % tax and the parcel.
const TOTAL: i64 = PRICE + 120 + 500;
/// Buyers of the flash sale, and pieces there are.
const BUYERS: usize = 300;
const PIECES: usize = 100;
/// Carts that are filled at once: what is raced for is the till.
const FILLING_AT_ONCE: usize = 25;

/// A shop with its servers open and a stall on it.
struct Fair {
    place: Place,
    servers: Vec<Server>,
    stall: Stall,
}

impl Fair {
    async fn open() -> Self {
        let place = Place::open().await;
        let servers = place.serve_all().await;
        let stall = Stall::open(&place, &servers[0].api).await;
        Self { place, servers, stall }
    }

    /// The server that a buyer comes to.
    fn api(&self, buyer: usize) -> &Api {
        &self.servers[buyer % self.servers.len()].api
    }

    /// One request per buyer to order one piece, each with a cart, an address and a key of its own.
    async fn requests(&self, buyers: usize, variant: &str) -> Vec<Ask> {
        let mut requests = Vec::with_capacity(buyers);
        let everyone: Vec<usize> = (0..buyers).collect();
        for some in everyone.chunks(FILLING_AT_ONCE) {
            let filled = some.iter().map(|buyer| async move {
                let cart = shopper::cart(self.api(*buyer), &[(variant, 1)]).await;
                let card = shopper::by_card(shopper::GOOD_CARD);
                let body = shopper::order(&cart, &format!("buyer{buyer}@example.org"), &card);
                shopper::place(&body, &format!("order of {buyer}"))
            });
            requests.extend(join_all(filled).await);
        }
        requests
    }

    async fn ask(&self, buyer: usize, ask: &Ask) -> Answer {
        self.api(buyer).ask_patiently(ask).await
    }

    /// Everyone asks at the same moment.
    async fn ask_all(&self, asks: &[Ask]) -> Vec<Answer> {
        join_all(asks.iter().enumerate().map(|(buyer, ask)| self.ask(buyer, ask))).await
    }

    async fn quiet(&self) {
        until::until("quiet", || async {
            let pending = self.place.bank.flush().await;
            (pending == 0 && books::are_quiet(&self.place).await).then_some(())
        })
        .await;
    }

    /// Asserts that every server still stands and nothing is broken, and ends the test.
    async fn close(mut self) {
        self.quiet().await;
        for server in &mut self.servers {
            assert_eq!(server.process.ended(), None, "a server went down");
        }
        drop(self.servers);
        self.place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_300_buyers_of_100_pieces_exactly_100_pay() {
    let fair = Fair::open().await;
    let variant = fair.stall.product(fair.api(0), "Teapot", PRICE, PIECES as i64).await;
    let requests = fair.requests(BUYERS, &variant).await;
    let answers = fair.ask_all(&requests).await;
    let mut paid = BTreeSet::new();
    let mut refused = 0;
    for answer in answers {
        match answer.status {
            201 => {
                assert_eq!(answer.body["payment"]["status"], "completed", "{:#}", answer.body);
                assert_eq!(number(&answer.body, "/payment/captured/amount"), TOTAL);
                paid.insert(text(&answer.body, "/number"));
            }
            409 => {
                assert_eq!(answer.code(), "out_of_stock", "{:#}", answer.body);
                assert_eq!(number(&answer.body, "/errors/0/left"), 0);
                refused += 1;
            }
            _ => panic!("neither sold nor clearly refused: {} {:#}", answer.status, answer.body),
        }
    }
    assert_eq!((paid.len(), refused), (PIECES, BUYERS - PIECES));
    let statement = fair.place.bank.statement().await;
    assert_eq!(statement.count("charge.succeeded"), PIECES);
    assert_eq!(statement.kept(), PIECES as i64 * TOTAL);
    fair.quiet().await;
    let mails = books::mails(&fair.place).await;
    let to_buyers: BTreeSet<&String> =
        mails.iter().filter(|(kind, _)| kind == "order_placed").map(|(_, to)| to).collect();
    assert_eq!(
        (mails.len(), to_buyers.len()),
        (2 * PIECES, PIECES),
        "one mail to each buyer, one to the vendor"
    );
    fair.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_equal_orders_at_once_are_one_order_and_one_charge() {
    let fair = Fair::open().await;
    let variant = fair.stall.product(fair.api(0), "Teapot", PRICE, 50).await;
    let request = fair.requests(1, &variant).await.remove(0);
    let answers = join_all((0..10).map(|buyer| fair.api(buyer).ask(&request))).await;
    let mut first = 0;
    for answer in &answers {
        match (answer.status, answer.is_replayed()) {
            (201, false) => first += 1,
            (201, true) => {}
            (409, _) => assert_eq!(answer.code(), "idempotency_in_flight", "{:#}", answer.body),
            (status, _) => panic!("{status} {:#}", answer.body),
        }
    }
    assert_eq!(first, 1, "one of them placed the order");
    // sent again, all are told of the same order, and in the same words
    let again = fair.ask_all(&vec![request.clone(); 10]).await;
    let told: BTreeMap<String, usize> = again.iter().fold(BTreeMap::new(), |mut told, answer| {
        assert!(answer.status == 201 && answer.is_replayed(), "{answer:?}");
        *told.entry(answer.body.to_string()).or_default() += 1;
        told
    });
    assert_eq!(told.into_values().collect::<Vec<_>>(), [10]);
    assert_eq!(books::orders(&fair.place).await.len(), 1);
    assert_eq!(fair.place.bank.statement().await.count("charge.succeeded"), 1);
    fair.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_comes_many_times_at_once_is_applied_once() {
    let fair = Fair::open().await;
    let variant = fair.stall.product(fair.api(0), "Teapot", PRICE, 5).await;
    let cart = shopper::cart(fair.api(0), &[(&variant, 1)]).await;
    let body = shopper::order(&cart, "ada@example.org", &shopper::by_card(shopper::CONFIRMED_CARD));
    let placed = fair.ask(0, &shopper::place(&body, "the order")).await.expect(201);
    fair.place.bank.hold_notices().await;
    fair.place.bank.approve(&text(&placed, "/payment/next_action/url")).await;
    let key = books::attempt_keys(&fair.place).await.remove(0).1;
    // one event ten times, and ten events that say the same
    let same = Notice::of_success("evt_same", &key, TOTAL, "USD");
    let others = (0..10).map(|n| Notice::of_success(&format!("evt_{n}"), &key, TOTAL, "USD"));
    let notices: Vec<Notice> = std::iter::repeat_n(same, 10).chain(others).collect();
    let taken = join_all(notices.iter().enumerate().map(|(n, notice)| {
        let ask = Ask::post("webhooks/payments/sandbox").bytes("application/json", notice.body.clone());
        let ask = notice.headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value.as_str()));
        let api = fair.api(n);
        async move { api.ask_patiently(&ask).await.status }
    }))
    .await;
    assert!(taken.iter().all(|status| *status == 204), "{taken:?}");
    fair.place.bank.duplicate_notices().await;
    fair.quiet().await;
    let order = fair.ask(0, &shopper::look(&Placed::of(&placed))).await.expect(200);
    assert_eq!(
        (text(&order, "/status"), number(&order, "/payment/captured/amount")),
        ("processing".into(), TOTAL)
    );
    let kinds: Vec<String> = books::mails(&fair.place).await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["order_placed", "vendor_new_order"]);
    fair.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_20_buyers_of_a_piece_that_exists_once_one_gets_it() {
    let fair = Fair::open().await;
    let variant = fair.stall.unique(fair.api(0), "Vase", PRICE).await;
    let requests = fair.requests(20, &variant).await;
    let answers = fair.ask_all(&requests).await;
    let paid = answers.iter().filter(|answer| answer.status == 201).count();
    let refused =
        answers.iter().filter(|a| a.status == 409 && matches!(a.code(), "out_of_stock" | "sold")).count();
    assert_eq!((paid, refused), (1, 19));
    assert_eq!(fair.place.bank.statement().await.kept(), TOTAL);
    fair.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_paid_and_cancelled_at_once_is_one_of_both() {
    let fair = Fair::open().await;
    let variant = fair.stall.product(fair.api(0), "Teapot", PRICE, 50).await;
    let mut orders = Vec::new();
    for buyer in 0..12 {
        let cart = shopper::cart(fair.api(buyer), &[(&variant, 1)]).await;
        let declined = shopper::by_card(shopper::DECLINED_CARD);
        let body = shopper::order(&cart, &format!("buyer{buyer}@example.org"), &declined);
        let answer = fair.ask(buyer, &shopper::place(&body, &format!("order of {buyer}"))).await;
        orders.push(Placed::of(&answer.expect(402)));
    }
    let good = shopper::by_card(shopper::GOOD_CARD);
    let raced = join_all(orders.iter().enumerate().map(|(buyer, order)| {
        let (pay, cancel) = (shopper::pay(order, &good, "again"), shopper::cancel(order));
        let fair = &fair;
        async move { tokio::join!(fair.ask(buyer, &pay), fair.ask(buyer + 1, &cancel)) }
    }))
    .await;
    fair.quiet().await;
    let mut kept = 0;
    for (order, (pay, cancel)) in orders.iter().zip(raced) {
        let seen = fair.ask(0, &shopper::look(order)).await.expect(200);
        let (captured, refunded) =
            (number(&seen, "/payment/captured/amount"), number(&seen, "/payment/refunded/amount"));
        match text(&seen, "/status").as_str() {
            "processing" => {
                assert_eq!((pay.status, cancel.status, cancel.code()), (201, 409, "already_paid"));
                assert_eq!((captured, refunded), (TOTAL, 0));
            }
            "cancelled" => assert_eq!(captured, refunded, "what came too late went back"),
            other => panic!("{other}"),
        }
        kept += captured - refunded;
    }
    assert_eq!(fair.place.bank.statement().await.kept(), kept);
    fair.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_that_changes_while_it_is_ordered_is_ordered_as_it_was_or_as_it_is() {
    let fair = Fair::open().await;
    let teapot = fair.stall.product(fair.api(0), "Teapot", PRICE, 50).await;
    let bowl = fair.stall.product(fair.api(0), "Bowl", PRICE, 50).await;
    for round in 0..8 {
        let cart = shopper::cart(fair.api(0), &[(&teapot, 1)]).await;
        let card = shopper::by_card(shopper::GOOD_CARD);
        let body = shopper::order(&cart, &format!("buyer{round}@example.org"), &card);
        let place = shopper::place(&body, &format!("order of {round}"));
        let line: Value = json!({"variant_id": bowl, "quantity": 1});
        let add = Ask::post(format!("carts/{cart}/lines")).json(&line);
        let (placed, added) = tokio::join!(fair.ask(0, &place), fair.ask(1, &add));
        let placed = placed.expect(201);
        let lines = placed["vendor_orders"][0]["lines"].as_array().map_or(0, Vec::len);
        match added.status {
            201 => assert_eq!(lines, 2, "{placed:#}"),
            409 => assert_eq!((lines, added.code()), (1, "cart_ordered")),
            status => panic!("{status} {:#}", added.body),
        }
        let subtotal = number(&placed, "/subtotal/amount");
        assert_eq!(subtotal, PRICE * i64::try_from(lines).expect("few"));
    }
    fair.close().await;
}
