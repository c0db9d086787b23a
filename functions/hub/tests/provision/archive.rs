//! A tenant whole.

use std::collections::BTreeMap;
use std::io::Read as _;

use bytes::Bytes;
use serde_json::{Value, json};
use shared::files::FileKey;
use shared::id::FileId;
use shared::store::Partition;

use crate::{PATH, app, post, tenants_key};

#[tokio::test]
async fn an_archive_holds_every_document_and_every_file_of_the_tenant() {
    let app = app().await;
    let key = tenants_key(&app, "acme", &[shared::service_key::KeyScope::TenantExport]).await;
    let scope = app.scope("acme").await;
    let file = FileId::mint(&*app.state.clock, &*app.state.entropy);
    let content = Bytes::from(vec![7_u8; 1_500]);
    app.state
        .files
        .put(&FileKey::new(&scope, &file), Box::pin(futures::stream::iter([Ok(content)])), 9_000)
        .await
        .unwrap();
    for number in 0..5 {
        let mut batch = app.state.store.batch(&scope);
        for line in 0..90 {
            batch.audit(&shared::audit::Actor::operator(), "ticket.update", &format!("tkt_{number}_{line}"));
        }
        app.state.store.commit(batch).await.unwrap();
    }
    let answer = post(&app, &format!("{PATH}/acme/export"), &key, &json!({})).await.expect(200);
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"acme.tar\"");
    let mut entries: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut order = Vec::new();
    for entry in tar::Archive::new(answer.bytes()).entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        order.push(name.clone());
        entries.insert(name, bytes);
    }
    assert_eq!(
        (order.first().unwrap().as_str(), order.last().unwrap().as_str()),
        ("manifest.json", "summary.json")
    );
    let manifest: Value = serde_json::from_slice(&entries["manifest.json"]).unwrap();
    assert_eq!((&manifest["tenant_slug"], &manifest["format"]), (&json!("acme"), &json!(1)));
    assert_eq!(entries[&format!("files/{file}")], vec![7_u8; 1_500]);
    let lines: Vec<Value> = entries
        .iter()
        .filter(|(name, _)| name.starts_with("documents/"))
        .flat_map(|(_, bytes)| bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()))
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    let stored =
        app.state.store.adapter().export(&Partition::Tenant("acme".into()), None, 10_000).await.unwrap();
    let summary: Value = serde_json::from_slice(&entries["summary.json"]).unwrap();
    assert_eq!(
        (lines.len(), &summary["documents"], &summary["files"]),
        (stored.len(), &json!(stored.len()), &json!(1))
    );
    for (line, raw) in lines.iter().zip(&stored) {
        assert_eq!(
            (line["id"].as_str(), line["kind"].as_str()),
            (Some(raw.id.as_str()), Some(raw.kind.as_str()))
        );
        let data: Value = serde_json::from_str(raw.data.get()).unwrap();
        assert!(line["data"] == data || line["kind"] == "service_key", "{}", raw.id);
    }
    assert!(!answer.text().contains("globex.example"), "nothing of another tenant");
}
