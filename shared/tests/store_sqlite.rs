//! The document store's contract on SQLite, and what only a file must do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failing test says where"
)]

mod store_contract;

use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use shared::store::sqlite::{OpenError, SqliteStore};
use shared::store::{Index, Kind, Operation, Partition, Query, Reach};
use store_contract::Bench;
use store_contract::fixtures::{KINDS, by_id, by_number, document, moment, ticket};

async fn open(promise: &str) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("portal.db"), KINDS).unwrap();
    Bench::new(Arc::new(store), &promise.replace('_', "-"), folder)
}

contract!(open);

fn file(folder: &tempfile::TempDir) -> std::path::PathBuf {
    folder.path().join("deep/er/portal.db")
}

fn reopen(path: &Path, kinds: &[&'static Kind]) -> Bench {
    Bench::new(Arc::new(SqliteStore::open(path, kinds).unwrap()), "acme", ())
}

#[tokio::test]
async fn data_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let bench = reopen(&file(&folder), KINDS);
    let tags = bench.create((0..5).map(ticket)).await;
    drop(bench);
    let bench = reopen(&file(&folder), KINDS);
    assert_eq!(bench.get("tkt_003").await.unwrap().tag, tags[3]);
    assert_eq!(bench.numbers(&by_number("open")).await, [0, 3]);
}

#[tokio::test]
async fn a_file_in_use_is_refused_until_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let bench = reopen(&file(&folder), KINDS);
    let refused = SqliteStore::open(&file(&folder), KINDS).err().unwrap();
    assert!(matches!(refused, OpenError::InUse { .. }), "{refused}");
    drop(bench);
    reopen(&file(&folder), KINDS);
}

#[tokio::test]
async fn other_files_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.db");
    std::fs::write(&text, "not a database, but long enough to look at".repeat(50)).unwrap();
    assert!(matches!(SqliteStore::open(&text, KINDS), Err(OpenError::NotOurs)));

    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    assert!(matches!(SqliteStore::open(&other, KINDS), Err(OpenError::NotOurs)));

    let newer = folder.path().join("newer.db");
    drop(reopen(&newer, KINDS));
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let refused = SqliteStore::open(&newer, KINDS).err().unwrap();
    assert!(matches!(refused, OpenError::Newer { found: 99, .. }), "{refused}");
}

#[tokio::test]
async fn another_programs_database_is_not_changed_before_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    let before = std::fs::read(&other).unwrap();
    assert!(matches!(SqliteStore::open(&other, KINDS), Err(OpenError::NotOurs)));
    assert_eq!(std::fs::read(&other).unwrap(), before);

    // One that its program left with a log beside it, as after a crash.
    let (live, left) = (folder.path().join("live.db"), folder.path().join("left.db"));
    let theirs = rusqlite::Connection::open(&live).unwrap();
    theirs.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE theirs (x)").unwrap();
    std::fs::copy(&live, &left).unwrap();
    std::fs::copy(folder.path().join("live.db-wal"), folder.path().join("left.db-wal")).unwrap();
    let before = std::fs::read(&left).unwrap();
    assert!(matches!(SqliteStore::open(&left, KINDS), Err(OpenError::NotOurs)));
    assert_eq!(std::fs::read(&left).unwrap(), before);
    assert!(folder.path().join("left.db-wal").exists());
}

#[tokio::test]
async fn a_file_of_no_version_is_refused() {
    for version in [0, -1] {
        let folder = tempfile::tempdir().unwrap();
        drop(reopen(&file(&folder), KINDS));
        rusqlite::Connection::open(file(&folder))
            .unwrap()
            .pragma_update(None, "user_version", version)
            .unwrap();
        let refused = SqliteStore::open(&file(&folder), KINDS).err().unwrap();
        assert!(matches!(refused, OpenError::Unversioned { found } if found == version), "{refused}");
    }
}

static BEFORE: Kind = Kind {
    name: "ticket",
    reach: Reach::Company,
    indexes: &[Index { by: &[], each: None, order: "id" }],
    residual: &[],
    terms: true,
};

#[tokio::test]
async fn entries_follow_the_declared_indexes() {
    let folder = tempfile::tempdir().unwrap();
    let bench = reopen(&file(&folder), &[&BEFORE]);
    bench.create((0..6).map(ticket)).await;
    assert_eq!(bench.ids(&Query::of(&BEFORE, "id")).await.len(), 6);
    assert!(bench.store.query(&bench.at, &by_number("open")).await.is_err());
    drop(bench);
    let bench = reopen(&file(&folder), KINDS);
    assert_eq!(bench.numbers(&by_number("open")).await, [0, 3]);
    assert_eq!(bench.ids(&by_id()).await.len(), 6);
    drop(bench);
    let bench = reopen(&file(&folder), &[&BEFORE]);
    bench.create([ticket(6)]).await;
    drop(bench);
    let bench = reopen(&file(&folder), KINDS);
    assert_eq!(bench.numbers(&by_number("open")).await, [0, 3, 6], "written while the index was gone");
}

#[tokio::test]
async fn a_sweep_removes_what_has_expired() {
    let bench = open("sweep").await;
    let expiring = |n: i64| {
        let mut ticket = ticket(n);
        ticket.expires_at = (n > 0).then(|| moment(n));
        ticket
    };
    bench.create((0..6).map(expiring)).await;
    assert_eq!(bench.store.sweep(moment(3), 2).await.unwrap(), 2);
    assert_eq!(bench.store.sweep(moment(3), 100).await.unwrap(), 1);
    assert_eq!(bench.store.sweep(moment(3), 100).await.unwrap(), 0);
    assert_eq!(bench.numbers(&by_id()).await, [0, 4, 5]);
    assert_eq!(bench.numbers(&by_number("open")).await, [0]);
    assert_eq!(bench.count(&by_id().filter(shared::store::Filter::Term("all".into()))).await, 3);
    assert!(!bench.store.is_shared());
}

#[tokio::test]
async fn a_cursor_of_another_store_is_refused() {
    let bench = open("cursor").await;
    assert!(bench.store.changes(Some("eyJ2Ijox"), 10).await.is_err());
}

#[tokio::test]
async fn documents_of_unknown_kinds_are_kept() {
    let bench = open("unknown").await;
    static STRAY: Kind =
        Kind { name: "stray", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };
    let at = Partition::Tenant("acme".into());
    bench.store.commit(&at, vec![Operation::Create(document(&STRAY, "s", 1, &json!({})))]).await.unwrap();
    assert!(bench.store.get(&at, "s").await.unwrap().is_some());
}
