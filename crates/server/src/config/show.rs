//! The settings as `souk config show` prints them.

use figment::{Figment, value::Value};

use super::{Origins, keys::KEYS};

/// What stands where a secret is.
const HIDDEN: &str = "(hidden)";

pub(super) fn lines(origins: &Figment, shown: Origins) -> Vec<String> {
    let mut lines = Vec::with_capacity(KEYS.len());
    for key in KEYS {
        let value = origins.find_value(key.path).ok();
        let text = match &value {
            None => "(not set)".to_owned(),
            Some(_) if key.is_secret() => HIDDEN.to_owned(),
            Some(value) => written(value),
        };
        let place = origins.find_metadata(key.path).map_or("default", |metadata| &*metadata.name);
        lines.push(match (shown, value) {
            (Origins::Shown, Some(_)) => format!("{} = {text}  # {place}", key.path),
            _ => format!("{} = {text}", key.path),
        });
    }
    lines
}

/// A value as a settings file would have it.
fn written(value: &Value) -> String {
    match value {
        Value::String(_, text) => format!("{text:?}"),
        Value::Bool(_, on) => on.to_string(),
        Value::Num(_, number) => {
            number.to_u128().map_or_else(|| format!("{number:?}"), |number| number.to_string())
        }
        Value::Array(_, entries) => {
            let entries: Vec<String> = entries.iter().map(written).collect();
            format!("[{}]", entries.join(", "))
        }
        Value::Char(..) | Value::Empty(..) | Value::Dict(..) => format!("{value:?}"),
    }
}
