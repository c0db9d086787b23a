//! Names carry no addresses, whoever gives them; and an invitation to an email that has an account elsewhere.

use serde_json::json;
use shared::account::NewUser;
use shared::audit::Actor;
use shared_testing::Who;

use crate::support::{add_user, app, company, new_user, user};

const SENTENCE: &str = "Enter only the name, without web or email addresses.";

#[tokio::test]
async fn sec_31_no_operation_of_staff_takes_a_name_with_an_address() {
    let app = app().await;
    let elm = company(&app, "Elm").await;
    let admin = app.as_(Who::Admin);
    for name in ["Visit http://evil.example/x", "www.evil.museum", "evil.com/prize", "jane@b.example"] {
        let mut person = new_user("nora@elm.example");
        person["name"] = name.into();
        let wrong = add_user(&app, &elm, &person).await.expect(422).json();
        assert_eq!(wrong["errors"], json!({ "name": SENTENCE }), "{name}");
        let staff = json!({ "name": name, "email": "sam@acme.example", "role": "technician", "password": "seven green bottles" });
        let wrong = admin.post("/api/manage/staff").json(&staff).await.expect(422).json();
        assert_eq!(wrong["errors"], json!({ "name": SENTENCE }), "{name}");
        let path = format!("/api/manage/users/{}", app.person(Who::User).id);
        let wrong = admin.patch(&path).if_match(1).json(&json!({ "name": name })).await.expect(422).json();
        assert_eq!(wrong["errors"], json!({ "name": SENTENCE }), "{name}");
    }
    let mut person = new_user("nora@elm.example");
    person["name"] = "Dr.med. Nora St.John, Ph.D.".into();
    let _ = add_user(&app, &elm, &person).await.expect(201);
    // Companies are called what they are called.
    let _ = company(&app, "evil.com Ltd.").await;
}

#[tokio::test]
async fn staff_see_why_an_invitation_lets_nobody_in_and_make_it_an_ordinary_one() {
    let app = app().await;
    let birch = app.person(Who::User).company.clone().unwrap();
    let scope = app.scope("acme").await;
    let owner = app.person(Who::Stranger);
    let new = NewUser {
        name: "Ivy Hill",
        email: &owner.email,
        role: shared::account::Role::User,
        access: shared::account::Access::Own,
        company: Some(birch.clone()),
        password: None,
        portal_name: "",
    };
    let held = new.prepare(&app.state, &scope).await.unwrap().held_for(&owner.id, &birch.id);
    let mut batch = app.state.store.batch(&scope);
    held.add_to(&mut batch, &Actor::operator());
    app.state.store.commit(batch).await.unwrap();
    let path = format!("/api/manage/users/{}", held.user.id);
    let seen = user(&app, held.user.id.as_str()).await;
    assert_eq!((&seen["elsewhere"], &seen["status"]), (&json!(owner.id), &json!("invited")));
    let admin = app.as_(Who::Admin);
    let refused = admin.post(&format!("{path}/invitation")).await.expect(409).json();
    assert!(refused["detail"].as_str().unwrap().starts_with("Another account has this email"), "{refused}");
    // The owner's own account is found by the email as before.
    let found = admin.get(&format!("/api/manage/users?q={}", owner.email)).await.expect(200).json();
    let both = found["items"].as_array().unwrap().iter().filter(|item| item["email"] == owner.email.as_str());
    assert_eq!(both.count(), 2);
    let fixed = admin
        .patch(&path)
        .if_match(1)
        .json(&json!({ "email": "ivy@birch.example" }))
        .await
        .expect(200)
        .json();
    assert_eq!((fixed.get("elsewhere"), &fixed["email"]), (None, &json!("ivy@birch.example")));
    let _ = admin.post(&format!("{path}/invitation")).await.expect(204);
    assert_eq!(user(&app, owner.id.as_str()).await["email"], owner.email.as_str());
}
