//! Row 13: nothing tells a known email from an unknown one.

use shared::account::UserStatus;
use shared_testing::{PASSWORD, Who};

use crate::support::{app, attempt, edit, problem};

#[tokio::test]
async fn sec_13_known_and_unknown_emails_get_the_same_answer_after_the_same_work() {
    let app = app().await;
    edit(&app, Who::OtherUser, |user| {
        user.status = UserStatus::Invited;
        user.password_hash = None;
    })
    .await;
    edit(&app, Who::CompanyReader, |user| user.status = UserStatus::Disabled).await;
    let mut answers = Vec::new();
    for (case, email, password) in [
        ("unknown email", "nobody@acme.example".to_owned(), PASSWORD),
        ("wrong password", Who::User.email(), "wrong"),
        ("invited", Who::OtherUser.email(), PASSWORD),
        ("disabled, right password", Who::CompanyReader.email(), PASSWORD),
        ("disabled, wrong password", Who::CompanyReader.email(), "wrong"),
        ("another tenant's", Who::ForeignUser.email(), PASSWORD),
    ] {
        let (hashes, trips) = (app.state.hasher.count(), app.round_trips());
        let answer = attempt(&app, "acme", &email, password).await;
        let work = (app.state.hasher.count() - hashes, app.round_trips() - trips);
        let headers: Vec<String> = answer.headers().keys().map(ToString::to_string).collect();
        answers.push((case, answer.status(), problem(&answer), headers, work));
    }
    let (_, status, body, headers, work) = answers[0].clone();
    assert_eq!((status, work), (401, (1, 2)));
    assert_eq!(body["detail"], "Invalid credentials");
    for answer in &answers {
        assert_eq!(*answer, (answer.0, status, body.clone(), headers.clone(), work));
    }
}

#[tokio::test]
async fn sec_13_a_locked_account_and_a_locked_unknown_email_answer_alike() {
    let app = app().await;
    let mut answers = Vec::new();
    for email in [Who::User.email(), "nobody@acme.example".to_owned()] {
        for _ in 0..5 {
            let _ = attempt(&app, "acme", &email, "wrong").await.expect(401);
        }
        let answer = attempt(&app, "acme", &email, "wrong").await.expect(429);
        answers.push((problem(&answer), answer.header("retry-after").to_owned()));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn sec_13_a_portal_that_does_not_exist_answers_as_a_wrong_password() {
    let app = app().await;
    let wrong = attempt(&app, "acme", &Who::User.email(), "wrong").await.expect(401);
    let unknown = attempt(&app, "no-such-portal", &Who::User.email(), PASSWORD).await.expect(401);
    assert_eq!(problem(&wrong), problem(&unknown));
}

#[tokio::test]
async fn sec_13_asking_for_a_new_password_is_the_same_work_for_everybody() {
    let app = app().await;
    edit(&app, Who::OtherUser, |user| {
        user.status = UserStatus::Invited;
        user.password_hash = None;
    })
    .await;
    edit(&app, Who::CompanyReader, |user| user.status = UserStatus::Disabled).await;
    let mut seen = Vec::new();
    for (case, email) in [
        ("unknown email", "nobody@acme.example".to_owned()),
        ("active", Who::User.email()),
        ("invited", Who::OtherUser.email()),
        ("disabled", Who::CompanyReader.email()),
        ("staff", Who::Admin.email()),
        ("another tenant's", Who::ForeignUser.email()),
    ] {
        let (hashes, trips, written) = (app.state.hasher.count(), app.round_trips(), documents(&app).await);
        let body = serde_json::json!({ "tenant": "acme", "email": email });
        let answer = app.as_(Who::Nobody).post("/api/auth/forgot-password").json(&body).await.expect(202);
        // Counting the documents is a round trip of the test's own.
        let trips = app.round_trips() - trips - 1;
        let work = (app.state.hasher.count() - hashes, trips, documents(&app).await - written);
        let headers: Vec<String> = answer.headers().keys().map(ToString::to_string).collect();
        seen.push((case, answer.text(), headers, work));
    }
    let (_, body, headers, work) = seen[0].clone();
    assert_eq!((body.as_str(), work.0, work.1), ("", 0, 4));
    for one in &seen {
        // The address has one counter from the first request on.
        let documents = if one.0 == "unknown email" { work.2 } else { work.2 - 1 };
        assert_eq!(*one, (one.0, body.clone(), headers.clone(), (work.0, work.1, documents)));
    }
}

async fn documents(app: &shared_testing::TestApp) -> usize {
    let at = shared::store::Partition::Tenant("acme".into());
    app.state.store.adapter().export(&at, None, 10_000).await.expect("all documents").len()
}

#[tokio::test]
async fn sec_14_asking_for_new_passwords_is_counted_apart_from_signing_in() {
    let app = app().await;
    let ask = async |email: String| {
        let body = serde_json::json!({ "tenant": "acme", "email": email });
        app.as_(Who::Nobody).post("/api/auth/forgot-password").json(&body).await
    };
    for _ in 0..5 {
        let _ = ask(Who::User.email()).await.expect(202);
        let _ = ask("nobody@acme.example".into()).await.expect(202);
    }
    let known = ask(Who::User.email().to_uppercase()).await.expect(429);
    let unknown = ask("nobody@acme.example".into()).await.expect(429);
    assert_eq!(problem(&known), problem(&unknown));
    let _ = crate::support::login(&app, Who::User).await.expect(200);
}
