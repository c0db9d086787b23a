//! Adding and reading companies.

use serde_json::json;
use shared_testing::Who;

use crate::support::{add_user, app, company, new_user, records, with, wrong_fields};

#[tokio::test]
async fn a_company_is_added_and_read() {
    let app = app().await;
    let body = json!({
        "name": "  Harbour   & Pine ", "contact_email": "office@harbour.example",
        "email_domains": ["@Harbour.example", "harbour.example", "pine.example"],
    });
    let before = app.round_trips();
    let answer = app.as_(Who::Admin).post("/api/manage/companies").json(&body).await.expect(201);
    assert_eq!(app.round_trips() - before, 1 + 1, "session check and one write");
    assert_eq!(answer.header("etag"), "\"1\"");
    let created = answer.json();
    assert_eq!(created["name"], "Harbour & Pine");
    assert_eq!(created["email_domains"], json!(["harbour.example", "pine.example"]));
    assert_eq!((&created["status"], &created["version"]), (&json!("active"), &json!(1)));
    assert_eq!(created["created_at"], "2026-03-02T09:00:00Z");

    let id = created["id"].as_str().unwrap();
    let _ = add_user(&app, id, &new_user("nora@harbour.example")).await.expect(201);
    for who in [Who::Admin, Who::Technician, Who::Viewer] {
        let answer = app.as_(who).get(&format!("/api/manage/companies/{id}")).await.expect(200);
        assert_eq!(answer.header("etag"), "\"1\"");
        assert_eq!(answer.json(), with(&created, &json!({ "user_count": 1 })));
    }
    let (events, lines) = records(&app, id).await;
    assert_eq!((events, lines), (vec!["company.created".to_owned()], vec!["company.create".to_owned()]));
}

#[tokio::test]
async fn fields_are_checked_at_their_limits() {
    let app = app().await;
    let good = json!({ "name": "Harbour" });
    let domains = |count: usize| (0..count).map(|number| format!("d{number}.example")).collect::<Vec<_>>();
    let label = "b".repeat(63);
    for (number, change) in [
        json!({ "name": "x".repeat(200) }),
        json!({ "name": "漢".repeat(200) }),
        json!({ "contact_email": null }),
        json!({ "contact_email": "" }),
        json!({ "contact_email": format!("{}@b.example", "a".repeat(64)) }),
        json!({ "email_domains": [] }),
        json!({ "email_domains": domains(50) }),
        json!({ "email_domains": [format!("{label}.{label}.{label}.example")] }),
    ]
    .iter()
    .enumerate()
    {
        let body = with(&json!({ "name": format!("Company {number}") }), change);
        let answer = app.as_(Who::Admin).post("/api/manage/companies").json(&body).await;
        assert_eq!(answer.status(), 201, "{change}: {}", answer.text());
    }
    for (change, field) in [
        (json!({ "name": "" }), "name"),
        (json!({ "name": " \u{202e}\t" }), "name"),
        (json!({ "name": "x".repeat(201) }), "name"),
        (json!({ "name": null }), "name"),
        (json!({ "name": 7 }), "name"),
        (json!({ "contact_email": "nobody" }), "contact_email"),
        (json!({ "contact_email": "a@b.example\r\nBcc: c@d.example" }), "contact_email"),
        (json!({ "contact_email": 7 }), "contact_email"),
        (json!({ "email_domains": domains(51) }), "email_domains"),
        (json!({ "email_domains": ["a.example", "b"] }), "email_domains[1]"),
        (json!({ "email_domains": [format!("a{label}.example")] }), "email_domains[0]"),
        (json!({ "email_domains": [7] }), "email_domains[0]"),
        (json!({ "email_domains": "a.example" }), "email_domains"),
        (json!({ "email_domains": null }), "email_domains"),
        (json!({ "status": "active" }), "status"),
        (json!({ "id": "cmp_00000000000000000000000000" }), "id"),
        (json!({ "tenant": "globex" }), "tenant"),
    ] {
        let answer = app.as_(Who::Admin).post("/api/manage/companies").json(&with(&good, &change)).await;
        assert_eq!(wrong_fields(&answer), [field], "{change}");
    }
    let both = json!({ "name": "", "contact_email": "x" });
    let answer = app.as_(Who::Admin).post("/api/manage/companies").json(&both).await;
    assert_eq!(wrong_fields(&answer), ["contact_email", "name"]);
}

#[tokio::test]
async fn the_same_request_again_adds_nothing() {
    let app = app().await;
    let send = async |key: &str, name: &str| {
        let request = app.as_(Who::Admin).post("/api/manage/companies").header("idempotency-key", key);
        request.json(&json!({ "name": name })).await
    };
    let first = send("one", "Harbour").await.expect(201).json();
    assert_eq!(send("one", "Harbour").await.expect(201).json(), first);
    assert_eq!(wrong_fields(&send("one", "Pine").await), ["Idempotency-Key"]);
    assert_eq!(wrong_fields(&send("two", "Harbour").await), ["name"]);
    assert_eq!(wrong_fields(&send(&"k".repeat(65), "Pine").await), ["Idempotency-Key"]);
    let _ = send(&"k".repeat(64), "Pine").await.expect(201);
    let list = app.as_(Who::Admin).get("/api/manage/companies").await.expect(200).json();
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn companies_are_found_by_the_beginnings_of_their_words() {
    let app = app().await;
    for (name, domain) in [
        ("Harbour & Pine", "pine.example"),
        ("Müller Bäckerei", "brot.example"),
        ("Pinecone", "cone.example"),
    ] {
        let body = json!({ "name": name, "email_domains": [domain] });
        let _ = app.as_(Who::Admin).post("/api/manage/companies").json(&body).await.expect(201);
    }
    for (search, names) in [
        ("", vec!["Harbour & Pine", "Müller Bäckerei", "Pinecone"]),
        ("pine", vec!["Harbour & Pine", "Pinecone"]),
        ("PINE harb", vec!["Harbour & Pine"]),
        ("mull", vec!["Müller Bäckerei"]),
        ("brot", vec!["Müller Bäckerei"]),
        ("arbour", vec![]),
        ("***", vec![]),
        ("' OR 1=1 --", vec![]),
    ] {
        let query: String = shared_query(search);
        let list =
            app.as_(Who::Viewer).get(&format!("/api/manage/companies?q={query}")).await.expect(200).json();
        let found: Vec<&str> =
            list["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(found, names, "{search}");
    }
    let long = app.as_(Who::Admin).get(&format!("/api/manage/companies?q={}", "x".repeat(201))).await;
    assert_eq!(wrong_fields(&long), ["q"]);
}

fn shared_query(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

#[tokio::test]
async fn a_list_costs_one_round_trip() {
    let app = app().await;
    let _ = company(&app, "Harbour").await;
    let before = app.round_trips();
    let _ = app.as_(Who::Viewer).get("/api/manage/companies?q=har").await.expect(200);
    assert_eq!(app.round_trips() - before, 1 + 1);
}
