//! Round trips, whatever the number of callbacks.

use serde_json::json;
use shared_testing::{Request, Who};

use crate::desk::Desk;

#[tokio::test]
async fn callbacks_keep_to_their_round_trips_for_few_and_for_many() {
    let desk = Desk::new().await;
    desk.receiver.answers(410);
    let app = &desk.app;
    let cost = async |sent: Request| {
        let before = app.round_trips();
        let answer = sent.send().await;
        assert!(answer.status() < 300, "{}", answer.text());
        app.round_trips() - before - 1
    };
    let policy = desk.pushed(1, &[Who::User], json!({})).await;
    let path = format!("/api/manage/documents/policies/{policy}/callbacks");
    let admin = app.as_(Who::Admin);
    for version in 1..12 {
        let before = app.round_trips();
        let _ = desk.pushed(version, &[Who::User], json!({})).await;
        if version > 1 {
            assert_eq!(app.round_trips() - before, 7, "version {version}, as many as for the second");
        }
        desk.sign(Who::User, &policy).await;
        desk.settle().await;
        desk.tick(1);
        assert_eq!(cost(admin.get(&path)).await, 2, "the policy's receiver, and the page");
        let id = desk.listed(&admin, &policy).await[0]["id"].as_str().unwrap().to_owned();
        assert_eq!(cost(admin.post(&format!("{path}/{id}/resend"))).await, 2, "one read and one batch");
        desk.settle().await;
    }
}
