//! Doing once what a form asks: each press of a button has a key.

use souk_domain::refusal::{IdempotencyRefusal, Refusal};
use souk_market::idempotency::{Guard, StoredResponse};
use souk_market::{App, Error};

/// What makes a second press of the button of a form with this key do nothing; it keeps `text` of what was done.
pub fn once<T: 'static>(key: &str, text: impl Fn(&T) -> String + Send + Sync + 'static) -> Option<Guard<T>> {
    let key = Some(key.trim()).filter(|key| !key.is_empty())?;
    Some(Guard::new(key, move |done: &T| Ok(StoredResponse { status: 303, text: text(done) })))
}

/// Whether the key of a form stands for something else already: its page was opened again by the browser, and changed.
pub fn is_spent(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Idempotency(IdempotencyRefusal::Conflict)))
}

/// A key for one press of a button.
pub fn fresh_key(app: &App) -> String {
    app.random_bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}
