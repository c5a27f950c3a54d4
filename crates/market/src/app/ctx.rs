use jiff::Timestamp;
use souk_db::Tx;

use super::{Actor, App};

/// What a use case works with: the open transaction, one `now` for all of it, who asks, and where ids come from.
///
/// A use case loads, decides with a rule of the domain, saves, and emits events. It never commits, spawns, or touches the
/// network.
pub struct Ctx<'c> {
    pub app: &'c App,
    pub tx: &'c Tx<'c>,
    pub now: Timestamp,
    pub actor: Actor,
    /// The version of the rules before this transaction read anything; `None` while none are kept.
    pub(crate) rules: Option<u64>,
}

impl<'c> Ctx<'c> {
    pub(crate) fn new(app: &'c App, tx: &'c Tx<'c>, actor: Actor) -> Self {
        Self { app, tx, now: app.now(), actor, rules: app.rules().version() }
    }

    /// A new id of any kind: `ctx.id(OrderId::from_parts)`.
    pub fn id<T>(&self, from_parts: impl FnOnce(u64, [u8; 10]) -> T) -> T {
        let (unix_ms, random) = self.app.id_parts(self.now);
        from_parts(unix_ms, random)
    }
}
