//! Opening the file.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::super::{Kind, StoreError};
use super::{SqliteStore, readers::Readers, schema, writer::Writer};

/// Statements kept ready by each connection.
const STATEMENTS: usize = 64;

/// Why the file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Only one process may use the file.
    #[error("{} is in use by another process of the portal", path.display())]
    InUse {
        /// The lock file.
        path: PathBuf,
    },
    /// No room.
    #[error("the disk is full")]
    DiskFull,
    /// Something else stands there.
    #[error("portal.sqlite is no database, or another program's: name another folder")]
    NotOurs,
    /// Ours, with a version that no program of ours writes.
    #[error("portal.sqlite has data version {found}, which no portal writes: restore it from a backup")]
    Unversioned {
        /// Of the file.
        found: i32,
    },
    /// Pages that SQLite cannot make sense of.
    #[error("portal.sqlite is damaged: restore it from a backup")]
    Damaged,
    /// Written by a newer program.
    #[error("the file has data version {found}, but this program knows only {known}: use the newer program")]
    Newer {
        /// Of the file.
        found: i32,
        /// Of this program.
        known: i32,
    },
    /// A document in it cannot be read.
    #[error("a stored document cannot be read")]
    Unreadable(#[source] StoreError),
    /// The file system refused.
    #[error("cannot open the file: {0}")]
    Io(#[from] std::io::Error),
    /// SQLite refused.
    #[error("cannot open the file: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::NotADatabase) => Self::NotOurs,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged,
            _ => Self::Sqlite(error),
        }
    }
}

impl SqliteStore {
    /// Opens the file at `path`, creating it and its folder where they are missing, for the declared `kinds`.
    ///
    /// Index entries of newly declared indexes are built, those of indexes no longer declared removed.
    pub fn open(path: &Path, kinds: &[&'static Kind]) -> Result<Self, OpenError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let lock = lock(path)?;
        examine(path)?;
        let mut sql = connect(path, true)?;
        schema::ensure(&mut sql)?;
        let catalogue = Arc::new(schema::index(&mut sql, kinds)?);
        let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
        let connections = || (0..threads).map(|_| connect(path, false)).collect::<Result<Vec<_>, _>>();
        Ok(Self {
            readers: Readers::start(connections()?, connections()?)?,
            writer: Writer::start(sql, Arc::clone(&catalogue))?,
            catalogue,
            calls: AtomicU64::new(0),
            _lock: lock,
        })
    }
}

/// Holds the lock file beside the database until dropped; the system frees it when the process dies.
fn lock(path: &Path) -> Result<File, OpenError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let path = PathBuf::from(name);
    let file = File::options().create(true).truncate(false).write(true).open(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse { path }),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Refuses a file that is not ours before anything is written to it: [`connect`] sets its journal mode.
fn examine(path: &Path) -> Result<(), OpenError> {
    if std::fs::metadata(path).map_or(true, |found| found.len() == 0) {
        return Ok(());
    }
    let sql = open(path)?;
    // Else closing this connection would write another program's log into its database.
    sql.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    schema::examine(&sql).map(drop)
}

fn open(path: &Path) -> Result<Connection, OpenError> {
    // Readers too may have to write the shared-memory file of the log.
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let sql = Connection::open_with_flags(path, flags)?;
    sql.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(sql)
}

fn connect(path: &Path, writes: bool) -> Result<Connection, OpenError> {
    let sql = open(path)?;
    sql.set_prepared_statement_cache_capacity(STATEMENTS);
    sql.pragma_update(None, "journal_mode", "WAL")?;
    // An answered write survives the loss of power; `fullfsync` does the same for macOS.
    sql.pragma_update(None, "synchronous", "FULL")?;
    sql.pragma_update(None, "fullfsync", true)?;
    // In pages, 32 MiB: a page that many writes touch goes into the database once for all of them.
    sql.pragma_update(None, "wal_autocheckpoint", 8_192)?;
    // In KiB. Pages that readers lack come from the system's cache.
    sql.pragma_update(None, "cache_size", if writes { -16_384 } else { -4_096 })?;
    sql.pragma_update(None, "query_only", !writes)?;
    Ok(sql)
}
