//! Editing companies.

use serde_json::{Value, json};
use shared::account::User;
use shared_testing::{Answer, TestApp, Who};

use crate::support::{app, company, fill, records, wrong_fields};

async fn edit(app: &TestApp, id: &str, version: u64, body: Value) -> Answer {
    app.clock.advance(jiff::SignedDuration::from_secs(1));
    app.as_(Who::Admin).patch(&format!("/api/manage/companies/{id}")).if_match(version).json(&body).await
}

#[tokio::test]
async fn what_is_absent_stays_and_null_empties() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let full = json!({ "contact_email": "a@b.example", "email_domains": ["b.example"] });
    let answer = edit(&app, &id, 1, full).await.expect(200);
    assert_eq!((answer.header("etag"), &answer.json()["version"]), ("\"2\"", &json!(2)));
    let renamed = edit(&app, &id, 2, json!({ "name": "Haven" })).await.expect(200).json();
    assert_eq!(
        (&renamed["contact_email"], &renamed["email_domains"]),
        (&json!("a@b.example"), &json!(["b.example"]))
    );
    let emptied =
        edit(&app, &id, 3, json!({ "contact_email": null, "email_domains": [] })).await.expect(200).json();
    assert_eq!((&emptied["contact_email"], &emptied["email_domains"]), (&Value::Null, &json!([])));
    assert_eq!(emptied["name"], "Haven");
    let (events, lines) = records(&app, &id).await;
    assert_eq!(events, ["company.created", "company.edited", "company.edited", "company.edited"]);
    assert_eq!(lines, ["company.create", "company.edit", "company.edit", "company.edit"]);
}

#[tokio::test]
async fn what_changes_nothing_writes_nothing() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    for body in [json!({}), json!({ "name": "Harbour" }), json!({ "contact_email": null })] {
        let answer = edit(&app, &id, 1, body).await.expect(200);
        assert_eq!(answer.header("etag"), "\"1\"");
    }
}

#[tokio::test]
async fn the_version_must_be_named_and_be_the_newest() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let path = format!("/api/manage/companies/{id}");
    let body = json!({ "name": "Haven" });
    let missing = app.as_(Who::Admin).patch(&path).json(&body).await.expect(428);
    assert_eq!(missing.json()["code"], "PRECONDITION_FAILED");
    for tag in ["\"2\"", "\"0\"", "1", "\"x\"", "\"18446744073709551616\""] {
        let answer = app.as_(Who::Admin).patch(&path).header("if-match", tag).json(&body).await.expect(412);
        assert_eq!(answer.json()["code"], "PRECONDITION_FAILED");
    }
    let _ = app.as_(Who::Admin).patch(&path).header("if-match", "*").json(&body).await.expect(428);
    let both = [json!({ "name": "First" }), json!({ "name": "Second" })];
    let sent = both.iter().map(|body| app.as_(Who::Admin).patch(&path).if_match(1).json(body).send());
    let mut statuses: Vec<u16> =
        futures::future::join_all(sent).await.iter().map(|one| one.status()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
}

#[tokio::test]
async fn fields_are_checked() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    for (body, field) in [
        (json!({ "name": "" }), "name"),
        (json!({ "name": "x".repeat(201) }), "name"),
        (json!({ "name": null }), "name"),
        (json!({ "contact_email": "x" }), "contact_email"),
        (json!({ "email_domains": ["x"] }), "email_domains[0]"),
        (json!({ "email_domains": null }), "email_domains"),
        (json!({ "version": 1 }), "version"),
        (json!({ "user_count": 1 }), "user_count"),
    ] {
        assert_eq!(wrong_fields(&edit(&app, &id, 1, body.clone()).await), [field], "{body}");
    }
    let untouched = app.as_(Who::Admin).get(&format!("/api/manage/companies/{id}")).await.expect(200).json();
    assert_eq!((&untouched["version"], &untouched["name"]), (&json!(1), &json!("Harbour")));
}

#[tokio::test]
async fn a_new_name_reaches_all_users_and_nobody_else() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let other = company(&app, "Pine").await;
    fill(&app, &id, "Harbour", 200).await;
    fill(&app, &other, "Pine", 3).await;
    let _ = edit(&app, &id, 1, json!({ "name": "Haven" })).await.expect(200);
    let scope = app.scope("acme").await;
    for (company, name, count) in [(&id, "Haven", 200), (&other, "Pine", 3)] {
        let query =
            shared::store::Query::of(&shared::account::USER, "sort_name").eq("company", company.as_str());
        let users = app.state.store.query::<User>(&scope, query.limit(1_000)).await.unwrap().items;
        assert_eq!(users.len(), count);
        assert!(users.iter().all(|user| user.value.company.as_ref().unwrap().name == name));
    }
}

#[tokio::test]
async fn saving_a_name_again_makes_up_for_users_that_it_has_not_reached() {
    let app = app().await;
    let id = company(&app, "Haven").await;
    fill(&app, &id, "Harbour", 3).await;
    let _ = edit(&app, &id, 1, json!({ "name": "Haven" })).await.expect(200);
    let list = app.as_(Who::Admin).get(&format!("/api/manage/companies/{id}/users")).await.expect(200).json();
    assert!(list["items"].as_array().unwrap().iter().all(|user| user["company"]["name"] == "Haven"));
}
