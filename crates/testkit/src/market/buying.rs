//! What buyers ask.

use jiff::Timestamp;
use souk_domain::{
    address::{Address, RawAddress},
    card::{Card, RawCard},
    ids::{AccountId, CartKey, OrderId},
    money::Currency,
    order::PaymentMethod,
    text::Email,
};
use souk_market::{
    Actor, App, Result,
    checkout::{
        self, Answer, IncomingTransfer, Outcome, PayOrder, Payer, PlaceOrder, Settled, TransferOutcome,
    },
    idempotency::{Guard, StoredResponse},
};

use super::Market;

/// A card that is approved.
pub const CARD: &str = "4242424242424242";
/// Another, with a security code of four digits.
pub const AMEX: &str = "378282246310005";

/// One order as a buyer asks for it.
#[derive(Clone, Debug)]
pub struct Purchase {
    pub cart: CartKey,
    pub email: String,
    pub method: PaymentMethod,
    pub card: Option<&'static str>,
    pub shipped: bool,
    /// In the market's currency.
    pub expected_total: Option<i64>,
    /// The client's network.
    pub client: Option<String>,
    /// Who is signed in; `None`: a guest.
    pub account: Option<AccountId>,
    /// The idempotency key.
    pub key: String,
    pub phone: Option<String>,
}

/// One further try to pay an order.
#[derive(Clone, Debug)]
pub struct Try {
    pub order: OrderId,
    pub method: PaymentMethod,
    pub card: Option<&'static str>,
    /// The idempotency key.
    pub key: String,
}

impl Market {
    /// A purchase by card, of a buyer and under a key nobody else has.
    pub fn purchase(&self, cart: CartKey, card: &'static str) -> Purchase {
        let count = self.count();
        Purchase {
            cart,
            email: format!("buyer{count}@example.org"),
            method: PaymentMethod::Card,
            card: Some(card),
            shipped: true,
            expected_total: None,
            client: None,
            account: None,
            key: format!("key {count}"),
            phone: None,
        }
    }

    /// Orders what is in a cart and pays by card. The answer's body is one word: `paid`, `pending`, `ended`, or `declined`
    /// and the reason.
    pub async fn place(&self, cart: CartKey, card: &'static str) -> Result<Answer> {
        self.buy(&self.purchase(cart, card)).await
    }

    /// Orders as described.
    pub async fn buy(&self, purchase: &Purchase) -> Result<Answer> {
        purchase.on(&self.app).await
    }

    /// A transfer is awaited for this order.
    pub async fn place_by_transfer(&self, cart: CartKey) -> Result<Answer> {
        self.buy(&self.purchase(cart, CARD).by_transfer()).await
    }

    /// An order that is paid when it arrives.
    pub async fn place_for_cash(&self, cart: CartKey) -> Result<Answer> {
        self.buy(&self.purchase(cart, CARD).for_cash()).await
    }

    /// A further try by card.
    pub async fn pay(&self, order: OrderId, card: &'static str) -> Result<Answer> {
        self.pay_as(&Try { order, method: PaymentMethod::Card, card: Some(card), key: self.key() }).await
    }

    /// A further try, as described.
    pub async fn pay_as(&self, wish: &Try) -> Result<Answer> {
        wish.on(&self.app).await
    }

    /// An idempotency key nobody else has.
    pub fn key(&self) -> String {
        format!("key {}", self.count())
    }

    /// Ends an order that is not paid.
    pub async fn cancel(&self, order: OrderId) -> Result<()> {
        checkout::cancel_order(&self.app, Actor::Guest, order).await
    }

    /// A line of the bank's statement arrives: `received` minor units for `reference`.
    pub async fn receive(&self, line: &str, reference: &str, received: i64) -> TransferOutcome {
        let transfer = IncomingTransfer {
            statement_line: line.to_owned(),
            reference: reference.to_owned(),
            received,
            currency: Currency::USD,
            received_at: Some(self.app.now()),
        };
        let booked = checkout::record_incoming_transfer(&self.app, Actor::Operator, transfer, None).await;
        booked.expect("a transfer is booked").fresh().expect("it came under no key")
    }
}

impl Purchase {
    /// The same by bank transfer.
    #[must_use]
    pub fn by_transfer(mut self) -> Self {
        self.method = PaymentMethod::BankTransfer;
        self.card = None;
        self
    }

    /// The same in cash, when it arrives.
    #[must_use]
    pub fn for_cash(mut self) -> Self {
        self.method = PaymentMethod::CashOnDelivery;
        self.card = None;
        self
    }

    /// Asks a server.
    pub async fn on(&self, app: &App) -> Result<Answer> {
        let email = Email::parse(&self.email).expect("an address");
        let order = PlaceOrder {
            phone: self.phone.clone(),
            shipping_address: self.shipped.then(address),
            expected_total: self.expected_total.map(|total| (total, Currency::USD)),
            ..PlaceOrder::new(self.cart, email, self.method)
        };
        let payer =
            Payer { client: self.client.clone(), card: self.card.map(|number| card(number, app.now())) };
        let actor = self.account.map_or(Actor::Guest, |account| Actor::Account { account });
        checkout::place_order(app, actor, order, payer, guard(&self.key)).await
    }
}

impl Try {
    /// Asks a server.
    pub async fn on(&self, app: &App) -> Result<Answer> {
        let order = PayOrder { order: self.order, method: self.method };
        let card = self.card.map(|number| card(number, app.now()));
        checkout::pay_order(app, Actor::Guest, order, card, guard(&self.key)).await
    }
}

/// One word for each outcome.
fn guard(key: &str) -> Guard<Settled> {
    Guard::new(key, |settled: &Settled| {
        let (status, text) = match settled.outcome {
            Outcome::Paid => (201, "paid".to_owned()),
            Outcome::Pending => (202, "pending".to_owned()),
            Outcome::Declined(decline) => (402, format!("declined {decline}")),
            Outcome::Ended => (409, "ended".to_owned()),
        };
        Ok(StoredResponse { status, text })
    })
}

/// A published test card, good for years.
pub fn card(number: &str, now: Timestamp) -> Card {
    let cvc = if number == AMEX { "7351" } else { "735" };
    let raw = RawCard { number, exp_month: "12", exp_year: "2034", cvc };
    Card::parse_for_test_shop("/card", raw, now).expect("a published test card").0
}

/// Where things are sent.
pub fn address() -> Address {
    let some = |text: &str| Some(text.to_owned());
    let raw = RawAddress {
        name: some("Ada Buyer"),
        street: some("12 Harbour Road"),
        city: some("Portland"),
        region: some("OR"),
        postal_code: some("97201"),
        country: some("US"),
        ..RawAddress::default()
    };
    Address::parse("/shipping_address", &raw).unwrap_or_else(|errors| panic!("{errors:?}"))
}
