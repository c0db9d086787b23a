//! Documents of before an update are found and sorted by today's folding after the daily work.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

use serde_json::{Value, json};
use shared::store::{Operation, Partition, RawDocument};
use shared_testing::{TestApp, Who};

async fn names(app: &TestApp, query: &str) -> Vec<String> {
    let list = app.as_(Who::Viewer).get(&format!("/api/manage/companies{query}")).await.expect(200).json();
    let name = |item: &Value| item["name"].as_str().unwrap().to_owned();
    list["items"].as_array().unwrap().iter().map(name).collect()
}

/// Puts a document back to what an older program wrote.
async fn aged(app: &TestApp, id: &str, sort_name: &str, terms: &[&str]) -> RawDocument {
    let (store, at) = (app.state.store.adapter(), Partition::Tenant("acme".into()));
    let mut old = store.get(&at, id).await.unwrap().unwrap();
    let mut data: Value = serde_json::from_str(old.data.get()).unwrap();
    data["sort_name"] = json!(sort_name);
    old.data = serde_json::value::to_raw_value(&data).unwrap();
    old.terms = terms.iter().map(|term| (*term).to_owned()).collect();
    let tag = std::mem::take(&mut old.tag);
    store.commit(&at, vec![Operation::Replace(old, tag)]).await.unwrap();
    store.get(&at, id).await.unwrap().unwrap()
}

#[tokio::test]
async fn terms_and_sort_keys_of_an_older_folding_are_made_anew_once() {
    let app = TestApp::new(handler::router::operations(), handler::areas::kinds()).await;
    let mut ids = Vec::new();
    for name in ["Zulu", "Østerbro", "Oslo"] {
        let new = json!({ "name": name });
        let made = app.as_(Who::Admin).post("/api/manage/companies").json(&new).await.expect(201).json();
        ids.push(made["id"].as_str().unwrap().to_owned());
    }
    let before = aged(&app, &ids[1], "østerbro", &["øs", "øst", "øste", "øster"]).await;
    assert!(names(&app, "?q=osterbro").await.is_empty());
    let order = |all: Vec<String>| {
        all.into_iter()
            .filter(|name| ["Zulu", "Østerbro", "Oslo"].contains(&name.as_str()))
            .collect::<Vec<_>>()
    };
    assert_eq!(order(names(&app, "").await), ["Oslo", "Zulu", "Østerbro"]);

    assert!(handler::reindex::run(&app.state).await.unwrap() > 0);
    assert_eq!(names(&app, "?q=osterbro").await, ["Østerbro"]);
    assert_eq!(order(names(&app, "?q=%C3%98").await), ["Oslo", "Østerbro"]);
    assert_eq!(order(names(&app, "").await), ["Oslo", "Østerbro", "Zulu"]);
    let at = Partition::Tenant("acme".into());
    let after = app.state.store.adapter().get(&at, &ids[1]).await.unwrap().unwrap();
    assert_eq!(
        (after.version, after.updated_at, after.created_at),
        (before.version, before.updated_at, before.created_at)
    );
    assert_eq!(handler::reindex::run(&app.state).await.unwrap(), 0, "it is done");
}
