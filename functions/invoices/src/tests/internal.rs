//! What other systems send.

use serde_json::{Value, json};
use shared::audit::Actor;
use shared::service_key::{KeyScope, NewKey, create};
use shared_testing::{Answer, TestApp, Who};

use super::desk::{company, desk, numbers, record};

async fn key(app: &TestApp, tenant: Option<&str>, scopes: Vec<KeyScope>) -> String {
    let scope = match tenant {
        Some(tenant) => Some(app.scope(tenant).await),
        None => None,
    };
    let new = NewKey { name: "Books".into(), scopes };
    create(&app.state, scope.as_ref(), &Actor::operator(), new).await.unwrap().text
}

async fn send(app: &TestApp, key: &str, body: &Value) -> Answer {
    let request = app.as_(Who::Nobody).post("/api/internal/invoices").without("sec-fetch-site");
    request.header("x-integration-key", key).json(body).await
}

#[tokio::test]
async fn books_sends_with_the_tenants_key_or_the_installations() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let own = key(&app, Some("acme"), vec![KeyScope::Invoices]).await;
    let whole = key(&app, None, vec![KeyScope::Invoices]).await;
    let records = |name: &str| json!([record(&birch, name, &json!({})), { "external_id": "bad" }]);
    let report = send(&app, &own, &json!({ "records": records("A-1") })).await.expect(200).json();
    assert_eq!((&report["created"], &report["refused"]), (&json!(1), &json!(1)), "{report}");
    assert_eq!(report["records"][1]["external_id"], "bad");
    assert!(report["records"][1]["errors"]["number"].is_string());
    let _ = send(&app, &own, &json!({ "tenant": "acme", "records": records("A-2") })).await.expect(200);
    let _ = send(&app, &whole, &json!({ "tenant": "acme", "records": records("A-3") })).await.expect(200);
    let unnamed = send(&app, &whole, &json!({ "records": records("A-4") })).await.expect(422).json();
    assert!(unnamed["errors"]["tenant"].is_string());
    assert_eq!(numbers(&app, Who::User, "portal", "").await.len(), 3);
}

#[tokio::test]
async fn sec_01_a_key_of_another_kind_or_tenant_writes_nothing() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let body = json!({ "tenant": "acme", "records": [record(&birch, "A-1", &json!({}))] });
    let foreign = key(&app, Some("globex"), vec![KeyScope::Invoices]).await;
    let other = key(&app, Some("acme"), vec![KeyScope::TenantRead]).await;
    let _ = send(&app, &foreign, &body).await.expect(404);
    let _ = send(&app, &other, &body).await.expect(403);
    for none in ["", "tsk_acme_0_0", "nonsense"] {
        let _ = send(&app, none, &body).await.expect(401);
    }
    // A session is no key.
    let _ = app.as_(Who::Admin).post("/api/internal/invoices").json(&body).await.expect(401);
    // What is another tenant's company does not exist.
    let report = send(&app, &foreign, &json!({ "records": body["records"] })).await.expect(200).json();
    assert!(report["records"][0]["errors"]["company"].is_string());
    assert_eq!(numbers(&app, Who::User, "portal", "").await, [""; 0]);
}

#[tokio::test]
async fn sec_28_a_call_is_bounded() {
    let app = desk().await;
    let own = key(&app, Some("acme"), vec![KeyScope::Invoices]).await;
    for records in [json!([]), json!(vec![json!({}); 501])] {
        let refused = send(&app, &own, &json!({ "records": records })).await.expect(422).json();
        assert!(refused["errors"]["records"].is_string());
    }
    let large = json!({ "records": ["x".repeat(3 << 20)] });
    let _ = send(&app, &own, &large).await.expect(413);
    let report = send(&app, &own, &json!({ "records": vec![json!({}); 500] })).await.expect(200).json();
    assert_eq!(report["refused"], 500);
}
