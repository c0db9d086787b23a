use std::sync::Arc;

use shared::store::{Operation, StoreError};

use super::Bench;
use super::fixtures::{by_id, ticket};

pub async fn of_two_writers_one_wins(bench: Bench) {
    let mut tag = bench.create([ticket(1)]).await.remove(0);
    for version in 2..12 {
        let replace = || {
            let mut changed = ticket(1);
            changed.version = version;
            bench.store.commit(&bench.at, vec![Operation::Replace(changed, tag.clone())])
        };
        let (a, b) = tokio::join!(replace(), replace());
        let (won, lost) = if a.is_ok() { (a, b) } else { (b, a) };
        assert!(matches!(lost, Err(StoreError::Stale { index: 0 })), "{lost:?}");
        tag = won.unwrap().remove(0);
    }
    assert_eq!(bench.get("tkt_001").await.unwrap().version, 11);
}

pub async fn of_two_creators_one_wins(bench: Bench) {
    for n in 0..10 {
        let create = || bench.store.commit(&bench.at, vec![Operation::Create(ticket(n))]);
        let (a, b) = tokio::join!(create(), create());
        let lost = if a.is_ok() { b } else { a };
        assert!(matches!(lost, Err(StoreError::Conflict { index: 0 })), "{lost:?}");
    }
    assert_eq!(bench.count(&by_id()).await, 10);
}

pub async fn a_write_is_read_at_once(bench: Bench) {
    for n in 0..30 {
        bench.create([ticket(n)]).await;
        let (id, all) = (format!("tkt_{n:03}"), by_id());
        let (got, listed) = tokio::join!(bench.get(&id), bench.ids(&all));
        assert!(got.is_some());
        assert_eq!(i64::try_from(listed.len()).unwrap(), n + 1);
    }
}

pub async fn many_writers_lose_nothing(bench: Bench) {
    let bench = Arc::new(bench);
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let bench = Arc::clone(&bench);
            tokio::spawn(async move {
                for n in 0..20 {
                    bench.create([ticket(writer * 20 + n)]).await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(bench.count(&by_id()).await, 160);
}
