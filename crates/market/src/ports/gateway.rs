use std::sync::Arc;

use souk_db::BoxFuture;
use souk_domain::{card::Card, money::Currency};

use super::{Begun, GatewayAnswer, GatewayEvent, Genuine, RefundAnswer};

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

/// What a charge is known by: the attempt's key, and the reference by which the gateway knows it.
#[derive(Clone, Debug)]
pub struct ChargeRef {
    pub key: String,
    pub reference: String,
}

/// What a charge is confirmed with.
#[derive(Clone, Copy)]
pub enum PaymentInstrument<'a> {
    /// A published test number, typed into the shop's own page; for the sandbox alone.
    TestCard(&'a Card),
    /// What the gateway keeps of an earlier payment, by the name it gave it.
    Saved(&'a str),
    /// The gateway's own page or element asks the buyer.
    Hosted,
}

/// Money to be given back.
#[derive(Clone, Debug)]
pub struct RefundOrder {
    /// Makes asking twice harmless, for ever.
    pub key: String,
    /// The charge it goes back from.
    pub charge: ChargeRef,
    /// The gateway's name of the money that was taken.
    pub transaction_id: Option<String>,
    /// Minor units of `currency`.
    pub total: i64,
    pub currency: Currency,
    /// The gateway's own name of the refund, from an earlier answer.
    pub reference: Option<String>,
}

/// Whoever moves the money.
///
/// [`begin`](PaymentGateway::begin) makes the charge and moves nothing; its reference is committed; only then is it
/// [`confirm`](PaymentGateway::confirm)ed, and where the gateway wants it [`complete`](PaymentGateway::complete)d after the
/// buyer agreed. How Stripe and PayPal fit: `docs/decisions/016-gateway-seam.md`.
///
/// A gateway must make "not charged" definite in at least one way, or a shop loses money to calls that arrive late: after
/// [`cancel`](PaymentGateway::cancel) answered [`GatewayAnswer::Cancelled`] the charge never happens; or nothing is taken
/// later than ten minutes after its call's deadline. All amounts are minor units of ISO 4217: the adapter converts.
pub trait PaymentGateway: Send + Sync {
    /// Its stored name.
    fn name(&self) -> &'static str;
    /// The reference that a charge of this key has, where that is known without asking; then it is never begun.
    fn known_reference(&self, key: &str) -> Option<String>;
    /// Makes the charge, once per key. Moves no money.
    fn begin<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Begun>;
    /// Charges, once per key.
    fn confirm<'a>(
        &'a self,
        charge: &'a Charge,
        reference: &'a str,
        instrument: PaymentInstrument<'a>,
    ) -> BoxFuture<'a, GatewayAnswer>;
    /// Takes what the buyer agreed to, once; says how things stand where the gateway needs no such call.
    fn complete<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer>;
    /// What became of a charge.
    fn look_up<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer>;
    /// Ends a charge that is not decided; one that is stays as it is and is answered.
    fn cancel<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer>;
    /// Gives back a part of a charge, once per key.
    fn refund<'a>(&'a self, order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer>;
    /// What became of a refund that was pending.
    fn look_up_refund<'a>(&'a self, order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer>;
    /// Whether what arrived is this gateway's; it may have to ask.
    fn verify<'a>(&'a self, headers: &'a [(String, String)], body: &'a [u8]) -> BoxFuture<'a, Genuine>;
    /// Reads what is genuine. `None` when it is nothing that can be read.
    fn read_event(&self, body: &[u8]) -> Option<GatewayEvent>;
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
