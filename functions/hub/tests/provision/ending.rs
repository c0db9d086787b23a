//! The end of a tenant.

use bytes::Bytes;
use jiff::SignedDuration;
use serde_json::json;
use shared::files::FileKey;
use shared::id::FileId;
use shared::store::Partition;
use shared::tenant::{TenantSlug, is_due, purge};
use shared_testing::{TestApp, Who};

use crate::{ALL, PATH, app, key, machine, post};

async fn left(app: &TestApp) -> (usize, usize) {
    let at = Partition::Tenant("acme".into());
    let documents = app.state.store.adapter().export(&at, None, 10_000).await.unwrap().len();
    (documents, app.state.files.list(&app.scope("acme").await, None, 1_000).await.unwrap().len())
}

async fn round(app: &TestApp, most: usize) -> bool {
    let slug = TenantSlug::parse("acme").unwrap();
    app.state.directory.forget(&slug).await;
    let (scope, tenant) = app.state.directory.scope(&slug).await.unwrap().unwrap();
    purge(&app.state, &scope, &tenant, most).await.unwrap()
}

#[tokio::test]
async fn nothing_is_removed_before_the_grace_is_over_and_everything_after_it() {
    let app = app().await;
    let (_, key) = key(&app, &ALL).await;
    let scope = app.scope("acme").await;
    for _ in 0..3 {
        let file = FileKey::new(&scope, &FileId::mint(&*app.state.clock, &*app.state.entropy));
        let content = futures::stream::iter([Ok(Bytes::from_static(b"hello"))]);
        app.state.files.put(&file, Box::pin(content), 100).await.unwrap();
    }
    let full = left(&app).await;
    let foreign =
        app.state.store.adapter().export(&Partition::Tenant("globex".into()), None, 100).await.unwrap().len();
    let asked = machine(app.as_(Who::Nobody).delete(&format!("{PATH}/acme")), &key).await.expect(202).json();
    assert_eq!(
        (&asked["status"], &asked["deletion"]["after"]),
        (&json!("suspended"), &json!("2026-04-01T09:00:00Z"))
    );
    let again = machine(app.as_(Who::Nobody).delete(&format!("{PATH}/acme")), &key).await.expect(202).json();
    assert_eq!(again, asked);
    app.clock.advance(SignedDuration::from_hours(24 * 30 - 1));
    assert!(!round(&app, 1_000).await);
    assert!(left(&app).await.0 > full.0, "all is there, and a line about the request");
    app.clock.advance(SignedDuration::from_hours(2));
    // Too late to take it back.
    let _ = post(&app, &format!("{PATH}/acme/resume"), &key, &json!({})).await.expect(409);
    // A round that stops half-way is taken up by the next.
    let mut rounds = 0;
    while !round(&app, 2).await {
        rounds += 1;
        assert!(rounds < 100);
    }
    assert!(rounds > 0);
    assert_eq!(left(&app).await, (0, 0));
    let still =
        app.state.store.adapter().export(&Partition::Tenant("globex".into()), None, 100).await.unwrap().len();
    assert_eq!(still, foreign, "another tenant is untouched");
    let gone = machine(app.as_(Who::Nobody).get(&format!("{PATH}/acme")), &key).await.expect(200).json();
    assert!(gone["deletion"]["done_at"].is_string());
    // The slug is never used again.
    for name in ["ACME", "Another"] {
        let new = json!({ "slug": "acme", "name": name });
        let _ = post(&app, PATH, &key, &new).await.expect(409);
    }
    let _ = post(&app, &format!("{PATH}/acme/export"), &key, &json!({})).await.expect(404);
}

#[tokio::test]
async fn within_the_grace_a_tenant_comes_back_whole() {
    let app = app().await;
    let (_, key) = key(&app, &ALL).await;
    let _ = machine(app.as_(Who::Nobody).delete(&format!("{PATH}/acme")), &key).await.expect(202);
    app.clock.advance(SignedDuration::from_hours(24 * 29));
    let back = post(&app, &format!("{PATH}/acme/resume"), &key, &json!({})).await.expect(200).json();
    assert_eq!((&back["status"], back.get("deletion")), (&json!("active"), None));
    app.clock.advance(SignedDuration::from_hours(24 * 30));
    let (_, tenant) = app.state.directory.scope(&TenantSlug::parse("acme").unwrap()).await.unwrap().unwrap();
    assert!(!is_due(&app.state, &tenant));
}
