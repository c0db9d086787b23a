//! Who is told of an announcement, when, and how often.

use axum::http::Method;
use serde_json::{Value, json};
use shared::account::{Notifications, User};
use shared_testing::Who;

use crate::post::{Got, Post};

const PATH: &str = "/api/manage/announcements";

/// A portal in which these people asked for announcements by mail.
async fn asked_by(people: &[Who]) -> Post {
    let post = Post::new().await;
    for who in people {
        choose(&post, *who, true).await;
    }
    post
}

async fn choose(post: &Post, who: Who, announcements: bool) {
    let store = &post.app.state.store;
    let scope = post.app.scope("acme").await;
    let read = store.get::<User>(&scope, post.app.person(who).id.as_str()).await.unwrap().unwrap();
    let mut user = read.value.clone();
    user.notifications = Notifications { announcements, ..Notifications::default() };
    let mut batch = store.batch(&scope);
    batch.replace(&read, &user);
    store.commit(batch).await.unwrap();
}

/// Writes an announcement to all clients.
async fn announce(post: &Post, more: &Value) -> Value {
    let mut new =
        json!({ "title": "New hours", "body": "We answer until **eight**.", "status": "published" });
    new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    post.staff(Method::POST, PATH, new).await
}

/// Changes it; what was not said before is as [`announce`] has it.
async fn change(post: &Post, of: &Value, more: &Value) -> Value {
    post.tick(1);
    let mut edit = json!({ "title": "New hours", "body": "We answer until nine.", "status": "published" });
    edit.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let path = format!("{PATH}/{}", of["id"].as_str().unwrap());
    let request = post.app.as_(Who::Technician).put(&path).if_match(of["version"].as_u64().unwrap());
    request.json(&edit).await.expect(200).json()
}

/// Runs the timer, on two machines at once, and lets all mail arrive; what arrived.
async fn arrived(post: &Post) -> Vec<Got> {
    let app = &post.app.state;
    let (one, two) = tokio::join!(announcements::tell(app), announcements::tell(app));
    let _ = (one.unwrap(), two.unwrap());
    post.settle().await;
    post.got()
}

fn recipients(got: &[Got]) -> Vec<&str> {
    let mut to: Vec<&str> = got.iter().map(|got| got.to.as_str()).collect();
    to.sort_unstable();
    to
}

#[tokio::test]
async fn who_asked_for_it_is_told_once_of_what_they_see() {
    let post = asked_by(&[Who::User, Who::Stranger, Who::Technician]).await;
    let made = announce(&post, &json!({ "severity": "outage" })).await;
    let got = arrived(&post).await;
    assert_eq!(recipients(&got), [Who::Stranger.email(), Who::User.email()]);
    let [mail] = &post.got_by(Who::User)[..] else { panic!("one") };
    assert_eq!(mail.subject, "Outage: New hours");
    assert!(mail.text.contains("> We answer until eight."), "{}", mail.text);
    let link = format!("/portal/announcements/{}?tenant=acme", made["id"].as_str().unwrap());
    assert!(mail.text.contains(&link) && mail.html.contains(&link), "{}", mail.text);
    assert!(mail.raw.contains("List-Unsubscribe"), "it can be declined");
    // Neither a change nor another publication makes it news again.
    let changed = change(&post, &made, &json!({})).await;
    let held = change(&post, &changed, &json!({ "status": "draft" })).await;
    let again = change(&post, &held, &json!({})).await;
    let later = json!({ "status": "scheduled", "publish_at": "2026-03-02T12:00:00Z" });
    let _ = change(&post, &again, &later).await;
    post.tick(4 * 3600);
    assert_eq!(arrived(&post).await.len(), 2);
}

#[tokio::test]
async fn nobody_else_is_told_and_nothing_of_drafts() {
    let post = asked_by(&[Who::User, Who::Stranger]).await;
    let elm = post.app.as_(Who::Admin).post("/api/manage/companies").json(&json!({ "name": "Elm" })).await;
    let elm = elm.expect(201).json()["id"].clone();
    announce(&post, &json!({ "shown_to": { "all": false, "companies": [elm] } })).await;
    let draft = announce(&post, &json!({ "status": "draft" })).await;
    assert!(arrived(&post).await.is_empty());
    choose(&post, Who::Stranger, false).await;
    let _ = change(&post, &draft, &json!({})).await;
    assert_eq!(recipients(&arrived(&post).await), [Who::User.email()]);
}

#[tokio::test]
async fn a_scheduled_one_is_told_when_its_time_comes() {
    let post = asked_by(&[Who::User]).await;
    let at = |hour: u32| json!({ "status": "scheduled", "publish_at": format!("2026-03-02T{hour}:00:00Z") });
    let made = announce(&post, &at(10)).await;
    let withdrawn = announce(&post, &at(10)).await;
    let deleted = announce(&post, &at(10)).await;
    assert!(arrived(&post).await.is_empty());
    let moved = change(&post, &made, &at(11)).await;
    let _ = change(&post, &withdrawn, &json!({ "status": "draft" })).await;
    let path = format!("{PATH}/{}", deleted["id"].as_str().unwrap());
    let _ = post.app.as_(Who::Technician).delete(&path).await.expect(204);
    post.tick(3700);
    assert!(arrived(&post).await.is_empty(), "it is ten past ten");
    post.tick(3600);
    let got = arrived(&post).await;
    assert_eq!(recipients(&got), [Who::User.email()]);
    assert!(got[0].text.contains("We answer until nine."), "as it is then: {}", got[0].text);
    // The timer changed nothing that an editor has open, and a later change tells nobody anew.
    let _ = change(&post, &moved, &json!({})).await;
    post.tick(60);
    assert_eq!(arrived(&post).await.len(), 1);
}

#[tokio::test]
async fn what_came_while_nothing_ran_is_told_late_or_not_at_all() {
    let post = asked_by(&[Who::User]).await;
    announce(&post, &json!({ "status": "scheduled", "publish_at": "2026-03-02T10:00:00Z" })).await;
    announce(&post, &json!({ "status": "scheduled", "publish_at": "2026-03-04T10:00:00Z" })).await;
    post.tick(4 * 24 * 3600);
    assert_eq!(arrived(&post).await.len(), 1, "three days and more are too late");
    assert_eq!(arrived(&post).await.len(), 1);
}

#[tokio::test]
async fn published_by_hand_before_the_timer_comes_it_is_told_once() {
    let post = asked_by(&[Who::User]).await;
    let due = json!({ "status": "scheduled", "publish_at": "2026-03-02T10:00:00Z" });
    let made = announce(&post, &due).await;
    post.tick(3601);
    // Its time has come, the timer has not: staff change it meanwhile.
    let changed = change(&post, &made, &due).await;
    assert_eq!(changed["status"], "published");
    assert_eq!(arrived(&post).await.len(), 1);
    post.tick(60);
    assert_eq!(arrived(&post).await.len(), 1);
}
