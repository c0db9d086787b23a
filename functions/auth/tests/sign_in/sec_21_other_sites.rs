//! Row 21: no other site changes anything in a signed-in person's name.

use axum::http::Method;
use serde_json::json;
use shared_testing::{Client, Request, TestApp, Who};

use crate::support::{app, stored};

fn operations(app: &TestApp, client: &Client) -> Vec<(Method, String, Request)> {
    let sid = app.person(Who::User).sessions[0].id.to_string();
    [
        (Method::POST, "/api/auth/login".to_owned()),
        (Method::POST, "/api/auth/logout".to_owned()),
        (Method::POST, "/api/auth/logout-everywhere".to_owned()),
        (Method::POST, "/api/auth/password".to_owned()),
        (Method::DELETE, format!("/api/auth/sessions/{sid}")),
    ]
    .into_iter()
    .map(|(method, path)| {
        let request = client.request(method.clone(), &path).json(&json!({})).without("sec-fetch-site");
        (method, path, request)
    })
    .collect()
}

#[tokio::test]
async fn sec_21_every_change_needs_to_come_from_the_portals_own_pages() {
    let app = app().await;
    let before = stored(&app, Who::User).await.version;
    for (name, value) in [
        ("", ""),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://localhost:7072"),
        ("origin", "http://localhost:7071.evil.example"),
        ("origin", "file://localhost:7071"),
        ("origin", "https://localhost:7071"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
        ("referer", "http://localhost:7071/portal"),
        ("x-requested-with", "XMLHttpRequest"),
    ] {
        for (method, path, request) in operations(&app, &app.as_(Who::User)) {
            let request = if name.is_empty() { request } else { request.header(name, value) };
            let answer = request.await;
            assert_eq!(answer.status(), 403, "{method} {path} with {name}: {value}: {}", answer.text());
        }
    }
    assert_eq!(stored(&app, Who::User).await.version, before);
}

#[tokio::test]
async fn sec_21_a_cross_site_browser_is_not_helped_by_a_forged_origin() {
    let app = app().await;
    let request = app.as_(Who::User).post("/api/auth/logout").header("sec-fetch-site", "cross-site");
    let _ = request.header("origin", "http://localhost:7071").await.expect(403);
}

#[tokio::test]
async fn sec_21_an_old_browser_is_known_by_its_origin() {
    let app = app().await;
    let request = app.as_(Who::User).post("/api/auth/logout").without("sec-fetch-site");
    let _ = request.header("origin", "http://localhost:7071").await.expect(204);
}
