//! Locks after wrong passwords, as staff see and lift them.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::account::{Attempts, LockKind, WINDOW};
use shared::audit::{AUDIT, AuditLine};
use shared::store::Query;
use shared_testing::{TestApp, Who};

use crate::support::app;

const PATH: &str = "/api/manage/sign-in-locks";

/// Keeps a counter that is full, as the sign-in does.
async fn lock(app: &TestApp, key: &str, kind: LockKind, whose: Option<Who>, network: &str) {
    let now = shared::clock::Clock::now(&*app.clock);
    let full = Attempts {
        at: vec![now; 5],
        lock: Some(kind),
        until: Some(now + WINDOW),
        user: whose.map(|who| app.person(who).id.clone()),
        network: Some(network.to_owned()),
        ..Attempts::none(key)
    };
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    batch.create_until(&full, now + SignedDuration::from_hours(1));
    app.state.store.commit(batch).await.unwrap();
}

async fn list(app: &TestApp, who: Who, query: &str) -> Vec<Value> {
    let answer = app.as_(who).get(&format!("{PATH}{query}")).await.expect(200).json();
    answer["items"].as_array().unwrap().clone()
}

async fn unlocked(app: &TestApp) -> Vec<(String, String, Value)> {
    let query = Query::of(&AUDIT, "created_at").ascending().eq("action", "sign_in.unlock");
    let found = app.state.store.query::<AuditLine>(&app.scope("acme").await, query).await.unwrap().items;
    let mut lines: Vec<_> = found
        .into_iter()
        .map(|line| (line.value.actor.name, line.value.object, line.value.detail["kind"].clone()))
        .collect();
    lines.sort_by_key(|(_, object, kind)| (object.clone(), kind.to_string()));
    lines
}

#[tokio::test]
async fn sec_14_staff_see_who_is_locked_and_lift_it() {
    let app = app().await;
    lock(&app, "a", LockKind::PersonNetwork, Some(Who::User), "198.51.100.7").await;
    app.clock.advance(SignedDuration::from_secs(60));
    lock(&app, "b", LockKind::PersonAnywhere, Some(Who::User), "198.51.100.8").await;
    lock(&app, "c", LockKind::Network, None, "198.51.100.9").await;
    lock(&app, "d", LockKind::Nobody, None, "198.51.100.9").await;
    lock(&app, "e", LockKind::PersonNetwork, Some(Who::OtherUser), "198.51.100.7").await;
    let before = app.round_trips();
    let all = list(&app, Who::Viewer, "").await;
    assert_eq!(app.round_trips() - before, 1 + 2);
    let reach: Vec<&str> = all.iter().map(|lock| lock["reach"].as_str().unwrap()).collect();
    assert_eq!(reach, ["person_anywhere", "network", "person_network", "person_network"], "{all:?}");
    let user = app.person(Who::User).id.to_string();
    let own = list(&app, Who::Technician, &format!("?user={user}")).await;
    assert_eq!(own.len(), 2);
    assert_eq!(
        (&own[1]["user"], &own[1]["network"]),
        (&json!({ "id": user, "name": "User" }), &json!("198.51.100.7"))
    );
    assert!(all[1].get("user").is_none(), "{}", all[1]);

    // The person's are lifted together; those of networks and of others stay.
    let admin = app.as_(Who::Admin);
    for _ in 0..2 {
        let _ = admin.post(&format!("/api/manage/users/{user}/unlock")).await.expect(204);
    }
    assert_eq!(list(&app, Who::Admin, &format!("?user={user}")).await, [Value::Null; 0]);
    assert_eq!(list(&app, Who::Admin, "").await.len(), 2);
    let network = format!("{PATH}/{}", all[1]["id"].as_str().unwrap());
    let _ = admin.delete(&network).await.expect(204);
    let _ = admin.delete(&network).await.expect(404);
    assert_eq!(list(&app, Who::Admin, "").await.len(), 1);
    let by = |object: &str, kind: &str| ("Admin".to_owned(), object.to_owned(), json!(kind));
    assert_eq!(
        unlocked(&app).await,
        [by("198.51.100.9", "network"), by(&user, "person_anywhere"), by(&user, "person_network")]
    );
    for strange in
        [format!("{PATH}/att.d"), format!("{PATH}/att.zzz"), format!("{PATH}/{user}"), format!("{PATH}/x%00")]
    {
        let _ = admin.delete(&strange).await.expect(404);
    }
    let _ = admin.get(&format!("{PATH}?user=x")).await.expect(422);
    for who in [Who::Viewer, Who::Technician, Who::CompanyAdmin] {
        let _ = app.as_(who).post(&format!("/api/manage/users/{user}/unlock")).await.expect(403);
    }
    // They end by themselves.
    app.clock.advance(WINDOW);
    assert_eq!(list(&app, Who::Admin, "").await, [Value::Null; 0]);
}
