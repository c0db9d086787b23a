//! Policies: drafts, versions, variables and those who must sign.

use serde_json::{Value, json};
use shared::id::PolicyId;
use shared::store::Query;
use shared_testing::{TestApp, Who};

use super::office::{
    company, deed, draft, id, lines, office, publish, published, read, rewrite, sign, signed,
};
use crate::model::{POLICY, Policy};

async fn signers(app: &TestApp, policy: &Value) -> Value {
    let path = format!("/api/manage/documents/policies/{}/signers", id(policy));
    app.as_(Who::Viewer).get(&path).await.expect(200).json()
}

#[tokio::test]
async fn a_draft_is_nobodys_business() {
    let app = office().await;
    let policy = draft(&app, json!({})).await;
    assert_eq!((&policy["state"], &policy["published_version"]), (&json!("draft"), &json!(0)));
    assert!(lines(&app, Who::User, "", "title").await.is_empty());
    let path = format!("/api/portal/documents/{}", id(&policy));
    let _ = app.as_(Who::User).get(&path).await.expect(404);
    let signers = format!("/api/manage/documents/policies/{}/signers", id(&policy));
    let _ = app.as_(Who::Viewer).get(&signers).await.expect(409);
    publish(&app, &policy).await;
    assert_eq!(lines(&app, Who::User, "", "title").await, ["Acceptable use"]);
    assert_eq!(lines(&app, Who::Stranger, "", "title").await, ["Acceptable use"]);
    assert!(lines(&app, Who::ForeignUser, "", "title").await.is_empty());
}

#[tokio::test]
async fn sec_01_only_those_are_asked_who_must_sign() {
    let app = office().await;
    let birch = company(&app, Who::User);
    let only = json!({ "all": false, "companies": [birch] });
    let admins = published(&app, json!({ "title": "Admins", "signers": "admins", "shown_to": only })).await;
    let chosen = json!({
        "title": "Chosen", "signers": "people", "people": [app.person(Who::OtherUser).id], "shown_to": only,
    });
    let chosen = published(&app, chosen).await;
    assert_eq!(lines(&app, Who::CompanyAdmin, "", "title").await, ["Admins"]);
    assert_eq!(lines(&app, Who::OtherUser, "", "title").await, ["Chosen"]);
    for who in [Who::User, Who::Stranger, Who::StrangerAdmin] {
        assert!(lines(&app, who, "", "title").await.is_empty(), "{who:?}");
    }
    let shown = read(&app, Who::OtherUser, &chosen).await;
    for (who, policy) in [
        (Who::User, &admins),
        (Who::User, &chosen),
        (Who::StrangerAdmin, &admins),
        (Who::ForeignUser, &chosen),
    ] {
        let path = format!("/api/portal/documents/{}", id(policy));
        let _ = app.as_(who).get(&path).await.expect(404);
        let _ = sign(&app, who, policy, &deed(&shown)).await.expect(404);
    }
    assert_eq!(signers(&app, &admins).await["score"]["required"], 1);
    assert_eq!(signers(&app, &chosen).await["people"][0]["name"], "OtherUser");
}

#[tokio::test]
async fn a_new_text_asks_again_and_a_new_deadline_does_not() {
    let app = office().await;
    let policy = published(&app, json!({ "deadline": "2026-03-20" })).await;
    signed(&app, Who::User, &policy).await;
    assert!(lines(&app, Who::User, "", "title").await.is_empty());

    let later = rewrite(&app, &policy, json!({ "deadline": "2026-04-20" })).await;
    assert_eq!(later["changed"], true);
    assert_eq!(read(&app, Who::OtherUser, &policy).await["deadline"], "2026-03-20", "not yet");
    let later = publish(&app, &later).await;
    assert_eq!(later["published_version"], 1);
    assert_eq!(read(&app, Who::OtherUser, &policy).await["deadline"], "2026-04-20");
    assert!(lines(&app, Who::User, "", "title").await.is_empty(), "the signature holds");

    let other = json!({ "sections": [{ "heading": "Purpose", "body": "Another text." }] });
    let second = publish(&app, &rewrite(&app, &later, other).await).await;
    assert_eq!(second["published_version"], 2);
    assert_eq!(lines(&app, Who::User, "", "title").await, ["Acceptable use"]);
    assert_eq!(lines(&app, Who::User, "?tab=signed", "title").await.len(), 1, "the old one stays");
    signed(&app, Who::User, &policy).await;
    assert_eq!(lines(&app, Who::User, "?tab=signed", "title").await.len(), 2);
    let path = format!("/api/manage/documents/policies/{}/publish", id(&second));
    let again = app.as_(Who::Admin).post(&path).if_match(second["version"].as_u64().unwrap()).await;
    let _ = again.expect(409);
}

#[tokio::test]
async fn a_company_reads_its_own_copy_and_it_never_changes() {
    let app = office().await;
    let birch = company(&app, Who::User);
    let body = json!({
        "sections": [{ "heading": "For {{client_name}}", "body": "{{client_name}} pays {{fee}} to {{issuer}}, v{{version}}." }],
        "variables": [{ "name": "fee", "value": "10", "companies": { birch.clone(): "<b>12*</b>" } }],
    });
    let policy = published(&app, body).await;
    let own = read(&app, Who::User, &policy).await;
    assert_eq!(own["sections"][0]["heading"], "For Birch");
    assert_eq!(own["sections"][0]["html"], "<p>Birch pays &lt;b&gt;12*&lt;/b&gt; to Acme MSP, v1.</p>\n");
    let other = read(&app, Who::Stranger, &policy).await;
    assert_eq!(other["sections"][0]["html"], "<p>Cedar pays 10 to Acme MSP, v1.</p>\n");
    assert_ne!(own["content_sha256"], other["content_sha256"]);
    let again = read(&app, Who::OtherUser, &policy).await;
    assert_eq!(own["content_sha256"], again["content_sha256"]);
    let preview = format!("/api/manage/documents/policies/{}/preview?company={birch}", id(&policy));
    let preview = app.as_(Who::Viewer).get(&preview).await.expect(200).json();
    assert_eq!(preview["sections"][0]["html"], own["sections"][0]["html"]);
}

#[tokio::test]
async fn what_has_no_value_is_not_published() {
    let app = office().await;
    let (birch, cedar) = (company(&app, Who::User), company(&app, Who::Stranger));
    let body = |companies: Value| {
        json!({
            "sections": [{ "heading": "A", "body": "{{fee}} and {{place}}" }],
            "variables": [{ "name": "fee", "companies": { birch.clone(): "12" } }, { "name": "place", "value": "Bonn" }],
            "shown_to": companies,
        })
    };
    let policy = draft(&app, body(json!({ "all": false, "companies": [birch, cedar] }))).await;
    let path = format!("/api/manage/documents/policies/{}/publish", id(&policy));
    let refused = app.as_(Who::Admin).post(&path).if_match(1).await.expect(422).json();
    assert_eq!(refused["errors"]["variables"], "These have no value: fee.");
    let policy = rewrite(&app, &policy, body(json!({ "all": false, "companies": [birch] }))).await;
    publish(&app, &policy).await;
}

#[tokio::test]
async fn an_archived_policy_asks_nobody_and_a_published_one_is_not_deleted() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    signed(&app, Who::User, &policy).await;
    let path = format!("/api/manage/documents/policies/{}", id(&policy));
    let _ = app.as_(Who::Admin).delete(&path).await.expect(409);
    let archived = app.as_(Who::Admin).post(&format!("{path}/archive")).if_match(2).await.expect(200).json();
    assert_eq!(archived["state"], "archived");
    assert!(lines(&app, Who::OtherUser, "", "title").await.is_empty());
    assert_eq!(lines(&app, Who::User, "?tab=signed", "title").await, ["Acceptable use"]);
    let other = draft(&app, json!({ "title": "Never" })).await;
    let other = format!("/api/manage/documents/policies/{}", id(&other));
    let _ = app.as_(Who::Admin).delete(&other).await.expect(204);
    let _ = app.as_(Who::Admin).get(&other).await.expect(404);
    let page = app.as_(Who::Viewer).get("/api/manage/documents/policies?q=acceptable").await.expect(200);
    assert_eq!(page.json()["items"][0]["title"], "Acceptable use");
}

#[tokio::test]
async fn the_roster_counts_who_must_and_who_did() {
    let app = office().await;
    let policy = published(&app, json!({ "deadline": "2026-03-20" })).await;
    let before = signers(&app, &policy).await;
    assert_eq!(before["score"], json!({ "signed": 0, "required": 6, "score": 0, "grade": "red" }));
    for who in [Who::User, Who::OtherUser, Who::Stranger] {
        signed(&app, who, &policy).await;
    }
    let shown = read(&app, Who::CompanyReader, &policy).await;
    let refusal =
        json!({ "version": 1, "content_sha256": shown["content_sha256"], "reason": "=SUM(1) is missing" });
    let path = format!("/api/portal/documents/{}/decline", id(&policy));
    let _ = app.as_(Who::CompanyReader).post(&path).json(&refusal).await.expect(204);
    let roster = signers(&app, &policy).await;
    assert_eq!((&roster["score"]["score"], &roster["score"]["signed"]), (&json!(50), &json!(3)));
    assert_eq!(roster["companies"][0]["company"]["name"], "Birch");
    assert_eq!(roster["companies"][0]["score"], 50);
    let of = |name: &str| {
        let people = roster["people"].as_array().unwrap().iter();
        people.clone().find(|one| one["name"] == name).unwrap().clone()
    };
    assert_eq!((&of("User")["status"], &of("CompanyAdmin")["status"]), (&json!("signed"), &json!("waiting")));
    assert_eq!(of("CompanyReader")["reason"], "=SUM(1) is missing");
    let export = format!("/api/manage/documents/policies/{}/signers/export", id(&policy));
    let csv = app.as_(Who::Viewer).get(&export).await.expect(200).text();
    assert!(csv.contains("'=SUM(1) is missing") && csv.contains("Ursula Ser"), "{csv}");
}

#[tokio::test]
async fn sec_30_no_more_policies_are_published_than_allowed_however_many_at_once() {
    let app = office().await;
    let scope = app.scope("acme").await;
    let first = published(&app, json!({})).await;
    let kept = app.state.store.get::<Policy>(&scope, &id(&first)).await.unwrap().unwrap().value;
    for some in [(); 193].chunks(50) {
        let mut batch = app.state.store.batch(&scope);
        for () in some {
            let mut copy = kept.clone();
            copy.id = PolicyId::mint(&*app.state.clock, &*app.state.entropy);
            batch.create(&copy);
        }
        app.state.store.commit(batch).await.unwrap();
    }
    let mut drafts = Vec::new();
    for number in 0..40 {
        drafts.push(draft(&app, json!({ "title": format!("Policy {number}") })).await);
    }
    let admin = app.as_(Who::Admin);
    let sent = drafts.iter().map(|draft| {
        let path = format!("/api/manage/documents/policies/{}/publish", id(draft));
        let admin = &admin;
        async move { admin.post(&path).if_match(1).await.status() }
    });
    let answers = futures::future::join_all(sent).await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 6, "{answers:?}");
    assert!(answers.iter().all(|status| [200, 409].contains(status)), "{answers:?}");
    let there = Query::of(&POLICY, "id").eq("state", "published");
    assert_eq!(app.state.store.count(&scope, there).await.unwrap(), 200);
}
