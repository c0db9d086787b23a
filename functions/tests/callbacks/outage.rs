//! The receiver is down, then up; refuses; is gone.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde_json::json;
use shared::mail::Carrier;
use shared::outbox::{Outbox, Undelivered};
use shared_testing::Who;

use crate::desk::Desk;

#[tokio::test]
async fn what_could_not_be_told_is_told_in_order_once_the_receiver_is_there() {
    let mut desk = Desk::new().await;
    desk.receiver.down();
    let policy = desk.pushed(1, &[Who::User, Who::Stranger], json!({})).await;
    desk.sign(Who::User, &policy).await;
    for _ in 0..5 {
        desk.settle().await;
        desk.tick(20 * 60);
    }
    desk.sign(Who::Stranger, &policy).await;
    desk.settle().await;
    let admin = desk.app.as_(Who::Admin);
    let waiting = desk.listed(&admin, &policy).await;
    assert_eq!(waiting.len(), 3);
    let first = &waiting[2];
    assert_eq!((&first["state"], &first["name"]), (&json!("failed"), &json!("document.signed")));
    assert!(first["attempts"].as_u64().unwrap() >= 4 && first["next_at"].is_string(), "{first}");
    assert!(first["last_error"].as_str().unwrap().starts_with("There was no answer: "), "{first}");
    assert_eq!(waiting[0]["state"], "queued", "the later ones wait for the first");
    assert_eq!(waiting[0]["attempts"], 0);
    desk.receiver.up().await;
    desk.tick(3_600);
    desk.settle().await;
    assert_eq!(desk.receiver.names(), ["document.signed", "document.signed", "document.completed"]);
    let signer = |place: usize| desk.receiver.got()[place].json["data"]["signer"]["email"].clone();
    assert_eq!((signer(0), signer(1)), (json!(Who::User.email()), json!(Who::Stranger.email())));
    assert!(desk.listed(&admin, &policy).await.iter().all(|one| one["state"] == "sent"));
}

#[tokio::test]
async fn what_nobody_took_within_a_day_is_given_up_and_staff_send_it_again() {
    let desk = Desk::new().await;
    desk.receiver.answers(503);
    let policy = desk.pushed(1, &[Who::User], json!({})).await;
    desk.sign(Who::User, &policy).await;
    desk.settle().await;
    let tries = desk.receiver.got();
    desk.tick(25 * 3_600);
    for _ in 0..3 {
        desk.settle().await;
    }
    // A day has passed: sessions have ended.
    let admin = desk.sign_in(Who::Admin).await;
    let dead = desk.listed(&admin, &policy).await;
    assert!(dead.iter().all(|one| one["state"] == "dead"), "{dead:?}");
    let why = dead[1]["last_error"].as_str().unwrap();
    assert_eq!(why, "It was not delivered within 24 hours. The receiver answered 503.");
    desk.receiver.answers(200);
    let path = |place: usize| {
        let id = dead[place]["id"].as_str().unwrap();
        format!("/api/manage/documents/policies/{policy}/callbacks/{id}/resend")
    };
    let stale = admin.post(&path(1)).if_match(1).await.expect(412);
    drop(stale);
    desk.tick(1);
    let again = admin.post(&path(1)).await.expect(200).json();
    assert_eq!((&again["state"], &again["attempts"]), (&json!("queued"), &json!(0)));
    let _ = admin.post(&path(1)).await.expect(409);
    let _ = admin.post(&path(0)).await.expect(200);
    desk.tick(1);
    desk.settle().await;
    let got = desk.receiver.got();
    let arrived = &got[tries.len()..];
    assert_eq!(
        arrived.iter().map(|one| one.name()).collect::<Vec<_>>(),
        ["document.signed", "document.completed"]
    );
    assert_eq!(arrived[0].id, tries[0].id, "the receiver knows it again");
    assert_eq!(arrived[0].body, tries[0].body, "and it says the same");
    let lines = desk.audited(&admin, &policy).await;
    let actions: Vec<&str> = lines.iter().map(|line| line["action"].as_str().unwrap()).collect();
    let expected = [
        "callback.give_up",
        "callback.give_up",
        "callback.resend",
        "callback.resend",
        "callback.deliver",
        "callback.deliver",
    ];
    assert_eq!(actions, expected);
    // Both were given up in one moment: either may stand first.
    let first = lines[..2].iter().find(|line| line["detail"]["name"] == "document.signed").unwrap();
    assert_eq!(
        (&first["detail"]["reason"], &first["detail"]["url"]),
        (&json!(why), &json!(desk.receiver.url()))
    );
}

#[tokio::test]
async fn a_receiver_that_wants_no_more_is_asked_once_and_a_redirect_is_not_followed() {
    let desk = Desk::new().await;
    desk.receiver.answers(410);
    let policy = desk.pushed(1, &[Who::User, Who::Stranger], json!({})).await;
    desk.sign(Who::User, &policy).await;
    desk.settle().await;
    let admin = desk.app.as_(Who::Admin);
    let [one] = &desk.listed(&admin, &policy).await[..] else { panic!("one") };
    assert_eq!((&one["state"], &one["attempts"]), (&json!("dead"), &json!(1)));
    assert_eq!(one["last_error"], "The receiver answered 410: it wants no more of it.");
    desk.receiver.answers(307);
    desk.sign(Who::Stranger, &policy).await;
    desk.settle().await;
    let listed = desk.listed(&admin, &policy).await;
    assert_eq!(listed[1]["last_error"], "The receiver answered 307. Redirects are not followed.");
}

#[tokio::test]
async fn one_policys_silent_receiver_holds_up_no_other() {
    let desk = Desk::new().await;
    let dead = crate::receiver::Receiver::new().await.url();
    let held = json!({ "external_id": "other", "callback_url": dead });
    let (silent, policy) =
        (desk.pushed(1, &[Who::User], held).await, desk.pushed(1, &[Who::User], json!({})).await);
    desk.sign(Who::User, &silent).await;
    desk.sign(Who::User, &policy).await;
    desk.settle().await;
    assert_eq!(desk.receiver.names(), ["document.signed", "document.completed"]);
    // And the receiver moves: a version that is here already is told at another address from now on.
    let moved = json!({ "external_id": "other" });
    let _ = desk.push(1, &[Who::User], moved).await.expect(200);
    desk.tick(25 * 3_600);
    desk.settle().await;
    desk.settle().await;
    let admin = desk.sign_in(Who::Admin).await;
    for one in desk.listed(&admin, &silent).await.iter().rev() {
        let id = one["id"].as_str().unwrap();
        let path = format!("/api/manage/documents/policies/{silent}/callbacks/{id}/resend");
        assert_eq!(admin.post(&path).await.expect(200).json()["url"], desk.receiver.url());
    }
    desk.settle().await;
    assert_eq!(desk.receiver.names()[2..], ["document.signed", "document.completed"]);
}

/// A mail server that takes for ever over its first mail.
struct Stuck;

#[async_trait]
impl Carrier for Stuck {
    async fn carry(&self, _: &lettre::address::Envelope, _: &[u8]) -> Result<(), Undelivered> {
        std::future::pending().await
    }
}

#[tokio::test]
async fn a_receiver_waits_for_no_mail() {
    let desk = Desk::new().await;
    let policy = desk.pushed(1, &[Who::User], json!({})).await;
    desk.sign(Who::User, &policy).await;
    let carrier = Some((Arc::new(Stuck) as Arc<dyn Carrier>, "portal@acme.example".parse().unwrap()));
    let outbox = Outbox { carrier, ..desk.outbox.clone() };
    tokio::select! {
        _ = outbox.run(&desk.app.state) => panic!("a mail is on its way"),
        () = desk.receiver.came() => {}
        () = tokio::time::sleep(Duration::from_secs(20)) => panic!("it is not told"),
    }
}
