//! Lists that are longer than a page.

use std::collections::BTreeSet;

use serde_json::json;
use shared_testing::{TestApp, Who};

use crate::support::{add_user, app, company, fill, new_user, wrong_fields};

/// All items of a list in pages of `limit`, and what was done between the first page and the second.
async fn walk(app: &TestApp, path: &str, limit: usize, between: impl AsyncFnOnce()) -> Vec<(String, String)> {
    let mut seen = Vec::new();
    let mut cursor = String::new();
    let mut between = Some(between);
    loop {
        let page =
            app.as_(Who::Viewer).get(&format!("{path}?limit={limit}{cursor}")).await.expect(200).json();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= limit);
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        seen.extend(items.iter().map(|item| (text(&item["name"]), text(&item["id"]))));
        let Some(next) = page["next_cursor"].as_str() else { return seen };
        assert_eq!(items.len(), limit, "only the last page may be short");
        cursor = format!("&cursor={next}");
        if let Some(between) = between.take() {
            between().await;
        }
    }
}

#[tokio::test]
async fn all_of_250_users_are_listed_once_in_order_of_their_names() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    fill(&app, &id, "Harbour", 250).await;
    let path = format!("/api/manage/companies/{id}/users");
    for limit in [1, 7, 25, 99, 100] {
        let seen = walk(&app, &path, limit, async || {}).await;
        let distinct: BTreeSet<&String> = seen.iter().map(|(_, id)| id).collect();
        assert_eq!((seen.len(), distinct.len()), (250, 250), "pages of {limit}");
        assert!(seen.is_sorted(), "pages of {limit}");
    }
}

#[tokio::test]
async fn a_page_of_250_users_costs_one_round_trip() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    fill(&app, &id, "Harbour", 250).await;
    let path = format!("/api/manage/companies/{id}/users?limit=100");
    let before = app.round_trips();
    let first = app.as_(Who::Admin).get(&path).await.expect(200).json();
    let next = format!("{path}&cursor={}", first["next_cursor"].as_str().unwrap());
    let _ = app.as_(Who::Admin).get(&next).await.expect(200);
    assert_eq!(app.round_trips() - before, 2 * (1 + 1));
}

#[tokio::test]
async fn somebody_who_joins_while_one_turns_the_page_moves_nobody() {
    let app = app().await;
    let id = company(&app, "Harbour").await;
    fill(&app, &id, "Harbour", 30).await;
    let path = format!("/api/manage/companies/{id}/users");
    let before = walk(&app, &path, 100, async || {}).await;
    let mut early = new_user("aaron@harbour.example");
    early["name"] = json!("Aaron");
    let during = walk(&app, &path, 10, async || {
        let _ = add_user(&app, &id, &early).await.expect(201);
    })
    .await;
    assert_eq!(during, before);
}

#[tokio::test]
async fn sec_18_limits_and_cursors_of_another_list_are_refused() {
    let app = app().await;
    let (id, other) = (company(&app, "Harbour").await, company(&app, "Pine").await);
    let _ = company(&app, "Pinecone").await;
    fill(&app, &id, "Harbour", 3).await;
    let users = format!("/api/manage/companies/{id}/users");
    let first = app.as_(Who::Admin).get(&format!("{users}?limit=1")).await.expect(200).json();
    let cursor = first["next_cursor"].as_str().unwrap().to_owned();
    let companies = app.as_(Who::Admin).get("/api/manage/companies?limit=1&q=pine").await.expect(200).json();
    let searched = companies["next_cursor"].as_str().unwrap().to_owned();
    for path in [
        format!("/api/manage/companies/{other}/users?cursor={cursor}"),
        format!("/api/manage/companies?cursor={cursor}"),
        format!("/api/manage/staff?cursor={cursor}"),
        format!("/api/manage/companies?cursor={searched}"),
        format!("/api/manage/companies?q=pinecone&cursor={searched}"),
        format!("{users}?cursor=x"),
        format!("{users}?cursor={}", "A".repeat(3_000)),
    ] {
        assert_eq!(wrong_fields(&app.as_(Who::Admin).get(&path).await), ["cursor"], "{path}");
    }
    let foreign =
        app.as_(Who::ForeignAdmin).get(&format!("/api/manage/companies?q=pine&cursor={searched}")).await;
    assert_eq!(wrong_fields(&foreign), ["cursor"]);
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("sort=password_hash", "sort"),
        ("order=1", "order"),
        ("company=x", "company"),
        ("limit=1&limit=2", "limit"),
    ] {
        for path in [users.as_str(), "/api/manage/companies", "/api/manage/staff"] {
            let answer = app.as_(Who::Admin).get(&format!("{path}?{query}")).await;
            assert_eq!(wrong_fields(&answer), [field], "{path}?{query}");
        }
    }
    for query in ["limit=-1", "limit=x", "limit=4294967296", "limit="] {
        let _ = app.as_(Who::Admin).get(&format!("{users}?{query}")).await.expect(422);
    }
}
