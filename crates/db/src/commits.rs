use std::sync::{Arc, PoisonError, RwLock};

/// What a commit changed.
#[derive(Clone, Copy, Debug)]
pub enum Changed<'a> {
    /// Rows of these tables.
    Tables(&'a [&'static str]),
    /// Another process may have changed anything.
    Anything,
}

type Listener = Box<dyn Fn(Changed<'_>) + Send + Sync>;

/// Those who are told of commits, as soon as they are durable and before their callers are answered.
#[derive(Clone, Default)]
pub(crate) struct Commits(Arc<RwLock<Vec<Listener>>>);

impl Commits {
    pub(crate) fn add(&self, listener: Listener) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    pub(crate) fn tell(&self, changed: Changed<'_>) {
        if matches!(changed, Changed::Tables([])) {
            return;
        }
        for listener in self.0.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(changed);
        }
    }
}
