//! The words of the shop: Fluent messages in `locales/`, looked up by key.
//!
//! Templates use the filters `t`, `t1`, `t2`, `t3`; Rust uses [`say`]. A test compares the keys in use with those that exist.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::static_loader;

#[cfg(test)]
mod tests;

static_loader! {
    static LOCALES = {
        locales: "./src/texts/locales",
        fallback_language: "en",
        // Isolation marks help mixed directions; every language so far runs left to right.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A value that may stand in a sentence: words or a count, which also picks the plural.
pub trait Word {
    /// The value as Fluent wants it.
    fn word(&self) -> FluentValue<'_>;
}

impl Word for str {
    fn word(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}
impl Word for String {
    fn word(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}
impl Word for u32 {
    fn word(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}
impl Word for u64 {
    fn word(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}
impl Word for i64 {
    fn word(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}
impl Word for usize {
    fn word(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}
impl<T: Word + ?Sized> Word for &T {
    fn word(&self) -> FluentValue<'_> {
        (**self).word()
    }
}

/// Sentences without values, found before: a page has a hundred of them.
static PLAIN: LazyLock<RwLock<HashMap<String, String>>> = LazyLock::new(RwLock::default);

/// The sentence of `key` with its values filled in; a missing key is shown as itself, which a test forbids.
pub fn say(key: &str, values: &[(&'static str, &dyn Word)]) -> String {
    if !values.is_empty() {
        return look_up(key, values).unwrap_or_else(|| key.to_owned());
    }
    if let Some(found) = PLAIN.read().unwrap_or_else(PoisonError::into_inner).get(key) {
        return found.clone();
    }
    // only what exists is kept, so there is an end to it
    let Some(found) = look_up(key, values) else { return key.to_owned() };
    PLAIN.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), found.clone());
    found
}

fn look_up(key: &str, values: &[(&'static str, &dyn Word)]) -> Option<String> {
    let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
        values.iter().map(|(name, value)| (Cow::Borrowed(*name), value.word())).collect();
    LOCALES.lookup_single_language(LOCALES.fallback(), key, Some(&args)).ok()
}
