//! The service catalogue beside the other areas: requests become tickets, tickets fulfil requests, mails ask and tell.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use shared::store::Query;
use shared_testing::{TestApp, Who};

async fn portal() -> TestApp {
    TestApp::new(handler::router::operations(), handler::areas::kinds()).await
}

fn id(value: &Value) -> &str {
    value["id"].as_str().expect("an id")
}

async fn add(app: &TestApp, more: &Value) -> Value {
    let mut item = json!({
        "name": "New laptop", "category": "Hardware", "published": true, "response_hours": 2, "resolution_hours": 72,
        "fields": [
            { "key": "why", "type": "text", "label": "What for", "required": true },
            { "key": "plan", "type": "file", "label": "Plan" },
        ],
    });
    for (field, value) in more.as_object().unwrap() {
        item[field] = value.clone();
    }
    app.as_(Who::Admin).post("/api/manage/catalog/items").json(&item).await.expect(201).json()
}

async fn ask(app: &TestApp, item: &Value) -> Value {
    let path = "/api/portal/uploads?name=plan.txt";
    let file = app.as_(Who::User).post(path).body("hello").header("content-type", "text/plain").await;
    let answers = json!({ "why": "Work", "plan": [id(&file.expect(201).json())] });
    let wish = json!({ "item": item["id"], "form_version": item["form_version"], "answers": answers });
    app.as_(Who::User).post("/api/portal/requests").json(&wish).await.expect(201).json()
}

async fn status(app: &TestApp, request: &Value) -> String {
    let path = format!("/api/portal/requests/{}", id(request));
    app.as_(Who::User).get(&path).await.expect(200).json()["status"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_request_is_a_ticket_with_its_answers_files_and_targets() {
    let app = portal().await;
    let item = add(&app, &json!({})).await;
    let before = app.round_trips();
    let request = ask(&app, &item).await;
    // Of these the upload costs five, and two are the sessions.
    assert!(app.round_trips() - before <= 14, "{}", app.round_trips() - before);
    let path = format!("/api/portal/tickets/{}", id(&request["ticket"]));
    let ticket = app.as_(Who::User).get(&path).await.expect(200).json();
    assert_eq!(ticket["subject"], "Service request: New laptop");
    assert_eq!((&ticket["number"], &request["ticket"]["number"]), (&json!(1), &json!(1)));
    assert_eq!(ticket["request"], request["id"]);
    assert_eq!(ticket["submitter"]["name"], "User");
    let first = &ticket["comments"][0];
    assert_eq!(first["body"], "What for: Work\n\nPlan: plan.txt");
    assert_eq!(first["attachments"][0]["name"], "plan.txt");
    assert_eq!(ticket["targets"]["first_response"]["due_at"], "2026-03-02T11:00:00Z");
    let file = first["attachments"][0]["id"].as_str().unwrap();
    let _ = app.as_(Who::User).get(&format!("{path}/attachments/{file}")).await.expect(302);
    // The next ticket has the next number, and the dashboard counts both.
    let new = json!({ "subject": "Other", "description": "Text" });
    let other = app.as_(Who::User).post("/api/portal/tickets").json(&new).await.expect(201).json();
    assert_eq!(other["number"], 2);
    let news = app.as_(Who::User).get("/api/portal/dashboard").await.expect(200).json();
    assert_eq!(news["open_tickets"], 2);
}

#[tokio::test]
async fn a_request_is_fulfilled_and_taken_up_again_with_its_ticket() {
    let app = portal().await;
    let item = add(&app, &json!({})).await;
    let request = ask(&app, &item).await;
    let managed = format!("/api/manage/tickets/{}", id(&request["ticket"]));
    let set = async |to: &str| {
        let _ = app.as_(Who::Technician).patch(&managed).json(&json!({ "status": to })).await.expect(200);
    };
    for (to, expected) in [
        ("in_progress", "approved"),
        ("resolved", "fulfilled"),
        ("closed", "fulfilled"),
        ("open", "approved"),
        ("closed", "fulfilled"),
    ] {
        set(to).await;
        assert_eq!(status(&app, &request).await, expected, "{to}");
    }
    set("resolved").await;
    // By the client too: confirming and writing on.
    let own = format!("/api/portal/tickets/{}", id(&request["ticket"]));
    let _ = app
        .as_(Who::User)
        .post(&format!("{own}/comments"))
        .json(&json!({ "body": "Still" }))
        .await
        .expect(201);
    assert_eq!(status(&app, &request).await, "approved");
    let _ = app.as_(Who::User).post(&format!("{own}/close")).json(&json!({})).await.expect(200);
    assert_eq!(status(&app, &request).await, "fulfilled");
}

#[tokio::test]
async fn approval_is_asked_and_told_by_mail_and_shown_on_the_dashboard() {
    let app = portal().await;
    let item = add(&app, &json!({ "needs_approval": true })).await;
    let request = ask(&app, &item).await;
    let waiting = async |who: Who| {
        app.as_(who).get("/api/portal/dashboard").await.expect(200).json()["approvals_waiting"].clone()
    };
    assert_eq!((waiting(Who::CompanyAdmin).await, waiting(Who::User).await), (json!(1), json!(0)));
    assert_eq!(waiting(Who::StrangerAdmin).await, 0);
    let asked = mails(&app).await;
    assert_eq!(
        asked.iter().map(|(to, name, _)| (to.as_str(), name.as_str())).collect::<Vec<_>>(),
        [("CompanyAdmin", "request.asked")]
    );
    assert!(asked[0].2.contains("/portal/approve?request=") && asked[0].2.contains("{token}"));
    let path = format!("/api/portal/requests/{}/approve", id(&request));
    let approved = app.as_(Who::CompanyAdmin).post(&path).json(&json!({})).await.expect(200).json();
    assert_eq!(approved["ticket"]["number"], 1);
    assert_eq!(waiting(Who::CompanyAdmin).await, 0);
    let ticket = format!("/api/portal/tickets/{}", id(&approved["ticket"]));
    let ticket = app.as_(Who::User).get(&ticket).await.expect(200).json();
    assert_eq!(ticket["comments"][0]["author"]["name"], "User", "the requester's own, whoever approved");
    let told: Vec<_> = mails(&app).await.into_iter().map(|(to, name, _)| (to, name)).collect();
    assert!(told.contains(&("User".into(), "request.approved".into())), "{told:?}");
}

/// Changes a person as staff do on the person's page.
async fn edit(app: &TestApp, who: Who, change: &Value) {
    let path = format!("/api/manage/users/{}", app.person(who).id);
    let read = app.as_(Who::Admin).get(&path).await.expect(200).json();
    let version = read["version"].as_u64().unwrap();
    let _ = app.as_(Who::Admin).patch(&path).if_match(version).json(change).await.expect(200);
}

#[tokio::test]
async fn who_decides_follows_the_people_whoever_changes_them() {
    let app = portal().await;
    let item = add(&app, &json!({ "needs_approval": true })).await;
    let request = ask(&app, &item).await;
    // The outbox reads twice: what a change leads to is an event of its own.
    let told = async || {
        let _ = mails(&app).await;
        let told = mails(&app).await.into_iter().map(|(to, name, _)| (to, name));
        told.collect::<std::collections::BTreeSet<_>>()
    };
    let has = |told: &std::collections::BTreeSet<(String, String)>, to: &str, name: &str| {
        told.contains(&(to.to_owned(), name.to_owned()))
    };
    let deciders = async || {
        let path = format!("/api/manage/requests/{}", id(&request));
        let seen = app.as_(Who::Viewer).get(&path).await.expect(200).json();
        let people = seen["deciders"].as_array().unwrap().clone();
        let names: Vec<String> = people.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
        (names, seen["unassigned"] == true)
    };
    assert_eq!(deciders().await, (vec!["CompanyAdmin".to_owned()], false));

    // Staff take the role away.
    edit(&app, Who::CompanyAdmin, &json!({ "role": "user" })).await;
    assert!(has(&told().await, "Admin", "request.unassigned"));
    assert_eq!(deciders().await, (Vec::new(), true));
    // Asking anew stays refused while nobody could approve.
    let wish = json!({ "item": item["id"], "form_version": 1, "answers": { "why": "More" } });
    let _ = app.as_(Who::User).post("/api/portal/requests").json(&wish).await.expect(409);

    // Staff make somebody else an admin.
    edit(&app, Who::OtherUser, &json!({ "role": "company_admin" })).await;
    assert!(has(&told().await, "OtherUser", "request.asked"));
    assert_eq!(deciders().await, (vec!["OtherUser".to_owned()], false));

    // And disable them, and enable them again.
    for (verb, expected) in [("disable", Vec::new()), ("enable", vec!["OtherUser".to_owned()])] {
        let path = format!("/api/manage/users/{}/{verb}", app.person(Who::OtherUser).id);
        let _ = app.as_(Who::Admin).post(&path).await.expect(200);
        let _ = told().await;
        let unassigned = expected.is_empty();
        assert_eq!(deciders().await, (expected, unassigned), "{verb}");
    }

    // Staff decide in the end; whoever asked is told.
    edit(&app, Who::OtherUser, &json!({ "role": "user" })).await;
    let _ = told().await;
    let path = format!("/api/manage/requests/{}/approve", id(&request));
    let done = app.as_(Who::Technician).post(&path).json(&json!({})).await.expect(200).json();
    assert_eq!((&done["status"], &done["ticket"]["number"]), (&json!("approved"), &json!(1)));
    assert!(has(&told().await, "User", "request.approved"));
    let ticket = format!("/api/portal/tickets/{}", id(&done["ticket"]));
    let ticket = app.as_(Who::User).get(&ticket).await.expect(200).json();
    assert_eq!(
        (&ticket["submitter"]["name"], &ticket["comments"][0]["author"]["name"]),
        (&json!("User"), &json!("User"))
    );
}

/// Every mail that the areas write about what has happened so far, of requests: to whom, which, and all of it.
async fn mails(app: &TestApp) -> Vec<(String, String, String)> {
    use shared::event::{EVENT, Event};
    use shared::mail::{AreaMails, Heard, Outgoing};
    let scope = app.scope("acme").await;
    let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
    let tenant = app.state.directory.tenant(&slug).await.unwrap().unwrap();
    let events = Query::of(&EVENT, "created_at").ascending().limit(1_000);
    let events = app.state.store.query::<Event>(&scope, events).await.unwrap().items;
    let mut written = Vec::new();
    for event in events {
        let mut outgoing = Outgoing::default();
        let heard = Heard { app: &app.state, tenant: &tenant, scope: &scope, event: &event.value };
        catalog::Mails.on_event(heard, &mut outgoing).await.unwrap();
        written.extend(
            outgoing
                .written()
                .map(|(to, mail)| (to.name.clone(), mail.name.clone(), serde_json::to_string(mail).unwrap())),
        );
    }
    written
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_and_tickets_at_once_get_numbers_without_gaps_and_lose_nothing() {
    let app = std::sync::Arc::new(portal().await);
    let item = add(&app, &json!({ "fields": [] })).await;
    let sent = (0..24).map(|n| {
        let (app, item) = (std::sync::Arc::clone(&app), item.clone());
        tokio::spawn(async move {
            if n % 2 == 0 {
                let wish = json!({ "item": item["id"], "form_version": 1 });
                let made =
                    app.as_(Who::User).post("/api/portal/requests").json(&wish).await.expect(201).json();
                made["ticket"]["number"].as_u64().unwrap()
            } else {
                let new = json!({ "subject": "Other", "description": "Text" });
                let made =
                    app.as_(Who::OtherUser).post("/api/portal/tickets").json(&new).await.expect(201).json();
                made["number"].as_u64().unwrap()
            }
        })
    });
    let numbers: std::collections::BTreeSet<u64> =
        futures::future::join_all(sent).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(numbers, (1..=24).collect());
    let list = app.as_(Who::User).get("/api/portal/requests?limit=100").await.expect(200).json();
    assert_eq!(list["items"].as_array().unwrap().len(), 12);
}
