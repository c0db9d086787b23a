use serde_json::json;
use shared::store::{Operation, Partition, RawDocument, StoreError, Tag};

use super::Bench;
use super::fixtures::{NOTE, by_id, document, ticket};

fn sized(id: &str, bytes: usize) -> RawDocument {
    document(&NOTE, id, 1, &json!({"body": "x".repeat(bytes - r#"{"body":""}"#.len())}))
}

pub async fn a_batch_is_all_or_nothing(bench: Bench) {
    let tags = bench.create([ticket(1), ticket(2)]).await;
    let mut changed = ticket(1);
    changed.version = 2;
    changed.terms = vec!["fresh".into()];
    let failing = vec![
        Operation::Replace(changed.clone(), tags[0].clone()),
        Operation::Create(ticket(3)),
        Operation::Delete("tkt_002".into(), Tag("\"stale\"".into())),
    ];
    let failed = bench.store.commit(&bench.at, failing).await;
    assert!(matches!(failed, Err(StoreError::Stale { index: 2 })), "{failed:?}");
    assert_eq!(bench.get("tkt_001").await.unwrap().version, 1);
    assert_eq!(bench.ids(&by_id()).await, ["tkt_001", "tkt_002"]);

    let good = vec![
        Operation::Replace(changed, tags[0].clone()),
        Operation::Create(ticket(3)),
        Operation::Delete("tkt_002".into(), tags[1].clone()),
    ];
    let tags = bench.store.commit(&bench.at, good).await.unwrap();
    assert_eq!(tags[2], Tag::default());
    let read = bench.get("tkt_001").await.unwrap();
    assert_eq!((read.version, &read.tag), (2, &tags[0]));
    assert_eq!(bench.get("tkt_003").await.unwrap().tag, tags[1]);
    assert_eq!(bench.ids(&by_id()).await, ["tkt_001", "tkt_003"]);
}

pub async fn the_failed_operation_is_named(bench: Bench) {
    bench.create([ticket(1)]).await;
    let batch =
        vec![Operation::Create(ticket(2)), Operation::Create(ticket(1)), Operation::Create(ticket(3))];
    let conflict = bench.store.commit(&bench.at, batch).await;
    assert!(matches!(conflict, Err(StoreError::Conflict { index: 1 })), "{conflict:?}");
    let tag = bench.get("tkt_001").await.unwrap().tag;
    let batch = vec![Operation::Create(ticket(2)), Operation::Delete("absent".into(), tag)];
    let missing = bench.store.commit(&bench.at, batch).await;
    assert!(matches!(missing, Err(StoreError::NotFound { index: 1 })), "{missing:?}");
    assert!(bench.get("tkt_002").await.is_none());
}

pub async fn an_empty_batch_does_nothing(bench: Bench) {
    assert!(bench.store.commit(&bench.at, vec![]).await.unwrap().is_empty());
}

pub async fn too_large_batches_are_refused(bench: Bench) {
    let refused = async |batch: Vec<RawDocument>| {
        let result = bench.store.commit(&bench.at, batch.into_iter().map(Operation::Create).collect()).await;
        assert!(matches!(result, Err(StoreError::TooLarge(_))), "{result:?}");
    };
    refused((0..101).map(ticket).collect()).await;
    refused(vec![sized("a", 100 * 1024 + 1)]).await;
    refused((0..20).map(|n| sized(&format!("n{n}"), 100 * 1024)).collect()).await;
    let mut termed = ticket(1);
    termed.terms = vec!["x".repeat(201)];
    refused(vec![termed.clone()]).await;
    termed.terms = vec![String::new()];
    refused(vec![termed.clone()]).await;
    termed.terms = (0..7_000).map(|n| format!("{n:0>150}")).collect();
    refused(vec![termed]).await;
    assert!(bench.ids(&by_id()).await.is_empty());
}

pub async fn the_largest_allowed_batch_is_taken(bench: Bench) {
    bench.create((0..100).map(ticket)).await;
    bench.create((0..18).map(|n| sized(&format!("n{n}"), 100 * 1024))).await;
    assert_eq!(bench.count(&by_id()).await, 100);
}

pub async fn misused_batches_are_refused(bench: Bench) {
    let refused = async |at: &Partition, batch: Vec<Operation>| {
        let result = bench.store.commit(at, batch).await;
        assert!(matches!(result, Err(StoreError::Misuse(_))), "{result:?}");
    };
    for id in ["", "a b", "a/b", "ä", "a?", "a#", "a\\b", ".", "..", &"i".repeat(201)] {
        refused(&bench.at, vec![Operation::Create(document(&NOTE, id, 1, &json!({})))]).await;
    }
    refused(&bench.at, vec![Operation::Create(ticket(1)), Operation::Create(ticket(1))]).await;
    for tag in ["", "*"] {
        refused(&bench.at, vec![Operation::Delete("tkt_001".into(), Tag(tag.into()))]).await;
    }
    refused(&bench.at, vec![Operation::Create(document(&NOTE, "list", 1, &json!([1])))]).await;
    refused(&Partition::Tenant("a/b".into()), vec![Operation::Create(ticket(1))]).await;
    assert!(bench.ids(&by_id()).await.is_empty());
}
