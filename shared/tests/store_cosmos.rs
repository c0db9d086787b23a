//! The document store's contract on Cosmos DB, and what only a service must do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failing test says where"
)]

mod store_contract;

use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use shared::settings::CosmosSettings;
use shared::store::StoreError;
use shared::store::cosmos::CosmosStore;
use store_contract::Bench;
use store_contract::emulator::{Emulator, account};
use store_contract::fixtures::{KINDS, by_id, by_number, ticket};

/// The account of all tests of this process.
fn shared_account() -> CosmosSettings {
    static EMULATOR: OnceLock<Emulator> = OnceLock::new();
    account().unwrap_or_else(|| EMULATOR.get_or_init(|| Emulator::start(0, None)).settings())
}

async fn bench(settings: &CosmosSettings, promise: &str) -> Bench {
    let store = CosmosStore::connect(settings, KINDS).await.unwrap();
    // A real account keeps what earlier runs wrote.
    #[expect(clippy::disallowed_methods, reason = "a name that no earlier run used")]
    let run = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    Bench::new(Arc::new(store), &format!("{}-{run}", promise.replace('_', "-")), ())
}

async fn open(promise: &str) -> Bench {
    bench(&shared_account(), promise).await
}

contract!(open);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_writes_survive_a_kill_and_the_client_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let emulator = Emulator::start(0, Some(&journal));
    let (settings, port) = (emulator.settings(), emulator.port());
    let bench = bench(&settings, "kill").await;
    let tags = bench.create((0..50).map(ticket)).await;
    let mut changed = ticket(3);
    changed.version = 2;
    let batch = vec![
        shared::store::Operation::Replace(changed, tags[3].clone()),
        shared::store::Operation::Delete("tkt_006".into(), tags[6].clone()),
    ];
    bench.store.commit(&bench.at, batch).await.unwrap();
    emulator.kill();
    // A torn write at the end of the file is no write.
    let torn = std::fs::OpenOptions::new().append(true).open(&journal).unwrap();
    std::io::Write::write_all(&mut &torn, br#"{"method":"POST","path":"/d"#).unwrap();
    drop(torn);

    let down = bench.store.get(&bench.at, "tkt_003").await;
    assert!(matches!(down, Err(StoreError::Unavailable(_))), "{down:?}");

    let emulator = Emulator::start(port, Some(&journal));
    assert_eq!(bench.count(&by_id()).await, 49);
    let read = bench.get("tkt_003").await.unwrap();
    assert_eq!(read.version, 2);
    bench.create([ticket(60)]).await;
    emulator.kill();
    let _emulator = Emulator::start(port, Some(&journal));
    assert!(bench.get("tkt_060").await.is_some());
    assert_eq!(bench.numbers(&by_number("open").limit(3)).await, [0, 3, 9]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_is_down_at_the_start_is_used_when_it_comes() {
    let emulator = Emulator::start(0, None);
    let (settings, port) = (emulator.settings(), emulator.port());
    emulator.kill();
    let store = CosmosStore::connect(&settings, KINDS).await.unwrap();
    let bench = Bench::new(Arc::new(store), "late", ());
    let down = bench.store.get(&bench.at, "tkt_001").await;
    assert!(matches!(down, Err(StoreError::Unavailable(_))), "{down:?}");
    let _emulator = Emulator::start(port, None);
    bench.create([ticket(1)]).await;
    assert!(bench.get("tkt_001").await.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_made_anew_is_set_up_again() {
    let emulator = Emulator::start(0, None);
    let port = emulator.port();
    let bench = bench(&emulator.settings(), "anew").await;
    bench.create([ticket(1)]).await;
    emulator.kill();
    let _emulator = Emulator::start(port, None);
    // The first call finds out that the containers have gone.
    let _ = bench.store.query(&bench.at, &by_id()).await;
    bench.create([ticket(2)]).await;
    assert_eq!(bench.numbers(&by_id()).await, [2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_that_cannot_work_are_refused() {
    let settings = CosmosSettings { endpoint: "no address".into(), key: None, database: "portal".into() };
    assert!(CosmosStore::connect(&settings, KINDS).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cursor_of_another_store_is_refused() {
    let bench = open("cursor").await;
    let refused = bench.store.changes(Some("17"), 10).await;
    assert!(matches!(refused, Err(StoreError::Misuse(_))), "{refused:?}");
    assert!(bench.store.is_shared());
}
