//! The market's rules (settings, tax, shipping, commission, promotions), kept in memory until a commit changes one of them: every order asks
//! for all of them, and they change a few times a year.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use souk_db::Changed;

use super::{App, Ctx, version::Version};
use crate::Result;

/// The tables that rules are read from.
const TABLES: &[&str] = &[
    "commission",
    "commission_rate",
    "market_setting",
    "promotion",
    "promotion_target",
    "shipping_method",
    "shipping_zone",
    "tax_class",
    "tax_exemption",
    "tax_rate",
    "tax_zone",
    "tax_zone_place",
    "vendor_shipping",
];

/// What is kept, with the state of the tables it was read from.
#[derive(Default)]
pub(crate) struct RulesCache {
    version: Version,
    kept: RwLock<HashMap<TypeId, CachedRule>>,
}

struct CachedRule {
    version: u64,
    rule: Arc<dyn Any + Send + Sync>,
}

impl RulesCache {
    /// Hears of a commit.
    pub(crate) fn hear(&self, changed: Changed<'_>) {
        self.version.hear(changed, |table| TABLES.contains(&table));
    }

    /// Says whether commits of other processes are heard of from now on.
    pub(crate) fn set_watched(&self, watched: bool) {
        self.version.set_watched(watched);
    }

    /// The version to keep things under; `None` while nothing may be kept.
    pub(super) fn version(&self) -> Option<u64> {
        self.version.current()
    }

    fn find<T: Any + Send + Sync>(&self, version: u64) -> Option<Arc<T>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(&TypeId::of::<T>()).filter(|kept| kept.version == version)?;
        Arc::clone(&found.rule).downcast().ok()
    }

    fn keep<T: Any + Send + Sync>(&self, version: u64, rule: &Arc<T>) {
        let rule: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(rule);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        let is_newer = |kept: &CachedRule| kept.version > version;
        if !kept.get(&TypeId::of::<T>()).is_some_and(is_newer) {
            kept.insert(TypeId::of::<T>(), CachedRule { version, rule });
        }
    }
}

impl App {
    /// The rule of this type where it is kept at the moment; nothing is read for it.
    pub(crate) fn kept_rule<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let cache = self.rules();
        cache.find(cache.version()?)
    }
}

impl Ctx<'_> {
    /// The rule of this type as it stands, read by `read` unless it is kept. There is one rule of a type. A transaction that
    /// changes rules itself reads its own.
    pub(crate) async fn rule<T: Any + Send + Sync>(
        &self,
        read: impl Future<Output = Result<T>>,
    ) -> Result<Arc<T>> {
        let cache = self.app.rules();
        // of before the transaction's first statement: it may see the database as it was then, however late it asks
        let version = self.rules.filter(|_| !self.tx.has_changed(TABLES));
        if let Some(found) = version.and_then(|version| cache.find(version)) {
            return Ok(found);
        }
        let rule = Arc::new(read.await?);
        if let Some(version) = version {
            cache.keep(version, &rule);
        }
        Ok(rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched() -> RulesCache {
        let cache = RulesCache::default();
        cache.set_watched(true);
        cache
    }

    fn keep(cache: &RulesCache, text: &str) {
        if let Some(version) = cache.version() {
            cache.keep(version, &Arc::new(text.to_owned()));
        }
    }

    fn kept(cache: &RulesCache) -> Option<String> {
        cache.find::<String>(cache.version()?).map(|found| found.to_string())
    }

    #[test]
    fn a_rule_is_kept_until_a_commit_changes_one() {
        let cache = watched();
        keep(&cache, "6 %");
        cache.hear(Changed::Tables(&["orders", "stock_level"]));
        assert_eq!(kept(&cache).as_deref(), Some("6 %"));
        cache.hear(Changed::Tables(&["orders", "tax_zone"]));
        assert_eq!(kept(&cache), None);
        keep(&cache, "7 %");
        cache.hear(Changed::Anything);
        assert_eq!(kept(&cache), None);
    }

    #[test]
    fn what_was_read_before_a_change_is_stale_when_it_is_kept_after() {
        let cache = watched();
        let before = cache.version().unwrap();
        cache.hear(Changed::Tables(&["tax_zone"]));
        cache.keep(before, &Arc::new("6 %".to_owned()));
        assert_eq!(kept(&cache), None);
    }

    #[test]
    fn a_transaction_that_sees_the_past_takes_nothing_from_later_ones() {
        let cache = watched();
        let past = cache.version().unwrap();
        cache.hear(Changed::Tables(&["tax_zone"]));
        keep(&cache, "7 %");
        cache.keep(past, &Arc::new("6 %".to_owned()));
        assert_eq!(kept(&cache).as_deref(), Some("7 %"));
        assert!(cache.find::<String>(past).is_none());
    }

    #[test]
    fn nothing_is_kept_while_nobody_watches() {
        let cache = RulesCache::default();
        keep(&cache, "6 %");
        assert_eq!(kept(&cache), None);
        cache.set_watched(true);
        keep(&cache, "6 %");
        cache.set_watched(false);
        cache.set_watched(true);
        assert_eq!(kept(&cache), None, "what changed meanwhile is not known");
    }
}
