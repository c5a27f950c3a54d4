//! The places settings come from, each as a provider whose name says where a value stands.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result, bail};
use figment::{
    Error, Metadata, Profile, Provider,
    value::{Dict, Map, Value},
};

use super::{
    hint,
    keys::{self, KEYS, Key, Shape},
};

/// What our variables begin with.
pub(super) const PREFIX: &str = "SOUK_";
/// The one variable that others set for many programs.
pub(super) const DATABASE_URL: &str = "DATABASE_URL";
/// Variables with our prefix that are not ours to judge: what tests are told, and what Kubernetes sets for every pod
/// beside a service called `souk`.
const FOREIGN: [&str; 4] = ["SOUK_TEST_", "SOUK_SIM_", "SOUK_SERVICE_", "SOUK_PORT"];
/// A secret longer than this is the wrong file.
const MAX_SECRET_BYTES: u64 = 64 * 1024;

/// What was said on the command line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flags {
    pub(crate) listen: Option<String>,
    pub(crate) data: Option<PathBuf>,
    pub(crate) database_url: Option<String>,
    pub(crate) public_url: Option<String>,
    pub(crate) log: Option<String>,
    pub(crate) jobs: Option<Jobs>,
    /// The directory data is in when nobody names one.
    pub(crate) usual_data: Option<&'static str>,
}

/// Whether this process works on jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Jobs {
    LeftToOthers,
}

/// Values from one place.
pub(super) struct Layer {
    name: String,
    values: Dict,
}

impl Layer {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), values: Dict::new() }
    }

    /// Sets a value at `table.key` or `key`.
    pub(super) fn set(&mut self, path: &str, value: impl Into<Value>) {
        let nested = figment::util::nest(path, value.into());
        if let Some(dict) = nested.into_dict() {
            for (name, value) in dict {
                match (self.values.get_mut(&name), value) {
                    (Some(Value::Dict(_, table)), Value::Dict(_, added)) => table.extend(added),
                    (_, value) => {
                        self.values.insert(name, value);
                    }
                }
            }
        }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name.clone()).interpolater(|_, path| path.join("."))
    }

    fn data(&self) -> std::result::Result<Map<Profile, Dict>, Error> {
        Ok(Map::from([(Profile::Default, self.values.clone())]))
    }
}

/// What holds when nobody says otherwise. Settings without a default are absent.
pub(super) fn defaults(flags: &Flags) -> Layer {
    let mut layer = Layer::new("default");
    layer.set("listen", "127.0.0.1:8080");
    layer.set("data", flags.usual_data.unwrap_or("souk-data"));
    layer.set("jobs", true);
    layer.set("log", "pretty");
    layer.set("log_filter", "info");
    layer.set("trusted_proxies", Vec::<String>::new());
    layer.set("cors_allow", Vec::<String>::new());
    layer.set("payments.sandbox", false);
    layer
}

/// The command line's.
pub(super) fn flags(flags: &Flags) -> Layer {
    let mut layer = Layer::new("flag");
    let texts = [
        ("listen", flags.listen.clone()),
        ("data", flags.data.as_ref().map(|path| path.to_string_lossy().into_owned())),
        ("database_url", flags.database_url.clone()),
        ("public_url", flags.public_url.clone()),
        ("log", flags.log.clone()),
    ];
    for (path, text) in texts {
        if let Some(text) = text {
            layer.set(path, text);
        }
    }
    if flags.jobs == Some(Jobs::LeftToOthers) {
        layer.set("jobs", false);
    }
    layer
}

/// The environment's. Errors: a variable of ours that names no setting, or holds what its setting does not.
pub(super) fn environment(variables: Vec<(String, String)>) -> Result<Layer> {
    let mut layer = Layer::new("environment");
    let (general, ours): (Vec<_>, Vec<_>) = variables.into_iter().partition(|(name, _)| name == DATABASE_URL);
    let ours = ours.into_iter().filter(|(name, _)| !FOREIGN.iter().any(|foreign| name.starts_with(foreign)));
    // SOUK_DATABASE_URL comes later and so wins over DATABASE_URL
    let mut seen: Vec<&'static str> = Vec::new();
    for (name, value) in general {
        layer.set("database_url", read_as(&name, &value, Shape::Secret)?);
    }
    for (name, value) in ours {
        let (key, value) = match (find(&name), find_file(&name)) {
            (Some(key), _) => (key, read_as(&name, &value, key.shape)?),
            (None, Some(key)) => (key, Value::from(read_secret(&name, value.as_ref())?)),
            (None, None) => bail!("the variable {name} names no setting of Souk{}", suggestion(&name)),
        };
        if seen.contains(&key.path) {
            bail!("{0} and {0}_FILE are both set: set one of them", key.variable());
        }
        seen.push(key.path);
        layer.set(key.path, value);
    }
    Ok(layer)
}

fn find(variable: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.variable() == variable)
}

fn find_file(variable: &str) -> Option<&'static Key> {
    variable.strip_suffix("_FILE").and_then(find).filter(|key| key.is_secret())
}

fn suggestion(variable: &str) -> String {
    let names: Vec<String> = KEYS.iter().map(Key::variable).collect();
    hint::did_you_mean(variable, names.iter().map(String::as_str))
}

/// The text of a variable as the value its setting holds.
fn read_as(name: &str, text: &str, shape: Shape) -> Result<Value> {
    Ok(match shape {
        Shape::Text | Shape::Secret => text.into(),
        Shape::Flag => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => true.into(),
            "false" | "no" | "off" | "0" => false.into(),
            _ => bail!("{name}={text}: use true or false"),
        },
        Shape::Whole => match text.trim().parse::<u64>() {
            Ok(number) => number.into(),
            Err(_) => bail!("{name}={text}: use a whole number"),
        },
        Shape::List => {
            let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
            entries.map(str::to_owned).collect::<Vec<_>>().into()
        }
    })
}

/// The secret a file holds, without the line end editors add.
pub(crate) fn read_secret(name: &str, path: &std::path::Path) -> Result<String> {
    let read = || -> Result<String> {
        if fs::metadata(path)?.len() > MAX_SECRET_BYTES {
            bail!("it is larger than any secret");
        }
        Ok(fs::read_to_string(path)?)
    };
    let text = read().with_context(|| format!("{name}: the file {} cannot be used", path.display()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

pub(super) use keys::find_by_file_name;
