//! The database of one test, on the server `SOUK_TEST_DATABASE` names.

use souk_db::scratch::Scratch;

/// Names the database tests run on: `sqlite`, which is the default, or the URL of a server on which we may create databases.
pub const VARIABLE: &str = "SOUK_TEST_DATABASE";

/// What [`VARIABLE`] says.
#[allow(
    clippy::disallowed_methods,
    reason = "tests have no settings file; this variable is how a run picks its database"
)]
pub fn base() -> String {
    std::env::var(VARIABLE).unwrap_or_else(|_unset| "sqlite".to_owned())
}

/// A fresh, migrated database for one test. Panics, and so fails the test, when there is none to be had.
#[allow(clippy::panic, reason = "a test without a database has failed")]
pub async fn fresh() -> Scratch {
    let base = base();
    Scratch::create(&base)
        .await
        .unwrap_or_else(|error| panic!("no database on {VARIABLE}={}: {error}", shown(&base)))
}

/// Without the password.
fn shown(base: &str) -> String {
    base.parse::<souk_db::DatabaseUrl>().map_or_else(|_| base.to_owned(), |url| url.to_string())
}
