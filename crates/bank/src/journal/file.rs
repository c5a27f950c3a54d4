//! Opening the file: private, held by one bank, read into the book, a torn last line cut off.

use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use crate::book::{Book, Line};
use crate::settings::BankError;

/// The first line of every bank file, so that no other file is ever taken for one, let alone cut.
const HEADING: &str = "{\"souk_bank\":1}\n";
/// Only its owner reads the file.
const MODE: u32 = 0o600;
/// The longest line a bank writes is a charge with three long addresses; anything beyond is not its own.
const MAX_LINE_BYTES: u64 = 64 * 1024;

/// Opens or creates the file and takes its lines into the book.
pub(super) fn open(path: &Path, book: &mut Book) -> Result<File, BankError> {
    let failed = |source| BankError::File { path: path.to_owned(), source };
    let mut file =
        OpenOptions::new().read(true).append(true).create(true).mode(MODE).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(BankError::InUse { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => return Err(failed(source)),
    }
    file.set_permissions(Permissions::from_mode(MODE)).map_err(failed)?;
    let end = read(path, &file, book)?;
    let length = file.metadata().map_err(failed)?.len();
    if end < length {
        tracing::warn!(path = %path.display(), bytes = length - end, "cut a torn last line off the bank's file");
        file.set_len(end).map_err(failed)?;
    }
    if end == 0 {
        file.write_all(HEADING.as_bytes()).map_err(failed)?;
        sync_folder(path).map_err(failed)?;
    }
    file.sync_all().map_err(failed)?;
    Ok(file)
}

/// Takes every whole line into the book; gives back where the last one ends, in bytes.
fn read(path: &Path, file: &File, book: &mut Book) -> Result<u64, BankError> {
    let failed = |source| BankError::File { path: path.to_owned(), source };
    let mut reader = BufReader::new(file);
    reader.seek(SeekFrom::Start(0)).map_err(failed)?;
    let (mut end, mut bytes) = (0, Vec::new());
    for line in 1_u64.. {
        bytes.clear();
        reader.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut bytes).map_err(failed)?;
        let damaged = |why: &str| BankError::Damaged { path: path.to_owned(), line, why: why.to_owned() };
        if bytes.last() != Some(&b'\n') {
            if line == 1 && !HEADING.as_bytes().starts_with(&bytes) {
                return Err(damaged("this is not a bank's file"));
            }
            if bytes.len() as u64 == MAX_LINE_BYTES {
                return Err(damaged("the line is too long"));
            }
            break;
        }
        if line == 1 {
            if bytes != HEADING.as_bytes() {
                return Err(damaged("this is not a bank's file, or one of a newer bank"));
            }
        } else {
            // What the parser says could quote the line, so only its place is told.
            let parsed: Line = serde_json::from_slice(&bytes)
                .map_err(|error| damaged(&format!("it cannot be read from column {} on", error.column())))?;
            book.apply(parsed).map_err(damaged)?;
        }
        end += bytes.len() as u64;
    }
    Ok(end)
}

/// Writes all that the file holds into a new one, and puts that in its place. After a failed sync the system may take for
/// written what never reached the disk; what is written anew has reached it, or this fails.
pub(crate) fn write_anew(path: &Path) -> Result<(), BankError> {
    let beside = path.with_extension("anew");
    let write = || -> io::Result<()> {
        let bytes = fs::read(path)?;
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(MODE).open(&beside)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        sync_folder(path)
    };
    write().map_err(|source| {
        // a full disk needs no half files
        let _gone = fs::remove_file(&beside);
        BankError::File { path: path.to_owned(), source }
    })
}

/// Makes the file's own name durable.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = fs::canonicalize(path)?;
    folder.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
