//! Point 16: two handlers at once on the same stores share everything that matters.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use host::{Portal, client::nothing, cloud::Cloud, demo};
use serde_json::json;

#[tokio::test]
async fn sessions_limits_and_data_hold_across_two_handlers() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = Cloud::start(folder.path()).await;
    let mut settings = demo::settings(&folder.path().join("data"));
    settings.extend(cloud.settings());
    let key = format!("one:{}", "c2Vzc2lvbi1rZXktb2YtYXQtbGVhc3QtMzItYnl0ZXMh");
    settings.insert("SESSION_KEYS".to_owned(), key);
    let first = Portal::with(tempfile::tempdir().unwrap(), settings.clone()).await;
    let second = Portal::with(tempfile::tempdir().unwrap(), settings).await;

    let here = first.client_user().await;
    let mut there = second.visitor();
    there.headers.clone_from(&here.headers);
    let id = demo::created(&here, "/api/portal/tickets", &json!({ "subject": "Shared", "description": "d" }))
        .await;
    let seen = there.get(&format!("/api/portal/tickets/{id}")).await.unwrap();
    assert_eq!(seen.status, 200, "a session and a ticket of the other handler");

    // Numbers come from the store, not from a process.
    let numbers = |answers: Vec<host::Answer>| {
        let mut numbers: Vec<_> =
            answers.iter().map(|answer| answer.json()["number"].as_u64().unwrap()).collect();
        numbers.sort_unstable();
        numbers.windows(2).all(|pair| pair[0] != pair[1])
    };
    let mut answers = Vec::new();
    for _ in 0..5 {
        let body = json!({ "subject": "n", "description": "d" });
        let (left, right) = tokio::join!(
            here.json("POST", "/api/portal/tickets", &body),
            there.json("POST", "/api/portal/tickets", &body)
        );
        answers.extend([left.unwrap(), right.unwrap()]);
    }
    assert!(answers.iter().all(|answer| answer.status == 201));
    assert!(numbers(answers));

    // Signing out everywhere reaches the other handler too.
    let out = here.call("POST", "/api/auth/logout", &[], nothing()).await.unwrap();
    assert_eq!(out.status, 204);
    assert_eq!(there.get("/api/portal/tickets").await.unwrap().status, 401);
}
