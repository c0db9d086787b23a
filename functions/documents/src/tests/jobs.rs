//! Reminders: once for each round, wherever a run stops.

use jiff::SignedDuration;
use serde_json::json;
use shared::event::{EVENT, Event};
use shared::store::Query;
use shared_testing::{TestApp, Who};

use super::office::{office, published, signed};

async fn reminders(app: &TestApp) -> Vec<Event> {
    let scope = app.scope("acme").await;
    let query = Query::of(&EVENT, "created_at").ascending().limit(1_000);
    let page = app.state.store.query::<Event>(&scope, query).await.unwrap();
    let events = page.items.into_iter().map(|stored| stored.value);
    events.filter(|event| event.name == "document.reminded").collect()
}

async fn run(app: &TestApp) -> u64 {
    crate::remind(app.state.clone()).await.unwrap()
}

#[tokio::test]
async fn who_has_not_signed_is_reminded_seven_days_and_one_day_before() {
    let app = office().await;
    // The tests' clock begins on 2 March.
    let policy = published(&app, json!({ "deadline": "2026-03-12" })).await;
    signed(&app, Who::User, &policy).await;
    assert_eq!(run(&app).await, 0);
    app.clock.advance(SignedDuration::from_hours(3 * 24));
    let (one, two) = tokio::join!(crate::remind(app.state.clone()), crate::remind(app.state.clone()));
    assert_eq!(one.unwrap() + two.unwrap(), 5, "once, however often it runs");
    assert_eq!(run(&app).await, 0);
    app.clock.advance(SignedDuration::from_hours(6 * 24));
    assert_eq!(run(&app).await, 5);
    assert_eq!(run(&app).await, 0);
    let told = reminders(&app).await;
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|event| event.audience.staff_only));
    let user = app.person(Who::User).id.to_string();
    assert!(told.iter().all(|event| !event.audience.users.contains(&user)));
    app.clock.advance(SignedDuration::from_hours(5 * 24));
    assert_eq!(run(&app).await, 0, "what is over is overdue, and nobody is reminded by the clock");
}
