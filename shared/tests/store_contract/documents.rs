use serde_json::json;
use shared::store::{Operation, Partition, StoreError, Tag};

use super::Bench;
use super::fixtures::{HOST, NOTE, document, moment, ticket, value};

pub async fn what_is_created_reads_back(bench: Bench) {
    let mut written = ticket(7);
    written.schema = 3;
    written.version = 9;
    written.expires_at = Some(moment(1_000_000));
    let tags = bench.create([written.clone()]).await;
    let read = bench.get("tkt_007").await.unwrap();
    assert_eq!(read.tag, tags[0]);
    assert_ne!(read.tag, Tag::default());
    assert_eq!((&read.id, &read.kind, &read.company), (&written.id, &written.kind, &written.company));
    assert_eq!((read.schema, read.version), (3, 9));
    assert_eq!((read.created_at, read.updated_at), (written.created_at, written.updated_at));
    assert_eq!(read.expires_at, written.expires_at);
    assert_eq!(value(&read), value(&written));
    assert_eq!(read.terms, Vec::<String>::new(), "terms are written, never read back");
}

pub async fn a_missing_document_is_none(bench: Bench) {
    assert!(bench.get("tkt_404").await.is_none());
    assert!(bench.get("no/such?id#").await.is_none());
    assert!(bench.get("").await.is_none());
    assert!(bench.get(&"x".repeat(300)).await.is_none());
    let nowhere = Partition::Tenant("never-written".into());
    assert!(bench.store.get(&nowhere, "tkt_404").await.unwrap().is_none());
    assert!(bench.store.get_many(&nowhere, &["a".into()]).await.unwrap().is_empty());
}

pub async fn a_document_is_replaced_at_its_tag(bench: Bench) {
    let first = bench.create([ticket(1)]).await.remove(0);
    let mut changed = ticket(1);
    changed.version = 2;
    changed.company = None;
    changed.data = serde_json::value::to_raw_value(&json!({"number": 1})).unwrap();
    let replace = |tag: &Tag| vec![Operation::Replace(changed.clone(), tag.clone())];
    let second = bench.store.commit(&bench.at, replace(&first)).await.unwrap().remove(0);
    assert_ne!(first, second);
    let read = bench.get("tkt_001").await.unwrap();
    assert_eq!((read.version, &read.company, &read.tag), (2, &None, &second));
    assert_eq!(value(&read), json!({"number": 1}));

    let stale = bench.store.commit(&bench.at, replace(&first)).await;
    assert!(matches!(stale, Err(StoreError::Stale { index: 0 })), "{stale:?}");
    let mut missing = ticket(2);
    missing.version = 2;
    let missing = bench.store.commit(&bench.at, vec![Operation::Replace(missing, first)]).await;
    assert!(matches!(missing, Err(StoreError::NotFound { index: 0 })), "{missing:?}");
}

pub async fn a_tag_of_a_former_life_is_stale(bench: Bench) {
    let former = bench.create([ticket(1)]).await.remove(0);
    bench.store.commit(&bench.at, vec![Operation::Delete("tkt_001".into(), former.clone())]).await.unwrap();
    let present = bench.create([ticket(1)]).await.remove(0);
    assert_ne!(former, present);
    let stale = bench.store.commit(&bench.at, vec![Operation::Replace(ticket(1), former)]).await;
    assert!(matches!(stale, Err(StoreError::Stale { index: 0 })), "{stale:?}");
}

pub async fn a_document_is_deleted_at_its_tag(bench: Bench) {
    let tag = bench.create([ticket(1)]).await.remove(0);
    let delete = |tag: Tag| vec![Operation::Delete("tkt_001".into(), tag)];
    let stale = bench.store.commit(&bench.at, delete(Tag("\"other\"".into()))).await;
    assert!(matches!(stale, Err(StoreError::Stale { index: 0 })), "{stale:?}");
    assert_eq!(bench.store.commit(&bench.at, delete(tag.clone())).await.unwrap(), [Tag::default()]);
    assert!(bench.get("tkt_001").await.is_none());
    let gone = bench.store.commit(&bench.at, delete(tag)).await;
    assert!(matches!(gone, Err(StoreError::NotFound { index: 0 })), "{gone:?}");
}

pub async fn ids_of_every_allowed_character_work(bench: Bench) {
    for id in ["A", "a", "Z_z-9.x", "...", "-", &"i".repeat(200)] {
        bench.create([document(&NOTE, id, 1, &json!({}))]).await;
        assert_eq!(bench.get(id).await.unwrap().id, id);
    }
}

pub async fn unicode_survives(bench: Bench) {
    let data = json!({"title": "Grüße 日本 \u{1F600} \u{0} \" \\ \u{2028}", "ключ": ["ß", ""], "": 1});
    bench.create([document(&NOTE, "note", 1, &data)]).await;
    assert_eq!(value(&bench.get("note").await.unwrap()), data);
}

pub async fn many_documents_are_read_at_once(bench: Bench) {
    bench.create((0..100).map(ticket)).await;
    let mut ids: Vec<String> = (0..100).map(|n| format!("tkt_{n:03}")).collect();
    let mut found = bench.store.get_many(&bench.at, &ids).await.unwrap();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(found.iter().map(|found| found.id.clone()).collect::<Vec<_>>(), ids);
    assert!(found.iter().all(|found| found.tag != Tag::default()));

    let mixed = ["tkt_001", "absent", "tkt_001", "not an id"].map(str::to_owned);
    assert_eq!(bench.store.get_many(&bench.at, &mixed).await.unwrap().len(), 1);
    assert!(bench.store.get_many(&bench.at, &[]).await.unwrap().is_empty());
    ids.push("one-more".into());
    let many = bench.store.get_many(&bench.at, &ids).await;
    assert!(matches!(many, Err(StoreError::TooLarge(_))), "{many:?}");
}

pub async fn partitions_are_apart(bench: Bench) {
    let other = Partition::Tenant(format!("{}-other", bench.tenant));
    bench.create([ticket(1), ticket(2)]).await;
    let mut theirs = ticket(1);
    theirs.data =
        serde_json::value::to_raw_value(&json!({"number": 1, "status": "waiting", "tags": ["vip"]})).unwrap();
    bench.store.commit(&other, vec![Operation::Create(theirs)]).await.unwrap();

    assert_eq!(value(&bench.get("tkt_001").await.unwrap()), value(&ticket(1)));
    assert!(bench.store.get(&other, "tkt_002").await.unwrap().is_none());
    let query = super::fixtures::by_number("waiting");
    assert_eq!(bench.store.query(&other, &query).await.unwrap().documents.len(), 1);
    assert_eq!(bench.store.count(&other, &query).await.unwrap(), 1);
    let tag = bench.store.get(&other, "tkt_001").await.unwrap().unwrap().tag;
    bench.store.commit(&other, vec![Operation::Delete("tkt_001".into(), tag)]).await.unwrap();
    assert_eq!(bench.ids(&query).await, ["tkt_001"]);
}

pub async fn the_directory_is_apart_and_holds_one_document_each(bench: Bench) {
    let slug = bench.tenant.clone();
    let directory = Partition::Directory(slug.clone());
    let entry = |id: &str| document(&HOST, id, 1, &json!({"x": 1}));
    bench.store.commit(&directory, vec![Operation::Create(entry(&slug))]).await.unwrap();
    assert!(bench.get(&slug).await.is_none(), "the tenant's own partition is another one");
    let read = bench.store.get(&directory, &slug).await.unwrap().unwrap();
    let again = bench.store.commit(&directory, vec![Operation::Create(entry(&slug))]).await;
    assert!(matches!(again, Err(StoreError::Conflict { index: 0 })), "{again:?}");
    let foreign = bench.store.commit(&directory, vec![Operation::Create(entry("another"))]).await;
    assert!(matches!(foreign, Err(StoreError::Misuse(_))), "{foreign:?}");
    bench.store.commit(&directory, vec![Operation::Replace(entry(&slug), read.tag)]).await.unwrap();
}

pub async fn expired_documents_are_still_there(bench: Bench) {
    let mut gone = ticket(1);
    gone.expires_at = Some(moment(1_000_000_000));
    bench.create([gone]).await;
    assert_eq!(bench.get("tkt_001").await.unwrap().expires_at, Some(moment(1_000_000_000)));
    assert_eq!(bench.ids(&super::fixtures::by_id()).await, ["tkt_001"]);
}
