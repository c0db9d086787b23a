//! A company that is not served.

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use crate::support::{app, company, records, sorted};

/// The company of `who`, as a document that staff can edit: the fixtures' people have none.
async fn birch(app: &TestApp) -> String {
    let id = app.person(Who::User).company.as_ref().unwrap().id.to_string();
    let made = company(app, "Birch").await;
    // The fixture's people are moved over: what counts is the id in their accounts.
    let scope = app.scope("acme").await;
    for who in [Who::User, Who::CompanyAdmin] {
        let read = app
            .state
            .store
            .get::<shared::account::User>(&scope, app.person(who).id.as_str())
            .await
            .unwrap()
            .unwrap();
        let mut user = read.value.clone();
        user.company.as_mut().unwrap().id = shared::id::CompanyId::parse(&made).unwrap();
        let mut batch = app.state.store.batch(&scope);
        batch.replace(&read, &user);
        app.state.store.commit(batch).await.unwrap();
    }
    assert_ne!(id, made);
    made
}

async fn set(app: &TestApp, company: &str, version: u64, status: &str) -> Value {
    let path = format!("/api/manage/companies/{company}");
    app.as_(Who::Admin)
        .patch(&path)
        .if_match(version)
        .json(&json!({ "status": status }))
        .await
        .expect(200)
        .json()
}

#[tokio::test]
async fn the_people_of_a_disabled_company_are_out_at_their_next_request_and_back_when_it_is_enabled() {
    let app = app().await;
    let made = birch(&app).await;
    let scope = app.scope("acme").await;
    let user = app
        .state
        .store
        .get::<shared::account::User>(&scope, app.person(Who::User).id.as_str())
        .await
        .unwrap()
        .unwrap()
        .value;
    let tenant = app.state.directory.tenant(scope.tenant()).await.unwrap().unwrap();
    let opened = shared::session::open(
        &app.state.keys,
        &*app.state.clock,
        &*app.state.entropy,
        &tenant,
        &user,
        "Test".into(),
        None,
    )
    .unwrap();
    let read = app.state.store.get::<shared::account::User>(&scope, user.id.as_str()).await.unwrap().unwrap();
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &opened.user);
    app.state.store.commit(batch).await.unwrap();
    let client = app.with_token(Some(opened.token));
    // The own session can be ended: an operation for clients that this area serves.
    let _ = client.delete("/api/portal/impersonation").await.expect(200);

    let view = set(&app, &made, 1, "disabled").await;
    assert_eq!(view["status"], "disabled");
    let before = app.round_trips();
    let _ = client.delete("/api/portal/impersonation").await.expect(401);
    assert!(app.round_trips() - before <= 3, "the tenant is read anew, then the account");
    let path = format!("/api/manage/users/{}/impersonation", user.id);
    let _ = app.as_(Who::Admin).post(&path).json(&json!({ "reason": "Look" })).await.expect(409);

    let view = set(&app, &made, 2, "active").await;
    assert_eq!(view["status"], "active");
    let _ = client.delete("/api/portal/impersonation").await.expect(200);
    let (events, lines) = records(&app, &made).await;
    assert_eq!(sorted(lines), ["company.create", "company.edit", "company.edit"]);
    assert_eq!(events.len(), 3);
}

#[tokio::test]
async fn a_stale_page_disables_nobody() {
    let app = app().await;
    let made = company(&app, "Fir").await;
    let path = format!("/api/manage/companies/{made}");
    let admin = app.as_(Who::Admin);
    let _ = admin.patch(&path).if_match(1).json(&json!({ "notes": "Called on Monday" })).await.expect(200);
    let _ = admin.patch(&path).if_match(1).json(&json!({ "status": "disabled" })).await.expect(412);
    let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
    assert!(app.state.directory.tenant(&slug).await.unwrap().unwrap().closed.is_empty());
}

#[tokio::test]
async fn companies_are_filtered_by_status_and_keep_what_staff_note() {
    let app = app().await;
    let made = company(&app, "Fir").await;
    let _ = company(&app, "Gum").await;
    let path = format!("/api/manage/companies/{made}");
    let edit = json!({ "status": "disabled", "psa_company_id": "C-77", "notes": "Pays late.\nCall first." });
    let view = app.as_(Who::Admin).patch(&path).if_match(1).json(&edit).await.expect(200).json();
    assert_eq!(
        (&view["psa_company_id"], &view["notes"]),
        (&json!("C-77"), &json!("Pays late.\nCall first."))
    );
    for (query, names) in
        [("?status=disabled", vec!["Fir"]), ("?status=active", vec!["Gum"]), ("?q=c-77", vec!["Fir"])]
    {
        let list =
            app.as_(Who::Viewer).get(&format!("/api/manage/companies{query}")).await.expect(200).json();
        let found: Vec<&str> =
            list["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert_eq!(found, names, "{query}");
    }
    let _ = app.as_(Who::Viewer).get("/api/manage/companies?status=asleep").await.expect(422);
    for (field, value) in [("psa_company_id", "x".repeat(101)), ("notes", "x".repeat(5_001))] {
        let answer =
            app.as_(Who::Admin).patch(&path).if_match(2).json(&json!({ field: value })).await.expect(422);
        assert!(answer.json()["errors"][field].is_string());
    }
}
