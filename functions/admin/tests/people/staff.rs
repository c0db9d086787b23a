//! The provider's own people.

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use crate::support::{PASSWORD, app, new_user, records, with, wrong_fields};

fn technician(email: &str) -> Value {
    with(&new_user(email), &json!({ "role": "technician" }))
}

async fn names(app: &TestApp, who: Who) -> Vec<(String, String)> {
    let list = app.as_(who).get("/api/manage/staff").await.expect(200).json();
    let word = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
    list["items"].as_array().unwrap().iter().map(|one| (word(one, "name"), word(one, "role"))).collect()
}

#[tokio::test]
async fn staff_are_listed_by_name_to_all_staff() {
    let app = app().await;
    let all = [("Admin", "admin"), ("Technician", "technician"), ("Viewer", "viewer")];
    for who in [Who::Admin, Who::Technician, Who::Viewer] {
        let before = app.round_trips();
        assert_eq!(names(&app, who).await, all.map(|(name, role)| (name.to_owned(), role.to_owned())));
        assert_eq!(app.round_trips() - before, 1 + 1);
    }
    assert_eq!(names(&app, Who::ForeignAdmin).await.len(), 1);
    let item = app.as_(Who::Viewer).get("/api/manage/staff").await.json()["items"][0].clone();
    assert_eq!(item.as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "name", "role"]);
}

#[tokio::test]
async fn a_member_of_staff_is_added() {
    let app = app().await;
    let before = app.round_trips();
    let answer =
        app.as_(Who::Admin).post("/api/manage/staff").json(&technician("tom@acme.example")).await.expect(201);
    assert_eq!(app.round_trips() - before, 1 + 2);
    let member = answer.json();
    assert_eq!((&member["role"], &member["status"]), (&json!("technician"), &json!("active")));
    assert!(member.get("company").is_none() && member.get("access").is_none());
    assert!(names(&app, Who::Viewer).await.contains(&("Nora Field".to_owned(), "technician".to_owned())));
    let (events, lines) = records(&app, member["id"].as_str().unwrap()).await;
    assert_eq!((events, lines), (vec!["user.created".to_owned()], vec!["user.create".to_owned()]));
}

#[tokio::test]
async fn fields_are_checked() {
    let app = app().await;
    let good = technician("tom@acme.example");
    for (change, field) in [
        (json!({ "role": "user" }), "role"),
        (json!({ "role": "company_admin" }), "role"),
        (json!({ "role": "" }), "role"),
        (json!({ "name": " " }), "name"),
        (json!({ "name": "x".repeat(101) }), "name"),
        (json!({ "email": "tom@acme" }), "email"),
        (json!({ "email": Who::User.email() }), "email"),
        (json!({ "email": Who::Viewer.email().to_uppercase() }), "email"),
        (json!({ "password": "tom is my name" }), "password"),
        (json!({ "password": "short" }), "password"),
        (json!({ "access": "own" }), "access"),
        (json!({ "company": "cmp_00000000000000000000000000" }), "company"),
    ] {
        let answer = app.as_(Who::Admin).post("/api/manage/staff").json(&with(&good, &change)).await;
        assert_eq!(wrong_fields(&answer), [field], "{change}");
    }
}

#[tokio::test]
async fn the_same_request_again_adds_nobody() {
    let app = app().await;
    let send = async |password: &str| {
        let body = with(&technician("tom@acme.example"), &json!({ "password": password }));
        app.as_(Who::Admin)
            .post("/api/manage/staff")
            .header("idempotency-key", "one")
            .json(&body)
            .await
            .expect(201)
    };
    let first = send(PASSWORD).await.json();
    assert_eq!(send(PASSWORD).await.json(), first);
    assert_eq!(names(&app, Who::Admin).await.len(), 4);
}
