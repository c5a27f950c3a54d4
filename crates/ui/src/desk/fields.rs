//! Forms whose fields are as many as an order has lines: read by name, and shown again as they were typed.

use std::collections::BTreeMap;

use crate::Entry;
use serde::Deserialize;
use souk_domain::refusal::RequestRefusal;
use souk_http::Result;
use souk_market::idempotency::Guard;
use souk_market::refunds::Agreed;

use super::{Mistakes, once::once};

/// What was sent, by name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(BTreeMap<String, String>);

impl FromIterator<(String, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl Fields {
    /// Errors: a field that is neither of these nor begins with one of the prefixes.
    pub fn only(&self, known: &[&str], prefixes: &[&str]) -> Result<()> {
        let is_known = |name: &&String| {
            known.contains(&name.as_str()) || prefixes.iter().any(|prefix| name.starts_with(prefix))
        };
        match self.0.keys().find(|name| !is_known(name)) {
            None => Ok(()),
            Some(name) => {
                let (pointer, name) = (format!("/{name}"), name.clone());
                Err(RequestRefusal::UnknownField { pointer, name }.into())
            }
        }
    }

    /// What was typed; empty where there is no such field.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }

    /// The same, where something was typed.
    pub fn said(&self, name: &str) -> Option<String> {
        Some(self.get(name).to_owned()).filter(|value| !value.trim().is_empty())
    }

    /// The fields whose names begin so: what stands behind that, and what was typed.
    pub fn of(&self, prefix: &str) -> Vec<(&str, &str)> {
        self.0.iter().filter_map(|(name, value)| Some((name.strip_prefix(prefix)?, value.as_str()))).collect()
    }

    /// A field as it was typed, or else as it begins, with what is wrong with it.
    pub fn entry(&self, mistakes: &Mistakes, name: &str, begins: &str) -> Entry {
        let value = self.0.get(name).map_or(begins, String::as_str);
        Entry { value: value.to_owned(), error: mistakes.words(name) }
    }

    /// Takes over what another form has under these names.
    pub fn keep(&mut self, other: &Self, names: impl IntoIterator<Item = String>) {
        for name in names {
            if let Some(value) = other.0.get(&name) {
                self.0.insert(name, value.clone());
            }
        }
    }

    /// The revision that the page showed.
    pub fn revision(&self) -> Option<i64> {
        self.get("revision").parse().ok()
    }

    /// What whoever sends it has seen of the sum that goes back.
    pub fn agreed(&self) -> Agreed {
        self.get("sum").parse().map_or(Agreed::Unseen, Agreed::Sum)
    }

    /// What makes a second press of the same button do nothing.
    pub fn once<T: 'static>(&self) -> Option<Guard<T>> {
        once(self.get("key"), |_| String::new())
    }
}
