use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use souk_db::Seldom;
pub use souk_product_import::Source;

static NO_FOLDER: Seldom = Seldom::new();

/// Where pictures are kept, and files that are imported or sold. Names are content hashes or ids, so a file never changes once it is there.
pub trait FileStore: Send + Sync {
    /// Keeps `bytes` under `name`: when this answers, they outlast a loss of power. Writing the same name twice is harmless.
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()>;
    /// The same for what can be made again, without waiting for the disk.
    fn put_copy(&self, name: &str, bytes: &[u8]) -> io::Result<()>;
    /// Whether there is a file of that name.
    fn has(&self, name: &str) -> io::Result<bool>;
    /// Reads a file; `None` when there is none of that name.
    fn get(&self, name: &str) -> io::Result<Option<Vec<u8>>>;
    /// Begins a file that is too large to be in memory whole. Errors: there is one of that name.
    fn begin(&self, name: &str) -> io::Result<Box<dyn FileWriter>>;
    /// A file to be read piece by piece; `None` when there is none of that name.
    fn open(&self, name: &str) -> io::Result<Option<Box<dyn Source>>>;
    /// Removes a file; one that is not there is removed already.
    fn remove(&self, name: &str) -> io::Result<()>;
    /// Where a file lies, for whoever sends it as it is read. `None` when there is none of that name.
    fn locate(&self, name: &str) -> io::Result<Option<PathBuf>>;
}

/// A file that is written piece by piece. Who promised its removal before need not undo what broke off.
pub trait FileWriter: Send {
    /// Adds to its end.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Ends it: when this answers, it outlasts a loss of power.
    fn keep(&mut self) -> io::Result<()>;
}

struct Written {
    file: File,
    folder: PathBuf,
}

impl FileWriter for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    fn keep(&mut self) -> io::Result<()> {
        self.file.sync_all()?;
        File::open(&self.folder)?.sync_all()
    }
}

/// A folder of the data directory.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Opens the folder, making it when it is not there. Errors: it cannot be made.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// Writes beside and renames, so that nobody sees half a file.
    fn write(&self, name: &str, bytes: &[u8], settle: impl Fn(&File) -> io::Result<()>) -> io::Result<()> {
        static WRITTEN: AtomicU64 = AtomicU64::new(0);
        let path =
            self.path(name).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not a plain name"))?;
        if path.exists() {
            return Ok(());
        }
        // two who write the same name at once do not write into each other's file
        let own = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let beside = self.0.join(format!(".{name}.{}.{own}", std::process::id()));
        let written = fill(&beside, bytes, settle).and_then(|()| fs::rename(&beside, path));
        if written.is_err() {
            // a full disk needs no half files
            let _gone = fs::remove_file(&beside);
        }
        written
    }

    /// Names we made have no other characters: nothing outside the folder can be named.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        (!name.is_empty() && !name.starts_with('.') && name.chars().all(plain)).then(|| self.0.join(name))
    }
}

fn fill(path: &Path, bytes: &[u8], settle: impl Fn(&File) -> io::Result<()>) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    settle(&file)
}

impl FileStore for Folder {
    fn begin(&self, name: &str) -> io::Result<Box<dyn FileWriter>> {
        let path =
            self.path(name).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not a plain name"))?;
        Ok(Box::new(Written { file: File::create_new(path)?, folder: self.0.clone() }))
    }

    fn open(&self, name: &str) -> io::Result<Option<Box<dyn Source>>> {
        let Some(path) = self.path(name) else { return Ok(None) };
        match File::open(path) {
            Ok(file) => Ok(Some(Box::new(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn locate(&self, name: &str) -> io::Result<Option<PathBuf>> {
        let Some(path) = self.path(name) else { return Ok(None) };
        Ok(path.try_exists()?.then_some(path))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let Some(path) = self.path(name) else { return Ok(()) };
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.write(name, bytes, File::sync_all)?;
        // the name too has to reach the disk
        File::open(&self.0)?.sync_all()
    }

    fn put_copy(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.write(name, bytes, |_| Ok(()))
    }

    fn has(&self, name: &str) -> io::Result<bool> {
        self.path(name).map_or(Ok(false), |path| path.try_exists())
    }

    fn get(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(path) = self.path(name) else { return Ok(None) };
        match fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            // everybody who looks at a picture would hear of it
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                if let Some(unsaid) = NO_FOLDER.turn() {
                    tracing::error!(folder = %self.0.display(), unsaid, "no folder, so no picture can be shown");
                }
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
