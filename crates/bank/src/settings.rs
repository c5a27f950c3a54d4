//! What the bank is told when it opens, and why it may refuse to.

use std::io;
use std::path::PathBuf;

/// How long the "slow" card waits for its answer, unless told otherwise: longer than a patient caller's own limit in
/// tests, shorter than a person's patience.
pub const SLOW_ANSWER_MS: u64 = 3_000;
/// The wait before the second try of a notice, unless told otherwise; later waits double.
pub const FIRST_RETRY_MS: u64 = 500;

/// What the bank is told when it opens.
#[derive(Clone)]
pub struct BankSettings {
    /// The secret that signs notices: `whsec_` and base64, or any other text taken byte by byte.
    pub webhook_secret: String,
    /// Where buyers reach the bank, without a slash at the end: `http://127.0.0.1:4000`.
    pub public_url: String,
    /// How long the "slow" card waits for its answer, in milliseconds.
    pub slow_answer_ms: u64,
    /// The wait before the second try of a notice, in milliseconds; later waits double.
    pub first_retry_ms: u64,
}

impl BankSettings {
    /// Settings with the usual waits.
    #[must_use]
    pub fn new(webhook_secret: impl Into<String>, public_url: impl Into<String>) -> Self {
        Self {
            webhook_secret: webhook_secret.into(),
            public_url: public_url.into(),
            slow_answer_ms: SLOW_ANSWER_MS,
            first_retry_ms: FIRST_RETRY_MS,
        }
    }
}

/// Why the bank does not open.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// The file cannot be read, written or made private.
    #[error("the bank's file {path} cannot be used: {source}")]
    File {
        /// The bank's file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another bank holds the file.
    #[error("the bank's file {path} is in use by another bank; stop that one first")]
    InUse {
        /// The bank's file.
        path: PathBuf,
    },
    /// A line is not what a bank writes, so nothing after it can be trusted.
    #[error("the bank's file {path} is damaged at line {line}: {why}")]
    Damaged {
        /// The bank's file.
        path: PathBuf,
        /// The line's number, from 1.
        line: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The webhook secret is empty or is not what its prefix promises.
    #[error("the webhook secret is empty, or starts with whsec_ but is not base64 after it")]
    Secret,
    /// The client that sends notices cannot be built.
    #[error("notices cannot be sent: {0}")]
    Notices(String),
    /// There is no runtime that could send notices.
    #[error("a bank opens inside a tokio runtime")]
    NoRuntime,
}
