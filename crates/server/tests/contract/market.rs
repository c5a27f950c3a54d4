//! A market with something of everything, for one who asks at random.

use serde_json::{Value, json};

use crate::support::{
    Api, Ask, Place, Server, Stall,
    api::text,
    shopper::{self, CONFIRMED_CARD, GOOD_CARD, Placed},
};

/// More than a run can use up: what strangers may try has tests of its own.
const PLENTY: &str = "1000000";
const LIMITS: [&str; 6] = [
    "SOUK_LIMITS_UNPAID_PER_EMAIL",
    "SOUK_LIMITS_UNPAID_PER_CLIENT",
    "SOUK_LIMITS_CARTS_PER_CLIENT",
    "SOUK_LIMITS_ATTEMPTS_PER_ORDER",
    "SOUK_LIMITS_DECLINES_PER_QUARTER_HOUR",
    "SOUK_LIMITS_DECLINES_OVERALL",
];
const PASSWORD: &str = "seven teal looms";

/// A market that is open.
pub(crate) struct Market {
    pub(crate) api: Api,
    pub(crate) stall: Stall,
    place: Place,
    server: Server,
    variant: String,
}

impl Market {
    /// A vendor with its goods, and orders of guests: paid, waiting for the buyer at the bank, for money, cancelled.
    pub(crate) async fn open() -> Self {
        let place = LIMITS.iter().fold(Place::open().await, |place, limit| place.with(limit, PLENTY));
        let server = place.serve().await;
        let api = server.api.clone();
        let stall = Stall::open(&place, &api).await;
        let variant = stall.product(&api, "Teapot", 2_000, 500).await;
        stall.unique(&api, "Painted bowl", 40_000).await;
        let market = Self { api, stall, place, server, variant };
        market.order(None, &shopper::by_card(GOOD_CARD)).await;
        market.order(None, &shopper::by_card(CONFIRMED_CARD)).await;
        market.order(None, &by_transfer()).await;
        let cancelled = market.order(None, &by_transfer()).await;
        market.api.ask_patiently(&shopper::cancel(&cancelled)).await.expect(200);
        market
    }

    /// Somebody with an account, an address and two orders. Answers the token of a session.
    pub(crate) async fn shopper(&self) -> String {
        let post = async |ask: Ask, body: &Value| self.api.ask_patiently(&ask.json(body)).await.expect(201);
        let new = json!({ "username": "ada", "email": "ada@example.org", "password": PASSWORD });
        post(Ask::post("accounts"), &new).await;
        let entry = json!({ "login": "ada", "password": PASSWORD });
        let token = text(&post(Ask::post("sessions"), &entry).await, "/token");
        post(Ask::post("me/addresses").by(&token), &shopper::address()).await;
        self.order(Some(&token), &shopper::by_card(GOOD_CARD)).await;
        self.order(Some(&token), &by_transfer()).await;
        token
    }

    async fn order(&self, who: Option<&str>, payment: &Value) -> Placed {
        let cart = match who {
            Some(token) => text(&self.api.ask(&Ask::get("me/cart").by(token)).await.expect(200), "/id"),
            None => shopper::cart(&self.api, &[]).await,
        };
        let line = json!({ "variant_id": self.variant, "quantity": 1 });
        self.api.ask_patiently(&Ask::post(format!("carts/{cart}/lines")).json(&line)).await.expect(201);
        let ask = shopper::place(&shopper::order(&cart, "ada@example.org", payment), &cart);
        let ask = match who {
            Some(token) => ask.by(token),
            None => ask,
        };
        Placed::of(&self.api.ask_patiently(&ask).await.expect(201))
    }

    /// Ends the test: nothing went wrong that only the log tells, and the books are in order.
    pub(crate) async fn close(self) {
        let Self { place, mut server, .. } = self;
        let log = server.process.log();
        server.process.terminate();
        server.process.end().await;
        require_quiet(&log);
        place.close().await;
    }
}

fn by_transfer() -> Value {
    json!({ "method": "bank_transfer" })
}

/// Asserts that the server wrote of no fault of its own.
fn require_quiet(log: &str) {
    let loud = ["\"level\":\"ERROR\"", "panicked", "\"status\":500"];
    let told: Vec<&str> = log.lines().filter(|line| loud.iter().any(|word| line.contains(word))).collect();
    assert!(told.is_empty(), "the server's log tells of {} faults:\n{}", told.len(), told.join("\n"));
}
