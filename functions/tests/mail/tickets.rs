//! Who hears of what happens to a ticket.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::json;
use shared::account::Notifications;
use shared_testing::Who;

use crate::post::Post;

#[tokio::test]
async fn a_new_ticket_is_confirmed_to_its_submitter_and_told_to_staff_who_want_it() {
    let post = Post::new().await;
    let id = post.ticket(Who::User, "Printer jams", "It is on fire <b>now</b>.").await;
    post.settle().await;
    let got = post.got();
    let to: Vec<&str> = got.iter().map(|got| got.to.as_str()).collect();
    assert_eq!(to.len(), 2, "{to:?}");
    let [confirmed] = &post.got_by(Who::User)[..] else { panic!("{to:?}") };
    assert_eq!((confirmed.subject.as_str(), confirmed.from.as_str()), ("[#1] Printer jams", "ACME"));
    let link = format!("http://localhost:7071/portal/tickets/{id}?tenant=acme");
    assert!(confirmed.text.contains(&link) && confirmed.html.contains(&link), "{}", confirmed.text);
    assert!(confirmed.text.contains("> It is on fire <b>now</b>."), "{}", confirmed.text);
    assert!(confirmed.html.contains("It is on fire &#60;b&#62;now&#60;/b&#62;."), "{}", confirmed.html);
    let [told] = &post.got_by(Who::Admin)[..] else { panic!("{to:?}") };
    assert!(told.text.contains(&format!("http://localhost:7071/admin/tickets/{id}?tenant=acme")));
}

#[tokio::test]
async fn answers_go_to_the_submitter_and_watchers_but_not_to_their_author_and_notes_go_nowhere() {
    let post = Post::new().await;
    let id = post.ticket(Who::User, "Printer jams", "Help").await;
    let watcher = post.app.person(Who::OtherUser).id.clone();
    post.staff(Method::PUT, &format!("/api/manage/tickets/{id}/watchers/{watcher}"), json!({})).await;
    post.settle().await;
    let before = post.got().len();
    post.answer(&id, "secret plan", true).await;
    post.settle().await;
    assert_eq!(post.got().len(), before, "an internal note left");
    post.answer(&id, "Try tray two.", false).await;
    post.settle().await;
    let new = &post.got()[before..];
    let mut to: Vec<&str> = new.iter().map(|got| got.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, [Who::OtherUser.email(), Who::User.email()]);
    assert!(new.iter().all(|got| got.text.contains("> Try tray two.") && !got.raw.contains("secret plan")));
    // The client answers: the watcher hears of it, and staff who want it while nobody works on the ticket.
    let before = post.got().len();
    post.tick(1);
    let path = format!("/api/portal/tickets/{id}/comments");
    let _ = post.app.as_(Who::User).post(&path).json(&json!({ "body": "Works." })).await.expect(201);
    post.settle().await;
    let mut to: Vec<String> = post.got()[before..].iter().map(|got| got.to.clone()).collect();
    to.sort_unstable();
    assert_eq!(to, [Who::Admin.email(), Who::OtherUser.email()]);
}

#[tokio::test]
async fn a_change_of_status_is_told_and_choices_and_language_are_honoured() {
    let post = Post::new().await;
    let id = post.ticket(Who::User, "Printer jams", "Help").await;
    post.settle().await;
    let scope = post.app.scope("acme").await;
    let store = &post.app.state.store;
    let set = async |change: fn(&mut shared::account::User)| {
        let id = post.app.person(Who::User).id.to_string();
        let read = store.get::<shared::account::User>(&scope, &id).await.unwrap().unwrap();
        let mut user = read.value.clone();
        change(&mut user);
        let mut batch = store.batch(&scope);
        batch.replace(&read, &user);
        store.commit(batch).await.unwrap();
    };
    set(|user| user.language = Some(shared::account::Language::De)).await;
    let path = format!("/api/manage/tickets/{id}");
    post.staff(Method::PATCH, &path, json!({ "status": "resolved" })).await;
    post.settle().await;
    let got = post.got_by(Who::User);
    let last = got.last().unwrap();
    assert!(last.text.starts_with("Ticket #1: Gelöst"), "{}", last.text);
    let count = got.len();
    set(|user| user.notifications = Notifications { ticket_updates: false, ..Notifications::default() })
        .await;
    post.staff(Method::PATCH, &path, json!({ "status": "open" })).await;
    post.settle().await;
    assert_eq!(post.got_by(Who::User).len(), count, "a declined mail was sent");
}

#[test]
fn every_area_says_everything_in_every_language() {
    for area in handler::areas::mails() {
        assert_eq!(area.words().gaps(), [""; 0]);
        for language in shared::account::Language::ALL {
            for sample in area.samples(language) {
                assert!(!sample.subject.is_empty() && !sample.reason.is_empty(), "{}", sample.name);
            }
        }
    }
}

/// Staff choose a preview by its name.
#[test]
fn no_two_mails_have_one_name() {
    let mut names = BTreeSet::new();
    for area in handler::areas::mails() {
        for sample in area.samples(shared::account::Language::En) {
            assert!(names.insert(sample.name.clone()), "{}", sample.name);
        }
    }
}
