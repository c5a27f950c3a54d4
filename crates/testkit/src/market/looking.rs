//! What a test looks at.

use souk_domain::ids::OrderId;
use souk_market::{
    Actor, jobs,
    ledger::{self, EntryRow},
    mail::{self, Mail},
    orders::{self, OrderView},
};

use super::Market;

/// More turns than any test's work needs: then something goes round in circles.
const TURNS: u32 = 500;
/// More entries than any test posts.
const ENTRIES: u32 = 10_000;

impl Market {
    /// Does everything whose time has come: events, jobs, the sweeper.
    pub async fn settle(&self) {
        for _ in 0..TURNS {
            if jobs::run_due(&self.app).await.expect("jobs are done").is_idle() {
                return;
            }
        }
        panic!("jobs never come to rest");
    }

    /// Lets every notice of the bank arrive, then settles.
    pub async fn deliver(&self) {
        assert_eq!(self.bank.flush().await, 0, "every notice is taken");
        self.settle().await;
    }

    /// An order as its buyer sees it.
    pub async fn order_view(&self, order: OrderId) -> OrderView {
        let read = self.app.read(Actor::Guest, move |ctx| Box::pin(orders::load(ctx, order)));
        read.await.expect("the order is there")
    }

    /// The mailbox, oldest first: who got what, such as `("ada@example.org", "order_placed")`.
    pub async fn mails(&self) -> Vec<(String, String)> {
        let read = self.app.read(Actor::Operator, |ctx| Box::pin(mail::list_newest(ctx)));
        let mut mails: Vec<Mail> = read.await.expect("the mailbox opens");
        mails.reverse();
        mails.into_iter().map(|mail| (mail.recipient, mail.kind)).collect()
    }

    /// The ledger's entries, newest transaction first.
    pub async fn entries(&self) -> Vec<EntryRow> {
        let read = self.app.read(Actor::Operator, |ctx| Box::pin(ledger::list_newest(ctx, None, ENTRIES)));
        read.await.expect("the ledger opens")
    }

    /// The balance of an account, in minor units.
    pub async fn balance(&self, account: &str) -> i64 {
        self.entries().await.iter().filter(|entry| entry.account == account).map(|entry| entry.debit).sum()
    }

    /// Runs SQL of the test's own, past every constraint: for data that must not be.
    pub async fn raw(&self, sql: &str) {
        self.scratch.run_unguarded(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}
