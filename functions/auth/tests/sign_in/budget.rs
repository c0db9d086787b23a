//! What it costs in calls to the store.

use shared_testing::Who;

use crate::support::{app, login, token};

#[tokio::test]
async fn signing_in_costs_three_round_trips_and_a_session_one() {
    let app = app().await;
    let before = app.round_trips();
    let answer = login(&app, Who::User).await.expect(200);
    assert_eq!(app.round_trips() - before, 3);

    let before = app.round_trips();
    let _ = app.with_token(Some(token(&answer))).get("/api/auth/session").await.expect(200);
    assert_eq!(app.round_trips() - before, 1);
}

#[tokio::test]
async fn a_person_with_many_sessions_pays_no_more() {
    let app = app().await;
    for _ in 0..25 {
        let _ = login(&app, Who::User).await.expect(200);
    }
    let before = app.round_trips();
    let _ = login(&app, Who::User).await.expect(200);
    assert_eq!(app.round_trips() - before, 3);
}
