//! Inviting people who came from a file, many at once.

use std::fmt::Write as _;

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use crate::support::{app, company, user};

const PATH: &str = "/api/manage/users/invitations";

/// Enters people from a file without inviting them.
async fn enter(app: &TestApp, company: &str, count: usize) {
    let mut text = "Company,Name,Email\n".to_owned();
    for n in 0..count {
        writeln!(text, "{company},Person {n},p{n}@{}.example", company.to_lowercase()).unwrap();
    }
    let upload = app.as_(Who::Admin).post("/api/manage/imports?name=people.csv").body(text);
    let import = upload.header("content-type", "text/csv").await.expect(201).json();
    let path = format!("/api/manage/imports/{}", import["id"].as_str().unwrap());
    let start = app.as_(Who::Admin).post(&format!("{path}/start"));
    let _ = start.if_match(import["version"].as_u64().unwrap()).await.expect(202);
    while app.as_(Who::Admin).get(&path).await.expect(200).json()["status"] != "done" {
        tokio::task::yield_now().await;
    }
}

async fn call(app: &TestApp, asked: &Value) -> Value {
    app.as_(Who::Admin).post(PATH).json(asked).await.expect(200).json()
}

async fn listed(app: &TestApp, query: &str) -> Vec<Value> {
    let list = app.as_(Who::Viewer).get(&format!("/api/manage/users?limit=100&{query}")).await.expect(200);
    list.json()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn everybody_is_invited_once_however_often_it_is_asked_for() {
    let app = app().await;
    enter(&app, "Elm", 45).await;
    assert_eq!(listed(&app, "uninvited=true").await.len(), 45);
    let mut asked = json!({});
    let mut steps = Vec::new();
    loop {
        let before = app.round_trips();
        let answer = call(&app, &asked).await;
        assert!(app.round_trips() - before <= 1 + 3, "session check, list, batch, count");
        steps.push((answer["invited"].as_u64().unwrap(), answer["left"].as_u64().unwrap()));
        let Some(cursor) = answer["next_cursor"].as_str() else { break };
        asked = json!({ "cursor": cursor });
    }
    assert_eq!(steps, [(20, 25), (20, 5), (5, 0)]);
    assert_eq!(listed(&app, "uninvited=true").await, [json!(null); 0]);
    assert!(listed(&app, "status=invited").await.iter().all(|person| person["uninvited"] == false));
    let again = call(&app, &json!({})).await;
    assert_eq!((&again["invited"], &again["left"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn filters_choose_and_whoever_cannot_sign_in_is_passed_over() {
    let app = app().await;
    enter(&app, "Elm", 3).await;
    enter(&app, "Oak", 2).await;
    let one = listed(&app, "uninvited=true&q=p0@elm.example").await[0]["id"].as_str().unwrap().to_owned();
    let _ = app.as_(Who::Admin).post(&format!("/api/manage/users/{one}/invitation")).await.expect(204);
    assert_eq!(user(&app, &one).await["uninvited"], false, "one was invited by hand");
    let oak = listed(&app, "q=p1@oak.example").await[0]["company"]["id"].clone();
    let path = format!("/api/manage/companies/{}", oak.as_str().unwrap());
    let disable = app.as_(Who::Admin).patch(&path).if_match(1).json(&json!({ "status": "disabled" }));
    let _ = disable.await.expect(200);
    let answer = call(&app, &json!({ "q": "oak" })).await;
    assert_eq!((&answer["invited"], &answer["skipped"], &answer["left"]), (&json!(0), &json!(2), &json!(2)));
    let answer = call(&app, &json!({})).await;
    assert_eq!((&answer["invited"], &answer["skipped"], &answer["left"]), (&json!(2), &json!(2), &json!(2)));
    assert!(answer["next_cursor"].is_null());
    // Another tenant's people are its own.
    let foreign = app.as_(Who::ForeignAdmin).post(PATH).json(&json!({})).await.expect(200).json();
    assert_eq!(foreign["invited"], 0);
    let company = company(&app, "Yew").await;
    assert_eq!(call(&app, &json!({ "company": company })).await["invited"], 0);
}
