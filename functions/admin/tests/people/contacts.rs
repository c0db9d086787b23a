//! Contacts of the PSA that become people of the portal.

use serde_json::{Value, json};
use shared::audit::Actor;
use shared::service_key::{KeyScope, NewKey, create};
use shared_testing::{Answer, TestApp, Who};

use crate::support::{add_user, app, new_user, records, user, with, wrong_fields};

async fn key(app: &TestApp, tenant: Option<&str>, scope: KeyScope) -> String {
    let owner = match tenant {
        Some(tenant) => Some(app.scope(tenant).await),
        None => None,
    };
    let new = NewKey { name: "PSA".into(), scopes: vec![scope] };
    create(&app.state, owner.as_ref(), &Actor::operator(), new).await.unwrap().text
}

async fn send(app: &TestApp, key: &str, body: &Value) -> Answer {
    let request = app.as_(Who::Nobody).post("/api/internal/contacts").without("sec-fetch-site");
    request.header("x-integration-key", key).json(body).await
}

/// Sends contacts; each one's outcome and reason.
async fn outcomes(app: &TestApp, key: &str, records: Value) -> Vec<(String, String)> {
    let report = send(app, key, &json!({ "records": records })).await.expect(200).json();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = report["records"].as_array().unwrap().iter();
    all.map(|one| (word(&one["outcome"]), word(&one["reason"]))).collect()
}

async fn outcome(app: &TestApp, key: &str, record: Value) -> (String, String) {
    outcomes(app, key, json!([record])).await.remove(0)
}

fn is(outcome: &str, reason: &str) -> (String, String) {
    (outcome.to_owned(), reason.to_owned())
}

fn contact(change: &Value) -> Value {
    let plain = json!({ "psa_contact_id": "c-1", "psa_company_id": "B-1", "name": "Nora Field",
        "email": "nora@birch.example", "phone": "+49 30 1234", "portal_access": true });
    with(&plain, change)
}

/// A company that the PSA calls B-1, with its switch; its id.
async fn birch(app: &TestApp, on: bool) -> String {
    let new = json!({ "name": "Harbour", "psa_company_id": "B-1", "psa_auto_provisioning": on });
    let made = app.as_(Who::Admin).post("/api/manage/companies").json(&new).await.expect(201).json();
    assert_eq!(made["psa_auto_provisioning"], on);
    made["id"].as_str().unwrap().to_owned()
}

async fn people(app: &TestApp, company: &str) -> Vec<Value> {
    let path = format!("/api/manage/companies/{company}/users");
    app.as_(Who::Admin).get(&path).await.expect(200).json()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_contact_with_access_becomes_an_invited_user_once() {
    let app = app().await;
    let (id, own) = (birch(&app, true).await, key(&app, Some("acme"), KeyScope::Contacts).await);
    assert_eq!(outcome(&app, &own, contact(&json!({}))).await, is("created", ""));
    let found = people(&app, &id).await;
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["status"], &found[0]["role"]), (&json!("invited"), &json!("user")));
    assert_eq!(found[0]["uninvited"], false);
    let (events, lines) = records(&app, found[0]["id"].as_str().unwrap()).await;
    assert_eq!((events, lines), (vec!["user.invited".to_owned()], vec!["user.invite".to_owned()]));
    assert_eq!(outcome(&app, &own, contact(&json!({ "psa_contact_id": "C-1" }))).await, is("unchanged", ""));
    let renamed = contact(&json!({ "name": "Nora Hill" }));
    assert_eq!(outcome(&app, &own, renamed.clone()).await, is("changed", ""));
    assert_eq!(outcome(&app, &own, renamed).await, is("unchanged", ""));
    assert_eq!(people(&app, &id).await[0]["name"], "Nora Hill");
    // The address was mistyped in the PSA: the next link goes to the right one.
    let readdressed = contact(&json!({ "name": "Nora Hill", "email": "nora.hill@birch.example" }));
    assert_eq!(outcome(&app, &own, readdressed.clone()).await, is("changed", ""));
    assert_eq!(outcome(&app, &own, readdressed).await, is("unchanged", ""));
    let found = people(&app, &id).await;
    assert_eq!((found.len(), &found[0]["email"]), (1, &json!("nora.hill@birch.example")));
    let (events, _) = records(&app, found[0]["id"].as_str().unwrap()).await;
    assert_eq!(events.iter().filter(|event| *event == "user.invited").count(), 2);
}

#[tokio::test]
async fn a_company_whose_switch_is_off_is_skipped_with_the_reason() {
    let app = app().await;
    let (id, own) = (birch(&app, false).await, key(&app, Some("acme"), KeyScope::Contacts).await);
    let records = json!([
        contact(&json!({})),
        contact(&json!({ "psa_contact_id": "c-2", "email": "b@x.example", "psa_company_id": "nobody" })),
        contact(&json!({ "psa_contact_id": "c-1", "email": "c@x.example" })),
        contact(&json!({ "psa_contact_id": "c-4", "email": "NORA@birch.example" })),
        { "psa_contact_id": "c-5" },
    ]);
    let told = outcomes(&app, &own, records).await;
    assert_eq!(told[..2], [is("skipped", "auto_provisioning_off"), is("skipped", "unknown_company")]);
    assert_eq!(told[2..], [is("refused", ""), is("refused", ""), is("refused", "")]);
    assert_eq!(people(&app, &id).await.len(), 0);
}

#[tokio::test]
async fn the_switch_needs_to_know_which_company_of_the_psa_it_is() {
    let app = app().await;
    let id = birch(&app, false).await;
    let path = format!("/api/manage/companies/{id}");
    let edit = async |version: u64, body: Value| {
        app.as_(Who::Admin).patch(&path).header("if-match", &format!("\"{version}\"")).json(&body).await
    };
    let cleared = json!({ "psa_company_id": null, "psa_auto_provisioning": true });
    assert_eq!(wrong_fields(&edit(1, cleared).await), ["psa_company_id"]);
    let on = edit(1, json!({ "psa_auto_provisioning": true })).await.expect(200).json();
    assert_eq!((&on["psa_auto_provisioning"], &on["version"]), (&json!(true), &json!(2)));
    assert_eq!(wrong_fields(&edit(2, json!({ "psa_company_id": "" })).await), ["psa_company_id"]);
    let _ = edit(2, json!({ "psa_auto_provisioning": null })).await.expect(422);
    let off = json!({ "psa_company_id": null, "psa_auto_provisioning": false });
    assert_eq!(edit(2, off).await.expect(200).json()["psa_auto_provisioning"], false);
    let new = json!({ "name": "Other", "psa_auto_provisioning": true });
    let refused = app.as_(Who::Admin).post("/api/manage/companies").json(&new).await;
    assert_eq!(wrong_fields(&refused), ["psa_company_id"]);
    let file = app.as_(Who::Admin).get("/api/manage/exports/companies").await.expect(200).text();
    assert!(file.contains("psa_auto_provisioning"), "{file}");
}

#[tokio::test]
async fn who_is_there_already_is_linked_and_who_signs_in_keeps_the_address() {
    let app = app().await;
    let (id, own) = (birch(&app, true).await, key(&app, Some("acme"), KeyScope::Contacts).await);
    let made = add_user(&app, &id, &new_user("nora@birch.example")).await.expect(201).json();
    // By hand, and the PSA gives no access: what the PSA did not give it does not take.
    assert_eq!(
        outcome(&app, &own, contact(&json!({ "portal_access": false }))).await,
        is("skipped", "no_portal_access")
    );
    assert_eq!(outcome(&app, &own, contact(&json!({}))).await, is("changed", ""));
    let moved = contact(&json!({ "email": "other@birch.example" }));
    assert_eq!(outcome(&app, &own, moved).await, is("unchanged", "email_kept"));
    let found = people(&app, &id).await;
    assert_eq!((&found[0]["email"], &found[0]["status"]), (&made["email"], &json!("active")));
    // Another contact does not get the same account, nor do another company's contacts and staff's addresses.
    let other = contact(&json!({ "psa_contact_id": "c-9" }));
    assert_eq!(outcome(&app, &own, other).await.0, "refused");
    for who in [Who::Admin, Who::User] {
        let email = app.person(who).email.clone();
        let taken = contact(&json!({ "psa_contact_id": "c-8", "email": email }));
        assert_eq!(outcome(&app, &own, taken).await.0, "refused");
    }
}

#[tokio::test]
async fn whose_access_is_withdrawn_is_disabled_and_comes_back_but_never_the_last_admin() {
    let app = app().await;
    let (id, own) = (birch(&app, true).await, key(&app, Some("acme"), KeyScope::Contacts).await);
    let boss = with(&new_user("nora@birch.example"), &json!({ "role": "company_admin" }));
    let boss = add_user(&app, &id, &boss).await.expect(201).json()["id"].as_str().unwrap().to_owned();
    assert_eq!(outcome(&app, &own, contact(&json!({}))).await.0, "changed");
    let withdrawn = contact(&json!({ "portal_access": false }));
    assert_eq!(outcome(&app, &own, withdrawn.clone()).await, is("refused", "last_admin"));
    assert_eq!(user(&app, &boss).await["status"], "active");
    let second = with(&new_user("second@birch.example"), &json!({ "role": "company_admin" }));
    let _ = add_user(&app, &id, &second).await.expect(201);
    assert_eq!(outcome(&app, &own, withdrawn.clone()).await, is("changed", ""));
    assert_eq!(outcome(&app, &own, withdrawn.clone()).await, is("unchanged", ""));
    assert_eq!(user(&app, &boss).await["status"], "disabled");
    assert_eq!(outcome(&app, &own, contact(&json!({}))).await, is("changed", ""));
    assert_eq!(user(&app, &boss).await["status"], "active");
    // What staff decide by hand stays.
    let _ = app.as_(Who::Admin).post(&format!("/api/manage/users/{boss}/disable")).await.expect(200);
    assert_eq!(outcome(&app, &own, contact(&json!({}))).await, is("skipped", "disabled_by_hand"));
    assert_eq!(user(&app, &boss).await["status"], "disabled");
    // Who had not joined when the access went is invited anew when it comes back.
    let late = json!({ "psa_contact_id": "c-2", "email": "late@birch.example" });
    assert_eq!(outcome(&app, &own, contact(&late)).await, is("created", ""));
    let gone = with(&contact(&late), &json!({ "portal_access": false }));
    assert_eq!(outcome(&app, &own, gone).await, is("changed", ""));
    assert_eq!(outcome(&app, &own, contact(&late)).await, is("changed", ""));
    let late = people(&app, &id).await.into_iter().find(|one| one["email"] == "late@birch.example").unwrap();
    assert_eq!((&late["status"], &late["uninvited"]), (&json!("invited"), &json!(false)));
    let (events, _) = records(&app, late["id"].as_str().unwrap()).await;
    assert_eq!(events.iter().filter(|event| *event == "user.invited").count(), 2);
}

#[tokio::test]
async fn a_disabled_company_gets_nobody() {
    let app = app().await;
    let (id, own) = (birch(&app, true).await, key(&app, Some("acme"), KeyScope::Contacts).await);
    let path = format!("/api/manage/companies/{id}");
    let disable = app.as_(Who::Admin).patch(&path).header("if-match", "\"1\"");
    let _ = disable.json(&json!({ "status": "disabled" })).await.expect(200);
    assert_eq!(outcome(&app, &own, contact(&json!({}))).await, is("skipped", "company_disabled"));
    // Two companies that the PSA calls the same: which is meant, nobody can tell.
    let new = json!({ "name": "Pier", "psa_company_id": "B-1" });
    let _ = app.as_(Who::Admin).post("/api/manage/companies").json(&new).await.expect(201);
    assert_eq!(outcome(&app, &own, contact(&json!({}))).await.0, "refused");
}

#[tokio::test]
async fn five_hundred_are_taken_over_by_two_calls_at_once_and_each_once() {
    let app = app().await;
    let (id, own) = (birch(&app, true).await, key(&app, Some("acme"), KeyScope::Contacts).await);
    let all: Vec<Value> = (0..500)
        .map(|n| contact(&json!({ "psa_contact_id": format!("c-{n}"), "email": format!("p{n}@b.example") })))
        .collect();
    let body = json!({ "records": all });
    let (one, other) = tokio::join!(send(&app, &own, &body), send(&app, &own, &body));
    let (one, other) = (one.expect(200).json(), other.expect(200).json());
    let sum = |field: &str| one[field].as_u64().unwrap() + other[field].as_u64().unwrap();
    assert_eq!((sum("created"), sum("unchanged")), (500, 500), "{one} {other}");
    let view = app.as_(Who::Admin).get(&format!("/api/manage/companies/{id}")).await.expect(200).json();
    assert_eq!(view["user_count"], 500);
    // Where all is so already it is read alone: the key, the company, and two for each sixteen.
    let before = app.round_trips();
    assert_eq!(send(&app, &own, &body).await.expect(200).json()["unchanged"], 500);
    assert_eq!(app.round_trips() - before, 1 + 1 + 2 * 500_u64.div_ceil(16));
}

#[tokio::test]
async fn sec_01_a_key_of_another_kind_or_tenant_provisions_nobody() {
    let app = app().await;
    let id = birch(&app, true).await;
    let body = json!({ "tenant": "acme", "records": [contact(&json!({}))] });
    let foreign = key(&app, Some("globex"), KeyScope::Contacts).await;
    let _ = send(&app, &foreign, &body).await.expect(404);
    let _ = send(&app, &key(&app, Some("acme"), KeyScope::Invoices).await, &body).await.expect(403);
    for none in ["", "tsk_acme_0_0", "nonsense"] {
        let _ = send(&app, none, &body).await.expect(401);
    }
    let _ = app.as_(Who::Admin).post("/api/internal/contacts").json(&body).await.expect(401);
    // Another tenant's company of the same PSA id is no company of this one.
    assert_eq!(outcome(&app, &foreign, contact(&json!({}))).await, is("skipped", "unknown_company"));
    assert_eq!(people(&app, &id).await.len(), 0);
    let whole = key(&app, None, KeyScope::Contacts).await;
    assert_eq!(wrong_fields(&send(&app, &whole, &json!({ "records": body["records"] })).await), ["tenant"]);
    let _ = send(&app, &whole, &body).await.expect(200);
    assert_eq!(people(&app, &id).await.len(), 1);
    for records in [json!([]), json!(vec![json!({}); 501])] {
        let refused = send(&app, &whole, &json!({ "tenant": "acme", "records": records })).await;
        assert_eq!(wrong_fields(&refused), ["records"]);
    }
}
