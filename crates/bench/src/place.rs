use std::path::PathBuf;

use anyhow::{Context as _, Result};

/// A folder for one run, removed with everything in it when the run ends.
pub(crate) struct Place(PathBuf);

impl Place {
    pub(crate) fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("souk-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self(folder))
    }

    /// A path inside it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _left_behind = std::fs::remove_dir_all(&self.0);
    }
}
