use std::{io, path::PathBuf};

/// Where pictures are kept. Names are content hashes, so a file never changes once it is there.
pub trait FileStore: Send + Sync {
    /// Keeps `bytes` under `name`. Writing the same name twice is harmless.
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()>;
    /// Reads a file; `None` when there is none of that name.
    fn get(&self, name: &str) -> io::Result<Option<Vec<u8>>>;
}

/// A folder of the data directory.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Opens the folder, making it when it is not there. Errors: it cannot be made.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// Names we made have no other characters: nothing outside the folder can be named.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        (!name.is_empty() && !name.starts_with('.') && name.chars().all(plain)).then(|| self.0.join(name))
    }
}

impl FileStore for Folder {
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path =
            self.path(name).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not a plain name"))?;
        if path.exists() {
            return Ok(());
        }
        // written beside and renamed, so that nobody sees half a file
        let beside = self.0.join(format!(".{name}.{}", std::process::id()));
        std::fs::write(&beside, bytes)?;
        std::fs::rename(beside, path)
    }

    fn get(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(path) = self.path(name) else { return Ok(None) };
        match std::fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}
