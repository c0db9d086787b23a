//! Who may not, for every operation of the area.

use axum::http::Method;
use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use crate::support::{app, company, new_user, with};

/// Method, path, body, and the roles of acme's staff that may.
fn operations(company: &str) -> Vec<(Method, String, Option<Value>, &'static [Who])> {
    const ALL: &[Who] = &[Who::Admin, Who::Technician, Who::Viewer];
    const ADMIN: &[Who] = &[Who::Admin];
    let staff = with(&new_user("tom@acme.example"), &json!({ "role": "technician" }));
    let one = format!("/api/manage/companies/{company}");
    vec![
        (Method::GET, "/api/manage/overview".into(), None, ALL),
        (Method::GET, "/api/manage/companies".into(), None, ALL),
        (Method::POST, "/api/manage/companies".into(), Some(json!({ "name": "Pine" })), ADMIN),
        (Method::GET, one.clone(), None, ALL),
        (Method::PATCH, one.clone(), Some(json!({ "name": "Haven" })), ADMIN),
        (Method::GET, format!("{one}/users"), None, ALL),
        (Method::POST, format!("{one}/users"), Some(new_user("nora@harbour.example")), ADMIN),
        (Method::GET, "/api/manage/staff".into(), None, ALL),
        (Method::POST, "/api/manage/staff".into(), Some(staff), ADMIN),
    ]
}

async fn status(app: &TestApp, who: Who, (method, path, body): (&Method, &str, Option<&Value>)) -> u16 {
    let request = app.as_(who).request(method.clone(), path).if_match(1);
    match body {
        Some(body) => request.json(body).await.status(),
        None => request.await.status(),
    }
}

/// Everything that acme keeps, but for what reading it leaves behind.
async fn everything(app: &TestApp) -> Vec<(String, u64)> {
    let partition = shared::store::Partition::Tenant("acme".to_owned());
    let all = app.state.store.adapter().export(&partition, None, 1_000).await.unwrap();
    all.into_iter().map(|raw| (raw.id, raw.version)).collect()
}

#[tokio::test]
async fn sec_01_every_operation_refuses_everybody_else_without_side_effects() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let before = everything(&app).await;
    for (method, path, body, allowed) in operations(&id) {
        let call = (&method, path.as_str(), body.as_ref());
        assert_eq!(status(&app, Who::Nobody, call).await, 401, "{method} {path}");
        for who in [Who::User, Who::CompanyAdmin, Who::CompanyReader, Who::Stranger, Who::ForeignUser] {
            assert_eq!(status(&app, who, call).await, 403, "{method} {path} as {who:?}");
        }
        for who in [Who::Technician, Who::Viewer] {
            if !allowed.contains(&who) {
                assert_eq!(status(&app, who, call).await, 403, "{method} {path} as {who:?}");
            }
        }
        if path.contains(&id) {
            assert_eq!(status(&app, Who::ForeignAdmin, call).await, 404, "{method} {path}");
        }
    }
    assert_eq!(everything(&app).await, before);
}

#[tokio::test]
async fn sec_01_another_tenants_lists_and_figures_are_its_own() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let _ = crate::support::add_user(&app, &id, &new_user("nora@harbour.example")).await.expect(201);
    for path in [
        "/api/manage/companies",
        "/api/manage/companies?q=harbour",
        "/api/manage/staff",
        "/api/manage/overview",
    ] {
        let text = app.as_(Who::ForeignAdmin).get(path).await.expect(200).text();
        assert!(!text.contains("Harbour") && !text.contains("acme") && !text.contains(&id), "{path}: {text}");
    }
}

#[tokio::test]
async fn every_allowed_role_may() {
    for place in 0..operations("x").len() {
        let app = app().await;
        let id = company(&app, "Harbour").await;
        let (method, path, body, allowed) = operations(&id).remove(place);
        for who in allowed {
            let status = status(&app, *who, (&method, &path, body.as_ref())).await;
            assert!(matches!(status, 200 | 201), "{method} {path} as {who:?}: {status}");
        }
    }
}

#[tokio::test]
async fn sec_21_no_change_is_taken_from_another_site() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    for (method, path, body, _) in operations(&id) {
        let Some(body) = body else { continue };
        for (name, value) in
            [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "null")]
        {
            let request = app.as_(Who::Admin).request(method.clone(), &path).if_match(1).json(&body);
            let answer = request.without("sec-fetch-site").header(name, value).await;
            assert_eq!(answer.status(), 403, "{method} {path} {name}: {value}");
        }
        let _ = app
            .as_(Who::Admin)
            .request(method, &path)
            .json(&body)
            .without("sec-fetch-site")
            .await
            .expect(403);
    }
}
