//! The sandbox gateway's bank: a party of its own, reached by HTTP, with its own durable file, so that a test can
//! ask it what it really charged.
//!
//! It knows nothing of the shop. It takes published test cards alone, charges once per key, and answers only what
//! is on its disk. All amounts are minor units.
//!
//! # Asking it
//! Whoever asks under `/v1` proves that it knows the webhook secret, by `Authorization: Bearer` and [`caller_proof`]; without
//! that: 401 `unauthenticated`. Hosts other than the bank's own and this machine's names: 421 `misdirected`.
//!
//! | request | answer |
//! |---|---|
//! | `POST /v1/intents {key, amount, currency, description?, return_url, webhook_url?}` | a charge with status `begun`, which takes nothing; its id is the reference to confirm it by; the same key again: the charge as it is |
//! | `POST /v1/charges {key, amount, currency, description?, reference?, card: {number, exp_month, exp_year, cvc}, return_url, webhook_url?}` | the charge, confirmed with a card; the same key again: the first outcome; the same key with another amount or currency: 409 `key_reused`; a reference that is not its id: 422 `unknown_reference` |
//! | `GET /v1/charges/by-key/{key}` | the charge, or 404 `unknown_key` |
//! | `POST /v1/charges/by-key/{key}/complete` | the charge; one that its buyer approved is taken now, any other is as it was |
//! | `POST /v1/charges/by-key/{key}/cancel` | the charge, cancelled if it took nothing yet; an unknown key is kept as cancelled, so a charge that comes late takes nothing |
//! | `POST /v1/refunds {key, charge_key, amount, currency}` | the refund; above what is left: 422 `exceeds_charge` |
//! | `GET /v1/refunds/by-key/{key}` | the refund, or 404 `unknown_key` |
//! | `GET /v1/statement?after=N&limit=M` | every charge and refund in order, and what each charge adds up to |
//! | `GET /healthz` | lines in the file and syncs since it was opened |
//! | `GET`, `POST /confirm/{id}` | the page on which a buyer approves or declines |
//! | `POST /v1/test/webhooks {mode: normal \| hold \| duplicate}`, `POST /v1/test/webhooks/flush` | for tests: what becomes of notices |
//! | `POST /v1/test/refunds/settle` | for tests: refunds that wait come to their end now |
//!
//! A charge: `{id, key, status, amount, currency, fee, brand, last4, exp_month, exp_year, decline_code?, redirect_url?,
//! transaction_id, created_at_ms}` with status `begun`, `requires_action`, `approved`, `succeeded`, `declined` or
//! `cancelled`; amount, currency and card facts are null when the key was cancelled before its charge came, the fee until
//! it succeeded. A refund: `{id, key, charge_key, amount, currency, status, created_at_ms}` with status `pending`,
//! `succeeded` or `failed`. A refusal: `{code, detail, field?}`.
//!
//! # Cards
//! | number | what it does |
//! |---|---|
//! | 4242424242424242, 5555555555554444, 378282246310005 | approved |
//! | 4000000000000002 | declined: `generic_decline` |
//! | 4000000000009995 | declined: `insufficient_funds` |
//! | 4000000000000069 | declined: `expired_card` |
//! | 4000000000000127 | declined: `incorrect_cvc` |
//! | 4000002500003155 | `requires_action`: the buyer decides at `redirect_url` |
//! | 4000000000003220 | as before, and what the buyer approved is taken when the shop completes it |
//! | 4000000000007726 | approved; its refunds are `pending` and succeed after [`REFUND_SETTLES_MS`] |
//! | 4000000000000416 | approved; its refunds are `pending` and fail after that time |
//! | 4000000000005126 | approved; its refunds succeed at once and fail after that time |
//! | 4000000000000119 | approved at once, answered after [`SLOW_ANSWER_MS`] |
//! | 4000000000000218 | approved and stored, then the connection closes without an answer |
//! | 4000000000000317 | the connection closes and nothing was charged |
//!
//! # Notices
//! When `webhook_url` (plain http) is given, each charge that was approved or is final, and each step of a refund, is posted as
//! `{id, type, charge | refund, created_at_ms}`, signed as Standard Webhooks has it, with growing waits until the
//! receiver answers 2xx or 410, across restarts too.
//!
//! # The file
//! A heading, then one JSON line per event, synced before anybody is told; callers that come together share a sync.
//! A torn last line is cut off at the next start, anything else that is malformed refuses to open. Card numbers and
//! security codes are nowhere: not in the file, a log, an error or an answer.

mod bank;
mod book;
mod cards;
mod clock;
mod http;
mod journal;
mod orders;
mod random;
mod refusal;
mod settings;
mod view;

pub use bank::{Bank, caller_proof, signing_key};
pub use http::serve;
pub use settings::{BankError, BankSettings, FIRST_RETRY_MS, REFUND_SETTLES_MS, SLOW_ANSWER_MS};
