//! Signing: what is kept of it, and what is refused.

use serde_json::{Value, json};
use shared::id::{CompanyId, PolicyId, SignatureId};
use shared::store::Query;
use shared_testing::{TestApp, Who};

use super::office::{deed, id, lines, office, published, read, sign, signed};
use crate::chain::{hash, sha256, verify};
use crate::model::{Chain, Copy, SIGNATURE, Signature};

/// The links of a company's chain, and its end.
pub(super) async fn chain(app: &TestApp, policy: &Value, who: Who) -> (Vec<Signature>, Option<Chain>) {
    let scope = app.scope("acme").await;
    let company: CompanyId = app.person(who).company.as_ref().unwrap().id.clone();
    let policy = PolicyId::parse(&id(policy)).unwrap();
    let query = Query::of(&SIGNATURE, "number")
        .ascending()
        .eq("policy", policy.as_str())
        .eq("company", company.as_str());
    let links = app.state.store.query::<Signature>(&scope, query).await.unwrap().items;
    let end = app.state.store.get::<Chain>(&scope, &Chain::id_of(&policy, &company)).await.unwrap();
    (links.into_iter().map(|one| one.value).collect(), end.map(|end| end.value))
}

#[tokio::test]
async fn sec_22_a_signature_keeps_what_proves_it() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let shown = read(&app, Who::User, &policy).await;
    let request = app
        .as_(Who::User)
        .post(&format!("/api/portal/documents/{}/sign", id(&policy)))
        .header("user-agent", "Browser 1\u{e9}")
        .json(&deed(&shown));
    let answer = request.await.expect(200).json();
    assert_eq!((&answer["name"], &answer["role"]), (&json!("Ursula Ser"), &json!("Clerk")));
    assert_eq!(answer["content_sha256"], shown["content_sha256"]);
    let (links, end) = chain(&app, &policy, Who::User).await;
    assert_eq!(verify(&links, end.as_ref()), Ok(1));
    let proof = &links[0].evidence;
    assert_eq!(proof.at, app.state.clock.now());
    assert_eq!(proof.address.as_deref(), Some("192.0.2.1"));
    assert!(proof.user_agent.as_deref().unwrap().starts_with("Browser 1"));
    assert!(proof.scrolled_to_end && proof.acknowledged);
    assert_eq!(proof.consent.as_deref(), shown["consent"].as_str());
    assert_eq!(proof.version, 1);
    // The digest is that of the very bytes that the page was made of.
    let scope = app.scope("acme").await;
    let company = &app.person(Who::User).company.as_ref().unwrap().id;
    let copy = Copy::id_of(&links[0].policy, 1, company);
    let copy = app.state.store.get::<Copy>(&scope, &copy).await.unwrap().unwrap().value;
    let paper: crate::paper::Paper =
        crate::store::read_content(&app.state, &scope, &copy.file, &proof.content_sha256).await.unwrap();
    assert_eq!(sha256(&serde_json::to_vec(&paper).unwrap()), proof.content_sha256);
    assert_eq!(paper.sections[0].html, shown["sections"][0]["html"].as_str().unwrap());
}

#[tokio::test]
async fn sec_22_staff_strangers_and_other_texts_do_not_sign() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let shown = read(&app, Who::User, &policy).await;
    let stranger = read(&app, Who::Stranger, &policy).await;
    for who in [Who::Admin, Who::Technician, Who::Viewer, Who::ForeignAdmin] {
        let _ = sign(&app, who, &policy, &deed(&shown)).await.expect(403);
    }
    let _ = sign(&app, Who::Nobody, &policy, &deed(&shown)).await.expect(401);
    let _ = sign(&app, Who::ForeignUser, &policy, &deed(&shown)).await.expect(404);
    let _ = sign(&app, Who::Stranger, &policy, &deed(&shown)).await.expect(409);
    let _ = sign(&app, Who::User, &policy, &deed(&stranger)).await.expect(409);
    for (field, value, error) in [
        ("scrolled_to_end", json!(false), "scrolled_to_end"),
        ("acknowledged", json!(false), "acknowledged"),
        ("name", json!(" . "), "name"),
        ("name", json!("x".repeat(201)), "name"),
        ("title", json!("x".repeat(201)), "title"),
        ("consent", json!("Yes."), "consent"),
    ] {
        let mut deed = deed(&shown);
        deed[field] = value;
        let refused = sign(&app, Who::User, &policy, &deed).await.expect(422).json();
        assert!(refused["errors"][error].is_string(), "{field}: {refused}");
    }
    let (links, end) = chain(&app, &policy, Who::User).await;
    assert!(links.is_empty() && end.is_none(), "nothing of it was kept");
}

#[tokio::test]
async fn a_lost_answer_and_a_second_tab_give_the_same_signature() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let shown = read(&app, Who::User, &policy).await;
    let (first, second) = (deed(&shown), deed(&shown));
    let (one, two) =
        tokio::join!(sign(&app, Who::User, &policy, &first), sign(&app, Who::User, &policy, &second));
    let (one, two) = (one.expect(200).json(), two.expect(200).json());
    assert_eq!(one, two);
    let mut other = deed(&shown);
    other["name"] = json!("Somebody Else");
    let again = sign(&app, Who::User, &policy, &other).await.expect(200).json();
    assert_eq!(again, one);
    let (links, end) = chain(&app, &policy, Who::User).await;
    assert_eq!(verify(&links, end.as_ref()), Ok(1));
    assert_eq!(lines(&app, Who::User, "?tab=signed", "title").await.len(), 1);
}

#[tokio::test]
async fn many_who_sign_at_once_make_one_chain() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let people = [Who::User, Who::OtherUser, Who::CompanyAdmin, Who::CompanyReader];
    futures::future::join_all(people.map(|who| signed(&app, who, &policy))).await;
    let (links, end) = chain(&app, &policy, Who::User).await;
    assert_eq!(verify(&links, end.as_ref()), Ok(4));
    let (links, end) = chain(&app, &policy, Who::Stranger).await;
    assert!(links.is_empty() && end.is_none(), "another company's chain is another chain");
}

#[tokio::test]
async fn who_declined_says_why_and_may_still_sign() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let shown = read(&app, Who::User, &policy).await;
    let path = format!("/api/portal/documents/{}/decline", id(&policy));
    let refusal =
        |reason: &str| json!({ "version": 1, "content_sha256": shown["content_sha256"], "reason": reason });
    let decline = |reason: &str| app.as_(Who::User).post(&path).json(&refusal(reason));
    let _ = decline("  ").await.expect(422);
    let _ = decline("Clause 3").await.expect(204);
    let _ = decline("Clause 3").await.expect(204);
    assert_eq!(read(&app, Who::User, &policy).await["declined"], true);
    assert_eq!(lines(&app, Who::User, "", "title").await.len(), 1, "it is still open");
    signed(&app, Who::User, &policy).await;
    let _ = decline("Too late").await.expect(409);
    let (links, end) = chain(&app, &policy, Who::User).await;
    assert_eq!(verify(&links, end.as_ref()), Ok(2));
}

#[tokio::test]
async fn sec_22_a_chain_with_anything_changed_does_not_verify() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    for who in [Who::User, Who::OtherUser, Who::CompanyAdmin] {
        signed(&app, who, &policy).await;
    }
    let (links, end) = chain(&app, &policy, Who::User).await;
    let end = end.as_ref();
    assert_eq!(verify(&links, end), Ok(3));
    let changed = |place: usize, change: fn(&mut Signature)| {
        let mut other = links.clone();
        change(&mut other[place]);
        other
    };
    for place in 0..3 {
        assert!(verify(&changed(place, |one| one.evidence.typed_name = Some("X".into())), end).is_err());
        assert!(
            verify(&changed(place, |one| one.evidence.content_sha256.make_ascii_uppercase()), end).is_err()
        );
        assert!(verify(&changed(place, |one| one.version += 1), end).is_err());
        // Whoever writes the link's own hash anew breaks the next one, or the end.
        assert!(
            verify(
                &changed(place, |one| {
                    one.evidence.acknowledged = false;
                    one.hash = hash(&one.evidence);
                }),
                end
            )
            .is_err()
        );
        let mut less = links.clone();
        less.remove(place);
        assert!(verify(&less, end).is_err());
    }
    let mut turned = links.clone();
    turned.swap(0, 1);
    assert!(verify(&turned, end).is_err());
    assert!(SignatureId::parse(links[0].id.as_str()).is_some());
}

#[tokio::test]
async fn a_policy_of_two_hundred_pages_is_read_and_signed() {
    let app = office().await;
    let page = "The provider and {{client_name}} agree on this. ".repeat(62);
    let sections: Vec<Value> =
        (0..200).map(|n| json!({ "heading": format!("Page {n}"), "body": page })).collect();
    let policy = published(&app, json!({ "sections": sections })).await;
    let shown = read(&app, Who::User, &policy).await;
    assert_eq!(shown["sections"].as_array().unwrap().len(), 200);
    let _ = sign(&app, Who::User, &policy, &deed(&shown)).await.expect(200);
}

#[tokio::test]
async fn staff_see_what_proves_a_signature() {
    let app = office().await;
    let policy = published(&app, json!({})).await;
    let signature = signed(&app, Who::User, &policy).await;
    signed(&app, Who::OtherUser, &policy).await;
    let path = format!("/api/manage/documents/signatures/{}", id(&signature));
    let proof = app.as_(Who::Viewer).get(&path).await.expect(200).json();
    assert_eq!((&proof["chain_intact"], &proof["chain_links"]), (&json!(true), &json!(2)));
    assert_eq!(proof["evidence"]["typed_name"], "Ursula Ser");
    assert_eq!(proof["hash"].as_str().unwrap().len(), 64);
    let _ = app.as_(Who::User).get(&path).await.expect(403);
    let _ = app.as_(Who::ForeignAdmin).get(&path).await.expect(404);
}
