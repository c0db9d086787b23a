//! What is told, when, and how often.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use shared::account::{User, UserStatus};
use shared_testing::Who;

use crate::desk::Desk;

const ALL: [&str; 3] = ["document.signed", "document.signed", "document.completed"];

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn each_signature_is_told_and_then_that_all_have_signed() {
    let desk = Desk::new().await;
    let policy = desk.pushed(7, &[Who::User, Who::Stranger], json!({})).await;
    desk.settle().await;
    assert!(desk.receiver.got().is_empty(), "nothing has happened yet");
    let first = desk.sign(Who::User, &policy).await;
    desk.settle().await;
    assert_eq!(desk.receiver.names(), ["document.signed"]);
    let second = desk.sign(Who::Stranger, &policy).await;
    desk.settle().await;
    let got = desk.receiver.got();
    assert_eq!(desk.receiver.names(), ALL);
    for one in &got {
        assert!(one.is_signed_with(&desk.key.secret), "{one:?}");
        assert!(one.id.starts_with("cbk_"));
        let data = &one.json["data"];
        assert_eq!(data["policy"], policy.as_str());
        assert_eq!((&data["external_id"], &data["external_version"]), (&json!("dpa-7"), &json!(7)));
        assert_eq!((&data["version"], &data["tenant"]), (&json!(1), &json!("acme")));
        assert_eq!((&data["title"], &data["issuer"]), (&json!("Data processing"), &json!("Acme Legal")));
    }
    let signers = got[2].json["data"]["signers"].as_array().unwrap();
    assert_eq!(signers.len(), 2);
    for (signer, (who, kept)) in signers.iter().zip([(Who::User, &first), (Who::Stranger, &second)]) {
        assert_eq!(signer["email"], who.email());
        assert_eq!(signer["name"], format!("{who:?}"));
        assert_eq!(signer["typed_name"], format!("{who:?} Typed"));
        assert_eq!(signer["company"]["name"], desk.app.person(who).company.as_ref().unwrap().name);
        assert_eq!((&signer["content_sha256"], &signer["at"]), (&kept["content_sha256"], &kept["signed_at"]));
        assert_eq!(signer["signature"], kept["id"]);
    }
    assert_eq!((&got[0].json["data"]["signer"], &got[1].json["data"]["signer"]), (&signers[0], &signers[1]));
    // The digest is the file's, which the key opens and `verify` knows.
    let path = signers[0]["pdf_url"].as_str().unwrap().split("localhost:7071").nth(1).unwrap().to_owned();
    let request = desk.app.as_(Who::Nobody).get(&path).header("x-integration-key", &desk.key.text);
    assert!(request.await.expect(302).header("location").starts_with("http://127.0.0.1:7071/"));
    let bytes = crate::keys::bytes(&desk, signers[0]["signature"].as_str().unwrap()).await;
    assert_eq!(signers[0]["pdf_sha256"], hex(&bytes));
    let check = desk.app.as_(Who::Nobody).post("/api/documents/verify?tenant=acme");
    let found = check.body(bytes).header("content-type", "application/pdf").await.expect(200).json();
    assert_eq!((&found["genuine"], &found["document"]["title"]), (&json!(true), &json!("Data processing")));
    // Nothing more is told, however often one looks.
    desk.tick(3_600);
    assert_eq!(documents::call(desk.app.state.clone()).await.unwrap(), 0);
    desk.settle().await;
    assert_eq!(desk.receiver.got().len(), 3);
    let admin = desk.app.as_(Who::Admin);
    let actions: Vec<Value> =
        desk.audited(&admin, &policy).await.iter().map(|line| line["action"].clone()).collect();
    assert_eq!(actions, ["callback.deliver"; 3]);
}

#[tokio::test]
async fn of_two_last_signers_at_one_moment_one_completes_it() {
    let desk = Desk::new().await;
    let policy = desk.pushed(1, &[Who::User, Who::Stranger], json!({})).await;
    desk.run().await;
    tokio::join!(desk.sign(Who::User, &policy), desk.sign(Who::Stranger, &policy));
    tokio::join!(desk.run(), desk.run(), desk.run());
    desk.tick(61);
    desk.settle().await;
    assert_eq!(desk.receiver.names(), ALL);
}

#[tokio::test]
async fn a_refusal_is_told_and_completes_nothing_until_it_is_taken_back() {
    let desk = Desk::new().await;
    let policy = desk.pushed(1, &[Who::User], json!({})).await;
    desk.decline(Who::User, &policy, "Clause 3").await;
    desk.settle().await;
    assert_eq!(desk.receiver.names(), ["document.declined"]);
    let told = &desk.receiver.got()[0].json["data"]["signer"];
    assert_eq!((&told["reason"], &told["outcome"]), (&json!("Clause 3"), &json!("declined")));
    assert_eq!((&told["pdf_sha256"], &told["pdf_url"]), (&Value::Null, &Value::Null));
    desk.sign(Who::User, &policy).await;
    desk.settle().await;
    assert_eq!(desk.receiver.names()[1..], ["document.signed", "document.completed"]);
}

#[tokio::test]
async fn each_version_of_the_sender_is_completed_once() {
    let desk = Desk::new().await;
    let policy = desk.pushed(1, &[Who::User], json!({})).await;
    desk.sign(Who::User, &policy).await;
    desk.settle().await;
    // The same text under a higher number: all have signed it already.
    desk.tick(1);
    desk.pushed(2, &[Who::User], json!({})).await;
    desk.settle().await;
    // Another text: to be signed anew.
    desk.tick(1);
    desk.pushed(3, &[Who::User], json!({ "sections": [{ "heading": "", "body": "Other." }] })).await;
    desk.settle().await;
    let told = |desk: &Desk| -> Vec<(String, Value, Value)> {
        let of = |data: &Value| (data["external_version"].clone(), data["version"].clone());
        let got = desk.receiver.got();
        got.iter()
            .map(|one| (one.name().to_owned(), of(&one.json["data"])))
            .map(|(a, (b, c))| (a, b, c))
            .collect()
    };
    let first = ("document.signed".to_owned(), json!(1), json!(1));
    let completed = |sent: u32, version: u32| ("document.completed".to_owned(), json!(sent), json!(version));
    assert_eq!(told(&desk), [first, completed(1, 1), completed(2, 1)]);
    desk.sign(Who::User, &policy).await;
    desk.settle().await;
    assert_eq!(told(&desk)[3..], [("document.signed".to_owned(), json!(3), json!(2)), completed(3, 2)]);
}

#[tokio::test]
async fn who_leaves_is_waited_for_no_longer() {
    let desk = Desk::new().await;
    let policy = desk.pushed(1, &[Who::User, Who::OtherUser], json!({})).await;
    desk.sign(Who::User, &policy).await;
    desk.settle().await;
    assert_eq!(documents::call(desk.app.state.clone()).await.unwrap(), 0);
    let scope = desk.app.scope("acme").await;
    let store = &desk.app.state.store;
    let read = store.get::<User>(&scope, desk.app.person(Who::OtherUser).id.as_str()).await.unwrap().unwrap();
    let mut gone = read.value.clone();
    gone.status = UserStatus::Disabled;
    let mut batch = store.batch(&scope);
    batch.replace(&read, &gone);
    store.commit(batch).await.unwrap();
    // Two machines at once.
    let (one, two) =
        tokio::join!(documents::call(desk.app.state.clone()), documents::call(desk.app.state.clone()));
    let _ = (one.unwrap(), two.unwrap());
    desk.settle().await;
    assert_eq!(desk.receiver.names(), ["document.signed", "document.completed"]);
    assert_eq!(desk.receiver.got()[1].json["data"]["signers"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_policy_that_nobody_must_sign_is_not_completed_and_one_without_an_address_tells_nobody() {
    let desk = Desk::new().await;
    let policy = desk.pushed(1, &[Who::User], json!({ "callback_url": null })).await;
    desk.sign(Who::User, &policy).await;
    desk.settle().await;
    assert_eq!(documents::call(desk.app.state.clone()).await.unwrap(), 0);
    assert!(desk.receiver.got().is_empty());
    // An address for the version that is here: from now on it is told.
    let answer = desk.push(1, &[Who::User], json!({})).await.expect(200).json();
    assert_eq!(answer["unchanged"], false);
    let again = desk.push(1, &[Who::User], json!({})).await.expect(200).json();
    assert_eq!(again["unchanged"], true);
    desk.settle().await;
    assert_eq!(desk.receiver.names(), ["document.completed"]);
}
