//! The bank as a gateway of one life of the shop: every call stands at the bank's gate until the driver lets it go.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use souk_market::{
    BoxFuture,
    payments::{
        Begun, Charge, ChargeRef, GatewayAnswer, GatewayEvent, Genuine, PaymentGateway, PaymentInstrument,
        RefundAnswer, RefundOrder,
    },
};

use super::bank::{Ask, Bank, Told};

/// Events on their way, by the body they travel in: an event of the simulation is no text of its own.
#[derive(Default)]
pub(crate) struct Post(Mutex<BTreeMap<String, GatewayEvent>>);

impl Post {
    /// The body by which an event travels.
    pub(crate) fn body_of(&self, event: &GatewayEvent) -> String {
        let body = format!("event {}", event.id);
        self.0.lock().expect("not poisoned").insert(body.clone(), event.clone());
        body
    }
}

/// The line to the bank.
pub(crate) struct Line {
    pub(crate) bank: Arc<Bank>,
    pub(crate) post: Arc<Post>,
    /// The bank names the charges, so that each is begun there first.
    pub(crate) begins: bool,
}

impl Line {
    async fn charge(&self, ask: Ask) -> GatewayAnswer {
        match self.bank.ask(ask).await {
            Told::Charge(answer) => answer,
            _ => unreachable!("who asks of a charge is told of it"),
        }
    }

    async fn refund(&self, ask: Ask) -> RefundAnswer {
        match self.bank.ask(ask).await {
            Told::Refund(answer) => answer,
            _ => unreachable!("who asks of a refund is told of it"),
        }
    }
}

impl PaymentGateway for Line {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    fn known_reference(&self, key: &str) -> Option<String> {
        (!self.begins).then(|| key.to_owned())
    }

    fn begin<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Begun> {
        let ask = Ask::Begin { key: charge.key.clone() };
        Box::pin(async move {
            match self.bank.ask(ask).await {
                Told::Begun(begun) => begun,
                _ => unreachable!("who begins is told of it"),
            }
        })
    }

    fn confirm<'a>(
        &'a self,
        charge: &'a Charge,
        reference: &'a str,
        instrument: PaymentInstrument<'a>,
    ) -> BoxFuture<'a, GatewayAnswer> {
        let PaymentInstrument::TestCard(card) = instrument else { unreachable!("buyers have cards") };
        let reference = self.begins.then(|| reference.to_owned());
        let ask =
            Ask::Confirm { key: charge.key.clone(), reference, total: charge.total, last4: card.last4() };
        Box::pin(self.charge(ask))
    }

    fn complete<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(self.charge(Ask::Complete { key: at.key.clone() }))
    }

    fn look_up<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(self.charge(Ask::LookUp { key: at.key.clone() }))
    }

    fn cancel<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(self.charge(Ask::Cancel { key: at.key.clone() }))
    }

    fn refund<'a>(&'a self, order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer> {
        let (key, charge_key) = (order.key.clone(), order.charge.key.clone());
        Box::pin(self.refund(Ask::Refund { key, charge_key, total: order.total }))
    }

    fn look_up_refund<'a>(&'a self, order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer> {
        Box::pin(self.refund(Ask::LookUpRefund { key: order.key.clone() }))
    }

    /// What a signature is worth is tested with the real bank.
    fn verify<'a>(&'a self, _headers: &'a [(String, String)], _body: &'a [u8]) -> BoxFuture<'a, Genuine> {
        Box::pin(std::future::ready(Genuine::Yes))
    }

    fn read_event(&self, body: &[u8]) -> Option<GatewayEvent> {
        let body = std::str::from_utf8(body).ok()?;
        self.post.0.lock().expect("not poisoned").get(body).cloned()
    }
}
