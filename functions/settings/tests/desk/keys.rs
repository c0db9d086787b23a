//! Service keys, as admins see them.

use serde_json::json;
use shared_testing::Who;

use crate::{app, wrong};

const PATH: &str = "/api/manage/service-keys";

#[tokio::test]
async fn sec_23_a_key_is_told_once_and_only_its_digest_is_kept() {
    let app = app().await;
    let admin = app.as_(Who::Admin);
    let new = json!({ "name": "Backup", "scopes": ["tenant_export", "tenant_read", "tenant_read"] });
    let made = admin.post(PATH).json(&new).await.expect(201).json();
    let secret = made["secret"].as_str().unwrap();
    assert!(secret.starts_with("tsk_acme_"));
    assert_eq!(made["key"]["scopes"], json!(["tenant_read", "tenant_export"]));
    let list = admin.get(PATH).await.expect(200);
    assert_eq!(list.json()["items"].as_array().unwrap().len(), 1);
    assert!(!list.text().contains(secret) && !list.text().contains("hash"));
    let everything = app
        .state
        .store
        .adapter()
        .export(&shared::store::Partition::Tenant("acme".into()), None, 1_000)
        .await
        .unwrap();
    let last = secret.rsplit('_').next().unwrap();
    assert!(everything.iter().all(|document| !document.data.get().contains(last)));
    let id = made["key"]["id"].as_str().unwrap();
    let _ = app.as_(Who::ForeignAdmin).delete(&format!("{PATH}/{id}")).await.expect(404);
    let _ = admin.delete(&format!("{PATH}/{id}")).await.expect(204);
    let _ = admin.delete(&format!("{PATH}/{id}")).await.expect(404);
    assert!(admin.get(PATH).await.expect(200).json()["items"][0]["revoked_at"].is_string());
}

#[tokio::test]
async fn wrong_names_and_scopes_are_named_and_there_is_an_end_to_keys() {
    let app = app().await;
    let admin = app.as_(Who::Admin);
    for (body, field) in [
        (json!({ "name": "", "scopes": ["tenant_read"] }), "name"),
        (json!({ "name": "n".repeat(101), "scopes": ["tenant_read"] }), "name"),
        (json!({ "name": "x", "scopes": [] }), "scopes"),
        (json!({ "name": "x", "scopes": ["tenants"] }), "scopes"),
        (json!({ "name": "x", "scopes": ["everything"] }), "scopes[0]"),
    ] {
        assert_eq!(wrong(&admin.post(PATH).json(&body).await), [field], "{body}");
    }
    let good = json!({ "name": "n".repeat(100), "scopes": ["tenant_read"] });
    for _ in 0..20 {
        let _ = admin.post(PATH).json(&good).await.expect(201);
    }
    let _ = admin.post(PATH).json(&good).await.expect(409);
    for name in ["x", "..%2f", "00000000000000000000000000"] {
        let _ = admin.delete(&format!("{PATH}/{name}")).await.expect(404);
    }
}

#[tokio::test]
async fn sec_30_no_more_keys_than_allowed_hold_however_many_are_asked_for_at_once() {
    let app = app().await;
    let admin = app.as_(Who::Admin);
    let new = json!({ "name": "Backup", "scopes": ["tenant_read"] });
    for _ in 0..7 {
        let _ = admin.post(PATH).json(&new).await.expect(201);
    }
    let asked = (0..40).map(|_| async { admin.post(PATH).json(&new).await.status() });
    let answers = futures::future::join_all(asked).await;
    let made = answers.iter().filter(|status| **status == 201).count();
    assert_eq!(made, 13, "{answers:?}");
    assert!(answers.iter().all(|status| [201, 409].contains(status)), "{answers:?}");
    let kept = admin.get(PATH).await.expect(200).json();
    assert_eq!(kept["items"].as_array().unwrap().len(), 20);
}
