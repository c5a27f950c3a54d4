use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::file;
use crate::{Error, Result};

/// What a connection may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Read and write; the file must exist.
    Write,
    /// Read and write; the file is made when it is not there.
    Create,
    /// Read only.
    Read,
}

/// How long a write waits for another process (an import beside a running server) before it is told to try again.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Prepared statements kept per connection: more than the program has.
const STATEMENT_CACHE: usize = 1024;

/// Readers map the file; what they cache themselves are pages of the log.
const READER_CACHE_KIB: i64 = 8 * 1024;
/// Holds what a batch of checkouts changes (64 of them some 10 MB) beside the log before it is copied: pages that do not fit are
/// written before the commit and read again. An import or a cleaning fills it, and it is never given back.
const WRITER_CACHE_KIB: i64 = 32 * 1024;
/// Pages of the log, 16 MB, that are gathered before they are copied into the file: pages that change often are copied once.
const CHECKPOINT_PAGES: i64 = 4096;

/// Opens the file. Durable means durable: WAL with `synchronous=FULL`, since NORMAL was seen to lose acknowledged commits.
pub(super) fn open(path: &Path, access: Access) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
        | match access {
            Access::Write | Access::Read => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        };
    let connection = Connection::open_with_flags(path, flags)
        .map_err(|e| Error::Storage { reason: format!("cannot open {}: {e}", path.display()) })?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    file::look_over(path, &connection)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    // plans must not depend on what is bound: else each statement with `limit ?` is parsed and planned anew every time
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    let cache_kib = if access == Access::Read { READER_CACHE_KIB } else { WRITER_CACHE_KIB };
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.pragma_update(None, "mmap_size", 268_435_456_i64)?;
    if access == Access::Read {
        connection.pragma_update(None, "query_only", true)?;
    }
    Ok(connection)
}
