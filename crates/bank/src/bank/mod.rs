//! The bank: one book, one file, and what may be asked of them.

mod charging;
mod looking;
mod refunding;
mod settling;
mod webhook;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Handle;
use tokio::task::AbortHandle;

pub(crate) use charging::{Choice, Decided, Manner};
pub(crate) use settling::Clerk;
use webhook::Courier;
pub(crate) use webhook::{Flushed, Mode};
pub use webhook::{caller_proof, signing_key};

use crate::book::{Book, Entry, Line};
use crate::clock;
use crate::journal::{self, Journal};
use crate::random::Random;
use crate::refusal::Refusal;
use crate::settings::{BankError, BankSettings};

/// A test bank with its own durable file. Clones share it; the last one dropped closes the file.
#[derive(Clone)]
pub struct Bank {
    pub(crate) vault: Arc<Vault>,
    life: Arc<Life>,
}

/// What every part of the bank works on.
pub(crate) struct Vault {
    book: Mutex<Book>,
    journal: Journal,
    random: Random,
    pub(crate) courier: Courier,
    pub(crate) clerk: Clerk,
    pub(crate) settings: BankSettings,
    /// What callers prove themselves by.
    pub(crate) proof: String,
    file: PathBuf,
}

/// Ends the bank's own work once nobody holds the bank.
struct Life {
    vault: Arc<Vault>,
    courier: AbortHandle,
    clerk: AbortHandle,
}

impl Bank {
    /// Opens the bank's file, creating it where there is none, and takes up the notices that still wait.
    ///
    /// Must be called inside a tokio runtime.
    ///
    /// # Errors
    /// When the file cannot be used, is held by another bank or is damaged, or the webhook secret is malformed.
    pub fn open(file: &Path, settings: BankSettings) -> Result<Self, BankError> {
        let runtime = Handle::try_current().map_err(|_| BankError::NoRuntime)?;
        let courier = Courier::new(&settings.webhook_secret)?;
        let proof = caller_proof(&settings.webhook_secret)?;
        let random = Random::open()
            .map_err(|source| BankError::File { path: Path::new("/dev/urandom").to_owned(), source })?;
        let (journal, book) = Journal::open(file)?;
        for n in book.undelivered_after(0) {
            courier.take_on(n);
        }
        let (book, clerk) = (Mutex::new(book), Clerk::default());
        let file = file.to_owned();
        let vault = Arc::new(Vault { book, journal, random, courier, clerk, settings, proof, file });
        let courier = runtime.spawn(webhook::run(Arc::clone(&vault))).abort_handle();
        let clerk = runtime.spawn(settling::run(Arc::clone(&vault))).abort_handle();
        Ok(Self { life: Arc::new(Life { vault: Arc::clone(&vault), courier, clerk }), vault })
    }

    /// Waits until its file takes nothing more.
    pub(crate) async fn stopped(&self) {
        self.vault.journal.stopped().await;
    }

    /// The same bank from what its file holds, after the disk failed. Whoever waits for this one is told that nothing is
    /// known; asking again under the same key tells. Errors: the disk fails still, and other reasons of [`Bank::open`].
    pub(crate) fn reopened(&self) -> Result<Self, BankError> {
        self.close();
        journal::write_anew(&self.vault.file)?;
        Self::open(&self.vault.file, self.vault.settings.clone())
    }

    /// Writes what waits and lets go of the file, so that it can be opened anew; later requests get 503.
    pub fn close(&self) {
        self.life.end();
    }
}

impl Life {
    fn end(&self) {
        self.courier.abort();
        self.clerk.abort();
        self.vault.journal.close();
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        self.end();
    }
}

impl Vault {
    pub(crate) fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters what happened into the book and leaves its line to the journal; gives back the line's number, which
    /// the caller waits for before anybody is told. The book's lock is the caller's, held for memory work only.
    pub(crate) fn enter(&self, book: &mut Book, entry: Entry) -> Result<u64, Refusal> {
        self.journal.room()?;
        let n = book.last_n() + 1;
        let line = Line { n, at_ms: clock::now_ms(), entry };
        self.journal.append(&line)?;
        if let Err(why) = book.apply(line) {
            tracing::error!(n, why, "the bank wrote a line it cannot read, and writes nothing more");
            self.journal.close();
            return Err(Refusal::Stopped);
        }
        if book.is_undelivered(n) {
            self.courier.take_on(n);
        }
        Ok(n)
    }

    pub(crate) async fn durable(&self, n: u64) -> Result<(), Refusal> {
        Ok(self.journal.durable(n).await?)
    }

    pub(crate) fn random(&self) -> &Random {
        &self.random
    }

    fn id(&self, prefix: &str) -> Result<String, Refusal> {
        self.random.id(prefix).map_err(|_| Refusal::Stopped)
    }
}
