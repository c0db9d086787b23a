//! Provisioning, from outside.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

mod archive;
mod ending;
mod sec_23_keys;
mod tenants;

use hub::Steps;
use serde_json::{Value, json};
use shared::audit::Actor;
use shared::service_key::{self, KeyScope, NewKey};
use shared_testing::{Request, TestApp, Who};

const PATH: &str = "/api/internal/tenants";
const STEPS: Steps = Steps {
    look: |_, _, _, ()| Box::pin(async { Ok(()) }),
    admin: |app, scope, _, (first, actor)| {
        Box::pin(async move {
            let mut batch = app.store.batch(&scope);
            batch.audit_with(&actor, "user.invite", "usr_first", json!({ "email": first.email }));
            app.store.commit(batch).await?;
            Ok(())
        })
    },
};

async fn app() -> TestApp {
    TestApp::new(hub::router(STEPS), hub::kinds()).await
}

/// A key of the installation; its id and its text.
async fn key(app: &TestApp, scopes: &[KeyScope]) -> (String, String) {
    let new = NewKey { name: "Hub".into(), scopes: scopes.to_vec() };
    let made = service_key::create(&app.state, None, &Actor::operator(), new).await.unwrap();
    let (key, text) = (made.record, made.text);
    (key.id, text)
}

/// A key of a tenant.
async fn tenants_key(app: &TestApp, tenant: &str, scopes: &[KeyScope]) -> String {
    let scope = app.scope(tenant).await;
    let new = NewKey { name: "Own".into(), scopes: scopes.to_vec() };
    service_key::create(&app.state, Some(&scope), &Actor::operator(), new).await.unwrap().text
}

/// As a machine calls: without a session and without what a browser adds.
fn machine(request: Request, key: &str) -> Request {
    request.without("sec-fetch-site").header("x-integration-key", key)
}

fn post(app: &TestApp, path: &str, key: &str, body: &Value) -> Request {
    machine(app.as_(Who::Nobody).post(path), key).json(body)
}

const ALL: [KeyScope; 3] = [KeyScope::Tenants, KeyScope::TenantRead, KeyScope::TenantExport];
