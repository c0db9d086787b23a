//! Who is told of an announcement, when, and how often.

use std::collections::BTreeSet;

use axum::http::Method;
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::account::{Notifications, User};
use shared::company::CompanyHead;
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

/// The companies of the people, as they can be chosen.
async fn with_companies(people: &[Who]) -> Post {
    let post = asked_by(people).await;
    let scope = post.app.scope("acme").await;
    let mut batch = post.app.state.store.batch(&scope);
    for who in [Who::User, Who::Stranger] {
        let company = post.app.person(who).company.clone().unwrap();
        batch.create(&CompanyHead { id: company.id, name: company.name, email_domains: vec![] });
    }
    post.app.state.store.commit(batch).await.unwrap();
    post
}

/// To the companies of these people; to all clients where there is none.
fn to(post: &Post, people: &[Who]) -> Value {
    let company = |who: &Who| post.app.person(*who).company.as_ref().unwrap().id.to_string();
    let companies: BTreeSet<String> = people.iter().map(company).collect();
    json!({ "shown_to": { "all": companies.is_empty(), "companies": companies } })
}

#[tokio::test]
async fn a_company_that_is_added_later_is_told_then_and_nobody_twice() {
    let post = with_companies(&[Who::User, Who::CompanyAdmin, Who::Stranger]).await;
    let (birch, cedar) = (to(&post, &[Who::User]), to(&post, &[Who::Stranger]));
    let made = announce(&post, &birch).await;
    let first = [Who::CompanyAdmin.email(), Who::User.email()];
    assert_eq!(recipients(&arrived(&post).await), first);
    // Who asks for mails later is not told of what is old by then, nor by a change of the text.
    choose(&post, Who::OtherUser, true).await;
    let again = change(&post, &made, &birch).await;
    assert_eq!(arrived(&post).await.len(), 2);
    let both = change(&post, &again, &to(&post, &[Who::User, Who::Stranger])).await;
    let all = [Who::CompanyAdmin.email(), Who::Stranger.email(), Who::User.email()];
    assert_eq!(recipients(&arrived(&post).await), all);
    // Out and in again, everybody, and back.
    let out = change(&post, &both, &birch).await;
    let other = change(&post, &out, &cedar).await;
    let again = change(&post, &other, &cedar).await;
    assert_eq!(recipients(&arrived(&post).await), all);
    // Whoever sees it anew and was not told is.
    let everybody = change(&post, &again, &to(&post, &[])).await;
    let late = [Who::CompanyAdmin.email(), Who::OtherUser.email(), Who::Stranger.email(), Who::User.email()];
    assert_eq!(recipients(&arrived(&post).await), late);
    let held = change(&post, &everybody, &json!({ "status": "draft" })).await;
    let _ = change(&post, &held, &birch).await;
    assert_eq!(recipients(&arrived(&post).await), late);
}

#[tokio::test]
async fn who_was_told_in_one_company_is_not_told_again_in_another() {
    let post = with_companies(&[Who::User]).await;
    let made = announce(&post, &to(&post, &[Who::User])).await;
    assert_eq!(arrived(&post).await.len(), 1);
    let scope = post.app.scope("acme").await;
    let store = &post.app.state.store;
    let read = store.get::<User>(&scope, post.app.person(Who::User).id.as_str()).await.unwrap().unwrap();
    let mut moved = read.value.clone();
    moved.company = post.app.person(Who::Stranger).company.clone();
    let mut batch = store.batch(&scope);
    batch.replace(&read, &moved);
    store.commit(batch).await.unwrap();
    let _ = change(&post, &made, &to(&post, &[Who::User, Who::Stranger])).await;
    assert_eq!(arrived(&post).await.len(), 1);
}

#[tokio::test]
async fn who_is_added_to_a_scheduled_one_is_told_at_its_time_and_to_an_old_one_not_at_all() {
    let post = with_companies(&[Who::User, Who::Stranger]).await;
    let made = announce(&post, &to(&post, &[Who::User])).await;
    assert_eq!(arrived(&post).await.len(), 1);
    let mut later = to(&post, &[Who::User, Who::Stranger]);
    later["status"] = json!("scheduled");
    later["publish_at"] = json!("2026-03-02T12:00:00Z");
    let _ = change(&post, &made, &later).await;
    assert_eq!(arrived(&post).await.len(), 1);
    post.tick(4 * 3600);
    assert_eq!(recipients(&arrived(&post).await), [Who::Stranger.email(), Who::User.email()]);
    let old = announce(&post, &to(&post, &[Who::Stranger])).await;
    assert_eq!(arrived(&post).await.len(), 3);
    post.tick(51 * 24 * 3600);
    let admin = post.sign_in(Who::Admin).await;
    let path = format!("{PATH}/{}", old["id"].as_str().unwrap());
    let mut edit = json!({ "title": "New hours", "body": "Text", "status": "published" });
    edit["shown_to"] = to(&post, &[Who::User, Who::Stranger])["shown_to"].clone();
    let _ = admin.put(&path).if_match(old["version"].as_u64().unwrap()).json(&edit).await.expect(200);
    assert_eq!(arrived(&post).await.len(), 3);
}

/// A change of staff, or a pause in which mails go out.
#[derive(Debug, Clone)]
enum Step {
    Edit { birch: bool, cedar: bool, status: &'static str },
    Pause,
}

fn step() -> impl Strategy<Value = Step> {
    let status = prop_oneof![3 => Just("published"), 1 => Just("draft"), 1 => Just("scheduled")];
    let edit = (any::<bool>(), any::<bool>(), status);
    prop_oneof![
        3 => edit.prop_map(|(birch, cedar, status)| Step::Edit { birch, cedar, status }),
        2 => Just(Step::Pause),
    ]
}

/// Whatever staff do: nobody is told twice, and whoever sees it while mails go out was told.
async fn sequence(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let post = with_companies(&[Who::User, Who::Stranger]).await;
    let mut current = announce(&post, &json!({ "status": "draft" })).await;
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for step in steps.into_iter().chain([Step::Pause]) {
        match step {
            Step::Edit { birch, cedar, status } => {
                let people = [(birch, Who::User), (cedar, Who::Stranger)];
                let people: Vec<Who> = people.into_iter().filter(|(is, _)| *is).map(|(_, who)| who).collect();
                let mut edit = to(&post, &people);
                edit["status"] = json!(status);
                if status == "scheduled" {
                    // A minute from now: the next pause is longer.
                    let at = post.app.state.clock.now() + jiff::SignedDuration::from_secs(61);
                    edit["publish_at"] = json!(at);
                }
                current = change(&post, &current, &edit).await;
            }
            Step::Pause => {
                post.tick(70);
                let got = arrived(&post).await;
                let told: BTreeSet<String> = got.iter().map(|got| got.to.clone()).collect();
                prop_assert_eq!(told.len(), got.len(), "somebody was told twice");
                let shown = &current["shown_to"];
                let sees = |who: Who| {
                    let company = post.app.person(who).company.as_ref().unwrap().id.to_string();
                    let named = shown["companies"].as_array().unwrap().contains(&json!(company));
                    current["status"] != "draft" && (shown["all"] == true || named)
                };
                seen.extend([Who::User, Who::Stranger].into_iter().filter(|who| sees(*who)).map(Who::email));
                prop_assert!(told.is_superset(&seen), "{seen:?} see it, told were {told:?}");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn however_the_audience_is_edited_each_is_told_once(steps in proptest::collection::vec(step(), 1..10)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(sequence(steps))?;
    }
}
