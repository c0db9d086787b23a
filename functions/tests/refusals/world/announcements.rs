//! An outage, published for Birch alone.

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

/// Publishes it.
pub async fn publish(app: &TestApp) -> Value {
    let company = &app.person(Who::User).company.as_ref().unwrap().id;
    let new = json!({
        "title": "Mail is down", "body": "We are on it.", "severity": "outage", "status": "published",
        "shown_to": { "all": false, "companies": [company] },
    });
    app.as_(Who::Technician).post("/api/manage/announcements").json(&new).await.expect(201).json()
}
