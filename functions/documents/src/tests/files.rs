//! Shared files.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::audit::{AUDIT, AuditLine};
use shared::files::FileKey;
use shared::id::FileId;
use shared::store::Query;
use shared_testing::{TestApp, Who};

use super::office::{company, id, lines, office, share, upload};

async fn downloads(app: &TestApp) -> Vec<(String, String)> {
    let scope = app.scope("acme").await;
    let query = Query::of(&AUDIT, "created_at").eq("action", "document.download");
    let page = app.state.store.query::<AuditLine>(&scope, query).await.unwrap();
    let line = |line: AuditLine| (line.actor.name, line.object);
    page.items.into_iter().map(|stored| line(stored.value)).collect()
}

#[tokio::test]
async fn sec_01_a_file_is_seen_by_those_it_is_meant_for_alone() {
    let app = office().await;
    let birch = company(&app, Who::User);
    let all = share(&app, "For all", json!({})).await;
    app.clock.advance(SignedDuration::from_secs(1));
    let own = share(&app, "For Birch", json!({ "shown_to": { "all": false, "companies": [birch] } })).await;
    assert_eq!(own["companies"][0]["name"], "Birch");
    assert_eq!(lines(&app, Who::User, "?tab=files", "title").await, ["For Birch", "For all"]);
    assert_eq!(lines(&app, Who::Stranger, "?tab=files", "title").await, ["For all"]);
    assert!(lines(&app, Who::ForeignUser, "?tab=files", "title").await.is_empty());
    let path = |file: &Value| format!("/api/portal/documents/files/{}/download", id(file));
    let _ = app.as_(Who::Stranger).get(&path(&all)).await.expect(302);
    for who in [Who::Stranger, Who::StrangerAdmin, Who::ForeignUser] {
        let _ = app.as_(who).get(&path(&own)).await.expect(404);
    }
    let link = app.as_(Who::User).get(&path(&own)).await.expect(302);
    assert!(link.header("location").starts_with("http://127.0.0.1:"), "files have an origin of their own");
    assert_eq!(downloads(&app).await.len(), 2, "each that was let through, and no other");
    assert!(downloads(&app).await.contains(&("User".to_owned(), id(&own))));
}

#[tokio::test]
async fn files_are_filtered_searched_and_paged() {
    let app = office().await;
    for (title, category, description) in [
        ("Backup report", "report", "January"),
        ("Agreement", "contract", "Managed services"),
        ("Backup guide", "guide", "How to restore"),
    ] {
        share(&app, title, json!({ "category": category, "description": description })).await;
        app.clock.advance(SignedDuration::from_secs(1));
    }
    for (query, expected) in [
        ("?tab=files", vec!["Backup guide", "Agreement", "Backup report"]),
        ("?tab=files&category=report", vec!["Backup report"]),
        ("?tab=files&q=backup", vec!["Backup guide", "Backup report"]),
        ("?tab=files&q=backup&category=guide", vec!["Backup guide"]),
        ("?tab=files&q=RESTOR", vec!["Backup guide"]),
        ("?tab=files&q=report.pdf", vec!["Backup guide", "Agreement", "Backup report"]),
        ("?tab=files&q=nothing", vec![]),
    ] {
        assert_eq!(lines(&app, Who::User, query, "title").await, expected, "{query}");
        let path = query.replace("tab=files", "limit=50");
        let page = app.as_(Who::Viewer).get(&format!("/api/manage/documents/files{path}")).await.expect(200);
        assert_eq!(page.json()["items"].as_array().unwrap().len(), expected.len(), "{path}");
    }
    let first = app.as_(Who::User).get("/api/portal/documents?tab=files&limit=2").await.expect(200).json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = format!("?tab=files&limit=2&cursor={cursor}");
    assert_eq!(lines(&app, Who::User, &rest, "title").await, ["Backup report"]);
    let _ = app.as_(Who::OtherUser).get(&format!("/api/portal/documents{rest}")).await.expect(422);
}

#[tokio::test]
async fn a_file_ends_at_its_time_and_goes_for_good_a_month_later() {
    let app = office().await;
    let scope = app.scope("acme").await;
    let end = app.state.clock.now() + SignedDuration::from_hours(1);
    let file = share(&app, "Soon gone", json!({ "expires_at": end.to_string() })).await;
    let path = format!("/api/portal/documents/files/{}/download", id(&file));
    assert_eq!(lines(&app, Who::User, "?tab=files", "title").await, ["Soon gone"]);
    app.clock.advance(SignedDuration::from_hours(1));
    assert!(lines(&app, Who::User, "?tab=files", "title").await.is_empty());
    let _ = app.as_(Who::User).get(&path).await.expect(404);
    let managed = format!("/api/manage/documents/files/{}", id(&file));
    let seen = app.as_(Who::Viewer).get(&managed).await.expect(200).json();
    assert_eq!(seen["expired"], true);
    assert_eq!(crate::retain(app.state.clone()).await.unwrap(), 0);
    assert_eq!(app.state.files.list(&scope, None, 9).await.unwrap().len(), 1);
    app.clock.advance(SignedDuration::from_hours(24 * 30 + 1));
    assert_eq!(crate::retain(app.state.clone()).await.unwrap(), 1);
    assert_eq!(crate::retain(app.state.clone()).await.unwrap(), 0);
    assert!(app.state.files.list(&scope, None, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_content_is_replaced_and_the_earlier_ones_stay_with_staff() {
    let app = office().await;
    let file = share(&app, "Guide", json!({})).await;
    let path = format!("/api/manage/documents/files/{}", id(&file));
    let next = upload(&app, Who::Admin, "guide-2.txt", b"second").await;
    let send = || {
        let request = app.as_(Who::Admin).post(&format!("{path}/versions")).if_match(1);
        request.header("idempotency-key", "once").json(&json!({ "upload": next }))
    };
    let after = send().await.expect(201).json();
    assert_eq!(send().await.expect(201).json(), after, "a repetition changes nothing");
    let names: Vec<_> = after["versions"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["guide-2.txt", "report.pdf"]);
    assert_eq!(lines(&app, Who::User, "?tab=files", "name").await, ["guide-2.txt"]);
    let _ = app.as_(Who::Viewer).get(&format!("{path}/download?version=1")).await.expect(302);
    let _ = app.as_(Who::Viewer).get(&format!("{path}/download?version=3")).await.expect(404);
    let stale = upload(&app, Who::Admin, "late.txt", b"late").await;
    let late = app.as_(Who::Admin).post(&format!("{path}/versions")).if_match(1);
    let _ = late.json(&json!({ "upload": stale })).await.expect(412);

    let scope = app.scope("acme").await;
    assert_eq!(app.state.files.list(&scope, None, 9).await.unwrap().len(), 3);
    let _ = app.as_(Who::Admin).delete(&path).if_match(2).await.expect(204);
    let left = app.state.files.list(&scope, None, 9).await.unwrap();
    assert_eq!(left, [FileKey::new(&scope, &FileId::parse(&stale).unwrap())], "the unused upload alone");
    let _ = app.as_(Who::Admin).get(&path).await.expect(404);
    assert!(lines(&app, Who::User, "?tab=files", "title").await.is_empty());
}

#[tokio::test]
async fn a_file_is_made_once_of_ones_own_upload() {
    let app = office().await;
    let path = "/api/manage/documents/files";
    let foreign = upload(&app, Who::Technician, "a.txt", b"a").await;
    let own = upload(&app, Who::Admin, "a.txt", b"a").await;
    let new = |upload: &str| json!({ "upload": upload, "about": { "title": "A" } });
    let refused = app.as_(Who::Admin).post(path).json(&new(&foreign)).await.expect(422).json();
    assert!(refused["errors"]["upload"].is_string());
    let send = || app.as_(Who::Admin).post(path).header("idempotency-key", "k").json(&new(&own));
    let made = send().await.expect(201);
    assert_eq!(made.header("location"), format!("{path}/{}", id(&made.json())));
    assert_eq!(send().await.expect(201).json(), made.json());
    let _ = app.as_(Who::Admin).post(path).json(&new(&own)).await.expect(422);
    assert_eq!(lines(&app, Who::User, "?tab=files", "title").await, ["A"]);
}

#[tokio::test]
async fn a_file_can_be_meant_for_others_from_now_on() {
    let app = office().await;
    let birch = company(&app, Who::User);
    let file = share(&app, "Plan", json!({})).await;
    let path = format!("/api/manage/documents/files/{}", id(&file));
    let edit = json!({
        "title": "Plan 2", "category": "contract", "shown_to": { "all": false, "companies": [birch] },
    });
    let _ = app.as_(Who::Admin).put(&path).json(&edit).await.expect(428);
    let _ = app.as_(Who::Admin).put(&path).if_match(7).json(&edit).await.expect(412);
    let after = app.as_(Who::Admin).put(&path).if_match(1).json(&edit).await.expect(200).json();
    assert_eq!((&after["title"], &after["version"]), (&json!("Plan 2"), &json!(2)));
    assert_eq!(lines(&app, Who::User, "?tab=files", "title").await, ["Plan 2"]);
    assert!(lines(&app, Who::Stranger, "?tab=files", "title").await.is_empty());
}
