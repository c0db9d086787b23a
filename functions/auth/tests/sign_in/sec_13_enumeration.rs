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
