//! Many at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::future::join_all;
use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::desk::{act, at, desk, ticket, upload};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_at_once_get_the_numbers_one_to_fifty() {
    let app = Arc::new(desk().await);
    let open = |n: usize| {
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            let who = [Who::User, Who::OtherUser, Who::Stranger, Who::CompanyAdmin][n % 4];
            let new = json!({ "subject": format!("Ticket {n}"), "description": "All at once" });
            let ticket = app.as_(who).post("/api/portal/tickets").json(&new).await.expect(201).json();
            ticket["number"].as_u64().unwrap()
        })
    };
    let numbers: BTreeSet<u64> = join_all((0..50).map(open)).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(numbers, (1..=50).collect());
    let summary = app.as_(Who::Admin).get("/api/manage/tickets/summary").await.expect(200).json();
    assert_eq!((&summary["open_by_status"]["open"], &summary["unassigned"]), (&json!(50), &json!(50)));
    let dashboard = |who: Who| {
        let app = Arc::clone(&app);
        async move { app.as_(who).get("/api/portal/dashboard").await.expect(200).json()["open_tickets"].clone() }
    };
    assert_eq!(dashboard(Who::Stranger).await, 12);
    assert_eq!(dashboard(Who::CompanyAdmin).await, 38);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_file_that_a_refused_ticket_named_is_still_there_for_a_right_one() {
    let app = Arc::new(desk().await);
    let send = |file: Option<Value>, watchers: Vec<&'static str>| {
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            let files: Vec<Value> = file.into_iter().collect();
            let new =
                json!({ "subject": "A", "description": "B", "watchers": watchers, "attachments": files });
            app.as_(Who::User).post("/api/portal/tickets").json(&new).await
        })
    };
    for _ in 0..10 {
        let file = upload(&app, Who::User, "a.txt", b"words").await["id"].clone();
        // The first keep the runner busy, the others gather meanwhile.
        let busy: Vec<_> = (0..3).map(|_| send(None, vec![])).collect();
        let refused = send(Some(file.clone()), vec!["usr_01ARZ3NDEKTSV4RRFFQ69G5FAV"]);
        let right = send(Some(file), vec![]);
        let _ = refused.await.unwrap().expect(422);
        let _ = right.await.unwrap().expect(201);
        let _ = join_all(busy).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_cannot_have_a_ticket_costs_the_others_nothing() {
    let app = Arc::new(desk().await);
    let nobody = "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    let send = |n: usize| {
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            let watchers = if n.is_multiple_of(4) { vec![nobody] } else { vec![] };
            // Every fifth is a double click.
            let key = if n % 5 == 1 { "twice".to_owned() } else { format!("key-{n}") };
            let subject = if n % 5 == 1 { "Twice".to_owned() } else { format!("Ticket {n}") };
            let new = json!({ "subject": subject, "description": "At once", "watchers": watchers });
            let request = app.as_(Who::User).post("/api/portal/tickets").header("idempotency-key", &key);
            request.json(&new).await
        })
    };
    let sent: Vec<usize> = (0..40).filter(|n| n % 20 != 16).collect();
    let mut numbers = BTreeSet::new();
    let answers = join_all(sent.iter().map(|n| send(*n))).await;
    for (n, answer) in sent.iter().zip(answers) {
        let answer = answer.unwrap();
        if n.is_multiple_of(4) {
            let refused = answer.expect(422).json();
            assert!(refused["errors"]["watchers[0]"].is_string(), "{n}: {refused}");
        } else {
            numbers.insert(answer.expect(201).json()["number"].as_u64().unwrap());
        }
    }
    let kept = sent.iter().filter(|n| !n.is_multiple_of(4) && **n % 5 != 1).count() + 1;
    assert_eq!(numbers, (1..=kept as u64).collect());
    let summary = app.as_(Who::Admin).get("/api/manage/tickets/summary").await.expect(200).json();
    assert_eq!(summary["open_by_status"]["open"], kept);
}

/// Two routers over one store do not share their lanes: as two processes do.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn processes_without_a_common_lane_still_number_without_gaps() {
    let app = Arc::new(desk().await);
    let other = app.elsewhere(Who::User, crate::router(super::desk::nobody_follows));
    let open = |n: usize| {
        let client = if n.is_multiple_of(2) { app.as_(Who::User) } else { other.clone() };
        tokio::spawn(async move {
            let new = json!({ "subject": format!("Ticket {n}"), "description": "All at once" });
            client.post("/api/portal/tickets").json(&new).await.expect(201).json()["number"].as_u64().unwrap()
        })
    };
    let numbers: BTreeSet<u64> = join_all((0..30).map(open)).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(numbers, (1..=30).collect());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_comment_of_many_at_once_is_kept_and_counted() {
    let app = Arc::new(desk().await);
    let id = ticket(&app, Who::User).await;
    let say = |n: usize| {
        let (app, id) = (Arc::clone(&app), id.clone());
        tokio::spawn(async move {
            let body = json!({ "body": format!("Comment {n}") });
            act(&app, Who::User, &id, "/comments", body).await.expect(201)
        })
    };
    let _: Vec<_> = join_all((0..20).map(say)).await;
    let page = app.as_(Who::User).get(&at(Who::User, &id, "")).await.expect(200).json();
    assert_eq!(page["message_count"], 21);
    let said: BTreeSet<String> = page["comments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|comment| comment["body"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(said.len(), 21);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_request_many_times_at_once_happens_once() {
    let app = Arc::new(desk().await);
    let file = super::desk::id(&super::desk::upload(&app, Who::User, "a.txt", b"x").await);
    let new = json!({ "subject": "Once", "description": "Only once", "attachments": [file] });
    let open = |_| {
        let (app, new) = (Arc::clone(&app), new.clone());
        tokio::spawn(async move {
            let request =
                app.as_(Who::User).post("/api/portal/tickets").header("idempotency-key", "double-click");
            request.json(&new).await.expect(201).json()["id"].clone()
        })
    };
    let ids: Vec<Value> = join_all((0..8).map(open)).await.into_iter().map(Result::unwrap).collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(count(&app).await, 1);
    let other = json!({ "subject": "Other", "description": "Only once" });
    let request = app.as_(Who::User).post("/api/portal/tickets").header("idempotency-key", "double-click");
    let refused = request.json(&other).await.expect(422).json();
    assert!(refused["errors"]["Idempotency-Key"].is_string());
}

async fn count(app: &TestApp) -> usize {
    let list = app.as_(Who::User).get("/api/portal/tickets").await.expect(200).json();
    list["items"].as_array().unwrap().len()
}
