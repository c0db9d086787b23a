//! Open pages hear of what other areas than tickets change, too.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

use std::time::Duration;

use futures::StreamExt;
use serde_json::{Value, json};
use shared::event::{Audience, Event};
use shared_testing::{TestApp, Who};

struct Ear(axum::body::BodyDataStream);

async fn listen(app: &TestApp, who: Who) -> Ear {
    let side = if app.person(who).is_staff { "manage" } else { "portal" };
    let response = app.as_(who).get(&format!("/api/{side}/events")).stream().await;
    assert_eq!(response.status(), 200);
    Ear(response.into_body().into_data_stream())
}

impl Ear {
    /// The next change that is heard of.
    async fn change(&mut self) -> Value {
        loop {
            let piece = tokio::time::timeout(Duration::from_secs(5), self.0.next()).await.expect("in time");
            let piece = piece.unwrap().unwrap();
            if let Some(data) = std::str::from_utf8(&piece).unwrap().strip_prefix("event: change\ndata: ") {
                return serde_json::from_str(data.trim_end()).unwrap();
            }
        }
    }
}

#[tokio::test]
async fn sec_01_clients_hear_of_announcements_that_they_see_and_of_no_others() {
    let app = TestApp::new(handler::router::operations(), handler::areas::kinds()).await;
    let company = async |name: &str| {
        let made = app.as_(Who::Admin).post("/api/manage/companies").json(&json!({ "name": name })).await;
        made.expect(201).json()["id"].clone()
    };
    let elm = company("Elm").await;
    let mut staff = listen(&app, Who::Viewer).await;
    let mut clients = [listen(&app, Who::User).await, listen(&app, Who::Stranger).await];
    let mut foreign = listen(&app, Who::ForeignUser).await;
    let announce = async |more: Value| {
        let mut new = json!({ "title": "News", "body": "Text", "status": "published" });
        new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let made = app.as_(Who::Technician).post("/api/manage/announcements").json(&new).await.expect(201);
        made.json()["id"].as_str().unwrap().to_owned()
    };
    let hidden = [
        announce(json!({ "status": "draft" })).await,
        announce(json!({ "status": "scheduled", "publish_at": "2026-03-03T00:00:00Z" })).await,
        announce(json!({ "shown_to": { "all": false, "companies": [elm] } })).await,
    ];
    let seen = announce(json!({})).await;
    for id in hidden.iter().chain([&seen]) {
        assert_eq!(staff.change().await, json!({ "area": "announcement", "id": id }));
    }
    for ear in &mut clients {
        assert_eq!(ear.change().await["id"], seen.as_str(), "the first that they hear of");
    }
    let own = app.as_(Who::ForeignAdmin).post("/api/manage/announcements");
    let own = own.json(&json!({ "title": "Own", "body": "Text", "status": "published" })).await.expect(201);
    assert_eq!(foreign.change().await["id"], own.json()["id"]);
}

#[tokio::test]
async fn sec_01_staff_alone_hear_of_what_other_systems_were_told() {
    let app = TestApp::new(handler::router::operations(), handler::areas::kinds()).await;
    let (mut staff, mut client) = (listen(&app, Who::Viewer).await, listen(&app, Who::CompanyAdmin).await);
    let scope = app.scope("acme").await;
    let tell = async |event: Event| {
        let mut batch = app.state.store.batch(&scope);
        batch.event(event);
        app.state.store.commit(batch).await.unwrap();
    };
    tell(Event::new("callback.changed", "pol_1", 2, Audience::staff())).await;
    assert_eq!(staff.change().await, json!({ "area": "callback", "id": "pol_1" }));
    let made = json!({ "title": "News", "body": "Text", "status": "published" });
    let made =
        app.as_(Who::Technician).post("/api/manage/announcements").json(&made).await.expect(201).json();
    assert_eq!(client.change().await["id"], made["id"], "the first that they hear of");
}
