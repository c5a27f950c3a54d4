//! What the bank is told when it opens, and why it may refuse to.

use std::io;
use std::path::PathBuf;

/// How long the "slow" card waits for its answer, unless told otherwise: longer than a patient caller's own limit in
/// tests, shorter than a person's patience.
pub const SLOW_ANSWER_MS: u64 = 3_000;
/// The wait before the second try of a notice, unless told otherwise; later waits double.
pub const FIRST_RETRY_MS: u64 = 500;
/// How long a refund that is not made at once waits, unless told otherwise: long enough to be seen waiting.
pub const REFUND_SETTLES_MS: u64 = 10_000;

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
    /// How long a refund that is not made at once waits, in milliseconds.
    pub refund_settles_ms: u64,
    /// What the bank keeps of a charge that succeeds, in hundredths of a per cent, rounded down; at most 10,000.
    pub fee_bps: u16,
}

/// All of a charge, in hundredths of a per cent.
const WHOLE_BPS: i64 = 10_000;

impl BankSettings {
    /// Settings with the usual waits and no fee.
    #[must_use]
    pub fn new(webhook_secret: impl Into<String>, public_url: impl Into<String>) -> Self {
        Self {
            webhook_secret: webhook_secret.into(),
            public_url: public_url.into(),
            slow_answer_ms: SLOW_ANSWER_MS,
            first_retry_ms: FIRST_RETRY_MS,
            refund_settles_ms: REFUND_SETTLES_MS,
            fee_bps: 0,
        }
    }

    /// What the bank keeps of a charge of `amount` minor units.
    pub(crate) fn fee_of(&self, amount: i64) -> i64 {
        let bps = i64::from(self.fee_bps).min(WHOLE_BPS);
        // in two parts, so that no amount overflows
        amount / WHOLE_BPS * bps + amount % WHOLE_BPS * bps / WHOLE_BPS
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
