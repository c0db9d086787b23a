//! The audit log, from outside.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::audit::{AUDIT, Actor, AuditLine};
use shared::store::Query;
use shared::tenant::{Retention, TenantSettings};
use shared_testing::{Answer, TestApp, Who};

const PATH: &str = "/api/manage/audit";

async fn app() -> TestApp {
    TestApp::new(audit::router(), audit::kinds()).await
}

fn actor(who: &str, name: &str) -> Actor {
    Actor {
        id: who.into(),
        name: name.into(),
        role: "admin".into(),
        address: Some("192.0.2.7".into()),
        ..Actor::default()
    }
}

/// Writes one line, a minute after the last.
async fn write(app: &TestApp, who: &Actor, action: &'static str, object: &str, detail: Value) {
    app.clock.advance(SignedDuration::from_mins(1));
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    batch.audit_with(who, action, object, detail);
    app.state.store.commit(batch).await.unwrap();
}

async fn fill(app: &TestApp) {
    let (ada, ben) = (actor("usr_ada", "Ada"), actor("usr_ben", "Ben"));
    write(app, &ada, "ticket.create", "tkt_1", json!({ "number": 1 })).await;
    write(app, &ben, "ticket.update", "tkt_1", json!({ "status": "closed" })).await;
    write(app, &ada, "company.create", "cmp_1", json!({ "name": "Birch" })).await;
    write(app, &ada, "ticket.update", "tkt_2", Value::Null).await;
}

async fn found(app: &TestApp, query: &str) -> Vec<String> {
    let body = app.as_(Who::Viewer).get(&format!("{PATH}?{query}")).await.expect(200).json();
    let text = |item: &Value, field: &str| item[field].as_str().unwrap().to_owned();
    body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| format!("{} {}", text(item, "action"), text(item, "object")))
        .collect()
}

#[tokio::test]
async fn each_filter_and_all_together_find_their_lines() {
    let app = app().await;
    fill(&app).await;
    for (query, expected) in [
        (
            "",
            vec!["ticket.update tkt_2", "company.create cmp_1", "ticket.update tkt_1", "ticket.create tkt_1"],
        ),
        ("person=usr_ben", vec!["ticket.update tkt_1"]),
        ("area=company", vec!["company.create cmp_1"]),
        ("action=ticket.update", vec!["ticket.update tkt_2", "ticket.update tkt_1"]),
        ("object=tkt_1", vec!["ticket.update tkt_1", "ticket.create tkt_1"]),
        ("from=2026-03-02T09:03:00Z", vec!["ticket.update tkt_2", "company.create cmp_1"]),
        ("until=2026-03-02T09:01:00Z", vec!["ticket.create tkt_1"]),
        (
            "person=usr_ada&area=ticket&action=ticket.update&object=tkt_2&from=2026-03-02T09:00:00Z&until=2026-03-02T10:00:00%2B01:00",
            vec![],
        ),
        (
            "person=usr_ada&area=ticket&action=ticket.update&object=tkt_2&from=2026-03-02T09:00:00Z",
            vec!["ticket.update tkt_2"],
        ),
        ("person=nobody", vec![]),
    ] {
        assert_eq!(found(&app, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn a_line_says_who_what_when_and_from_where() {
    let app = app().await;
    fill(&app).await;
    let body = app.as_(Who::Admin).get(&format!("{PATH}?object=cmp_1")).await.expect(200).json();
    let mut line = body["items"][0].clone();
    assert!(line["id"].as_str().unwrap().starts_with("aud_"));
    line["id"] = "".into();
    assert_eq!(
        line,
        json!({
            "id": "", "at": "2026-03-02T09:03:00Z", "action": "company.create", "object": "cmp_1", "detail": { "name": "Birch" },
            "actor": { "id": "usr_ada", "name": "Ada", "role": "admin", "address": "192.0.2.7" },
        })
    );
}

#[tokio::test]
async fn pages_cost_one_round_trip_and_lose_nothing() {
    let app = app().await;
    let scope = app.scope("acme").await;
    for part in 0..5 {
        let mut batch = app.state.store.batch(&scope);
        for number in 0..30 {
            batch.audit(
                &actor(["usr_a", "usr_b"][number % 2], "A"),
                "ticket.update",
                &format!("tkt_{part}_{number}"),
            );
        }
        app.state.store.commit(batch).await.unwrap();
    }
    for (query, expected) in
        [("", 150), ("person=usr_a", 75), ("person=usr_a&action=ticket.update&area=ticket", 75)]
    {
        let (mut seen, mut cursor) = (std::collections::BTreeSet::new(), String::new());
        loop {
            let before = app.round_trips();
            let page = app
                .as_(Who::Viewer)
                .get(&format!("{PATH}?limit=40&{query}{cursor}"))
                .await
                .expect(200)
                .json();
            assert_eq!(app.round_trips() - before, 1 + 1, "the session and the page");
            for item in page["items"].as_array().unwrap() {
                assert!(seen.insert(item["id"].as_str().unwrap().to_owned()));
            }
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen.len(), expected, "{query}");
    }
}

#[tokio::test]
async fn sec_18_filters_that_cannot_be_read_are_named() {
    let app = app().await;
    fill(&app).await;
    let wrong =
        |answer: &Answer| answer.json()["errors"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let long = format!("object={}", "x".repeat(201));
    for (query, field) in [
        ("from=yesterday", "from"),
        ("until=2026-03-02", "until"),
        ("from=2026-03-03T00:00:00Z&until=2026-03-02T00:00:00Z", "until"),
        ("person=", "person"),
        (long.as_str(), "object"),
        ("sort=detail", "sort"),
        ("limit=0", "limit"),
        ("area=a&area=b", "area"),
    ] {
        let answer = app.as_(Who::Viewer).get(&format!("{PATH}?{query}")).await.expect(422);
        assert_eq!(wrong(&answer), [field], "{query}");
    }
    for query in ["from=yesterday", "cursor=x", "limit=5"] {
        let _ = app.as_(Who::Viewer).get(&format!("{PATH}/export?{query}")).await.expect(422);
    }
    let page = app.as_(Who::Viewer).get(&format!("{PATH}?limit=1&area=ticket")).await.expect(200).json();
    let cursor = page["next_cursor"].as_str().unwrap();
    for query in ["", "&area=company", "&action=ticket", "&area=ticket&person=usr_ada"] {
        let _ = app.as_(Who::Viewer).get(&format!("{PATH}?limit=1&cursor={cursor}{query}")).await.expect(422);
    }
}

#[tokio::test]
async fn another_tenants_lines_are_not_there() {
    let app = app().await;
    fill(&app).await;
    let body = app.as_(Who::ForeignAdmin).get(&format!("{PATH}?object=tkt_1")).await.expect(200).json();
    assert_eq!(body["items"], json!([]));
    let file = app.as_(Who::ForeignAdmin).get(&format!("{PATH}/export")).await.expect(200).text();
    assert_eq!(file.lines().count(), 1);
}

#[tokio::test]
async fn sec_17_the_file_holds_every_line_and_no_formula() {
    let app = app().await;
    let scope = app.scope("acme").await;
    let evil = actor("usr_e", "=HYPERLINK(\"http://evil.example\",\"Ada\")");
    for _ in 0..13 {
        let mut batch = app.state.store.batch(&scope);
        for number in 0..90 {
            batch.audit_with(
                &evil,
                "ticket.update",
                &format!("+tkt_{number}"),
                json!({ "name": "a,\"b\"\r\nc" }),
            );
        }
        app.state.store.commit(batch).await.unwrap();
    }
    let answer = app.as_(Who::Viewer).get(&format!("{PATH}/export?person=usr_e")).await.expect(200);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"audit-log.csv\"");
    let bytes = answer.bytes().strip_prefix(b"\xEF\xBB\xBF").unwrap();
    let mut reader = csv::Reader::from_reader(bytes);
    assert_eq!(reader.headers().unwrap().iter().next(), Some("time"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 13 * 90);
    for row in &rows {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
        assert_eq!((&row[3], &row[8]), ("usr_e", "{\"name\":\"a,\\\"b\\\"\\r\\nc\"}"));
    }
}

#[test]
fn no_operation_changes_the_log() {
    let api = audit::router().split_for_parts().1;
    let api: Value = serde_json::from_str(&api.to_json().unwrap()).unwrap();
    for (path, item) in api["paths"].as_object().unwrap() {
        assert_eq!(item.as_object().unwrap().keys().collect::<Vec<_>>(), ["get"], "{path}");
    }
}

#[tokio::test]
async fn only_what_is_older_than_the_tenant_keeps_it_goes() {
    let app = app().await;
    let scope = app.scope("acme").await;
    fill(&app).await;
    let count = async || {
        app.state.store.query::<AuditLine>(&scope, Query::of(&AUDIT, "created_at")).await.unwrap().items.len()
    };
    let tenant = async || app.state.directory.scope(scope.tenant()).await.unwrap().unwrap().1;
    app.clock.advance(SignedDuration::from_hours(24 * 400));
    let done = audit::prune(&app.state, &scope, &*tenant().await, 1_000).await.unwrap();
    assert_eq!((done.lines, count().await), (0, 4), "kept for ever unless somebody says otherwise");
    let mut batch = app.state.store.batch(&scope);
    batch.create(&TenantSettings {
        retention: Retention { audit_days: Some(90) },
        ..TenantSettings::default()
    });
    app.state.store.commit(batch).await.unwrap();
    app.state.directory.forget(scope.tenant()).await;
    write(&app, &actor("usr_ada", "Ada"), "ticket.create", "tkt_9", Value::Null).await;
    let done = audit::prune(&app.state, &scope, &*tenant().await, 1_000).await.unwrap();
    assert_eq!((done, count().await), (audit::Pruned { lines: 4, more: false }, 1));
}
