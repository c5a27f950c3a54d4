//! Who changed rights, and when: rows that are only ever added. They stay when who made them leaves.

mod store;
mod use_cases;

use souk_domain::ids::AccountId;

pub use store::AuditEntry;
pub use use_cases::list_audit;

use crate::{Ctx, Result, stored::stored_words};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditAction {
    /// A key of the API was made.
    ApiKeyMade,
    /// A key of the API was ended.
    ApiKeyEnded,
}

stored_words!(AuditAction { ApiKeyMade = "api_key.made", ApiKeyEnded = "api_key.ended" });

/// Writes down what this transaction does. `who` is the person behind it, `None` the operator; `subject` what it is done to,
/// `detail` whose that is.
pub(crate) async fn record(
    ctx: &Ctx<'_>,
    action: AuditAction,
    who: Option<AccountId>,
    subject: &str,
    detail: &str,
) -> Result<()> {
    store::insert(ctx, action, who, subject, detail).await
}
