use serde_json::json;
use shared::store::{Operation, Partition};

use super::Bench;
use super::fixtures::{HOST, document, ticket};

/// All changes of the bench's tenant behind the cursor, and where they end.
async fn drain(bench: &Bench, mut cursor: Option<String>, limit: usize) -> (Vec<(String, u64)>, String) {
    let mut found = vec![];
    loop {
        let page = bench.store.changes(cursor.as_deref(), limit).await.unwrap();
        // A service may give what one batch wrote together.
        assert!(page.changes.len() <= limit || bench.store.is_shared());
        let done = page.changes.is_empty();
        let ours = page.changes.into_iter().filter(|change| change.tenant == bench.tenant);
        found.extend(ours.map(|change| (change.document.id, change.document.version)));
        if done {
            return (found, page.cursor);
        }
        cursor = Some(page.cursor);
    }
}

fn named(list: &[(&str, u64)]) -> Vec<(String, u64)> {
    list.iter().map(|(id, version)| ((*id).to_owned(), *version)).collect()
}

pub async fn changes_tell_the_latest_state_in_order(bench: Bench) {
    let mut tags = vec![];
    for n in 0..4 {
        tags.extend(bench.create([ticket(n)]).await);
    }
    let mut changed = ticket(1);
    changed.version = 2;
    bench.store.commit(&bench.at, vec![Operation::Replace(changed, tags[1].clone())]).await.unwrap();
    bench.store.commit(&bench.at, vec![Operation::Delete("tkt_002".into(), tags[2].clone())]).await.unwrap();
    let expected = named(&[("tkt_000", 1), ("tkt_003", 1), ("tkt_001", 2)]);
    assert_eq!(drain(&bench, None, 100).await.0, expected);
    assert_eq!(drain(&bench, None, 2).await.0, expected);
}

pub async fn changes_go_on_from_the_cursor(bench: Bench) {
    bench.create((0..3).map(ticket)).await;
    let (all, cursor) = drain(&bench, None, 10).await;
    assert_eq!(all.len(), 3);
    let (none, cursor) = drain(&bench, Some(cursor), 10).await;
    assert!(none.is_empty());
    bench.create([ticket(3)]).await;
    let (new, cursor) = drain(&bench, Some(cursor), 10).await;
    assert_eq!(new, named(&[("tkt_003", 1)]));
    // The newest goes; what comes then must still be seen.
    let tag = bench.get("tkt_003").await.unwrap().tag;
    bench.store.commit(&bench.at, vec![Operation::Delete("tkt_003".into(), tag)]).await.unwrap();
    bench.create([ticket(4)]).await;
    assert_eq!(drain(&bench, Some(cursor), 10).await.0, named(&[("tkt_004", 1)]));
}

pub async fn the_latest_cursor_leaves_history_out(bench: Bench) {
    let before = bench.store.latest().await.unwrap();
    bench.create((0..3).map(ticket)).await;
    let after = bench.store.latest().await.unwrap();
    assert_eq!(drain(&bench, Some(before), 10).await.0.len(), 3);
    assert!(drain(&bench, Some(after.clone()), 10).await.0.is_empty());
    bench.create([ticket(3)]).await;
    assert_eq!(drain(&bench, Some(after), 10).await.0, named(&[("tkt_003", 1)]));
}

pub async fn an_export_has_everything_by_id(bench: Bench) {
    bench.create((0..7).map(ticket)).await;
    let ids = async |after: Option<&str>, limit| {
        let found = bench.store.export(&bench.at, after, limit).await.unwrap();
        found.into_iter().map(|document| document.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(None, 3).await, ["tkt_000", "tkt_001", "tkt_002"]);
    assert_eq!(ids(Some("tkt_004"), 10).await, ["tkt_005", "tkt_006"]);
    assert!(ids(Some("tkt_006"), 10).await.is_empty());
}

pub async fn the_directory_lists_itself(bench: Bench) {
    let name = |n: i64| format!("{}-{n}", bench.tenant);
    for n in [2, 0, 1] {
        let entry = document(&HOST, &name(n), 1, &json!({"n": n}));
        bench.store.commit(&Partition::Directory(name(n)), vec![Operation::Create(entry)]).await.unwrap();
    }
    let after = format!("{}-", bench.tenant);
    let found = bench.store.directory(Some(&after), 2).await.unwrap();
    assert_eq!(found.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>(), [name(0), name(1)]);
    let rest = bench.store.directory(Some(&name(1)), 1).await.unwrap();
    assert_eq!(rest[0].id, name(2));
    assert!(bench.store.directory(None, 1000).await.unwrap().len() >= 3);
}
