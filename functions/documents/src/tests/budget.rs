//! Round trips, as `docs` promise them, whatever the number of documents.

use serde_json::json;
use shared_testing::{TestApp, Who};

use super::office::{deed, id, office, published, read, share, sign};

/// Round trips of a request, without the session's own.
async fn cost(app: &TestApp, who: Who, path: &str) -> u64 {
    let before = app.round_trips();
    let answer = app.as_(who).get(path).await;
    assert!(answer.status() < 400, "{path}: {}", answer.text());
    app.round_trips() - before - 1
}

#[tokio::test]
async fn lists_take_one_round_trip_for_few_and_for_many() {
    let app = office().await;
    for many in [1, 40] {
        for n in 0..many {
            share(&app, &format!("File {n}"), json!({ "category": "report" })).await;
        }
        let policy = published(&app, json!({ "title": format!("Policy {many}") })).await;
        // The first look after staff have published makes the company's board.
        let _ = cost(&app, Who::User, "/api/portal/documents").await;
        for query in [
            "",
            "?tab=to-sign",
            "?tab=signed",
            "?tab=signed&q=policy",
            "?tab=files",
            "?tab=files&category=report",
            "?tab=files&q=file",
        ] {
            assert_eq!(cost(&app, Who::User, &format!("/api/portal/documents{query}")).await, 1, "{query}");
        }
        assert_eq!(cost(&app, Who::Viewer, "/api/manage/documents/files").await, 1);
        assert_eq!(cost(&app, Who::Viewer, "/api/manage/documents/policies").await, 1);
        let path = format!("/api/portal/documents/{}", id(&policy));
        let _ = cost(&app, Who::User, &path).await;
        assert_eq!(cost(&app, Who::User, &path).await, 2, "board and copy");
        let shown = read(&app, Who::User, &policy).await;
        let before = app.round_trips();
        let _ = sign(&app, Who::User, &policy, &deed(&shown)).await.expect(200);
        assert_eq!(app.round_trips() - before - 1, 5, "board, copy, an earlier signature, chain, batch");
        let file = app.as_(Who::User).get("/api/portal/documents?tab=files").await.expect(200).json();
        let path = format!("/api/portal/documents/files/{}/download", id(&file["items"][0]));
        assert_eq!(cost(&app, Who::User, &path).await, 2, "the file, and the line in the log");
    }
}
