//! Reminders of documents: whoever must sign several gets one mail that lists them.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared_testing::{Client, Who};

use crate::post::{Got, Post};

/// Creates and publishes a document.
async fn published(post: &Post, more: &Value) -> Value {
    let mut policy = json!({
        "title": "Acceptable use", "issuer": "Acme MSP",
        "sections": [{ "heading": "Purpose", "body": "What is allowed." }],
        "requires_scroll_to_end": true, "requires_acknowledgement": true, "requires_typed_name": true,
    });
    policy.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let admin = post.app.as_(Who::Admin);
    let draft = admin.post("/api/manage/documents/policies").json(&policy).await.expect(201).json();
    let path = format!("/api/manage/documents/policies/{}/publish", draft["id"].as_str().unwrap());
    admin.post(&path).if_match(draft["version"].as_u64().unwrap()).await.expect(200).json()
}

async fn sign(client: &Client, policy: &Value) {
    let path = format!("/api/portal/documents/{}", policy["id"].as_str().unwrap());
    let shown = client.get(&path).await.expect(200).json();
    let deed = json!({
        "version": shown["version"], "content_sha256": shown["content_sha256"], "consent": shown["consent"],
        "scrolled_to_end": true, "acknowledged": true, "name": "Ursula Ser", "title": "Clerk",
    });
    let _ = client.post(&format!("{path}/sign")).json(&deed).await.expect(200);
}

async fn remind(post: &Post, selection: Value) -> Value {
    let path = "/api/manage/documents/compliance/remind";
    post.app.as_(Who::Admin).post(path).json(&selection).await.expect(200).json()
}

/// The reminders that somebody got.
fn reminders(post: &Post, who: Who) -> Vec<Got> {
    post.got_by(who).into_iter().filter(|got| got.subject.starts_with("Reminder")).collect()
}

#[tokio::test]
async fn who_must_sign_several_documents_gets_one_mail_that_lists_what_is_missing() {
    let post = Post::new().await;
    let mut policies = Vec::new();
    for title in ["Acceptable use", "Data protection", "Working from home"] {
        policies.push(published(&post, &json!({ "title": title, "deadline": "2026-03-20" })).await);
    }
    sign(&post.app.as_(Who::User), &policies[1]).await;
    sign(&post.app.as_(Who::OtherUser), &policies[0]).await;
    sign(&post.app.as_(Who::OtherUser), &policies[1]).await;
    post.settle().await;
    let said = remind(&post, json!({})).await;
    post.settle().await;
    assert_eq!(said["resting"], 0);

    let user = reminders(&post, Who::User);
    assert_eq!(user.len(), 1, "{user:?}");
    assert_eq!(user[0].subject, "Reminder: 2 documents need your signature");
    for words in
        ["Acceptable use", "Working from home", "Acme MSP · Sign by Mar 20, 2026", "/portal/documents"]
    {
        assert!(user[0].text.contains(words) && user[0].html.contains(words), "{words}: {}", user[0].text);
    }
    assert!(!user[0].text.contains("Data protection"), "what is signed is not listed");
    let other = reminders(&post, Who::OtherUser);
    assert_eq!(other.len(), 1);
    assert_eq!(other[0].subject, "Reminder: please sign Working from home");

    // Each person counts once, however many documents they have not signed.
    let everybody = post.got().into_iter().filter(|got| got.subject.starts_with("Reminder")).count();
    assert_eq!(said["people"], everybody);
}

#[tokio::test]
async fn the_timer_lists_what_is_due_too_and_what_was_signed_meanwhile_is_left_out() {
    let post = Post::new().await;
    let mut policies = Vec::new();
    for title in ["Acceptable use", "Data protection", "Working from home"] {
        policies.push(published(&post, &json!({ "title": title, "deadline": "2026-03-20" })).await);
    }
    post.settle().await;
    post.app.clock.advance(SignedDuration::from_hours(13 * 24));
    let app = &post.app.state;
    let (one, two) = tokio::join!(documents::remind(app.clone()), documents::remind(app.clone()));
    assert!(one.unwrap() + two.unwrap() > 0);
    sign(&post.sign_in(Who::User).await, &policies[2]).await;
    post.settle().await;
    let user = reminders(&post, Who::User);
    assert_eq!(user.len(), 1, "{user:?}");
    assert!(user[0].text.contains("Data protection") && !user[0].text.contains("Working from home"));
    assert_eq!(documents::remind(app.clone()).await.unwrap(), 0, "once for each round");
}
