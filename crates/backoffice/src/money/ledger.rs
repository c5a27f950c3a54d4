//! The books: every movement of money, by account and order.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ledger::Account;
use souk_domain::refusal::{OrderRefusal, Refusal};
use souk_http::Result;
use souk_http::read::Query;
use souk_market::office::{self, LedgerQuery};
use souk_ui::desk::{Mistakes, private};
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use crate::prelude::*;
use crate::shared::{Clerk, TransactionOnPage, account_key, query, transaction};

/// Movements of money.
#[derive(Clone, Debug, Template)]
#[template(path = "money/ledger.html")]
pub struct LedgerPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub accounts: Vec<AccountChoice>,
    /// The number of the order that was asked for.
    pub order: Entry,
    /// The newest first.
    pub transactions: Vec<TransactionOnPage>,
    /// Back to the first page; empty on it.
    pub first: String,
    /// On to older ones; empty: there are none.
    pub next: String,
}

/// An account to choose.
#[derive(Clone, Debug)]
pub struct AccountChoice {
    pub value: &'static str,
    pub words: String,
    pub is_chosen: bool,
}

/// The parameters of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct AskedLedger {
    account: String,
    order: String,
    after: Option<String>,
}

/// `GET /admin/ledger`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<AskedLedger>) -> Result<Response> {
    let account = Account::parse(&asked.account);
    let wanted = LedgerQuery { account, order: asked.order.clone(), after: asked.after.clone() };
    let mut mistakes = Mistakes::default();
    let found = match office::ledger(clerk.http.app(), clerk.actor, wanted).await {
        Err(error) if matches!(error.refusal(), Some(Refusal::Order(OrderRefusal::NotFound))) => {
            mistakes.add("order", say("office-transfer-no-order", &[]));
            let none = LedgerQuery { account, ..LedgerQuery::default() };
            office::ledger(clerk.http.app(), clerk.actor, none).await?
        }
        found => found?,
    };
    let (frame, desk) = clerk.frame(&found.around);
    let word = account.map(Account::as_str).unwrap_or_default();
    let here = |after: &str| {
        query(ways::ledger(), &[("account", word), ("order", asked.order.trim()), ("after", after)])
    };
    let shown = |entries: &Vec<_>| {
        let first: &souk_market::ledger::EntryRow = entries.first()?;
        let number = first.order.and_then(|order| found.numbers.get(&order).cloned());
        transaction(entries, number.unwrap_or_default(), &found.vendors)
    };
    let is_whole = mistakes.is_empty();
    let page = LedgerPage {
        frame,
        desk,
        errors: mistakes.all(),
        accounts: accounts(account),
        transactions: match is_whole {
            true => found.transactions.items.iter().filter_map(shown).collect(),
            false => Vec::new(),
        },
        first: if asked.after.is_some() && is_whole { here("") } else { String::new() },
        next: found.transactions.next.as_deref().filter(|_| is_whole).map(here).unwrap_or_default(),
        order: Entry { error: mistakes.words("order"), value: asked.order },
    };
    Ok(private(mistakes.status(), &page))
}

pub(super) fn accounts(chosen: Option<Account>) -> Vec<AccountChoice> {
    let choice = |account: &Account| AccountChoice {
        value: account.as_str(),
        words: say(account_key(account.as_str()), &[]),
        is_chosen: chosen == Some(*account),
    };
    Account::ALL.iter().map(choice).collect()
}
