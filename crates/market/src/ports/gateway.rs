use std::sync::Arc;

use souk_db::BoxFuture;
use souk_domain::{card::Card, money::Currency, refusal::DeclineCode};

/// The stored name of the gateway for trying out.
pub const SANDBOX: &str = "sandbox";

/// What a gateway is asked to charge. `key` makes asking twice harmless.
#[derive(Clone, Debug)]
pub struct Charge {
    pub key: String,
    /// Minor units of `currency`.
    pub total: i64,
    pub currency: Currency,
    pub description: String,
    /// Where a buyer who must confirm at the bank comes back to.
    pub return_url: String,
    /// Where the gateway tells of what happens later.
    pub webhook_url: String,
}

/// What a gateway says about a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GatewayAnswer {
    Succeeded {
        transaction_id: String,
    },
    Declined {
        decline: DeclineCode,
    },
    /// The buyer must confirm at `url`.
    RequiresAction {
        url: String,
    },
    /// It will never be charged.
    Cancelled,
    /// The gateway does not know the key (yet: a call may still be on its way).
    Unknown,
    /// No answer, or none that can be read: anything may have happened.
    NoAnswer {
        reason: String,
    },
}

/// What a gateway says about a refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefundAnswer {
    Succeeded,
    Failed { reason: String },
    NoAnswer { reason: String },
}

/// News of a charge, verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeEvent {
    /// The gateway's own id of the event: it is applied at most once.
    pub event_id: String,
    pub kind: String,
    /// The attempt's key.
    pub key: String,
    /// What it says, when it is about a charge.
    pub answer: Option<GatewayAnswer>,
}

/// Whoever moves the money.
///
/// A gateway must make "not charged" definite in at least one way, or a shop loses money to calls that arrive late: after
/// [`PaymentGateway::cancel`] answered [`GatewayAnswer::Cancelled`] a charge with that key never happens; or no charge
/// arrives later than ten minutes after its call's deadline.
pub trait PaymentGateway: Send + Sync {
    /// Its stored name.
    fn name(&self) -> &'static str;
    /// Charges once per key.
    fn charge<'a>(&'a self, charge: &'a Charge, card: &'a Card) -> BoxFuture<'a, GatewayAnswer>;
    /// What became of a key.
    fn look_up<'a>(&'a self, key: &'a str) -> BoxFuture<'a, GatewayAnswer>;
    /// Ends a charge that is not decided; one that is stays as it is and is answered.
    fn cancel<'a>(&'a self, key: &'a str) -> BoxFuture<'a, GatewayAnswer>;
    /// Gives back a part of a charge, once per key.
    fn refund<'a>(
        &'a self,
        key: &'a str,
        charge_key: &'a str,
        total: i64,
        currency: Currency,
    ) -> BoxFuture<'a, RefundAnswer>;
    /// Verifies and reads a webhook. `None` when the signature or the body is not the gateway's.
    fn read_event(&self, headers: &[(String, String)], body: &[u8]) -> Option<ChargeEvent>;
}

/// The gateways of this market.
#[derive(Clone, Default)]
pub struct Gateways(Vec<Arc<dyn PaymentGateway>>);

impl Gateways {
    pub fn new(gateways: Vec<Arc<dyn PaymentGateway>>) -> Self {
        Self(gateways)
    }

    /// The gateway that takes cards.
    pub fn card(&self) -> Option<&Arc<dyn PaymentGateway>> {
        self.0.first()
    }

    /// Whether this is a market for trying out: its cards are charged by the sandbox.
    pub fn is_test(&self) -> bool {
        self.find(SANDBOX).is_some()
    }

    /// The gateway of that name.
    pub fn find(&self, name: &str) -> Option<&Arc<dyn PaymentGateway>> {
        self.0.iter().find(|gateway| gateway.name() == name)
    }
}
