//! Row 1 of the security classes: every operation, tried by everybody who must not get through, and what is left then.

use serde_json::{Value, json};
use shared_testing::{Answer, TestApp, Who};

use super::desk::{act, desk, id, open, person, reply, set, show, upload};

/// One operation on something of a Birch user.
struct Case {
    method: &'static str,
    path: String,
    body: Value,
}

fn case(method: &'static str, path: impl Into<String>, body: Value) -> Case {
    Case { method, path: path.into(), body }
}

async fn send(app: &TestApp, who: Who, case: &Case) -> Answer {
    let client = app.as_(who);
    let request = client.request(case.method.parse().unwrap(), &case.path);
    if case.body.is_null() { request.await } else { request.json(&case.body).await }
}

struct Things {
    ticket: String,
    file: String,
    unused: String,
    note_file: String,
    canned: String,
}

async fn things(app: &TestApp) -> Things {
    let file = id(&upload(app, Who::User, "a.txt", b"hello").await);
    let new = json!({ "subject": "Mine", "description": "Text", "attachments": [file] });
    let ticket = id(&app.as_(Who::User).post("/api/portal/tickets").json(&new).await.expect(201).json());
    let note_file = id(&upload(app, Who::Technician, "b.txt", b"hidden").await);
    let note = json!({ "body": "Psst", "internal": true, "attachments": [note_file] });
    let _ = act(app, Who::Technician, &ticket, "/comments", note).await.expect(201);
    let unused = id(&upload(app, Who::User, "c.txt", b"later").await);
    let canned = json!({ "title": "Hello", "body": "Hello there" });
    let canned =
        app.as_(Who::Technician).post("/api/manage/canned-replies").json(&canned).await.expect(201).json();
    Things { ticket, file, unused, note_file, canned: id(&canned) }
}

/// Operations on one thing of the client's side.
fn client_objects(app: &TestApp, things: &Things) -> Vec<Case> {
    let t = format!("/api/portal/tickets/{}", things.ticket);
    let colleague = person(app, Who::OtherUser);
    vec![
        case("GET", &t, Value::Null),
        case("GET", format!("{t}/comments"), Value::Null),
        case("POST", format!("{t}/comments"), json!({ "body": "Hi" })),
        case("POST", format!("{t}/close"), json!({})),
        case("POST", format!("{t}/confirm"), json!({})),
        case("POST", format!("{t}/reopen"), json!({})),
        case("POST", format!("{t}/rating"), json!({ "score": 5 })),
        case("PUT", format!("{t}/watchers/{colleague}"), Value::Null),
        case("DELETE", format!("{t}/watchers/{colleague}"), Value::Null),
        case("GET", format!("{t}/attachments/{}", things.file), Value::Null),
        case("DELETE", format!("/api/portal/uploads/{}", things.unused), Value::Null),
    ]
}

/// The other operations of the client's side: they show nothing but what the caller may see.
fn client_lists() -> Vec<Case> {
    vec![
        case("GET", "/api/portal/tickets", Value::Null),
        case("POST", "/api/portal/tickets", json!({ "subject": "a", "description": "b" })),
        case("GET", "/api/portal/dashboard", Value::Null),
        case("GET", "/api/portal/people", Value::Null),
        case("GET", "/api/portal/events", Value::Null),
        case("POST", "/api/portal/uploads?name=a.txt", Value::Null),
    ]
}

fn staff_objects(app: &TestApp, things: &Things) -> Vec<Case> {
    let t = format!("/api/manage/tickets/{}", things.ticket);
    let colleague = person(app, Who::OtherUser);
    let canned = format!("/api/manage/canned-replies/{}", things.canned);
    vec![
        case("GET", &t, Value::Null),
        case("PATCH", &t, json!({ "status": "closed" })),
        case("GET", format!("{t}/comments"), Value::Null),
        case("POST", format!("{t}/comments"), json!({ "body": "Hi", "internal": false })),
        case("PUT", format!("{t}/watchers/{colleague}"), Value::Null),
        case("DELETE", format!("{t}/watchers/{colleague}"), Value::Null),
        case("GET", format!("{t}/attachments/{}", things.file), Value::Null),
        case("PATCH", &canned, json!({ "title": "a", "body": "b" })),
        case("DELETE", &canned, Value::Null),
        case("DELETE", format!("/api/manage/uploads/{}", things.unused), Value::Null),
    ]
}

fn staff_lists() -> Vec<Case> {
    let goals = json!({ "first_response_minutes": 1, "resolution_minutes": 2 });
    let targets = json!({ "critical": goals, "high": goals, "medium": goals, "low": goals });
    vec![
        case("GET", "/api/manage/tickets", Value::Null),
        case("GET", "/api/manage/tickets/summary", Value::Null),
        case("POST", "/api/manage/tickets", json!({})),
        case("GET", "/api/manage/canned-replies", Value::Null),
        case("POST", "/api/manage/canned-replies", json!({ "title": "a", "body": "b" })),
        case("GET", "/api/manage/ticket-targets", Value::Null),
        case("PUT", "/api/manage/ticket-targets", targets),
        case("GET", "/api/manage/events", Value::Null),
        case("POST", "/api/manage/uploads?name=a.txt", Value::Null),
    ]
}

#[tokio::test]
async fn sec_01_nobody_unauthorised_gets_through_any_operation_and_nothing_changes() {
    let app = desk().await;
    let things = things(&app).await;
    let before = show(&app, Who::Admin, &things.ticket).await;
    for case in client_objects(&app, &things) {
        for (who, status) in [
            (Who::Nobody, 401),
            (Who::OtherUser, 404),
            (Who::Stranger, 404),
            (Who::StrangerAdmin, 404),
            (Who::ForeignUser, 404),
            (Who::Admin, 403),
            (Who::Technician, 403),
            (Who::ForeignAdmin, 403),
        ] {
            let answer = send(&app, who, &case).await;
            assert_eq!(answer.status(), status, "{who:?} {} {}: {}", case.method, case.path, answer.text());
        }
    }
    for case in staff_objects(&app, &things) {
        for (who, status) in [
            (Who::Nobody, 401),
            (Who::User, 403),
            (Who::CompanyAdmin, 403),
            (Who::ForeignUser, 403),
            (Who::ForeignAdmin, 404),
        ] {
            let answer = send(&app, who, &case).await;
            assert_eq!(answer.status(), status, "{who:?} {} {}: {}", case.method, case.path, answer.text());
        }
        if case.method != "GET" {
            assert_eq!(
                send(&app, Who::Viewer, &case).await.status(),
                403,
                "viewer {} {}",
                case.method,
                case.path
            );
        }
    }
    for case in client_lists() {
        assert_eq!(send(&app, Who::Nobody, &case).await.status(), 401, "{}", case.path);
        assert_eq!(send(&app, Who::Admin, &case).await.status(), 403, "{}", case.path);
    }
    for case in staff_lists() {
        assert_eq!(send(&app, Who::Nobody, &case).await.status(), 401, "{}", case.path);
        assert_eq!(send(&app, Who::CompanyAdmin, &case).await.status(), 403, "{}", case.path);
        if case.method != "GET" {
            assert_eq!(send(&app, Who::Viewer, &case).await.status(), 403, "{}", case.path);
        }
    }
    assert_eq!(show(&app, Who::Admin, &things.ticket).await, before, "no attempt left a trace");
}

#[tokio::test]
async fn sec_01_the_table_of_refusals_names_every_operation() {
    let app = desk().await;
    let things = things(&app).await;
    let mut named: Vec<(String, String)> =
        [client_objects(&app, &things), client_lists(), staff_objects(&app, &things), staff_lists()]
            .into_iter()
            .flatten()
            .map(|case| (case.method.to_owned(), case.path.split('?').next().unwrap().to_owned()))
            .collect();
    named.sort();
    let (_, description) = crate::router(super::desk::nobody_follows).split_for_parts();
    let description = serde_json::to_value(description).unwrap();
    let mut missing = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let fits = |(m, p): &(String, String)| {
                m.eq_ignore_ascii_case(method)
                    && p.split('/').count() == path.split('/').count()
                    && p.split('/').zip(path.split('/')).all(|(is, form)| form.starts_with('{') || is == form)
            };
            if !named.iter().any(fits) {
                missing.push(format!("{method} {path}"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[tokio::test]
async fn sec_01_a_foreign_ticket_looks_exactly_like_one_that_never_existed() {
    let app = desk().await;
    let things = things(&app).await;
    let path = |id: &str| format!("/api/portal/tickets/{id}");
    let strip = |answer: &Answer| {
        let mut json = answer.json();
        json["trace_id"] = Value::Null;
        (answer.status(), json)
    };
    let foreign = app.as_(Who::Stranger).get(&path(&things.ticket)).await;
    let never = app.as_(Who::Stranger).get(&path("tkt_00000000000000000000000000")).await;
    let nonsense = app.as_(Who::Stranger).get(&path("../../etc")).await;
    assert_eq!(strip(&foreign), strip(&never));
    assert_eq!(nonsense.status(), 404);
}

#[tokio::test]
async fn sec_01_lists_counts_people_and_search_end_at_the_company() {
    let app = desk().await;
    let subject = "Quarterly zebra migration";
    let ticket = id(&open(&app, Who::User, subject).await);
    set(&app, &ticket, json!({ "status": "waiting_on_client" })).await;
    for who in [Who::OtherUser, Who::Stranger, Who::StrangerAdmin, Who::ForeignUser] {
        for query in ["", "?q=zebra", "?q=1", "?status=waiting_on_you", "?sort=created", "?mine=true"] {
            let list = app.as_(who).get(&format!("/api/portal/tickets{query}")).await.expect(200).json();
            assert_eq!(list["items"], json!([]), "{who:?} {query}");
        }
        let dashboard = app.as_(who).get("/api/portal/dashboard").await.expect(200).json();
        assert_eq!((&dashboard["open_tickets"], &dashboard["waiting_on_you"]), (&json!(0), &json!(0)));
    }
    for who in [Who::User, Who::CompanyAdmin, Who::CompanyReader] {
        let list = app.as_(who).get("/api/portal/tickets?q=zebra").await.expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1, "{who:?}");
        let dashboard = app.as_(who).get("/api/portal/dashboard").await.expect(200).json();
        assert_eq!(dashboard["waiting_on_you"], 1, "{who:?}");
    }
    let foreign = app.as_(Who::ForeignAdmin).get("/api/manage/tickets?q=zebra").await.expect(200).json();
    assert_eq!(foreign["items"], json!([]));
    let people = app.as_(Who::Stranger).get("/api/portal/people").await.expect(200).text();
    assert!(!people.contains("OtherUser") && people.contains("StrangerAdmin"), "{people}");
}

#[tokio::test]
async fn sec_18_a_cursor_is_refused_by_every_other_list() {
    let app = desk().await;
    for n in 0..3 {
        open(&app, Who::User, &format!("Ticket {n}")).await;
    }
    let page = app.as_(Who::CompanyAdmin).get("/api/portal/tickets?limit=1").await.expect(200).json();
    let cursor = page["next_cursor"].as_str().unwrap();
    let refused = [
        (Who::CompanyAdmin, format!("/api/portal/tickets?status=open&cursor={cursor}")),
        (Who::CompanyAdmin, format!("/api/portal/tickets?sort=created&cursor={cursor}")),
        (Who::StrangerAdmin, format!("/api/portal/tickets?limit=1&cursor={cursor}")),
        (Who::User, format!("/api/portal/tickets?limit=1&cursor={cursor}")),
        (Who::Admin, format!("/api/manage/tickets?limit=1&cursor={cursor}")),
        (Who::ForeignAdmin, format!("/api/manage/tickets?limit=1&cursor={cursor}")),
    ];
    for (who, path) in refused {
        let answer = app.as_(who).get(&path).await.expect(422).json();
        assert!(answer["errors"]["cursor"].is_string(), "{who:?}");
    }
    let next = format!("/api/portal/tickets?limit=1&cursor={cursor}");
    let _ = app.as_(Who::CompanyAdmin).get(&next).await.expect(200);
}

#[tokio::test]
async fn sec_18_no_query_parameter_reaches_the_store_as_a_path_or_a_text() {
    let app = desk().await;
    open(&app, Who::User, "One").await;
    let hostile = [
        "sort=internal",
        "sort=staff_activity_at",
        "order=asc",
        "status=open'--",
        "status=1",
        "fields=password_hash",
        "mine=1%20OR%201",
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=x",
        "status=open&status=closed",
        "cursor=AAAA",
        "q=%ff",
        "filter%5Bcompany%5D=x",
    ];
    for query in hostile {
        let answer = app.as_(Who::User).get(&format!("/api/portal/tickets?{query}")).await;
        assert!(matches!(answer.status(), 400 | 422) || query == "q=%ff", "{query}: {}", answer.status());
        assert!(answer.status() < 500, "{query}");
    }
    for query in ["priority=urgent", "assignee=x", "company=acme", "breached=maybe", "category=%27"] {
        let _ = app.as_(Who::Admin).get(&format!("/api/manage/tickets?{query}")).await.expect(422);
    }
    for odd in ["%22OR%201%3D1", "*", "%28", "a%20NEAR%20b", "%F0%9F%98%80", "%00", "%23%31"] {
        let _ = app.as_(Who::Admin).get(&format!("/api/manage/tickets?q={odd}")).await.expect(200);
    }
}

#[tokio::test]
async fn sec_21_nothing_changes_for_a_request_of_another_site() {
    let app = desk().await;
    let things = things(&app).await;
    let before = show(&app, Who::Admin, &things.ticket).await;
    let all = [
        (Who::User, client_objects(&app, &things)),
        (Who::User, client_lists()),
        (Who::Admin, staff_objects(&app, &things)),
        (Who::Admin, staff_lists()),
    ];
    for (who, case) in all.into_iter().flat_map(|(who, cases)| cases.into_iter().map(move |case| (who, case)))
    {
        if case.method == "GET" {
            continue;
        }
        let method = || case.method.parse().unwrap();
        for site in [None, Some("cross-site"), Some("same-site"), Some("none")] {
            let request =
                app.as_(who).request(method(), &case.path).json(&case.body).without("sec-fetch-site");
            let request = match site {
                Some(site) => request.header("sec-fetch-site", site),
                None => request,
            };
            assert_eq!(request.await.status(), 403, "{site:?} {} {}", case.method, case.path);
        }
    }
    assert_eq!(show(&app, Who::Admin, &things.ticket).await, before);
}

#[tokio::test]
async fn sec_01_a_file_opens_with_its_own_ticket_alone() {
    let app = desk().await;
    let things = things(&app).await;
    let other = id(&open(&app, Who::User, "Other").await);
    let path = |ticket: &str, file: &str| format!("/api/portal/tickets/{ticket}/attachments/{file}");
    let _ = app.as_(Who::User).get(&path(&things.ticket, &things.file)).await.expect(302);
    let _ = app.as_(Who::User).get(&path(&other, &things.file)).await.expect(404);
    let _ = app.as_(Who::User).get(&path(&things.ticket, &things.note_file)).await.expect(404);
    let staff = format!("/api/manage/tickets/{}/attachments/{}", things.ticket, things.note_file);
    let _ = app.as_(Who::Viewer).get(&staff).await.expect(302);
    reply(&app, &things.ticket, "ok", false).await;
}
