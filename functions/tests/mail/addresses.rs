//! Addresses beyond ASCII: sent where the server takes them, given up at once where it does not, and nobody else waits.

use serde_json::Value;
use shared_testing::Who;

use crate::post::Post;
use crate::server::{Server, change, readdress};

async fn deliveries(post: &Post) -> Vec<Value> {
    let admin = post.app.as_(Who::Admin);
    let list = admin.get("/api/manage/mail/deliveries").await.expect(200).json();
    list["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_address_that_the_server_cannot_take_is_given_up_at_once_and_holds_up_nobody() {
    let post = Post::down().await;
    let server = Server::start(&[]).await;
    let outbox = server.outbox(&post);
    readdress(&post, Who::User, "jörg@client.example").await;
    for round in 0..5 {
        post.ticket(Who::User, &format!("Ours {round}"), "Help").await;
    }
    post.ticket(Who::ForeignUser, "Theirs", "Help").await;
    let ran = outbox.run(&post.app.state).await.unwrap();
    assert_eq!(ran.next, None, "nothing is tried again");
    let theirs = server.taken().iter().filter(|got| got.subject.contains("Theirs")).count();
    assert_eq!(theirs, 2, "the other tenant's mails left in the same run");
    let ours = deliveries(&post).await;
    let dead: Vec<&Value> = ours.iter().filter(|mail| mail["to_email"] == "jörg@client.example").collect();
    assert_eq!(dead.len(), 5);
    for mail in dead {
        assert_eq!((&mail["state"], &mail["attempts"]), (&"dead".into(), &1.into()));
        assert!(mail["last_error"].as_str().unwrap().contains("SMTPUTF8"), "{mail}");
    }
    assert!(server.lines().iter().all(|line| line.is_ascii()), "{:?}", server.lines());
}

#[tokio::test]
async fn hosts_go_out_in_ascii_and_no_header_needs_more() {
    let post = Post::down().await;
    let server = Server::start(&[]).await;
    readdress(&post, Who::User, "Joerg@Bücher.example").await;
    let scope = post.app.scope("acme").await;
    let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
    let (_, tenant) = post.app.state.directory.scope(&slug).await.unwrap().unwrap();
    let brand = shared::mail::Brand {
        support_email: Some("info@müller.example".into()),
        ..shared::mail::Brand::plain("Müller IT")
    };
    post.ticket(Who::User, "Größe", "Über alles").await;
    server.outbox(&post).run(&post.app.state).await.unwrap();
    let line = "RCPT TO:<Joerg@xn--bcher-kva.example>";
    assert!(server.lines().contains(&line.to_owned()), "{:?}", server.lines());
    assert!(server.taken().iter().all(|got| got.raw.is_ascii()));
    let page = Query::of(&MAIL, "created_at");
    let mail = post.app.state.store.query::<Mail>(&scope, page).await.unwrap().items.remove(0).value;
    let sender = "portal@mail.example".parse().unwrap();
    let now = shared::clock::Clock::now(&*post.app.clock);
    let composed = compose(&post.app.state, (&tenant, &brand), &sender, &mail, now).unwrap();
    let raw = String::from_utf8(composed.bytes).unwrap();
    assert!(raw.is_ascii() && raw.contains("<info@xn--mller-kva.example>"), "{raw:.2000}");
    // An address for answers that no header can say in ASCII is left out.
    let brand = shared::mail::Brand { support_email: Some("jörg@client.example".into()), ..brand };
    let composed = compose(&post.app.state, (&tenant, &brand), &sender, &mail, now).unwrap();
    let head = String::from_utf8(composed.bytes).unwrap();
    assert!(head.is_ascii() && !head.contains("Reply-To"), "{head:.2000}");
}

use shared::mail::{MAIL, Mail, compose};
use shared::store::Query;

#[tokio::test]
async fn a_server_that_takes_letters_beyond_ascii_gets_them() {
    let post = Post::down().await;
    let server = Server::start(&["8BITMIME", "SMTPUTF8"]).await;
    readdress(&post, Who::User, "用户@例子.example").await;
    post.ticket(Who::User, "Drucker", "Hilfe").await;
    server.outbox(&post).run(&post.app.state).await.unwrap();
    let lines = server.lines();
    assert!(lines.iter().any(|line| line == "RCPT TO:<用户@xn--fsqu00a.example>"), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("MAIL FROM") && line.contains("SMTPUTF8")), "{lines:?}");
    assert!(deliveries(&post).await.iter().all(|mail| mail["state"] == "sent"));
}

#[tokio::test]
async fn a_dead_address_is_shown_at_the_person_until_a_mail_arrives_or_it_is_corrected() {
    let post = Post::down().await;
    let server = Server::start(&[]).await;
    let outbox = server.outbox(&post);
    server.answers(|to| to.starts_with("user@").then_some("550 5.1.1 no such user"));
    post.ticket(Who::User, "One", "Help").await;
    outbox.run(&post.app.state).await.unwrap();
    let path = format!("/api/manage/users/{}", post.app.person(Who::User).id);
    let shown = async || post.app.as_(Who::Admin).get(&path).await.expect(200).json();
    let failure = shown().await["mail_failure"].clone();
    assert!(failure["reason"].as_str().unwrap().contains("5.1.1 no such user"), "{failure}");
    assert_eq!(failure["email"], Who::User.email());
    // Another address: what failed for the old one says nothing of it.
    readdress(&post, Who::User, "other@acme.example").await;
    assert!(shown().await.get("mail_failure").is_none());
    change(&post, Who::User, |user| user.email = Who::User.email()).await;
    assert!(shown().await.get("mail_failure").is_some());
    server.answers(|_| None);
    post.ticket(Who::User, "Two", "Help").await;
    outbox.run(&post.app.state).await.unwrap();
    assert!(shown().await.get("mail_failure").is_none());
    let other = format!("/api/manage/users/{}", post.app.person(Who::OtherUser).id);
    assert!(post.app.as_(Who::Admin).get(&other).await.expect(200).json().get("mail_failure").is_none());
}
