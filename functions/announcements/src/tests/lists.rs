//! The staff's list.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared_testing::Who;

use super::office::{MANAGE, for_company_of, office, rewrite, titles, write};

#[tokio::test]
async fn the_staffs_list_shows_where_each_one_stands() {
    let app = office().await;
    let minute = || app.clock.advance(SignedDuration::from_mins(1));
    write(&app, "Gone", &json!({ "expires_at": "2026-03-02T09:02:00Z" })).await;
    minute();
    let draft = write(&app, "Half a plan", &json!({ "status": "draft" })).await;
    minute();
    write(&app, "There", &json!({ "shown_to": for_company_of(&app, Who::User) })).await;
    minute();
    write(&app, "Planned update", &json!({ "status": "scheduled", "publish_at": "2026-04-01T08:00:00Z" }))
        .await;
    minute();
    rewrite(&app, &draft, &json!({ "status": "draft", "pinned": true })).await;
    for (query, expected) in [
        ("", vec!["Half a plan", "Planned update", "There", "Gone"]),
        ("?status=draft", vec!["Half a plan"]),
        ("?status=scheduled", vec!["Planned update"]),
        ("?status=published", vec!["There"]),
        ("?status=expired", vec!["Gone"]),
        ("?q=plan", vec!["Half a plan", "Planned update"]),
        ("?q=plan&status=scheduled", vec!["Planned update"]),
        ("?q=nothing", vec![]),
    ] {
        assert_eq!(titles(&app, Who::Viewer, &format!("{MANAGE}{query}")).await, expected, "{query}");
    }
    let list = app.as_(Who::Viewer).get(&format!("{MANAGE}?status=published")).await.json();
    let line: &Value = &list["items"][0];
    assert_eq!((&line["companies"][0]["name"], &line["author"]), (&json!("Birch"), &json!("Technician")));
    assert!(titles(&app, Who::ForeignAdmin, MANAGE).await.is_empty());
    for (query, field) in [("?status=lost", "status"), ("?limit=101", "limit"), ("?cursor=x", "cursor")] {
        let refused = app.as_(Who::Viewer).get(&format!("{MANAGE}{query}")).await.expect(422).json();
        assert!(refused["errors"][field].is_string(), "{query}: {refused}");
    }
}
