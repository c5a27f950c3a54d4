use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

use crate::{config::Settings, demo::Visitors};

/// Nobody but the owner may read it.
const OWNER_ONLY: u32 = 0o600;
/// The same of the directory.
const OWNER_ALONE_ENTERS: u32 = 0o700;
/// Pictures, under the names of their contents.
const MEDIA: &str = "media";
/// The embedded test bank's own file.
const BANK_FILE: &str = "bank.jsonl";

/// Makes the data directory and sees that it takes files.
pub(super) fn prepare(data: &Path) -> Result<()> {
    let write = || -> std::io::Result<()> {
        // one that somebody made before keeps the rights they gave it
        DirBuilder::new().recursive(true).mode(OWNER_ALONE_ENTERS).create(data)?;
        let probe = data.join(format!(".writable-{}", std::process::id()));
        fs::write(&probe, b"")?;
        fs::remove_file(probe)
    };
    write().with_context(|| {
        format!(
            "the data directory {} cannot be written: let this user write there, or choose another with --data DIR",
            data.display()
        )
    })
}

/// Makes the data directory and the key, as a first start would.
pub(crate) fn prepare_for(settings: &Settings) -> Result<()> {
    prepare(&settings.data)?;
    super::key::load_or_make(&settings.secret_key_file).map(|_key| ())
}

/// Keeps what a demonstration's visitors sign in with, a line each, for the owner of the directory alone.
pub(crate) fn keep_credentials(path: &Path, visitors: &Visitors) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(OWNER_ONLY).open(path)?;
        for visitor in [&visitors.buyer, &visitors.vendor].into_iter().chain(&visitors.staff) {
            writeln!(file, "{}    {}", visitor.email, visitor.password)?;
        }
        Ok(())
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}

pub(super) fn media(data: &Path) -> PathBuf {
    data.join(MEDIA)
}

pub(super) fn bank_file(data: &Path) -> PathBuf {
    data.join(BANK_FILE)
}
