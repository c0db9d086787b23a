//! A person's own sessions.

use shared::account::User;
use shared_testing::Who;

use crate::support::{app, login, status_of, stored, token};

#[tokio::test]
async fn the_list_shows_ones_own_sessions_newest_first() {
    let app = app().await;
    app.clock.advance(jiff::SignedDuration::from_mins(1));
    let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";
    let answer = login(&app, Who::User).header("user-agent", chrome).await.expect(200);
    let client = app.with_token(Some(token(&answer)));
    let before = app.round_trips();
    let list = client.get("/api/auth/sessions").await.expect(200).json();
    assert_eq!(app.round_trips() - before, 1);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0]["device"], "Chrome on Windows");
    assert_eq!(items[0]["address"], "192.0.2.1");
    assert_eq!(items[0]["created_at"], "2026-03-02T09:01:00Z");
    assert_eq!((&items[0]["current"], &items[1]["current"]), (&true.into(), &false.into()));
    // A session that is over is none.
    app.clock.advance(jiff::SignedDuration::from_hours(24) - jiff::SignedDuration::from_secs(30));
    let list = client.get("/api/auth/sessions").await.expect(200).json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn one_session_can_be_ended_from_another() {
    let app = app().await;
    let lost = token(&login(&app, Who::User).await.expect(200));
    let id = stored(&app, Who::User).await.value.sessions.last().unwrap().id.to_string();
    let answer = app.as_(Who::User).delete(&format!("/api/auth/sessions/{id}")).await.expect(204);
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(status_of(&app, &lost).await, 401);
    let _ = app.as_(Who::User).get("/api/auth/session").await.expect(200);
    let _ = app.as_(Who::User).delete(&format!("/api/auth/sessions/{id}")).await.expect(404);
}

#[tokio::test]
async fn ending_the_own_session_clears_the_cookie() {
    let app = app().await;
    let id = app.person(Who::User).sessions[0].id.to_string();
    let answer = app.as_(Who::User).delete(&format!("/api/auth/sessions/{id}")).await.expect(204);
    assert!(answer.header("set-cookie").starts_with("portal_session=; Path=/; Max-Age=0"));
    let _ = app.as_(Who::User).get("/api/auth/session").await.expect(401);
}

#[tokio::test]
async fn nobody_elses_session_exists() {
    let app = app().await;
    for other in [Who::OtherUser, Who::Admin, Who::Stranger, Who::ForeignUser] {
        let id = app.person(other).sessions[0].id.to_string();
        let _ = app.as_(Who::User).delete(&format!("/api/auth/sessions/{id}")).await.expect(404);
        let _ = app.as_(Who::Admin).get("/api/auth/session").await.expect(200);
        assert_eq!(stored(&app, other).await.value.sessions.len(), 1);
    }
    for id in ["x", "ses_1", "%2e%2e", "ses_00000000000000000000000000"] {
        let _ = app.as_(Who::User).delete(&format!("/api/auth/sessions/{id}")).await.expect(404);
    }
}

#[tokio::test]
async fn who_is_not_signed_in_has_no_sessions() {
    let app = app().await;
    let nobody = app.as_(Who::Nobody);
    for request in [
        nobody.get("/api/auth/session"),
        nobody.get("/api/auth/sessions"),
        nobody.post("/api/auth/logout"),
        nobody.post("/api/auth/logout-everywhere"),
        nobody.post("/api/auth/password"),
        nobody.delete("/api/auth/sessions/ses_00000000000000000000000000"),
    ] {
        let _ = request.await.expect(401);
    }
}

#[tokio::test]
async fn signing_out_in_several_browsers_at_once_ends_each() {
    let app = app().await;
    let mut tokens = Vec::new();
    for _ in 0..5 {
        tokens.push(token(&login(&app, Who::User).await.expect(200)));
    }
    let sent = tokens.iter().map(|token| app.with_token(Some(token.clone())).post("/api/auth/logout").send());
    for answer in futures::future::join_all(sent).await {
        assert!(answer.expect(204).header("set-cookie").contains("Max-Age=0"));
    }
    for token in &tokens {
        assert_eq!(status_of(&app, token).await, 401);
    }
}

#[tokio::test]
async fn what_is_left_of_ended_sessions_is_forgotten_and_open_ones_stay() {
    let app = app().await;
    let sessions = async |who| stored(&app, who).await.value.sessions.len();
    app.clock.advance(jiff::SignedDuration::from_hours(23));
    let open = token(&login(&app, Who::User).await.expect(200));
    assert_eq!(auth::forget_sessions(app.state.clone()).await.unwrap(), 0);
    assert_eq!((sessions(Who::User).await, sessions(Who::OtherUser).await), (2, 1));
    app.clock.advance(jiff::SignedDuration::from_hours(2));
    let forgotten = auth::forget_sessions(app.state.clone()).await.unwrap();
    assert!(forgotten > 5, "everybody of both tenants: {forgotten}");
    assert_eq!((sessions(Who::User).await, sessions(Who::OtherUser).await), (1, 0));
    assert_eq!((sessions(Who::Admin).await, sessions(Who::ForeignUser).await), (0, 0));
    assert_eq!(auth::forget_sessions(app.state.clone()).await.unwrap(), 0, "safe to run twice");
    assert_eq!(status_of(&app, &open).await, 200);
}

#[tokio::test]
async fn a_sign_in_at_the_same_moment_is_not_lost_to_the_forgetting() {
    let app = app().await;
    for _ in 0..10 {
        app.clock.advance(jiff::SignedDuration::from_hours(25));
        let (answer, forgotten) =
            tokio::join!(login(&app, Who::User), auth::forget_sessions(app.state.clone()));
        let _ = forgotten.unwrap();
        assert_eq!(status_of(&app, &token(&answer.expect(200))).await, 200);
        let left: User = stored(&app, Who::User).await.value;
        assert!(left.sessions.iter().any(|session| session.expires_at > app.state.clock.now()));
    }
}
