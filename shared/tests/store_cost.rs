//! What reads and writes of SQLite cost, with few documents and with many: `--run-ignored all --no-capture` shows it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failing test says where"
)]

mod store_contract;

use std::time::Duration;

use serde_json::json;
use shared::store::sqlite::SqliteStore;
use shared::store::{DocumentStore, Filter, Operation, Partition, Query, RawDocument};
use store_contract::fixtures::{KINDS, NOTE, TICKET, document, ticket};

const FEW: i64 = 100;
const MANY: i64 = 100_000;

/// Processor time of this process so far, all threads.
fn used() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").unwrap();
    let times = threads.map(|thread| {
        let text = std::fs::read_to_string(thread.unwrap().path().join("schedstat")).unwrap();
        text.split(' ').next().unwrap().parse::<u64>().unwrap()
    });
    Duration::from_nanos(times.sum())
}

/// Processor time of one call.
async fn cost<T>(times: u32, mut call: impl AsyncFnMut(u32) -> T) -> Duration {
    let before = used();
    for n in 0..times {
        call(n).await;
    }
    (used() - before) / times
}

fn at() -> Partition {
    Partition::Tenant("acme".into())
}

/// A ticket of about 1 KB with as many terms as a real one has.
fn real(n: i64) -> RawDocument {
    let mut real = ticket(n);
    let mut data: serde_json::Value = serde_json::from_str(real.data.get()).unwrap();
    data["text"] = json!("The printer on the second floor takes two sheets at once. ".repeat(12));
    real.data = serde_json::value::to_raw_value(&data).unwrap();
    real.terms = (0..150).map(|word| format!("word{}", (word * 37 + n * 11) % 4_000)).collect();
    real
}

/// What creating a ticket writes: the ticket, its message, audit, event and counters.
fn batch(n: i64) -> Vec<Operation> {
    let note = |part: i64| document(&NOTE, &format!("note_{n}_{part}"), n, &json!({"text": "y".repeat(300)}));
    std::iter::once(real(n)).chain((0..6).map(note)).map(Operation::Create).collect()
}

#[tokio::test]
#[ignore = "takes a minute"]
async fn costs_stay_flat() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("portal.db"), KINDS).unwrap();
    let mut written = 0;
    let mut rows = vec![];
    for size in [FEW, MANY] {
        while written < size {
            let chunk: Vec<_> =
                (written..(written + 50).min(size)).map(|n| Operation::Create(real(n))).collect();
            written += i64::try_from(chunk.len()).unwrap();
            store.commit(&at(), chunk).await.unwrap();
        }
        let page = Query::of(&TICKET, "updated_at").eq("company", "cmp_odd").limit(25);
        let statuses = vec!["open".into(), "waiting".into()];
        let merged = Query::of(&TICKET, "number").filter(Filter::OneOf("status", statuses)).limit(25);
        let rare = Query::of(&TICKET, "updated_at")
            .filter(Filter::Term("word7".into()))
            .filter(Filter::Term("word44".into()))
            .limit(25);
        let mut batches: Vec<_> = (0..300).map(|n| batch(1_000_000 + size * 10 + n)).collect();
        rows.push([
            cost(2_000, async |n| {
                store.get(&at(), &format!("tkt_{:03}", i64::from(n) % size)).await.unwrap().unwrap()
            })
            .await,
            cost(500, async |_| store.query(&at(), &page).await.unwrap()).await,
            cost(500, async |_| store.query(&at(), &merged).await.unwrap()).await,
            cost(50, async |_| store.query(&at(), &rare).await.unwrap()).await,
            cost(300, async |_| store.commit(&at(), batches.pop().unwrap()).await.unwrap()).await,
        ]);
    }
    for (place, name) in ["get", "page of 25", "merged page", "search", "commit of 7"].iter().enumerate() {
        println!("{name}: {:?} with {FEW} documents, {:?} with {MANY}", rows[0][place], rows[1][place]);
        // A search costs what it finds; everything else must not know how much there is.
        assert!(*name == "search" || rows[1][place] < rows[0][place] * 3, "{name} grows");
    }
}
