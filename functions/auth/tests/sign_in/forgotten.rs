//! A forgotten password.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::token::Purpose;
use shared_testing::{Answer, PASSWORD, TestApp, Who};

use crate::support::{app, attempt, events, login, status_of, stored, token};

const NEW: &str = "seven green bottles";

async fn forget(app: &TestApp, email: &str) -> Answer {
    let body = json!({ "tenant": "acme", "email": email });
    app.as_(Who::Nobody).post("/api/auth/forgot-password").json(&body).await
}

async fn reset(app: &TestApp, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "password": password });
    app.as_(Who::Nobody).post("/api/auth/reset-password").json(&body).await
}

async fn look(app: &TestApp, token: &str) -> Value {
    let body = json!({ "purpose": "reset", "token": token });
    app.as_(Who::Nobody).post("/api/auth/link").json(&body).await.expect(200).json()
}

async fn link(app: &TestApp) -> String {
    app.link("acme", Purpose::Reset, &app.person(Who::User).id).await
}

#[tokio::test]
async fn a_new_password_by_mail_ends_all_sessions_and_unlocks_the_account() {
    let app = app().await;
    let open = token(&login(&app, Who::User).await.expect(200));
    for _ in 0..5 {
        let _ = attempt(&app, "acme", &Who::User.email(), "wrong").await.expect(401);
    }
    let _ = login(&app, Who::User).await.expect(429);
    let _ = forget(&app, &Who::User.email().to_uppercase()).await.expect(202);
    let link = link(&app).await;
    assert_eq!(look(&app, &link).await["state"], "ready");
    let before = app.round_trips();
    let answer = reset(&app, &link, NEW).await.expect(204);
    assert_eq!(app.round_trips() - before, 3);
    let cookie = answer.header("set-cookie").to_owned();
    assert!(!cookie.contains("portal_session"), "the new password opens the session, not the link: {cookie}");
    assert_eq!(status_of(&app, &open).await, 401);
    assert_eq!(status_of(&app, app.token(Who::User)).await, 401);
    let _ = attempt(&app, "acme", &Who::User.email(), NEW).await.expect(200);
    let _ = attempt(&app, "acme", &Who::User.email(), PASSWORD).await.expect(401);
    assert_eq!(look(&app, &link).await, json!({ "state": "used", "tenant": "acme" }));
    let _ = reset(&app, &link, "eight brown bottles").await.expect(409);
    let id = app.person(Who::User).id.clone();
    let events = events(&app, id.as_str()).await;
    assert!(events.contains(&"password.forgotten".into()) && events.contains(&"password.changed".into()));
}

#[tokio::test]
async fn a_link_lasts_half_an_hour_and_a_fresh_one_is_mailed_again() {
    let app = app().await;
    let _ = forget(&app, &Who::User.email()).await.expect(202);
    let first = link(&app).await;
    app.clock.advance(SignedDuration::from_mins(14));
    let _ = forget(&app, &Who::User.email()).await.expect(202);
    assert_eq!(link(&app).await, first, "asking for somebody does not make their link worthless");
    app.clock.advance(SignedDuration::from_mins(2));
    let _ = forget(&app, &Who::User.email()).await.expect(202);
    let second = link(&app).await;
    assert_ne!(second, first);
    assert_eq!(look(&app, &first).await, json!({ "state": "replaced", "tenant": "acme" }));
    app.clock.advance(SignedDuration::from_mins(30));
    assert_eq!(look(&app, &second).await, json!({ "state": "expired", "tenant": "acme" }));
    let _ = reset(&app, &second, NEW).await.expect(409);
    assert_eq!(stored(&app, Who::User).await.value.epoch, 1);
}

#[tokio::test]
async fn weak_passwords_are_refused_and_the_link_still_works() {
    let app = app().await;
    let _ = forget(&app, &Who::User.email()).await.expect(202);
    let link = link(&app).await;
    for weak in ["", "elevenchars", "password1234", "my user password!", "the acme password"] {
        let answer = reset(&app, &link, weak).await.expect(422);
        assert!(answer.json()["errors"]["password"].is_string(), "{weak}");
    }
    let _ = reset(&app, &link, NEW).await.expect(204);
}

#[tokio::test]
async fn fields_are_checked() {
    let app = app().await;
    let _ = forget(&app, "not an email").await.expect(422);
    for (path, body, field) in [
        ("forgot-password", json!({ "tenant": "acme" }), "email"),
        ("forgot-password", json!({ "email": "a@b.example" }), "tenant"),
        ("forgot-password", json!({ "tenant": "acme", "email": "a@b.example", "link": "x" }), "link"),
        ("reset-password", json!({ "token": "x" }), "password"),
        ("reset-password", json!({ "password": NEW }), "token"),
        ("register", json!({ "invite": 5, "password": NEW }), "invite"),
        ("link", json!({ "purpose": "session", "token": "x" }), "purpose"),
    ] {
        let answer = app.as_(Who::Nobody).post(&format!("/api/auth/{path}")).json(&body).await.expect(422);
        assert!(answer.json()["errors"][field].is_string(), "{path}: {}", answer.text());
    }
    for tenant in ["no-such-portal", "Not A Slug", ""] {
        let body = json!({ "tenant": tenant, "email": "a@b.example" });
        let _ = app.as_(Who::Nobody).post("/api/auth/forgot-password").json(&body).await.expect(202);
    }
}
