//! Too many attempts.

use jiff::SignedDuration;
use shared_testing::{PASSWORD, Who};

use crate::support::{app, attempt, login};

#[tokio::test]
async fn five_wrong_passwords_close_the_account_for_a_quarter_of_an_hour() {
    let app = app().await;
    let email = Who::User.email();
    for _ in 0..5 {
        let _ = attempt(&app, "acme", &email, "wrong").await.expect(401);
        app.clock.advance(SignedDuration::from_mins(1));
    }
    let refused = login(&app, Who::User).await.expect(429);
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert_eq!(wait, 10 * 60 + 1);
    assert_eq!(refused.json()["code"], "RATE_LIMIT_EXCEEDED");
    // Somebody else's account is still open, also from this address.
    let _ = login(&app, Who::OtherUser).await.expect(200);
    app.clock.advance(SignedDuration::from_secs(wait));
    let _ = login(&app, Who::User).await.expect(200);
}

#[tokio::test]
async fn a_right_password_forgives_the_wrong_ones_before_it() {
    let app = app().await;
    for _ in 0..3 {
        for _ in 0..4 {
            let _ = attempt(&app, "acme", &Who::User.email(), "wrong").await.expect(401);
        }
        let _ = login(&app, Who::User).await.expect(200);
    }
}

#[tokio::test]
async fn the_case_of_an_email_does_not_open_another_counter() {
    let app = app().await;
    for email in [
        "user@acme.example",
        "USER@acme.example",
        "User@Acme.Example",
        " user@acme.example",
        "uSER@acme.example ",
    ] {
        let _ = attempt(&app, "acme", email, "wrong").await.expect(401);
    }
    let _ = login(&app, Who::User).await.expect(429);
}

#[tokio::test]
async fn fifty_attempts_from_one_address_close_it_and_good_ones_do_not_count() {
    let app = app().await;
    for _ in 0..3 {
        let _ = login(&app, Who::User).await.expect(200);
    }
    for number in 0..50 {
        let _ = attempt(&app, "acme", &format!("nobody{number}@b.example"), "wrong").await.expect(401);
    }
    let hashes = app.state.hasher.count();
    let _ = attempt(&app, "acme", &Who::User.email(), PASSWORD).await.expect(429);
    assert_eq!(app.state.hasher.count(), hashes);
    // Another portal counts for itself.
    let _ = login(&app, Who::ForeignUser).await.expect(200);
    app.clock.advance(SignedDuration::from_mins(15));
    let _ = login(&app, Who::User).await.expect(200);
}

#[tokio::test]
async fn counters_whose_time_is_over_are_taken_up_again() {
    let app = app().await;
    for _ in 0..3 {
        for _ in 0..5 {
            let _ = attempt(&app, "acme", &Who::User.email(), "wrong").await.expect(401);
        }
        let _ = attempt(&app, "acme", &Who::User.email(), "wrong").await.expect(429);
        // Past their life, and not swept away yet.
        app.clock.advance(SignedDuration::from_hours(2));
    }
}
