//! Every field at, over and under its limits: the right status and the right field, and nothing half-written.

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::desk::{at, desk, person, set, ticket};

/// A value with one field replaced, or removed where it is null.
fn with(base: &Value, field: &str, value: Value) -> Value {
    let mut changed = base.clone();
    match value {
        Value::Null => drop(changed.as_object_mut().unwrap().remove(field)),
        value => changed[field] = value,
    }
    changed
}

async fn refused(app: &TestApp, who: Who, (method, path): (&str, &str), body: &Value, field: &str) {
    let answer = app.as_(who).request(method.parse().unwrap(), path).json(body).await;
    let text = answer.text();
    assert_eq!(answer.status(), 422, "{method} {path} {field}: {text:.300}");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert!(answer.json()["errors"][field].is_string(), "{method} {path} names {field}: {text:.300}");
}

fn x(count: usize) -> Value {
    Value::String("x".repeat(count))
}

#[tokio::test]
async fn a_new_ticket_is_measured() {
    let app = desk().await;
    let good = json!({ "subject": "Printer", "description": "Jams" });
    let post = ("POST", "/api/portal/tickets");
    let nobody = "usr_00000000000000000000000000";
    let file = "fil_00000000000000000000000000";
    for (field, value, named) in [
        ("subject", Value::Null, "subject"),
        ("subject", json!(""), "subject"),
        ("subject", json!(" \t\u{202e} "), "subject"),
        ("subject", x(501), "subject"),
        ("subject", json!(7), "subject"),
        ("description", Value::Null, "description"),
        ("description", json!("\n\n"), "description"),
        ("description", x(20_001), "description"),
        ("description", json!(["x"]), "description"),
        ("priority", json!("urgent"), "priority"),
        ("category", json!("Hardware"), "category"),
        ("attachments", json!("x"), "attachments"),
        ("attachments", json!([1]), "attachments[0]"),
        ("attachments", json!([file]), "attachments[0]"),
        ("attachments", json!(["../x"]), "attachments[0]"),
        ("watchers", json!([nobody]), "watchers[0]"),
        ("watchers", json!([person(&app, Who::Stranger)]), "watchers[0]"),
        ("watchers", json!([person(&app, Who::ForeignUser)]), "watchers[0]"),
        ("watchers", json!([person(&app, Who::Admin)]), "watchers[0]"),
        ("watchers", json!(vec![nobody; 21]), "watchers"),
        ("status", json!("closed"), "status"),
        ("company", json!("x"), "company"),
        ("number", json!(1), "number"),
    ] {
        refused(&app, Who::User, post, &with(&good, field, value), named).await;
    }
    let most = json!({
        "subject": "字".repeat(500), "description": "🙂".repeat(20_000), "priority": "critical", "category": "other",
        "watchers": [person(&app, Who::OtherUser), person(&app, Who::User), person(&app, Who::OtherUser)],
    });
    let ticket = app.as_(Who::User).post(post.1).json(&most).await.expect(201).json();
    assert_eq!(ticket["number"], 1, "what was refused used up no number");
    assert_eq!(ticket["watchers"].as_array().unwrap().len(), 1, "each once, and not the submitter");
    assert_eq!(ticket["comments"][0]["body"].as_str().unwrap().chars().count(), 20_000);
    let list = app.as_(Who::CompanyAdmin).get(post.1).await.expect(200).json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn other_inputs_of_clients_are_measured() {
    let app = desk().await;
    let id = ticket(&app, Who::User).await;
    let path = |rest: &str| at(Who::User, &id, rest);
    let comments = path("/comments");
    let post = ("POST", comments.as_str());
    for (field, value) in
        [("body", Value::Null), ("body", json!("")), ("body", x(20_001)), ("internal", json!(true))]
    {
        refused(&app, Who::User, post, &with(&json!({ "body": "Hi" }), field, value), field).await;
    }
    let _ = app.as_(Who::User).post(&comments).json(&json!({ "body": x(20_000) })).await.expect(201);
    set(&app, &id, json!({ "status": "resolved" })).await;
    let rating = path("/rating");
    let good = json!({ "score": 3 });
    for (field, value) in [
        ("score", Value::Null),
        ("score", json!(0)),
        ("score", json!(6)),
        ("score", json!(2.5)),
        ("score", json!(-1)),
        ("score", json!("5")),
        ("comment", x(2_001)),
    ] {
        refused(&app, Who::User, ("POST", &rating), &with(&good, field, value), field).await;
    }
    let rated = json!({ "score": 1, "comment": x(2_000) });
    let _ = app.as_(Who::User).post(&rating).json(&rated).await.expect(200);
    refused(&app, Who::User, ("POST", &path("/reopen")), &json!({ "comment": x(20_001) }), "comment").await;
    refused(&app, Who::User, ("POST", &path("/close")), &json!({ "force": true }), "force").await;
    let key = app.as_(Who::User).post(&comments).header("idempotency-key", &"k".repeat(65));
    let key = key.json(&json!({ "body": "Hi" })).await.expect(422).json();
    assert!(key["errors"]["Idempotency-Key"].is_string());
    let long = format!("/api/portal/tickets?q={}", "x".repeat(201));
    let _ = app.as_(Who::User).get(&long).await.expect(422);
}

#[tokio::test]
async fn inputs_of_the_staff_are_measured() {
    let app = desk().await;
    let id = ticket(&app, Who::User).await;
    let path = at(Who::Admin, &id, "");
    for (field, value) in [
        ("status", json!("done")),
        ("priority", json!(1)),
        ("category", json!("")),
        ("subject", json!(" ")),
        ("subject", x(501)),
        ("assignee", json!("me")),
        ("assignee", json!(person(&app, Who::User))),
        ("assignee", json!(person(&app, Who::Viewer))),
        ("assignee", json!(person(&app, Who::ForeignAdmin))),
        ("number", json!(2)),
    ] {
        refused(&app, Who::Admin, ("PATCH", &path), &json!({ field: value }), field).await;
    }
    let comments = at(Who::Admin, &id, "/comments");
    let good = json!({ "body": "Hi", "internal": false });
    for (field, value) in [
        ("internal", Value::Null),
        ("internal", json!("yes")),
        ("body", x(20_001)),
        ("status", json!("gone")),
    ] {
        refused(&app, Who::Admin, ("POST", &comments), &with(&good, field, value), field).await;
    }
    let new = json!({
        "company": app.person(Who::User).company.as_ref().unwrap().id, "submitter": person(&app, Who::User),
        "subject": "a", "description": "b",
    });
    for (field, value, named) in [
        ("company", Value::Null, "company"),
        ("company", json!("cmp_00000000000000000000000000"), "submitter"),
        ("submitter", json!(person(&app, Who::Stranger)), "submitter"),
        ("submitter", json!(person(&app, Who::Admin)), "submitter"),
        ("submitter", Value::Null, "submitter"),
    ] {
        refused(&app, Who::Admin, ("POST", "/api/manage/tickets"), &with(&new, field, value), named).await;
    }
    let canned = ("POST", "/api/manage/canned-replies");
    let good = json!({ "title": "Hello", "body": "Hello there" });
    for (field, value) in [("title", json!("")), ("title", x(101)), ("body", json!("")), ("body", x(20_001))]
    {
        refused(&app, Who::Admin, canned, &with(&good, field, value), field).await;
    }
}

#[tokio::test]
async fn sec_28_what_is_no_request_is_refused_cheaply() {
    let app = desk().await;
    let id = ticket(&app, Who::User).await;
    let path = at(Who::User, &id, "/comments");
    let send = async |body: Vec<u8>, kind: &str| {
        app.as_(Who::User).post(&path).body(body).header("content-type", kind).await
    };
    let deep = format!("{{\"body\":{}", "[".repeat(100_000));
    for (body, status) in [
        (b"{\"body\":\"\xff\"}".to_vec(), 400),
        (b"{\"body\":".to_vec(), 400),
        (vec![b' '; 10 << 20], 413),
        (b"{\"body\":\"a\",\"body\":\"b\"}".to_vec(), 422),
    ] {
        assert_eq!(send(body, "application/json").await.status(), status);
    }
    assert!(matches!(send(deep.into_bytes(), "application/json").await.status(), 400 | 422));
    assert_eq!(send(b"body=a".to_vec(), "application/x-www-form-urlencoded").await.status(), 415);
    let page = app.as_(Who::User).get(&at(Who::User, &id, "")).await.expect(200).json();
    assert_eq!(page["message_count"], 1);
}
