//! The mail server is down for the whole run, then up: every mail arrives once, in order.

use std::collections::{BTreeMap, BTreeSet};

use shared_testing::Who;

use crate::post::Post;

#[tokio::test]
async fn mails_of_an_outage_arrive_once_and_in_order() {
    let mut post = Post::down().await;
    let mut wanted = Vec::new();
    for round in 0..6 {
        let id = post.ticket(Who::User, &format!("Outage {round}"), "Help").await;
        post.answer(&id, "On it", false).await;
        wanted.push(format!("[#{}] Outage {round}", round + 1));
        post.run().await;
        post.tick(40 * 60);
        assert_eq!(post.run().await.sent, 0);
    }
    assert!(post.got().is_empty());
    post.up();
    post.settle().await;
    let got = post.got();
    let ids: BTreeSet<&str> = got.iter().map(|got| got.id.as_str()).collect();
    assert_eq!(ids.len(), got.len(), "a mail arrived twice");
    let mut by: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for mail in &got {
        by.entry(&mail.to).or_default().push(mail.subject.clone());
    }
    let twice: Vec<String> = wanted.iter().flat_map(|subject| [subject.clone(), subject.clone()]).collect();
    assert_eq!(by[Who::User.email().as_str()], twice, "confirmation and answer of each, in order");
    assert_eq!(by[Who::Admin.email().as_str()], wanted);
}

#[tokio::test]
async fn what_cannot_be_delivered_within_a_day_is_given_up_and_can_be_sent_again() {
    let mut post = Post::down().await;
    post.ticket(Who::User, "Late", "Help").await;
    post.run().await;
    post.tick(25 * 60 * 60);
    post.up();
    post.settle().await;
    assert!(post.got().is_empty());
    // A day has passed: the session has ended.
    let admin = post.sign_in(Who::Admin).await;
    let dead = admin.get("/api/manage/mail/deliveries?state=dead").await.expect(200).json();
    assert_eq!(dead["items"].as_array().unwrap().len(), 2, "{dead}");
    let id = dead["items"][0]["id"].as_str().unwrap();
    assert!(dead["items"][0]["last_error"].as_str().unwrap().starts_with("It was not delivered"));
    let path = format!("/api/manage/mail/deliveries/{id}/resend");
    let again = admin.post(&path).await.expect(200).json();
    assert_eq!(again["state"], "queued");
    let _ = admin.post(&path).await.expect(409);
    post.settle().await;
    assert_eq!(post.got().len(), 1);
    let sent = admin.get("/api/manage/mail/deliveries?state=sent").await.expect(200).json();
    assert_eq!(sent["items"][0]["id"], id);
}
