//! The proof that all is well: every invariant, asked of a live database in one snapshot.
//!
//! A finding names the invariant by its number in the book of the domain. What is asked is set by set, never row by row, so
//! a check costs a few passes over the tables.

mod finding;
mod store;

pub use finding::Finding;
pub use store::codes;

use crate::{Actor, App, Result};

/// Looks for everything that must not be, at most a hundred of each kind. Nothing found: all is well.
/// Errors: the database cannot be read.
pub async fn run(app: &App) -> Result<Vec<Finding>> {
    app.audit(Actor::System, |ctx| {
        Box::pin(async move {
            let mut findings = store::ask_all(ctx).await?;
            findings.extend(store::imports_without_job(ctx).await?);
            findings.extend(store::card_numbers(ctx).await?);
            findings.extend(store::changed_entries(ctx).await?);
            Ok(findings)
        })
    })
    .await
}
