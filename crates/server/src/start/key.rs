//! The server's key: made once, kept with the database.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

use anyhow::{Context as _, Result, bail};
use souk_market::{
    ports::{Random as _, SystemRandom},
    secrets::ServerKey,
};

/// Bytes of the key.
const KEY_BYTES: usize = 32;
/// Nobody but the owner may read it.
const OWNER_ONLY: u32 = 0o600;

/// Whether the key was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    There,
    MadeNow,
}

/// Reads the key, or makes one where there is none.
pub(super) fn load_or_make(path: &Path) -> Result<(ServerKey, Found)> {
    match fs::read(path) {
        Ok(bytes) => Ok((read(path, &bytes)?, Found::There)),
        Err(error) if error.kind() == ErrorKind::NotFound => make(path),
        Err(error) => Err(error).with_context(|| format!("the key {} cannot be read", path.display())),
    }
}

fn read(path: &Path, bytes: &[u8]) -> Result<ServerKey> {
    let shown = path.display();
    let Ok(key) = <[u8; KEY_BYTES]>::try_from(bytes) else {
        bail!(
            "the key {shown} must be {KEY_BYTES} random bytes and has {}: restore it from a backup",
            bytes.len()
        );
    };
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        tracing::warn!("others may read the key {shown}: chmod 600 it");
    }
    Ok(ServerKey::new(key))
}

/// Written beside and linked into place: two starts at once end with one key, and nobody reads half of one.
fn make(path: &Path) -> Result<(ServerKey, Found)> {
    let mut key = [0; KEY_BYTES];
    SystemRandom.fill(&mut key);
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let write = || -> std::io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(&beside)?;
        file.write_all(&key)?;
        file.sync_all()?;
        fs::hard_link(&beside, path)
    };
    let linked = write();
    let _removed = fs::remove_file(&beside);
    match linked {
        Ok(()) => Ok((ServerKey::new(key), Found::MadeNow)),
        // another start was faster: its key is the key
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Ok((read(path, &fs::read(path)?)?, Found::There))
        }
        Err(error) => Err(error).with_context(|| format!("the key {} cannot be written", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_private_and_read_again() {
        let folder = std::env::temp_dir().join(format!("souk-key-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("secret.key");
        let (made, found) = load_or_make(&path).unwrap();
        assert_eq!(found, Found::MadeNow);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, OWNER_ONLY);
        let (again, found) = load_or_make(&path).unwrap();
        assert_eq!(found, Found::There);
        assert_eq!(made.keyed_hash("test", &[]), again.keyed_hash("test", &[]));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::write(&path, b"short").unwrap();
        let refused = load_or_make(&path).map(|_| ()).unwrap_err().to_string();
        assert!(refused.contains("32 random bytes and has 5"), "{refused}");
        fs::remove_dir_all(folder).unwrap();
    }
}
