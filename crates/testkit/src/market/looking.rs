//! What a test looks at.

use souk_domain::ids::OrderId;
use souk_market::{
    Actor,
    ledger::{self, EntryRow, LedgerFilter},
    mail::{self, Mail},
    orders::{self, OrderView},
    worker,
};

use super::Market;

/// More turns than any test's work needs: then something goes round in circles.
const TURNS: u32 = 500;
/// More transactions than any test posts.
const ENTRIES: u32 = 10_000;

impl Market {
    /// Does everything whose time has come: events, jobs, attempts and orders.
    pub async fn settle(&self) {
        for _ in 0..TURNS {
            if worker::run_due(&self.app).await.expect("what is due is done") == 0 {
                return;
            }
        }
        panic!("the worker never comes to rest");
    }

    /// Lets every notice of the bank arrive, then settles.
    pub async fn deliver(&self) {
        assert_eq!(self.bank.flush().await, 0, "every notice is taken");
        self.settle().await;
    }

    /// An order as its buyer sees it.
    pub async fn order_view(&self, order: OrderId) -> OrderView {
        orders::load_order(&self.app, order).await.expect("the order is there")
    }

    /// The mailbox, oldest first: who got what, such as `("ada@example.org", "order_placed")`.
    pub async fn mails(&self) -> Vec<(String, String)> {
        let mut mails: Vec<Mail> = mail::list_mails(&self.app).await.expect("the mailbox opens");
        mails.reverse();
        mails.into_iter().map(|mail| (mail.recipient, mail.kind)).collect()
    }

    /// The ledger's entries, newest transaction first.
    pub async fn entries(&self) -> Vec<EntryRow> {
        let all =
            ledger::list_transactions(&self.app, Actor::Operator, LedgerFilter::default(), None, ENTRIES)
                .await;
        let all = all.expect("the ledger opens");
        assert_eq!(all.next, None, "no test posts so much");
        all.items.into_iter().flatten().collect()
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
