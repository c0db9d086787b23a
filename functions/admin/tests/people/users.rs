//! Users of a company.

use jiff::SignedDuration;
use serde_json::json;
use shared::account::User;
use shared::http::Replay;
use shared::store::{Document, RawDocument};
use shared_testing::{TestApp, Who};

use crate::support::{PASSWORD, add_user, app, company, new_user, records, with, wrong_fields};

#[tokio::test]
async fn a_user_is_added_with_a_password_that_works() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let body = with(&new_user("Nora@Harbour.example"), &json!({ "role": "company_admin" }));
    let before = app.round_trips();
    let answer = add_user(&app, &id, &body).await.expect(201);
    assert_eq!(app.round_trips() - before, 1 + 2, "session check, one read, one write");
    assert_eq!(answer.header("etag"), "\"1\"");
    let user = answer.json();
    assert_eq!((&user["email"], &user["role"]), (&json!("Nora@harbour.example"), &json!("company_admin")));
    assert_eq!((&user["status"], &user["access"]), (&json!("active"), &json!("own")));
    assert_eq!((&user["last_login_at"], &user["login_count"]), (&json!(null), &json!(0)));
    assert_eq!(user["company"], json!({ "id": id, "name": "Harbour" }));
    assert!(!answer.text().contains("argon2") && !answer.text().contains(PASSWORD));

    let scope = app.scope("acme").await;
    let kept =
        app.state.store.get::<User>(&scope, user["id"].as_str().unwrap()).await.unwrap().unwrap().value;
    let verdict = app.state.hasher.verify(scope.tenant(), PASSWORD.into(), kept.password_hash).await.unwrap();
    assert!(verdict.right && !verdict.outdated);
    let (events, lines) = records(&app, kept.id.as_str()).await;
    assert_eq!((events, lines), (vec!["user.created".to_owned()], vec!["user.create".to_owned()]));
}

#[tokio::test]
async fn an_email_is_taken_across_the_tenant_and_without_regard_to_case() {
    let app = app().await;
    let (id, other) = (company(&app, "Harbour").await, company(&app, "Pine").await);
    let _ = add_user(&app, &id, &new_user("nora@harbour.example")).await.expect(201);
    let (stranger, admin) = (Who::Stranger.email(), Who::Admin.email().to_uppercase());
    for email in ["nora@harbour.example", "NORA@harbour.example", &stranger, &admin] {
        assert_eq!(wrong_fields(&add_user(&app, &other, &new_user(email)).await), ["email"], "{email}");
    }
    // Another tenant's people are not known here.
    let _ = add_user(&app, &other, &new_user(&Who::ForeignUser.email())).await.expect(201);
}

#[tokio::test]
async fn of_ten_users_of_one_email_at_once_one_is_added() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let body = new_user("nora@harbour.example");
    let sent = (0..10).map(|_| add_user(&app, &id, &body));
    let mut statuses: Vec<u16> =
        futures::future::join_all(sent).await.iter().map(|one| one.status()).collect();
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (201, [422; 9].as_slice()));
}

#[tokio::test]
async fn fields_are_checked_at_their_limits() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    for (number, change) in [
        json!({ "name": "x".repeat(100) }),
        json!({ "name": "நோரா" }),
        json!({ "access": "company" }),
        json!({ "password": "harbour light ".repeat(9) + "at" }),
        json!({ "password": "пароль-не-угадать" }),
    ]
    .iter()
    .enumerate()
    {
        let body = with(&new_user(&format!("p{number}@harbour.example")), change);
        let _ = add_user(&app, &id, &body).await.expect(201);
    }
    let good = new_user("nora@harbour.example");
    for (change, field) in [
        (json!({ "name": "" }), "name"),
        (json!({ "name": "x".repeat(101) }), "name"),
        (json!({ "name": ["x"] }), "name"),
        (json!({ "email": "nora" }), "email"),
        (json!({ "email": "" }), "email"),
        (json!({ "email": format!("{}@b.example", "a".repeat(65)) }), "email"),
        (json!({ "role": "admin" }), "role"),
        (json!({ "role": "viewer" }), "role"),
        (json!({ "role": "owner" }), "role"),
        (json!({ "role": null }), "role"),
        (json!({ "access": "all" }), "access"),
        (json!({ "password": "elevenchars" }), "password"),
        (json!({ "password": "harbour light ".repeat(9) + "at!" }), "password"),
        (json!({ "password": "i am nora and happy" }), "password"),
        (json!({ "password": "the acme password" }), "password"),
        (json!({ "password": "password1234" }), "password"),
        (json!({ "password": 7 }), "password"),
        (json!({ "billing": null }), "billing"),
        (json!({ "company": id }), "company"),
        (json!({ "is_staff": true }), "is_staff"),
        (json!({ "password_hash": "x" }), "password_hash"),
    ] {
        assert_eq!(wrong_fields(&add_user(&app, &id, &with(&good, &change)).await), [field], "{change}");
    }
    let all = json!({ "name": "", "email": "x", "role": "user", "password": "x" });
    assert_eq!(wrong_fields(&add_user(&app, &id, &all).await), ["email", "name", "password"]);
}

#[tokio::test]
async fn nobody_is_sent_more_than_five_invitations_within_an_hour() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let body = json!({ "name": "Nora", "email": "nora@harbour.example", "role": "user", "billing": false });
    let user = add_user(&app, &id, &body).await.expect(201).json();
    let path = format!("/api/manage/users/{}/invitation", user["id"].as_str().unwrap());
    let again = || app.as_(Who::Admin).post(&path);
    // The first one came with the account.
    for _ in 0..4 {
        app.clock.advance(SignedDuration::from_mins(1));
        let _ = again().await.expect(204);
    }
    let refused = again().await.expect(429);
    assert_eq!(refused.header("retry-after"), "3360");
    app.clock.advance(SignedDuration::from_mins(56));
    let _ = again().await.expect(204);
    let _ = again().await.expect(429);
}

#[tokio::test]
async fn without_a_password_the_person_is_invited_and_can_be_invited_again_until_they_join() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let body = json!({ "name": "Nora", "email": "nora@harbour.example", "role": "user", "billing": false });
    let user = add_user(&app, &id, &body).await.expect(201).json();
    assert_eq!((&user["status"], &user["billing"]), (&json!("invited"), &json!(false)));
    let path = format!("/api/manage/users/{}", user["id"].as_str().unwrap());
    let _ = app.as_(Who::Admin).post(&format!("{path}/invitation")).await.expect(204);
    let _ = app.as_(Who::Admin).post(&format!("{path}/disable")).await.expect(200);
    let _ = app.as_(Who::Admin).post(&format!("{path}/invitation")).await.expect(409);
    let enabled = app.as_(Who::Admin).post(&format!("{path}/enable")).await.expect(200).json();
    assert_eq!(enabled["status"], "invited", "who never joined is invited still");
    let joined = format!("/api/manage/users/{}/invitation", app.person(Who::User).id);
    let _ = app.as_(Who::Admin).post(&joined).await.expect(409);
}

#[tokio::test]
async fn the_portals_name_is_no_password() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let body = with(&new_user("nora@harbour.example"), &json!({ "password": "harbour lights desk" }));
    brand(&app, "Harbour Lights").await;
    assert_eq!(wrong_fields(&add_user(&app, &id, &body).await), ["password"]);
    let _ = add_user(&app, &id, &new_user("nora@harbour.example")).await.expect(201);
}

/// Keeps a branding document as the area `branding` does.
async fn brand(app: &TestApp, portal_name: &str) {
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    batch.create(&shared::account::Look { portal_name: portal_name.to_owned() });
    app.state.store.commit(batch).await.expect("the branding is kept");
}

#[tokio::test]
async fn the_same_request_again_adds_nothing_and_keeps_nothing_of_the_password() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    let send = async |key: &str, email: &str| {
        let request = app.as_(Who::Admin).post(&format!("/api/manage/companies/{id}/users"));
        request.header("idempotency-key", key).json(&new_user(email)).await
    };
    let first = send("one", "nora@harbour.example").await.expect(201).json();
    assert_eq!(send("one", "nora@harbour.example").await.expect(201).json(), first);
    assert_eq!(wrong_fields(&send("one", "nils@harbour.example").await), ["Idempotency-Key"]);
    assert_eq!(wrong_fields(&send("two", "nora@harbour.example").await), ["email"]);
    // The kept request is compared without the password: two passwords leave the same trace.
    let kept = kept_requests(&app).await;
    let request = app.as_(Who::Admin).post(&format!("/api/manage/companies/{id}/users"));
    let other = with(&new_user("nora@harbour.example"), &json!({ "password": "eight brown bottles" }));
    let _ = request.header("idempotency-key", "one").json(&other).await.expect(201);
    assert_eq!(kept_requests(&app).await, kept);
}

async fn kept_requests(app: &TestApp) -> Vec<String> {
    let partition = shared::store::Partition::Tenant("acme".to_owned());
    let all: Vec<RawDocument> = app.state.store.adapter().export(&partition, None, 1_000).await.unwrap();
    let kept = all.into_iter().filter(|raw| raw.kind == Replay::KIND.name);
    kept.map(|raw| shared::store::decode::<Replay>(raw).unwrap().value.request).collect()
}

#[tokio::test]
async fn a_company_that_does_not_exist_has_no_users() {
    let app = app().await;
    let empty = company(&app, "Harbour").await;
    let foreign =
        app.as_(Who::ForeignAdmin).post("/api/manage/companies").json(&json!({ "name": "Pine" })).await;
    let foreign = foreign.expect(201).json()["id"].as_str().unwrap().to_owned();
    let path = |id: &str| format!("/api/manage/companies/{id}/users");
    assert_eq!(app.as_(Who::Admin).get(&path(&empty)).await.expect(200).json(), json!({ "items": [] }));
    for id in [foreign.as_str(), "cmp_00000000000000000000000000", "cmp_1", "x", "%2e%2e"] {
        let _ = app.as_(Who::Admin).get(&path(id)).await.expect(404);
        let _ = add_user(&app, id, &new_user("nora@harbour.example")).await.expect(404);
        let _ = app.as_(Who::Admin).get(&format!("/api/manage/companies/{id}")).await.expect(404);
        let request = app.as_(Who::Admin).patch(&format!("/api/manage/companies/{id}")).if_match(1);
        let _ = request.json(&json!({ "name": "Mine" })).await.expect(404);
    }
}
