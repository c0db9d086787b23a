//! A new password.

use serde_json::{Value, json};
use shared_testing::{Answer, PASSWORD, TestApp, Who};

use crate::support::{app, attempt, login, stored};

const NEW: &str = "seven green bottles";

async fn change(app: &TestApp, body: Value) -> Answer {
    app.as_(Who::User).post("/api/auth/password").json(&body).await
}

#[tokio::test]
async fn the_new_password_counts_from_now_on() {
    let app = app().await;
    let answer = change(&app, json!({ "current_password": PASSWORD, "new_password": NEW })).await.expect(204);
    assert!(answer.header("set-cookie").contains("HttpOnly"));
    let _ = login(&app, Who::User).await.expect(401);
    let _ = attempt(&app, "acme", &Who::User.email(), NEW).await.expect(200);
    let kept = stored(&app, Who::User).await.value;
    assert_eq!((kept.epoch, kept.sessions.len()), (2, 2));
}

#[tokio::test]
async fn weak_new_passwords_are_refused_before_anything_is_counted() {
    let app = app().await;
    let before = app.state.hasher.count();
    for (new, field) in [
        ("elevenchars", "new_password"),
        ("", "new_password"),
        (PASSWORD, "new_password"),
        ("password1234", "new_password"),
        ("abcabcabcabcabc", "new_password"),
        ("my user password!", "new_password"),
        ("the acme password", "new_password"),
    ] {
        let answer =
            change(&app, json!({ "current_password": PASSWORD, "new_password": new })).await.expect(422);
        assert!(answer.json()["errors"][field].is_string(), "{new}: {}", answer.text());
    }
    let long = change(&app, json!({ "current_password": PASSWORD, "new_password": "xy3".repeat(43) })).await;
    assert!(long.expect(422).json()["errors"]["new_password"].is_string());
    assert_eq!(app.state.hasher.count(), before);
    assert_eq!(stored(&app, Who::User).await.version, 1);
}

#[tokio::test]
async fn a_wrong_current_password_is_named_and_counted() {
    let app = app().await;
    for _ in 0..5 {
        let answer =
            change(&app, json!({ "current_password": "wrong", "new_password": NEW })).await.expect(422);
        assert!(answer.json()["errors"]["current_password"].is_string());
    }
    let _ = change(&app, json!({ "current_password": PASSWORD, "new_password": NEW })).await.expect(429);
    // The session's guesses are its own: they lock neither signing in nor the person's other sessions.
    let answer = login(&app, Who::User).await.expect(200);
    let other = app.with_token(Some(crate::support::token(&answer)));
    let body = json!({ "current_password": PASSWORD, "new_password": NEW });
    let _ = other.post("/api/auth/password").json(&body).await.expect(204);
    let _ = app.as_(Who::OtherUser).get("/api/auth/session").await.expect(200);
}

#[tokio::test]
async fn fields_are_required_and_no_others_exist() {
    let app = app().await;
    for (body, field) in [
        (json!({ "new_password": NEW }), "current_password"),
        (json!({ "current_password": PASSWORD }), "new_password"),
        (json!({ "current_password": PASSWORD, "new_password": NEW, "user": "usr_1" }), "user"),
        (json!({ "current_password": 1, "new_password": NEW }), "current_password"),
    ] {
        let answer = change(&app, body).await.expect(422);
        assert!(answer.json()["errors"][field].is_string(), "{}", answer.text());
    }
}

#[tokio::test]
async fn of_two_changes_at_once_one_wins() {
    let app = app().await;
    let one = change(&app, json!({ "current_password": PASSWORD, "new_password": "first of the bottles" }));
    let other =
        change(&app, json!({ "current_password": PASSWORD, "new_password": "second of the bottles" }));
    let (one, other) = futures::future::join(one, other).await;
    let mut statuses = [one.status(), other.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 401]);
    assert_eq!(stored(&app, Who::User).await.value.epoch, 2);
}
