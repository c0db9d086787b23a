//! A write that was acknowledged is there after a crash: a child process writes until it is killed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failing test says where"
)]

mod store_contract;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use shared::store::sqlite::SqliteStore;
use shared::store::{DocumentStore, Filter, Operation, Partition, Query};
use store_contract::fixtures::{KINDS, NOTE, TICKET, document, ticket};

/// Names the file that the child writes to.
const FILE: &str = "PORTAL_CRASH_FILE";
/// Writers in the child, so that batches share transactions.
const WRITERS: i64 = 4;
/// Acknowledgements after which it is killed.
const ENOUGH: usize = 150;

fn at() -> Partition {
    Partition::Tenant("acme".into())
}

#[test]
fn acknowledged_batches_survive_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.db");
    let mut acknowledged = vec![];
    for round in 0..3 {
        acknowledged.extend(crash(&file, round));
        check(&file, &acknowledged);
    }
    assert!(acknowledged.len() >= 3 * ENOUGH);
}

/// Lets a child write and kills it; the numbers that it acknowledged.
fn crash(file: &Path, round: usize) -> Vec<i64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_writes_until_killed", "--ignored", "--nocapture"])
        .env(FILE, file)
        .env("PORTAL_CRASH_ROUND", round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let numbers = |line: String| line.rsplit("acknowledged ").next().and_then(|number| number.parse().ok());
    let mut seen: Vec<i64> = vec![];
    for number in lines.filter_map(numbers) {
        seen.push(number);
        if seen.len() == ENOUGH {
            // Lines that are on their way still come after it.
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(seen.len() >= ENOUGH, "the child ended by itself");
    seen
}

#[tokio::main(flavor = "current_thread")]
async fn check(file: &Path, acknowledged: &[i64]) {
    let store = SqliteStore::open(file, KINDS).unwrap();
    for number in acknowledged {
        for id in [format!("tkt_{number:03}"), format!("note_{number}")] {
            assert!(store.get(&at(), &id).await.unwrap().is_some(), "{id} was acknowledged");
        }
    }
    // Documents, entries and terms come and go together.
    let count = async |query: Query| store.count(&at(), &query).await.unwrap();
    let tickets = count(Query::of(&TICKET, "id")).await;
    assert!(tickets >= u64::try_from(acknowledged.len()).unwrap());
    assert_eq!(count(Query::of(&NOTE, "updated_at")).await, tickets);
    assert_eq!(count(Query::of(&TICKET, "updated_at").filter(Filter::Term("all".into()))).await, tickets);
    let sql = rusqlite::Connection::open(file).unwrap();
    let sound: String = sql.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the child of acknowledged_batches_survive_a_kill"]
async fn child_writes_until_killed() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let round: i64 = std::env::var("PORTAL_CRASH_ROUND").unwrap().parse().unwrap();
    let store = Arc::new(SqliteStore::open(Path::new(&file), KINDS).unwrap());
    let writers = (0..WRITERS).map(|writer| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            for n in 0.. {
                let number = round * 1_000_000 + n * WRITERS + writer;
                let note = document(&NOTE, &format!("note_{number}"), 1, &serde_json::json!({}));
                let batch = vec![Operation::Create(ticket(number)), Operation::Create(note)];
                store.commit(&at(), batch).await.unwrap();
                println!("acknowledged {number}");
            }
        })
    });
    futures::future::join_all(writers).await;
}
