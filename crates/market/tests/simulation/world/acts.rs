//! What the bank does to the shop: it tells, late and twice, breaks its word, gives back, and lets money arrive.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use jiff::SignedDuration;
use souk_market::{
    Actor,
    checkout::{self, IncomingTransfer},
    payments::GatewayEvent,
};

use super::{Fate, World};

impl World {
    /// A bank that breaks its word: what it declined or cancelled it charges after all, and says so.
    pub(super) async fn break_the_banks_word(&mut self) -> String {
        if !self.bank.charge_after_all(self.chance.below(8)) {
            return "the bank kept its word".to_owned();
        }
        let newest = self.bank.webhooks().saturating_sub(1);
        if let Some(event) = self.bank.take_webhook(newest, self.chance.happens(1, 3)) {
            self.deliver(event).await;
        }
        self.work_and_answer().await;
        self.work_and_answer().await;
        "the bank charged after all".to_owned()
    }

    /// Calls that nobody answered are asked after, and refunds are made.
    pub(super) async fn look_after_a_while(&mut self) -> String {
        self.clock.advance(SignedDuration::from_secs(70));
        self.work_and_answer().await;
        "the worker looked after a while".to_owned()
    }

    pub(super) async fn work_and_answer(&mut self) {
        self.work().await;
        self.answer_all().await;
    }

    async fn answer_all(&mut self) {
        while self.bank.waiting() > 0 {
            self.release(0, Fate::Answered).await;
        }
    }

    pub(super) fn confirm_at_the_bank(&mut self) -> String {
        let approve = self.chance.happens(3, 4);
        self.bank.confirm(approve, self.chance.below(8));
        "confirmed at the bank".to_owned()
    }

    pub(super) fn settle_refunds(&mut self) -> String {
        let settled = self.bank.settle_refunds(|| self.chance.happens(3, 4));
        format!("{settled} refunds came to their end")
    }

    pub(super) async fn come_back_from_the_bank(&mut self) -> String {
        let Some(order) = self.any_order() else { return "nobody came back".to_owned() };
        self.confirm_at_the_bank();
        let app = self.app.clone();
        self.run(async move { checkout::complete_on_return(&app, Actor::Guest, order).await }).await;
        self.answer_all().await;
        "a buyer came back".to_owned()
    }

    pub(super) async fn deliver_a_webhook(&mut self) -> String {
        let count = self.bank.webhooks();
        let Some(event) = self.bank.take_webhook(self.chance.below(count), self.chance.happens(1, 3)) else {
            return "no webhook".to_owned();
        };
        self.deliver(event).await;
        "a webhook came".to_owned()
    }

    /// Hands a webhook over; one that was not taken comes again.
    pub(super) async fn deliver(&mut self, event: GatewayEvent) {
        let (app, body) = (self.app.clone(), self.line.post.body_of(&event));
        let taken = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::clone(&taken);
        self.run(async move {
            checkout::receive_event(&app, "sandbox", &[], body.as_bytes()).await?;
            acknowledged.store(true, Ordering::SeqCst);
            Ok(())
        })
        .await;
        if !taken.load(Ordering::SeqCst) {
            self.bank.queue_again(event);
        }
    }

    pub(super) fn deliver_late_call(&mut self) -> String {
        let count = self.bank.on_the_wire();
        if count > 0 {
            self.bank.deliver_late(self.chance.below(count));
        }
        "a late call arrived".to_owned()
    }

    pub(super) async fn receive_a_transfer(&mut self) -> String {
        let Some(order) = self.any_order() else { return "no transfer".to_owned() };
        let app = self.app.clone();
        let Ok(view) = self.view(order).await else { return "no transfer".to_owned() };
        let Some(reference) = view.payment.reference.clone() else { return "no transfer".to_owned() };
        let part = *self.chance.pick(&[1, 2, 2, 3]);
        self.requests += 1;
        let transfer = IncomingTransfer {
            statement_line: format!("line-{}", if self.chance.happens(1, 4) { 1 } else { self.requests }),
            reference,
            received: (view.payment.total * part / 2).max(1),
            currency: view.currency,
            received_at: Some(app.now()),
        };
        self.run(async move {
            checkout::record_incoming_transfer(&app, Actor::Operator, transfer, None).await.map(|_| ())
        })
        .await;
        "a transfer came".to_owned()
    }
}
