//! What the mail server's refusals lead to.

use serde_json::{Value, json};
use shared_testing::Who;

use crate::post::Post;
use crate::server::Server;

async fn mine(post: &Post, who: Who) -> Vec<Value> {
    let reader = if who.tenant() == "acme" { Who::Admin } else { Who::ForeignAdmin };
    let list = post.app.as_(reader).get("/api/manage/mail/deliveries").await.expect(200).json();
    let items = list["items"].as_array().unwrap().clone();
    items.into_iter().filter(|mail| mail["to_email"] == who.email()).collect()
}

async fn overview(post: &Post, who: Who) -> Value {
    post.app.as_(who).get("/api/manage/mail").await.expect(200).json()
}

#[tokio::test]
async fn limits_of_the_sender_give_up_no_mail_pause_and_are_told_to_staff() {
    let post = Post::down().await;
    let server = Server::start(&[]).await;
    let outbox = server.outbox(&post);
    let limit = "550 5.7.233 Tenant external recipient rate limit exceeded";
    server.answers(move |to| to.contains("@acme.").then_some(limit));
    for who in [Who::User, Who::OtherUser, Who::Stranger, Who::CompanyAdmin, Who::CompanyReader] {
        post.ticket(who, "Help", "Help").await;
    }
    post.ticket(Who::ForeignUser, "Theirs", "Help").await;
    outbox.run(&post.app.state).await.unwrap();
    assert_eq!(mine(&post, Who::ForeignUser).await[0]["state"], "sent", "the other tenant's mail goes on");
    assert_eq!(overview(&post, Who::ForeignAdmin).await.get("paused"), None);
    let seen = overview(&post, Who::Admin).await;
    assert_eq!((&seen["dead"], &seen["paused"]["cause"]), (&json!(0), &json!("refused")), "{seen}");
    assert!(seen["paused"]["reason"].as_str().unwrap().contains("5.7.233"), "{seen}");
    let asked = server.lines().len();
    // Before the pause is over, nothing is tried.
    post.tick(5);
    outbox.run(&post.app.state).await.unwrap();
    assert_eq!(server.lines().len(), asked);
    server.answers(|_| None);
    for _ in 0..10 {
        post.tick(60);
        outbox.run(&post.app.state).await.unwrap();
    }
    for who in [Who::User, Who::OtherUser, Who::Stranger, Who::CompanyAdmin, Who::CompanyReader] {
        assert_eq!(mine(&post, who).await[0]["state"], "sent", "{who:?}");
    }
    assert_eq!(overview(&post, Who::Admin).await.get("paused"), None);
}

#[tokio::test]
async fn one_recipient_whose_mail_breaks_the_connection_or_is_refused_holds_up_nobody() {
    for answer in ["", "421 no", "550 5.7.1 not for you", "451 4.3.0 later", "599 what"] {
        let post = Post::down().await;
        let server = Server::start(&[]).await;
        let outbox = server.outbox(&post);
        server.answers(move |to| to.starts_with("user@").then_some(answer));
        for round in 0..3 {
            post.ticket(Who::User, &format!("Poison {round}"), "Help").await;
        }
        post.ticket(Who::OtherUser, "Mine", "Help").await;
        post.ticket(Who::ForeignUser, "Theirs", "Help").await;
        outbox.run(&post.app.state).await.unwrap();
        for who in [Who::OtherUser, Who::ForeignUser] {
            assert_eq!(mine(&post, who).await[0]["state"], "sent", "{who:?} behind {answer:?}");
        }
        let poisoned = mine(&post, Who::User).await;
        assert!(
            poisoned.iter().all(|mail| mail["state"] != "dead" && mail["state"] != "sent"),
            "{poisoned:?}"
        );
        let tried = |lines: &[String]| lines.iter().filter(|line| line.contains("<user@")).count();
        assert_eq!(tried(&server.lines()), 1, "its later mails wait behind the first");
        // Once it is taken again, they come in order.
        server.answers(|_| None);
        for _ in 0..5 {
            post.tick(60);
            outbox.run(&post.app.state).await.unwrap();
        }
        let mut got = server.taken();
        got.retain(|got| got.to == Who::User.email());
        let subjects: Vec<&str> = got.iter().map(|got| got.subject.as_str()).collect();
        assert_eq!(subjects, ["[#1] Poison 0", "We have your 2 tickets"], "behind {answer:?}");
        let listed: Vec<&str> = got[1].text.lines().filter(|line| line.starts_with("[#")).collect();
        assert_eq!(listed, ["[#2] Poison 1", "[#3] Poison 2"], "behind {answer:?}");
    }
}

#[tokio::test]
async fn a_full_mailbox_is_tried_again_and_a_wrong_address_is_not() {
    let post = Post::down().await;
    let server = Server::start(&[]).await;
    let outbox = server.outbox(&post);
    server.answers(|to| match to.split('@').next() {
        Some("user") => Some("552 5.2.2 mailbox full"),
        Some("otheruser") => Some("550 5.1.10 recipient not found"),
        Some("stranger") => Some("550 no such user here"),
        _ => None,
    });
    for who in [Who::User, Who::OtherUser, Who::Stranger] {
        post.ticket(who, "Help", "Help").await;
    }
    let ran = outbox.run(&post.app.state).await.unwrap();
    assert!(ran.next.is_some());
    assert_eq!(mine(&post, Who::User).await[0]["state"], "failed");
    assert_eq!(mine(&post, Who::OtherUser).await[0]["state"], "dead");
    assert_eq!(mine(&post, Who::Stranger).await[0]["state"], "dead");
    assert_eq!(overview(&post, Who::Admin).await.get("paused"), None);
    post.tick(25 * 60 * 60);
    outbox.run(&post.app.state).await.unwrap();
    let admin = post.sign_in(Who::Admin).await;
    let dead = admin.get("/api/manage/mail/deliveries?state=dead").await.expect(200).json();
    assert_eq!(dead["items"].as_array().unwrap().len(), 3, "after a day it is given up");
}

#[tokio::test]
async fn a_server_that_is_gone_is_told_to_staff_of_all_and_connections_are_used_again() {
    let mut post = Post::down().await;
    post.ticket(Who::User, "One", "Help").await;
    post.run().await;
    for who in [Who::Admin, Who::ForeignAdmin] {
        let seen = overview(&post, who).await;
        assert_eq!(seen["paused"]["cause"], "unreachable", "{seen}");
    }
    post.up();
    post.settle().await;
    assert_eq!(overview(&post, Who::Admin).await.get("paused"), None);
    let mut tickets = Vec::new();
    for round in 0..60 {
        tickets.push(post.ticket(Who::User, &format!("Again {round}"), "Help").await);
    }
    post.settle().await;
    // Mails about different tickets, none of which is combined with another.
    for ticket in &tickets {
        post.answer(ticket, "On it", false).await;
    }
    let server = Server::start(&[]).await;
    server.outbox(&post).run(&post.app.state).await.unwrap();
    assert_eq!(server.taken().len(), 60);
    assert!(server.connections() <= 4, "{}", server.connections());
}
