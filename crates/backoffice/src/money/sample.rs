use souk_domain::ids::{IncomingTransferId, RefundId};
use souk_domain::ledger::Account;
use souk_market::payments::{RefundList, TransferState};
use souk_ui::samples::{at, usd};
use souk_ui::texts::say;
use souk_ui::{Entry, FormError, Tone};

use super::{
    LedgerPage, NewTransfer, RefundOnPage, RefundsPage, TransferOnPage, TransfersPage, ledger, refunds,
    transfers,
};
use crate::routes;
use crate::shared::sample::{around, transactions};

impl TransfersPage {
    /// Two that wait, one of which was to pay an order that is not there.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::transfers());
        let wrong = say("office-transfer-no-order", &[]);
        let transfer = |letter: u8, reference: &str, cents, typed: Entry| TransferOnPage {
            id: IncomingTransferId::from_bytes([letter; 16]).to_string(),
            line: format!("2026-11-24/000{letter}"),
            reference: reference.to_owned(),
            sum: usd(cents),
            when: at(24, 9, 30),
            order: String::new(),
            key: Some("77ab".to_owned()),
            typed,
        };
        let here = TransferState::Unmatched;
        Self {
            frame,
            desk,
            errors: vec![FormError { field: String::new(), words: wrong.clone() }],
            done: String::new(),
            tabs: TransferState::ALL.iter().map(|one| transfers::tab(*one, here)).collect(),
            transfers: vec![
                transfer(1, "Order of Maya", 11_660, Entry::wrong("S-0", wrong)),
                transfer(2, "", 5_000, Entry::of("")),
            ],
            first: String::new(),
            next: routes::transfers().to_owned(),
            new: Some(NewTransfer {
                key: "88cd".to_owned(),
                statement_line: Entry::of(""),
                reference: Entry::of(""),
                amount: Entry::of(""),
                received: Entry::of(""),
            }),
        }
    }

    /// Nothing waits, and who looks may book nothing.
    pub fn sample_none() -> Self {
        Self {
            errors: Vec::new(),
            done: say("office-transfer-paid", &[]),
            transfers: Vec::new(),
            next: String::new(),
            new: None,
            ..Self::sample()
        }
    }
}

impl RefundsPage {
    /// One to send by hand, and one that failed.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::refunds());
        let refund = |letter: u8, through: &str, done: Option<&str>, retry: Option<&str>| RefundOnPage {
            id: RefundId::from_bytes([letter; 16]).to_string(),
            order: "S-7K2M-9QXT".to_owned(),
            sum: usd(2_800),
            through: through.to_owned(),
            note: "A chip in the glaze".to_owned(),
            when: at(24, 9, 30),
            label: if retry.is_some() { "refund-held-up" } else { "refund-on-its-way" },
            tone: if retry.is_some() { Tone::Bad } else { Tone::Info },
            warning: String::new(),
            done: done.map(str::to_owned),
            retry: retry.map(str::to_owned),
        };
        let failed = refund(2, "sandbox", Some("12ab"), Some("34cd"));
        Self {
            frame,
            desk,
            errors: Vec::new(),
            done: String::new(),
            tabs: RefundList::ALL.iter().map(|one| refunds::tab(*one, RefundList::ForStaff)).collect(),
            refunds: vec![
                refund(1, &say("office-by-hand", &[]), Some("56ef"), None),
                RefundOnPage { warning: say("office-refund-other-amount", &[]), ..failed },
            ],
            first: String::new(),
            next: routes::refunds().to_owned(),
        }
    }

    /// Nothing waits.
    pub fn sample_none() -> Self {
        Self {
            done: say("office-refund-marked", &[]),
            refunds: Vec::new(),
            next: String::new(),
            ..Self::sample()
        }
    }
}

impl LedgerPage {
    /// A sale.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::ledger());
        Self {
            frame,
            desk,
            errors: Vec::new(),
            accounts: ledger::accounts(Some(Account::Commission)),
            order: Entry::of(""),
            transactions: transactions(),
            first: String::new(),
            next: routes::ledger().to_owned(),
        }
    }

    /// An order that is not there.
    pub fn sample_none() -> Self {
        let wrong = say("office-transfer-no-order", &[]);
        Self {
            errors: vec![FormError { field: "order".to_owned(), words: wrong.clone() }],
            order: Entry::wrong("S-0", wrong),
            transactions: Vec::new(),
            next: String::new(),
            ..Self::sample()
        }
    }
}
