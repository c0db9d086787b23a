//! Reminders that staff send: whom they reach, that they say so before, and that nobody gets two within an hour.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::account::{User, UserStatus};
use shared::event::{EVENT, Event};
use shared::store::Query;
use shared_testing::{TestApp, Who};

use super::office::{company, draft, id, office, published, signed};

const PATH: &str = "/api/manage/documents/compliance";

/// How many events there are that remind somebody: each is a mail.
async fn told(app: &TestApp) -> BTreeMap<String, u32> {
    let scope = app.scope("acme").await;
    let query = Query::of(&EVENT, "created_at").ascending().limit(1_000);
    let page = app.state.store.query::<Event>(&scope, query).await.unwrap();
    let mut told = BTreeMap::new();
    let events = page.items.into_iter().map(|stored| stored.value);
    for event in events.filter(|event| event.name == "document.reminded") {
        for user in &event.audience.users {
            *told.entry(user.clone()).or_default() += 1;
        }
    }
    told
}

async fn preview(app: &TestApp, query: &str) -> Value {
    app.as_(Who::Admin).get(&format!("{PATH}/reminder{query}")).await.expect(200).json()
}

async fn remind(app: &TestApp, selection: &Value) -> Value {
    app.as_(Who::Admin).post(&format!("{PATH}/remind")).json(selection).await.expect(200).json()
}

#[tokio::test]
async fn a_reminder_reaches_what_was_said_before_and_nobody_twice_within_an_hour() {
    let app = office().await;
    let late = published(&app, json!({ "title": "Late", "deadline": "2026-03-02" })).await;
    let other = published(&app, json!({ "title": "Other" })).await;
    signed(&app, Who::User, &late).await;
    app.clock.advance(SignedDuration::from_hours(16));
    let birch = company(&app, Who::User);

    assert_eq!(
        preview(&app, "?overdue=true").await,
        json!({ "people": 5, "signatures": 5, "resting": 0, "unreachable": 0 })
    );
    let of_birch = json!({ "people": 4, "signatures": 7, "resting": 0, "unreachable": 0 });
    assert_eq!(preview(&app, &format!("?company={birch}")).await, of_birch);
    assert!(told(&app).await.is_empty(), "a look reminds nobody");
    assert_eq!(remind(&app, &json!({ "company": birch })).await, of_birch);

    // Of the overdue ones Birch's people have heard of it just now.
    let rest = json!({ "people": 2, "signatures": 2, "resting": 3, "unreachable": 0 });
    assert_eq!(preview(&app, "?overdue=true").await, rest);
    assert_eq!(remind(&app, &json!({ "overdue": true })).await, rest);
    // All that is left of everything.
    assert_eq!(
        remind(&app, &json!({})).await,
        json!({ "people": 2, "signatures": 2, "resting": 9, "unreachable": 0 })
    );
    let refused = app.as_(Who::Admin).post(&format!("{PATH}/remind")).json(&json!({})).await.expect(409);
    assert_eq!(refused.json()["detail"], "A reminder went out within the last hour.");
    for policy in [&late, &other] {
        let one = json!({ "policy": id(policy) });
        let _ = app.as_(Who::Admin).post(&format!("{PATH}/remind")).json(&one).await.expect(409);
    }
    let heard = told(&app).await;
    // Birch's people got one mail of both documents, Cedar's one of each as it was asked for.
    let mut mails: Vec<u32> = heard.into_values().collect();
    mails.sort_unstable();
    assert_eq!(mails, [1, 1, 1, 1, 2, 2]);

    app.clock.advance(SignedDuration::from_hours(1));
    let one = json!({ "policy": id(&other), "company": birch });
    assert_eq!(
        remind(&app, &one).await,
        json!({ "people": 4, "signatures": 4, "resting": 0, "unreachable": 0 })
    );
    for who in [Who::User, Who::OtherUser, Who::CompanyAdmin, Who::CompanyReader] {
        signed(&app, who, &other).await;
    }
    let refused = app.as_(Who::Admin).post(&format!("{PATH}/remind")).json(&one).await.expect(409);
    assert_eq!(refused.json()["detail"], "There is nobody left to remind.");
}

#[tokio::test]
async fn two_who_remind_at_once_send_one_reminder() {
    let app = office().await;
    published(&app, json!({ "title": "One" })).await;
    published(&app, json!({ "title": "Two" })).await;
    let birch = company(&app, Who::User);
    for selection in [json!({}), json!({ "company": birch })] {
        app.clock.advance(SignedDuration::from_hours(2));
        let before: u32 = told(&app).await.values().sum();
        let admin = app.as_(Who::Admin);
        let send = || async { admin.post(&format!("{PATH}/remind")).json(&selection).await };
        let (one, two) = tokio::join!(send(), send());
        let sum = |field: &str| -> u64 {
            [&one, &two].iter().filter_map(|answer| answer.json()[field].as_u64()).sum()
        };
        let after: u32 = told(&app).await.values().sum();
        assert_eq!(u64::from(after - before), sum("people"), "each says what it has sent");
        assert_eq!(sum("signatures"), if selection == json!({}) { 12 } else { 8 });
    }
}

#[tokio::test]
async fn only_what_is_published_and_there_is_reminded_of() {
    let app = office().await;
    let draft = draft(&app, json!({})).await;
    let foreign = &app.person(Who::ForeignUser).company.as_ref().unwrap().id;
    let send = |selection: Value| app.as_(Who::Admin).post(&format!("{PATH}/remind")).json(&selection);
    let _ = send(json!({ "policy": id(&draft) })).await.expect(409);
    let _ = send(json!({ "company": foreign })).await.expect(404);
    let _ = send(json!({ "policy": "pol_x" })).await.expect(422);
    let _ = send(json!({ "all": true })).await.expect(422);
    let _ = send(json!({})).await.expect(409);
    let _ = app.as_(Who::Technician).post(&format!("{PATH}/remind")).json(&json!({})).await.expect(403);
    let _ = app.as_(Who::Admin).get(&format!("{PATH}/reminder?overdue=maybe")).await.expect(422);
}

#[tokio::test]
async fn who_gets_no_mail_is_counted_apart_and_not_reminded() {
    let app = office().await;
    published(&app, json!({ "title": "Late", "deadline": "2026-03-02" })).await;
    app.clock.advance(SignedDuration::from_hours(16));
    let before = preview(&app, "").await;
    let store = &app.state.store;
    let scope = app.scope("acme").await;
    for (who, change) in [
        (Who::User, (|user| user.status = UserStatus::Invited) as fn(&mut User)),
        (Who::OtherUser, |user| user.notifications.documents = false),
    ] {
        let read = store.get::<User>(&scope, app.person(who).id.as_str()).await.unwrap().unwrap();
        let mut user = read.value.clone();
        change(&mut user);
        let mut batch = store.batch(&scope);
        batch.replace(&read, &user);
        store.commit(batch).await.unwrap();
    }
    let after = preview(&app, "").await;
    assert_eq!(after["people"].as_u64().unwrap() + 2, before["people"].as_u64().unwrap());
    assert_eq!((&after["unreachable"], &before["unreachable"]), (&json!(2), &json!(0)));
    assert_eq!(remind(&app, &json!({})).await, after);
    let told = told(&app).await;
    for who in [Who::User, Who::OtherUser] {
        assert!(!told.contains_key(app.person(who).id.as_str()), "{who:?}");
    }
}
