//! The settings file.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, bail};
use figment::value::{Dict, Value};

use super::{
    hint, keys,
    layers::{Layer, find_by_file_name, read_secret},
};

/// Reads a settings file. Errors: not there, not TOML, a name that is no setting, a secret given twice.
pub(super) fn read(path: &Path) -> Result<Layer> {
    let shown = path.display();
    let text =
        fs::read_to_string(path).with_context(|| format!("the settings file {shown} cannot be read"))?;
    let tables: Dict =
        toml::from_str(&text).with_context(|| format!("the settings file {shown} is not valid TOML"))?;
    let mut layer = Layer::new(path.to_string_lossy());
    let mut seen = Vec::new();
    for (name, value) in flattened(tables) {
        let (key, value) = match find_by_file_name(&name) {
            // `secret_key_file` is a setting of its own
            Some(key) => (key.path, Value::from(secret(path, &name, &value)?)),
            None if keys::find(&name).is_some() => (name.as_str(), value),
            None => {
                let names = keys::names();
                let hint = hint::did_you_mean(&name, names.iter().map(String::as_str));
                bail!("unknown setting `{name}` in {shown}{hint}");
            }
        };
        if seen.contains(&key.to_owned()) {
            bail!("{shown} sets both `{key}` and `{key}_file`: set one of them");
        }
        seen.push(key.to_owned());
        layer.set(key, value);
    }
    Ok(layer)
}

fn secret(file: &Path, name: &str, value: &Value) -> Result<String> {
    let Some(named) = value.as_str() else { bail!("`{name}` in {} is not a file's name", file.display()) };
    read_secret(name, Path::new(named))
}

/// `{a: {b: 1}}` as `a.b = 1`.
fn flattened(tables: Dict) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (name, value) in tables {
        match value {
            Value::Dict(_, table) => {
                flat.extend(table.into_iter().map(|(inner, value)| (format!("{name}.{inner}"), value)));
            }
            value => flat.push((name, value)),
        }
    }
    flat
}
