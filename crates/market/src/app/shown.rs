//! What everyone is shown, made once and kept until something that is shown changes.

use std::{any::Any, future::Future, sync::Arc, time::Duration};

use jiff::Timestamp;
use moka::sync::Cache;
use souk_db::{Changed, Seldom, Table};

use super::{App, version::Version};

/// Memory for what is kept, at most: the answers about some ten thousand products.
const CAPACITY_BYTES: u64 = 64 * 1024 * 1024;
/// What one kept thing costs beside its own bytes: its key and places in tables.
const OVERHEAD_BYTES: usize = 200;
/// How long a commit of another process may go unnoticed.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// A thing that may be kept, and how large it is.
pub trait Cacheable: Any + Send + Sync {
    /// Its memory, in bytes, about.
    fn bytes(&self) -> usize;

    /// When it becomes untrue by time alone; `None`: by a change only.
    fn good_until(&self) -> Option<Timestamp> {
        None
    }
}

/// Whether public answers are made of a table's rows. One that nobody knows costs speed, never truth.
fn is_shown(table: &str) -> bool {
    Table::find(table).is_none_or(Table::is_public)
}

#[derive(Clone)]
struct CachedAnswer {
    version: u64,
    thing: Arc<dyn Any + Send + Sync>,
    bytes: u32,
    good_until: Option<Timestamp>,
}

/// What is kept, with the state of the shop it was made from.
pub(crate) struct PublicCache {
    version: Version,
    kept: Cache<String, CachedAnswer>,
}

impl PublicCache {
    pub(crate) fn new() -> Self {
        let weigh = |key: &String, kept: &CachedAnswer| {
            kept.bytes.saturating_add(u32::try_from(key.len() + OVERHEAD_BYTES).unwrap_or(u32::MAX))
        };
        Self {
            version: Version::default(),
            kept: Cache::builder().max_capacity(CAPACITY_BYTES).weigher(weigh).build(),
        }
    }

    /// Hears of a commit.
    pub(crate) fn hear(&self, changed: Changed<'_>) {
        self.version.hear(changed, is_shown);
    }

    /// The version to file things under; `None` while nothing may be kept.
    fn version(&self) -> Option<u64> {
        self.version.current()
    }

    fn set_watched(&self, watched: bool) {
        self.version.set_watched(watched);
    }

    fn find<T: Cacheable>(&self, key: &str, version: u64, now: Timestamp) -> Option<Arc<T>> {
        let is_true =
            |kept: &CachedAnswer| kept.version == version && kept.good_until.is_none_or(|until| now < until);
        let kept = self.kept.get(key).filter(is_true)?;
        kept.thing.downcast().ok()
    }

    fn keep<T: Cacheable>(&self, key: &str, version: u64, thing: &Arc<T>) {
        let bytes = u32::try_from(thing.bytes()).unwrap_or(u32::MAX);
        let good_until = thing.good_until();
        let thing: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(thing);
        self.kept.insert(key.to_owned(), CachedAnswer { version, thing, bytes, good_until });
    }
}

impl App {
    /// What `make` answers, made once for all who ask under `key` until something that is shown changes, or its time is over. It must hold
    /// nothing of the one who asks. Errors: those of `make`, which are not kept.
    pub async fn shown<T: Cacheable, E>(
        &self,
        key: &str,
        make: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        // read before the data: what changes meanwhile makes this stale at once
        let version = self.public_cache().version();
        let now = self.now();
        if let Some(found) = version.and_then(|version| self.public_cache().find(key, version, now)) {
            return Ok(found);
        }
        let made = Arc::new(make.await?);
        if let Some(version) = version {
            self.public_cache().keep(key, version, &made);
        }
        Ok(made)
    }

    /// Looks out for commits of other processes until `stop` is done. Only meanwhile are things kept.
    pub async fn watch_commits(&self, stop: impl Future<Output = ()>) {
        let (mut stop, failing) = (std::pin::pin!(stop), Seldom::new());
        loop {
            match self.db().look_for_others().await {
                Ok(()) => self.set_watched(true),
                Err(error) => {
                    if let Some(unsaid) = failing.turn() {
                        tracing::warn!(%error, unsaid, "nothing is kept while the database cannot be asked");
                    }
                    self.set_watched(false);
                }
            }
            tokio::select! {
                biased;
                () = &mut stop => break,
                () = tokio::time::sleep(LOOK_AGAIN) => {}
            }
        }
        self.set_watched(false);
    }

    fn set_watched(&self, watched: bool) {
        self.rules().set_watched(watched);
        self.public_cache().set_watched(watched);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Cacheable for String {
        fn bytes(&self) -> usize {
            self.len()
        }
    }

    fn kept(shown: &PublicCache, key: &str) -> Option<String> {
        shown.find::<String>(key, shown.version()?, Timestamp::UNIX_EPOCH).map(|found| found.to_string())
    }

    fn keep(shown: &PublicCache, key: &str, text: &str) {
        if let Some(version) = shown.version() {
            shown.keep(key, version, &Arc::new(text.to_owned()));
        }
    }

    #[test]
    fn a_declaration_says_whether_a_table_is_shown() {
        assert!(is_shown("product") && !is_shown("cart"));
        assert!(!is_shown("orders") && is_shown("a_table_of_tomorrow"));
    }

    #[test]
    fn a_thing_is_kept_until_something_shown_changes() {
        let shown = PublicCache::new();
        shown.set_watched(true);
        keep(&shown, "cup", "12.00");
        shown.hear(Changed::Tables(&["orders", "outbox"]));
        assert_eq!(kept(&shown, "cup").as_deref(), Some("12.00"), "no order is shown");
        shown.hear(Changed::Tables(&["orders", "stock_level"]));
        assert_eq!(kept(&shown, "cup"), None);
        keep(&shown, "cup", "sold");
        shown.hear(Changed::Anything);
        assert_eq!(kept(&shown, "cup"), None);
    }

    #[test]
    fn what_was_made_before_a_change_is_stale_when_it_is_kept_after() {
        let shown = PublicCache::new();
        shown.set_watched(true);
        let before = shown.version().unwrap();
        shown.hear(Changed::Tables(&["product"]));
        shown.keep("cup", before, &Arc::new("old".to_owned()));
        assert_eq!(kept(&shown, "cup"), None);
    }

    #[test]
    fn a_thing_that_time_makes_untrue_is_kept_until_then() {
        struct Away(Timestamp);
        impl Cacheable for Away {
            fn bytes(&self) -> usize {
                8
            }
            fn good_until(&self) -> Option<Timestamp> {
                Some(self.0)
            }
        }
        let shown = PublicCache::new();
        shown.set_watched(true);
        let (version, opens) = (shown.version().unwrap(), Timestamp::from_second(100).unwrap());
        shown.keep("cup", version, &Arc::new(Away(opens)));
        let found = |second| shown.find::<Away>("cup", version, Timestamp::from_second(second).unwrap());
        assert!(found(99).is_some());
        assert!(found(100).is_none());
    }

    #[test]
    fn nothing_is_kept_while_nobody_looks_out() {
        let shown = PublicCache::new();
        keep(&shown, "cup", "12.00");
        assert_eq!(kept(&shown, "cup"), None);
        shown.set_watched(true);
        keep(&shown, "cup", "12.00");
        shown.set_watched(false);
        assert_eq!(kept(&shown, "cup"), None);
        shown.set_watched(true);
        assert_eq!(kept(&shown, "cup"), None, "what changed meanwhile is not known");
    }
}
