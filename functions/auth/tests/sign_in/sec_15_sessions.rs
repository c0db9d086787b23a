//! Row 15: sessions cannot be planted, kept alive or used again.

use jiff::SignedDuration;
use serde_json::json;
use shared::account::{Role, UserStatus};
use shared_testing::{PASSWORD, TestApp, Who};

use crate::support::{app, edit, login, status_of, stored, token};

async fn signed_in(app: &TestApp) -> String {
    token(&login(app, Who::User).await.expect(200))
}

#[tokio::test]
async fn sec_15_every_sign_in_makes_a_new_session() {
    let app = app().await;
    let first = signed_in(&app).await;
    let cookie = format!("portal_session={first}");
    let again = login(&app, Who::User).header("cookie", &cookie).await.expect(200);
    let second = token(&again);
    assert_ne!(first, second);
    let sessions = stored(&app, Who::User).await.value.sessions;
    let mut ids: Vec<_> = sessions.iter().map(|session| session.id.clone()).collect();
    ids.dedup();
    // The one of the test's own beginning, and the newest: the browser's earlier one has ended.
    assert_eq!(ids.len(), 2);
    assert_eq!((status_of(&app, &first).await, status_of(&app, &second).await), (401, 200));
}

#[tokio::test]
async fn sec_15_a_session_that_a_browser_replaces_ends_whoever_signs_in() {
    let app = app().await;
    let chidi = token(&login(&app, Who::Stranger).await.expect(200));
    let cookie = format!("portal_session={chidi}");
    // A wrong password replaces nothing.
    let wrong = json!({ "tenant": Who::User.tenant(), "email": Who::User.email(), "password": "a wrong one for sure" });
    let _ =
        app.as_(Who::Nobody).post("/api/auth/login").header("cookie", &cookie).json(&wrong).await.expect(401);
    assert_eq!(status_of(&app, &chidi).await, 200);
    let ana = token(&login(&app, Who::User).header("cookie", &cookie).await.expect(200));
    assert_eq!((status_of(&app, &chidi).await, status_of(&app, &ana).await), (401, 200));
    // Chidi's other sessions go on.
    let _ = app.as_(Who::Stranger).get("/api/auth/session").await.expect(200);
}

#[tokio::test]
async fn sec_15_a_planted_cookie_is_never_adopted() {
    let app = app().await;
    let mine = token(&login(&app, Who::Stranger).await.expect(200));
    let answer = login(&app, Who::User).header("cookie", &format!("portal_session={mine}")).await.expect(200);
    assert_ne!(token(&answer), mine);
    let both = format!("portal_session={mine}; portal_session={}", token(&answer));
    let _ = app.as_(Who::Nobody).get("/api/auth/session").header("cookie", &both).await.expect(401);
}

#[tokio::test]
async fn sec_15_a_session_that_was_ended_stays_ended() {
    let app = app().await;
    let (one, other) = (signed_in(&app).await, signed_in(&app).await);
    let _ = app.with_token(Some(one.clone())).post("/api/auth/logout").await.expect(204);
    assert_eq!((status_of(&app, &one).await, status_of(&app, &other).await), (401, 200));

    let _ = app.with_token(Some(other.clone())).post("/api/auth/logout-everywhere").await.expect(204);
    assert_eq!((status_of(&app, &one).await, status_of(&app, &other).await), (401, 401));
    // The session of the test's own beginning too.
    let _ = app.as_(Who::User).get("/api/auth/session").await.expect(401);
    assert_eq!(status_of(&app, &signed_in(&app).await).await, 200);
}

#[tokio::test]
async fn sec_15_a_session_ends_after_a_day_however_busy_it_is() {
    let app = app().await;
    let one = signed_in(&app).await;
    for _ in 0..95 {
        app.clock.advance(SignedDuration::from_mins(15));
        assert_eq!(status_of(&app, &one).await, 200);
    }
    app.clock.advance(SignedDuration::from_mins(15));
    assert_eq!(status_of(&app, &one).await, 401);
}

#[tokio::test]
async fn sec_15_what_changes_a_persons_rights_ends_their_sessions() {
    for change in ["epoch", "role", "status", "company", "deleted session"] {
        let app = app().await;
        let one = signed_in(&app).await;
        edit(&app, Who::User, |user| match change {
            "epoch" => user.epoch += 1,
            "role" => user.role = Role::CompanyAdmin,
            "status" => user.status = UserStatus::Disabled,
            "company" => user.company.clone_from(&app.person(Who::Stranger).company),
            _ => user.sessions.clear(),
        })
        .await;
        assert_eq!(status_of(&app, &one).await, 401, "{change}");
    }
}

#[tokio::test]
async fn sec_15_a_new_password_ends_all_sessions_and_opens_another() {
    let app = app().await;
    let (one, other) = (signed_in(&app).await, signed_in(&app).await);
    let body = json!({ "current_password": PASSWORD, "new_password": "seven green bottles" });
    let answer = app.with_token(Some(one.clone())).post("/api/auth/password").json(&body).await.expect(204);
    let fresh = token(&answer);
    assert_eq!((status_of(&app, &one).await, status_of(&app, &other).await), (401, 401));
    assert_eq!(status_of(&app, &fresh).await, 200);
}

#[tokio::test]
async fn sec_15_at_most_twenty_sessions_are_open_and_the_oldest_makes_room() {
    let app = app().await;
    let oldest = signed_in(&app).await;
    for _ in 0..20 {
        app.clock.advance(SignedDuration::from_secs(1));
        let _ = signed_in(&app).await;
    }
    assert_eq!(stored(&app, Who::User).await.value.sessions.len(), 20);
    assert_eq!(status_of(&app, &oldest).await, 401);
}
