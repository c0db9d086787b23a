//! Round trips, as `docs` promise them, whatever the number of documents.

use serde_json::json;
use shared_testing::{TestApp, Who};

use super::compliance::join;
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

#[tokio::test]
async fn compliance_takes_three_round_trips_for_few_people_and_for_many() {
    let app = office().await;
    let mut policies = Vec::new();
    for many in [1, 400] {
        for n in 0..many {
            join(&app, Who::Stranger, &format!("Person {n}"), true).await;
        }
        policies.push(published(&app, json!({ "title": format!("Policy {many}") })).await);
        let cedar = super::office::company(&app, Who::Stranger);
        let path = "/api/manage/documents/compliance";
        let one = format!("{path}/companies/{cedar}");
        // The first look after something has changed counts, and makes the company's board.
        let _ = cost(&app, Who::Viewer, path).await;
        let _ = cost(&app, Who::Viewer, &one).await;
        for page in [
            path.to_owned(),
            format!("{path}/companies"),
            format!("{path}/companies?q=cedar"),
            format!("{path}/companies?policy={}", id(&policies[0])),
            format!("{path}/export"),
        ] {
            assert_eq!(
                cost(&app, Who::Viewer, &page).await,
                3,
                "{page}: edition and ledger, events, tallies"
            );
        }
        assert_eq!(cost(&app, Who::Viewer, &one).await, 3, "board, people, what they signed");
        let _ = super::office::signed(&app, Who::User, &policies[0]).await;
        let _ = super::office::signed(&app, Who::User, policies.last().unwrap()).await;
        assert!(cost(&app, Who::Viewer, path).await <= 11, "one company of four people is counted anew");
        assert_eq!(cost(&app, Who::Viewer, path).await, 3);
    }
}
