//! The overview.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::account::User;
use shared_testing::{TestApp, Who};

use crate::support::{app, company, fill};

async fn overview(app: &TestApp, who: Who) -> Value {
    app.as_(who).get("/api/manage/overview").await.expect(200).json()
}

fn done(overview: &Value) -> Vec<(&str, bool)> {
    let steps = overview["checklist"].as_array().unwrap();
    steps.iter().map(|step| (step["key"].as_str().unwrap(), step["done"].as_bool().unwrap())).collect()
}

async fn sign_in(app: &TestApp, who: Who) {
    let scope = app.scope(who.tenant()).await;
    let read = app.state.store.get::<User>(&scope, app.person(who).id.as_str()).await.unwrap().unwrap();
    let mut user = read.value.clone();
    user.login_count += 1;
    user.last_login_at = app.state.clock.now();
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &user);
    app.state.store.commit(batch).await.unwrap();
}

#[tokio::test]
async fn each_step_is_ticked_by_its_fact() {
    let app = app().await;
    assert_eq!(done(&overview(&app, Who::Viewer).await), [("companies", false), ("users", true)]);
    let _ = company(&app, "Harbour").await;
    let seen = overview(&app, Who::Admin).await;
    assert_eq!(done(&seen), [("companies", true), ("users", true)]);
    assert_eq!((&seen["companies"], &seen["users"]), (&json!(1), &json!(6)));
    // Another tenant's facts are its own.
    let foreign = overview(&app, Who::ForeignAdmin).await;
    assert_eq!((&foreign["companies"], &foreign["users"]), (&json!(0), &json!(1)));
}

#[tokio::test]
async fn the_last_to_sign_in_come_first_and_who_never_did_is_left_out() {
    let app = app().await;
    assert_eq!(overview(&app, Who::Admin).await["recent_sign_ins"], json!([]));
    for who in [Who::User, Who::Technician, Who::ForeignUser, Who::Stranger] {
        app.clock.advance(SignedDuration::from_mins(1));
        sign_in(&app, who).await;
    }
    // People who were added later and never came do not push out those who did.
    app.clock.advance(SignedDuration::from_mins(1));
    let id = company(&app, "Harbour").await;
    fill(&app, &id, "Harbour", 60).await;
    let seen = overview(&app, Who::Admin).await;
    assert_eq!(
        seen["recent_sign_ins"],
        json!([
            { "name": "Stranger", "email": Who::Stranger.email(), "role": "user", "at": "2026-03-02T09:04:00Z" },
            { "name": "Technician", "email": Who::Technician.email(), "role": "technician", "at": "2026-03-02T09:02:00Z" },
            { "name": "User", "email": Who::User.email(), "role": "user", "at": "2026-03-02T09:01:00Z" },
        ])
    );
}
