//! The file itself: who may read it, and whether all of it is there.

use std::{
    fs::{self, OpenOptions, Permissions},
    io::{self, ErrorKind},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode};

use crate::{Error, Result};

/// Only its owner reads what buyers told.
const OWNER_ONLY: u32 = 0o600;
/// What SQLite keeps beside a file; it gives them the rights of the file.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// Makes the file where there is none, and takes from others the right to read it. One that is there is not opened: when it is
/// closed again, the locks that SQLite has on it in this process would go.
pub(super) fn keep_private(path: &Path) -> Result<()> {
    // an empty file is an empty database
    match OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(path) {
        Ok(_empty) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => {
            return Err(Error::Storage { reason: format!("cannot open {}: {error}", path.display()) });
        }
    }
    if let Err(error) = take_from_others(path) {
        tracing::warn!(path = %path.display(), %error, "others may read the database, and that cannot be changed");
    }
    for ending in BESIDE {
        let mut beside = path.as_os_str().to_owned();
        beside.push(ending);
        // the file alone tells of a failure: all three are of one owner, and these need not be there
        let _kept = take_from_others(&PathBuf::from(beside));
    }
    Ok(())
}

fn take_from_others(path: &Path) -> io::Result<()> {
    let about = fs::metadata(path)?;
    if about.is_file() && about.permissions().mode() & 0o777 != OWNER_ONLY {
        fs::set_permissions(path, Permissions::from_mode(OWNER_ONLY))?;
    }
    Ok(())
}

/// Reads what a file says of itself: one that is shorter than it says, or that no database wrote, is found out.
/// Errors: [`Error::Damaged`].
pub(super) fn look_over(path: &Path, connection: &Connection) -> Result<()> {
    let looked = connection.query_row("select count(*) from sqlite_schema", [], |_row| Ok(()));
    looked.map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            Error::Damaged { path: path.display().to_string(), reason: error.to_string() }
        }
        _ => error.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("souk-db-file-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn opened(path: &Path) -> Result<Connection> {
        let connection = Connection::open(path)?;
        look_over(path, &connection)?;
        Ok(connection)
    }

    #[test]
    fn a_file_that_lacks_a_part_is_not_opened() {
        let folder = folder("cut");
        let path = folder.join("a.db");
        let connection = opened(&path).unwrap();
        connection
            .execute_batch("create table a (b blob); insert into a values (zeroblob(100000));")
            .unwrap();
        drop(connection);
        assert!(opened(&path).is_ok());
        let whole = fs::read(&path).unwrap();
        for left in [whole.len() / 2, 4_096, 150] {
            fs::write(&path, &whole[..left]).unwrap();
            let error = opened(&path).err().unwrap();
            assert!(matches!(error, Error::Damaged { .. }), "{left} bytes: {error}");
            assert!(error.to_string().contains("backup"), "{error}");
        }
        fs::write(&path, [7; 8_192]).unwrap();
        assert!(matches!(opened(&path), Err(Error::Damaged { .. })));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn nobody_else_reads_the_file_nor_what_lies_beside_it() {
        let folder = folder("private");
        let path = folder.join("a.db");
        keep_private(&path).unwrap();
        let mode = |name: &str| fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode("a.db"), OWNER_ONLY);
        for name in ["a.db", "a.db-wal", "a.db-shm"] {
            fs::write(folder.join(name), b"").unwrap();
            fs::set_permissions(folder.join(name), Permissions::from_mode(0o644)).unwrap();
        }
        keep_private(&path).unwrap();
        assert_eq!(["a.db", "a.db-wal", "a.db-shm"].map(mode), [OWNER_ONLY; 3]);
        fs::remove_dir_all(folder).unwrap();
    }
}
