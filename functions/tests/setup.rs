//! What newcomers are shown, ticked by what they did.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

async fn done(app: &TestApp) -> Vec<(String, bool)> {
    let overview = app.as_(Who::Viewer).get("/api/manage/overview").await.expect(200).json();
    let step = |step: &Value| (step["key"].as_str().unwrap().to_owned(), step["done"].as_bool().unwrap());
    overview["checklist"].as_array().unwrap().iter().map(step).collect()
}

#[tokio::test]
async fn every_step_is_ticked_by_its_own_fact_and_by_nothing_else() {
    let app = TestApp::new(handler::router::operations(), handler::areas::kinds()).await;
    let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
    let (scope, tenant) = app.state.directory.scope(&slug).await.unwrap().unwrap();
    branding::provision(&app.state, &scope, &tenant).await.unwrap();
    let all = ["branding", "mail", "companies", "users", "announcements", "documents", "catalog", "domain"];
    // The people of the test are there before anything else.
    let mut expected: Vec<(String, bool)> =
        all.iter().map(|key| ((*key).to_owned(), *key == "users")).collect();
    assert_eq!(done(&app).await, expected);
    let admin = app.as_(Who::Admin);
    for key in all {
        match key {
            "branding" => {
                let read = admin.get("/api/manage/branding").await.expect(200).json();
                let reset =
                    admin.post("/api/manage/branding/reset").if_match(read["version"].as_u64().unwrap());
                let _ = reset.await.expect(200);
            }
            "mail" => {
                let mut wanted = admin.get("/api/manage/settings").await.expect(200).json();
                let fields = wanted.as_object_mut().unwrap();
                let version = fields.remove("version").unwrap().as_u64().unwrap();
                let _ = fields.remove("kept");
                wanted["mail"] = json!({ "name": "Acme Support", "reply_to": null });
                let put = admin.put("/api/manage/settings").if_match(version).json(&wanted);
                let _ = put.await.expect(200);
            }
            "companies" => {
                let new = json!({ "name": "Elm" });
                let _ = admin.post("/api/manage/companies").json(&new).await.expect(201);
            }
            "announcements" => {
                let draft = json!({ "title": "Soon", "body": "Text" });
                let _ = admin.post("/api/manage/announcements").json(&draft).await.expect(201);
                assert_eq!(done(&app).await, expected, "a draft tells nobody");
                let news = json!({ "title": "News", "body": "Text", "status": "published" });
                let _ = admin.post("/api/manage/announcements").json(&news).await.expect(201);
            }
            "catalog" => {
                let draft = json!({ "name": "Laptop", "category": "Hardware" });
                let _ = admin.post("/api/manage/catalog/items").json(&draft).await.expect(201);
                assert_eq!(done(&app).await, expected, "a draft offers nothing");
                let item = json!({ "name": "Laptop", "category": "Hardware", "published": true });
                let _ = admin.post("/api/manage/catalog/items").json(&item).await.expect(201);
            }
            "documents" => {
                let upload =
                    admin.post("/api/manage/uploads?name=plan.txt").body("plan").await.expect(201).json();
                let new = json!({ "upload": upload["id"], "about": { "title": "Plan" } });
                let _ = admin.post("/api/manage/documents/files").json(&new).await.expect(201);
            }
            _ => continue,
        }
        for (step, done) in &mut expected {
            *done |= step == key;
        }
        assert_eq!(done(&app).await, expected, "{key}");
    }
}
