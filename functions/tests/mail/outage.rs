//! The mail server is down for the whole run, then up: every mail arrives once, in order.

use std::collections::{BTreeMap, BTreeSet};

use shared_testing::Who;

use crate::post::Post;

#[tokio::test]
async fn mails_of_an_outage_arrive_once_and_in_order() {
    let mut post = Post::down().await;
    let mut wanted = Vec::new();
    for round in 0..6 {
        let id = post.ticket(Who::User, &format!("Outage {round}"), &format!("Help {round}!")).await;
        post.answer(&id, &format!("On it {round}!"), false).await;
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
    let mut by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for mail in &got {
        by.entry(&mail.to).or_default().push(&mail.subject);
    }
    // The first ones are confirmed alone, those that follow at once in one mail; then come the answers.
    let mut confirmed_and_answered = vec![wanted[0].as_str(), &wanted[0], "We have your 5 tickets"];
    confirmed_and_answered.extend(wanted[1..].iter().map(String::as_str));
    assert_eq!(by[Who::User.email().as_str()], confirmed_and_answered);
    assert_eq!(by[Who::Admin.email().as_str()], [wanted[0].as_str(), "5 new tickets"]);
    let told = |who: Who, words: &str| -> Vec<String> {
        let texts = got.iter().filter(|mail| mail.to == who.email()).flat_map(|mail| mail.text.lines());
        texts.filter_map(|line| line.strip_prefix(words)).map(str::to_owned).collect()
    };
    let each: Vec<String> = (0..6).map(|round| format!("{round}!")).collect();
    assert_eq!(told(Who::User, "> Help "), each, "each once, in order");
    assert_eq!(told(Who::User, "> On it "), each, "each once, in order");
    assert_eq!(told(Who::Admin, "> Help "), each, "each once, in order");
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
