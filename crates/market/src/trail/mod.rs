//! What is written down of what people do: rows that are only ever added, in the transaction that they tell of.
//!
//! - [`Origin`]: from where a request comes and what it calls, as the edge knows it, for as long as the request runs
//! - [`Note`]: what a use case says of what it does; where it says nothing, what the edge knows is written down
//!
//! It stands below everything that writes; who looks at it uses `audit`.

mod entry;
mod origin;
mod store;

pub use entry::AuditEntry;
pub(crate) use entry::{Note, Who, is_whole};
pub use origin::Origin;
pub(crate) use store::{Wanted, filtered, insert, page, sign_ins};
