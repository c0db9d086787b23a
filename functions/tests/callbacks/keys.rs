//! Who signs callbacks, and who gets signed files.

use std::sync::Arc;

use futures::StreamExt as _;
use serde_json::json;
use shared::audit::Actor;
use shared::files::FileKey;
use shared::id::FileId;
use shared::service_key::{self, KeyScope, NewKey};
use shared::session::KeyRing;
use shared::store::Partition;
use shared_testing::Who;

use crate::desk::{Desk, key};

const FIRST: &str = "test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";
const NEXT: &str = "next:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY";

fn ring(text: &str) -> Arc<KeyRing> {
    Arc::new(KeyRing::parse(&text.to_owned().into()).unwrap())
}

/// The signed file of a signature, as the file store has it.
pub async fn bytes(desk: &Desk, signature: &str) -> Vec<u8> {
    let store = desk.app.state.store.adapter();
    let kept = store.export(&Partition::Tenant("acme".into()), None, 10_000).await.unwrap();
    let kept = kept.into_iter().find(|document| document.id == signature).unwrap();
    let kept: serde_json::Value = serde_json::from_str(kept.data.get()).unwrap();
    let file = FileId::parse(kept["pdf"].as_str().unwrap()).unwrap();
    let scope = desk.app.scope("acme").await;
    let content = desk.app.state.files.get(&FileKey::new(&scope, &file)).await.unwrap();
    content.map(|part| part.unwrap().to_vec()).concat().await
}

#[tokio::test]
async fn sec_23_the_secret_is_told_once_and_never_kept_as_it_is() {
    let desk = Desk::new().await;
    let admin = desk.app.as_(Who::Admin);
    let new = json!({ "name": "Legal 2", "scopes": ["signing"] });
    let made = admin.post("/api/manage/service-keys").json(&new).await.expect(201).json();
    let secret = made["callback_secret"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("whsec_") && secret.len() > 40);
    let other = json!({ "name": "Books", "scopes": ["invoices"] });
    let other = admin.post("/api/manage/service-keys").json(&other).await.expect(201).json();
    assert!(other.get("callback_secret").is_none(), "it signs nothing");
    let listed = admin.get("/api/manage/service-keys").await.expect(200).text();
    let store = desk.app.state.store.adapter();
    let kept = store.export(&Partition::Tenant("acme".into()), None, 10_000).await.unwrap();
    let bare = secret.trim_start_matches("whsec_").trim_end_matches('=');
    assert!(kept.len() > 20 && kept.iter().all(|document| !document.data.get().contains(bare)));
    assert!(!listed.contains(bare) && !listed.contains("whsec"));
}

#[tokio::test]
async fn sec_23_a_new_key_signs_beside_the_old_one_until_that_is_revoked() {
    let desk = Desk::new().await;
    let policy = desk.pushed(1, &[Who::User, Who::OtherUser, Who::Stranger], json!({})).await;
    let next = key(&desk.app, "Legal, new").await;
    desk.sign(Who::User, &policy).await;
    desk.settle().await;
    let scope = desk.app.scope("acme").await;
    service_key::revoke(&desk.app.state, Some(&scope), &Actor::operator(), &desk.key.id).await.unwrap();
    desk.sign(Who::OtherUser, &policy).await;
    desk.settle().await;
    service_key::revoke(&desk.app.state, Some(&scope), &Actor::operator(), &next.id).await.unwrap();
    desk.sign(Who::Stranger, &policy).await;
    desk.settle().await;
    let got = desk.receiver.got();
    let signed = |place: usize, secret: &str| got[place].is_signed_with(secret);
    assert!(signed(0, &desk.key.secret) && signed(0, &next.secret));
    assert!(!signed(1, &desk.key.secret) && signed(1, &next.secret));
    assert_eq!(got.len(), 2, "nobody is told what nobody signs");
    let admin = desk.app.as_(Who::Admin);
    let listed = desk.listed(&admin, &policy).await;
    assert!(listed[1]["last_error"].as_str().unwrap().starts_with("No service key holds"), "{listed:?}");
    // Another one, and what waited goes out.
    let third = key(&desk.app, "Legal, third").await;
    desk.tick(3_600);
    desk.settle().await;
    assert_eq!(desk.receiver.names()[2..], ["document.signed", "document.completed"]);
    assert!(desk.receiver.got().iter().skip(2).all(|one| one.is_signed_with(&third.secret)));
}

#[tokio::test]
async fn sec_23_the_secret_outlives_the_session_key_that_it_was_sealed_under() {
    let mut desk = Desk::new().await;
    let policy = desk.pushed(1, &[Who::User, Who::OtherUser, Who::Stranger], json!({})).await;
    desk.sign(Who::User, &policy).await;
    desk.app.state.keys = ring(&format!("{NEXT},{FIRST}"));
    desk.settle().await;
    // The day's timer, on two machines at once; then the old key may go.
    let app = &desk.app.state;
    let (one, two) = tokio::join!(service_key::reseal(app), service_key::reseal(app));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    desk.app.state.keys = ring(NEXT);
    assert_eq!(service_key::reseal(&desk.app.state).await.unwrap(), 0);
    desk.sign(Who::OtherUser, &policy).await;
    desk.settle().await;
    let got = desk.receiver.got();
    assert_eq!(got.len(), 2);
    assert!(got.iter().all(|one| one.is_signed_with(&desk.key.secret)), "the receiver notices nothing");
    // A ring without any key that it was sealed under: nothing goes out unsigned.
    desk.app.state.keys = ring(FIRST);
    desk.sign(Who::Stranger, &policy).await;
    desk.settle().await;
    assert_eq!(desk.receiver.got().len(), 2);
}

#[tokio::test]
async fn sec_23_only_a_key_for_signing_gets_files_and_only_of_what_was_pushed() {
    let desk = Desk::new().await;
    let policy = desk.pushed(1, &[Who::User], json!({})).await;
    let signature = desk.sign(Who::User, &policy).await["id"].as_str().unwrap().to_owned();
    let scope = desk.app.scope("acme").await;
    let make = async |tenant: Option<&shared::tenant::Scope>, scopes: Vec<KeyScope>| {
        let new = NewKey { name: "Other".into(), scopes };
        service_key::create(&desk.app.state, tenant, &Actor::operator(), new).await.unwrap().text
    };
    let get = async |key: &str, signature: &str, query: &str| {
        let path = format!("/api/internal/signing/signatures/{signature}/pdf{query}");
        desk.app.as_(Who::Nobody).get(&path).header("x-integration-key", key).await.status()
    };
    assert_eq!(get(&desk.key.text, &signature, "").await, 302);
    assert_eq!(get(&desk.key.text, &signature, "?tenant=acme").await, 302);
    assert_eq!(get(&desk.key.text, &signature, "?tenant=globex").await, 404);
    assert_eq!(get("tsk_0_x_y", &signature, "").await, 401);
    assert_eq!(get(&make(Some(&scope), vec![KeyScope::Invoices]).await, &signature, "").await, 403);
    let foreign = desk.app.scope("globex").await;
    assert_eq!(get(&make(Some(&foreign), vec![KeyScope::Signing]).await, &signature, "").await, 404);
    let whole = make(None, vec![KeyScope::Signing]).await;
    assert_eq!(get(&whole, &signature, "").await, 422);
    assert_eq!(get(&whole, &signature, "?tenant=acme").await, 302);
    // A policy of the staff's own is nothing to other systems.
    let admin = desk.app.as_(Who::Admin);
    let own = json!({ "title": "Own", "issuer": "Acme", "sections": [{ "heading": "", "body": "Text" }] });
    let own = admin.post("/api/manage/documents/policies").json(&own).await.expect(201).json();
    let own = own["id"].as_str().unwrap();
    let _ =
        admin.post(&format!("/api/manage/documents/policies/{own}/publish")).if_match(1).await.expect(200);
    let signature = desk.sign(Who::User, own).await["id"].as_str().unwrap().to_owned();
    assert_eq!(get(&desk.key.text, &signature, "").await, 404);
    desk.settle().await;
    assert!(desk.receiver.got().iter().all(|one| one.json["data"]["policy"] == policy.as_str()));
}
