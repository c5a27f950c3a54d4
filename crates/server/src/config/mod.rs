//! Settings: which there are, where they come from, and what is wrong with them.
//!
//! A flag wins over the environment (`SOUK_…`, `DATABASE_URL`), that over `souk.toml`, that over the default. A name that
//! is not in [`keys`] is refused with the nearest one that is.

mod file;
mod hint;
mod http;
pub(crate) mod keys;
mod layers;
mod market;
mod outgoing;
mod settings;
mod show;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::Result;
use figment::Figment;

pub(crate) use http::HttpLimits;
pub(crate) use layers::{Flags, Jobs, read_secret};
pub(crate) use market::MarketSettings;
pub(crate) use settings::{LogFormat, Sandbox, Settings};

/// The file that is read when no other is named, where it is there.
const USUAL_FILE: &str = "souk.toml";

/// The settings of this process with where each came from.
pub(crate) struct Config {
    pub(crate) settings: Settings,
    origins: Figment,
}

impl Config {
    /// Gathers the settings of this process. Errors name the setting, where it stands, and what to write instead.
    pub(crate) fn load(file: Option<&Path>, flags: Flags) -> Result<Self> {
        Self::gather(file, environment(), flags)
    }

    #[allow(clippy::needless_pass_by_value, reason = "the flags end here")]
    fn gather(file: Option<&Path>, environment: Vec<(String, String)>, flags: Flags) -> Result<Self> {
        let usual = PathBuf::from(USUAL_FILE);
        let file = file.or_else(|| usual.exists().then_some(usual.as_path()));
        let mut origins = Figment::new().merge(layers::defaults(&flags));
        if let Some(path) = file {
            origins = origins.merge(file::read(path)?);
        }
        origins = origins.merge(layers::environment(environment)?).merge(layers::flags(&flags));
        let settings = Settings::extract(&origins)?;
        Ok(Self { settings, origins })
    }

    /// Every setting, its value and where it came from; secrets are hidden.
    pub(crate) fn lines(&self, origins: Origins) -> Vec<String> {
        show::lines(&self.origins, origins)
    }
}

/// Whether to tell where each setting came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origins {
    Shown,
    Hidden,
}

/// The variables that concern us. The only place where the environment is read.
fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.to_string_lossy().into_owned())))
        .filter(|(name, _)| name == layers::DATABASE_URL || name.starts_with(layers::PREFIX))
        .collect()
}
