//! Companies and people from a file.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared_testing::{Answer, TestApp, Who};

use crate::support::{app, company, records, sorted, wrong_fields};

async fn upload(app: &TestApp, text: impl Into<axum::body::Body>) -> Answer {
    app.as_(Who::Admin)
        .post("/api/manage/imports?name=people.csv")
        .body(text)
        .header("content-type", "text/csv")
        .await
}

async fn start(app: &TestApp, import: &Value) -> Answer {
    let path = format!("/api/manage/imports/{}/start", import["id"].as_str().unwrap());
    app.as_(Who::Admin).post(&path).if_match(import["version"].as_u64().unwrap()).await
}

async fn read(app: &TestApp, import: &Value) -> Value {
    let path = format!("/api/manage/imports/{}", import["id"].as_str().unwrap());
    app.as_(Who::Admin).get(&path).await.expect(200).json()
}

/// Until the job that the start began has ended.
async fn done(app: &TestApp, import: &Value) -> Value {
    loop {
        let now = read(app, import).await;
        if now["status"] == "done" {
            return now;
        }
        tokio::task::yield_now().await;
    }
}

async fn people(app: &TestApp, query: &str) -> Vec<Value> {
    let list =
        app.as_(Who::Admin).get(&format!("/api/manage/users?limit=100&{query}")).await.expect(200).json();
    list["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_good_file_is_checked_then_entered_whole() {
    let app = app().await;
    let elm = company(&app, "Elm").await;
    let text = "Firma;Vorname;Nachname;E-Mail;Rolle;Rechnungen\r\n\
                elm;Jörg;Müller;joerg@elm.example;Firmenadmin;\r\n\
                Oak;Ana;Sol;ana@oak.example;;nein\r\n\
                Yew;;;;;\r\n";
    let import = upload(&app, text).await.expect(201).json();
    assert_eq!(import["status"], "checked");
    let summary = json!({ "rows": 3, "companies": 3, "people": 2, "existing": 0, "issues": 0, "skipped": 0 });
    assert_eq!(import["summary"], summary);
    assert_eq!(people(&app, "status=invited").await.len(), 0, "a check enters nothing");
    let _ = start(&app, &import).await.expect(202);
    let after = done(&app, &import).await;
    let progress =
        json!({ "companies": 3, "people": 2, "companies_added": 2, "people_added": 2, "people_skipped": 0 });
    assert_eq!(after["progress"], progress);
    let invited = people(&app, "status=invited").await;
    let facts: Vec<_> = invited
        .iter()
        .map(|one| {
            (one["name"].as_str().unwrap(), one["role"].as_str().unwrap(), one["billing"].as_bool().unwrap())
        })
        .collect();
    assert_eq!(facts, [("Ana Sol", "user", false), ("Jörg Müller", "company_admin", true)]);
    assert_eq!(invited[1]["company"]["id"], elm.as_str());
    let (_, lines) = records(&app, import["id"].as_str().unwrap()).await;
    assert_eq!(
        sorted(lines),
        ["company.import", "import.create", "import.finish", "import.start", "user.import"]
    );
    // They can be invited now, one by one.
    let path = format!("/api/manage/users/{}/invitation", invited[0]["id"].as_str().unwrap());
    let _ = app.as_(Who::Admin).post(&path).await.expect(204);
    // It is entered once.
    let _ = start(&app, &read(&app, &import).await).await.expect(409);
}

#[tokio::test]
async fn with_invitations_everybody_gets_one() {
    let app = app().await;
    let rows: String = (0..40).map(|number| format!("Oak,Person {number},p{number}@oak.example\n")).collect();
    let import = upload(&app, format!("Company,Name,Email\n{rows}")).await.expect(201).json();
    let path = format!("/api/manage/imports/{}", import["id"].as_str().unwrap());
    let body = json!({ "options": { "invite": true } });
    let import = app.as_(Who::Admin).patch(&path).if_match(1).json(&body).await.expect(200).json();
    let _ = start(&app, &import).await.expect(202);
    assert_eq!(done(&app, &import).await["progress"]["people_added"], 40);
    let scope = app.scope("acme").await;
    let query = shared::store::Query::of(&shared::event::EVENT, "created_at").limit(1_000);
    let events = app.state.store.query::<shared::event::Event>(&scope, query).await.unwrap().items;
    assert_eq!(events.iter().filter(|event| event.value.name == "user.invited").count(), 40);
}

#[tokio::test]
async fn a_file_with_one_bad_row_enters_nothing_and_every_bad_cell_can_be_downloaded() {
    let app = app().await;
    let text = format!(
        "Company,Name,Email,Role\nOak,Ana,ana@oak.example,\nOak,Bo,=cmd(),\nOak,Cy,{},\nOak,Di,ANA@oak.example,boss\n",
        Who::User.email()
    );
    let import = upload(&app, text).await.expect(201).json();
    let issues: Vec<_> = import["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| {
            (
                issue["line"].as_u64().unwrap(),
                issue["column"].as_str().unwrap(),
                issue["reason"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(issues, [(3, "email", "not_email"), (4, "email", "has_account"), (5, "role", "unknown_role")]);
    let _ = start(&app, &import).await.expect(409);
    let path = format!("/api/manage/imports/{}/issues", import["id"].as_str().unwrap());
    let list = app.as_(Who::Admin).get(&path).await.expect(200).text();
    assert!(list.contains("3,Email,'=cmd(),not_email,\r\n"), "{list}");
    assert_eq!(list.lines().count(), 1 + 3);
    // Leaving out those who have an account is a choice.
    let path = format!("/api/manage/imports/{}", import["id"].as_str().unwrap());
    let body = json!({ "options": { "skip_existing": true } });
    let import = app.as_(Who::Admin).patch(&path).if_match(1).json(&body).await.expect(200).json();
    assert_eq!((&import["summary"]["issues"], &import["summary"]["existing"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn columns_of_other_names_can_be_mapped() {
    let app = app().await;
    let import = upload(&app, "Who,Where,How\nAna,Oak,ana@oak.example\n").await.expect(201).json();
    assert_eq!(import["columns"], json!({}));
    assert_eq!(import["summary"]["issues"], 1, "the company is missing");
    let path = format!("/api/manage/imports/{}", import["id"].as_str().unwrap());
    let admin = app.as_(Who::Admin);
    for columns in [json!({ "name": 0, "company": 0 }), json!({ "name": 3 })] {
        let answer = admin.patch(&path).if_match(1).json(&json!({ "columns": columns })).await;
        assert_eq!(wrong_fields(&answer), ["columns"]);
    }
    let body = json!({ "columns": { "name": 0, "company": 1, "email": 2 } });
    let import = admin.patch(&path).if_match(1).json(&body).await.expect(200).json();
    assert_eq!((&import["summary"]["issues"], &import["summary"]["people"]), (&json!(0), &json!(1)));
    let _ = admin.patch(&path).if_match(1).json(&body).await.expect(412);
}

#[tokio::test]
async fn what_happens_between_the_check_and_the_entering_is_named_and_nothing_is_entered_twice() {
    let app = app().await;
    let text = "Company,Name,Email\nOak,Ana,ana@oak.example\nOak,Bo,bo@oak.example\n";
    let import = upload(&app, text).await.expect(201).json();
    let elm = company(&app, "Oak").await;
    let body = json!({ "name": "Bo", "email": "BO@oak.example", "role": "user" });
    let _ =
        app.as_(Who::Admin).post(&format!("/api/manage/companies/{elm}/users")).json(&body).await.expect(201);
    let _ = start(&app, &import).await.expect(202);
    let after = done(&app, &import).await;
    let progress =
        json!({ "companies": 1, "people": 2, "companies_added": 0, "people_added": 1, "people_skipped": 1 });
    assert_eq!(after["progress"], progress);
    assert_eq!(after["issues"][0]["value"], "bo@oak.example");
    assert_eq!(people(&app, "q=oak").await.len(), 2);
}

#[tokio::test]
async fn a_killed_process_leaves_work_that_another_goes_on_with() {
    let app = app().await;
    let rows: String =
        (0..300).map(|number| format!("Oak {},P {number},p{number}@oak.example\n", number % 90)).collect();
    let import = upload(&app, format!("Company,Name,Email\n{rows}")).await.expect(201).json();
    // The job that the start begins is stopped wherever it is when its runtime ends, as by a kill.
    let _ = start(&app, &import).await.expect(202);
    for _ in 0..3 {
        tokio::task::yield_now().await;
    }
    // Whoever holds the lease is given its time; then the next call goes on, and calls at once do no harm.
    app.clock.advance(SignedDuration::from_secs(31));
    let resumed = futures::future::join_all((0..4).map(|_| admin::resume_imports(&app.state))).await;
    assert!(resumed.iter().all(Result::is_ok));
    let after = done(&app, &import).await;
    assert_eq!(after["progress"]["people_added"], 300);
    assert_eq!(after["progress"]["companies_added"], 90);
    let text =
        app.as_(Who::Admin).get("/api/manage/exports/users?side=clients&q=oak").await.expect(200).text();
    assert_eq!(text.lines().count(), 1 + 300);
}

#[tokio::test]
async fn what_is_no_file_of_people_is_refused_in_words() {
    let app = app().await;
    for (bytes, field) in
        [(&b""[..], "file"), (b"Company,Name\n", "file"), (b"PK\x03\x04\0\0\0\0\0\0", "file")]
    {
        assert_eq!(wrong_fields(&upload(&app, bytes).await), [field]);
    }
    let _ = upload(&app, vec![b'a'; 5 * 1024 * 1024 + 1]).await.expect(413);
    let path = format!("/api/manage/imports?name={}", "x".repeat(201));
    assert_eq!(wrong_fields(&app.as_(Who::Admin).post(&path).body("a\nb\n").await), ["name"]);
}

#[tokio::test]
async fn a_file_can_be_thrown_away_and_is_after_a_day() {
    let app = app().await;
    let text = "Company,Name,Email\nOak,Ana,ana@oak.example\n";
    let import = upload(&app, text).await.expect(201).json();
    let path = format!("/api/manage/imports/{}", import["id"].as_str().unwrap());
    let _ = app.as_(Who::Admin).delete(&path).await.expect(204);
    let _ = app.as_(Who::Admin).get(&path).await.expect(404);
    let import = upload(&app, text).await.expect(201).json();
    app.clock.advance(SignedDuration::from_hours(23));
    admin::resume_imports(&app.state).await.unwrap();
    let _ = read(&app, &import).await;
    app.clock.advance(SignedDuration::from_hours(2));
    admin::resume_imports(&app.state).await.unwrap();
    let scope = app.scope("acme").await;
    assert!(app.state.files.list(&scope, None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_same_upload_again_is_the_same_import() {
    let app = app().await;
    let send = async || {
        app.as_(Who::Admin)
            .post("/api/manage/imports?name=people.csv")
            .header("idempotency-key", "one")
            .header("content-type", "text/csv")
            .body("Company,Name,Email\nOak,Ana,ana@oak.example\n")
            .await
            .expect(201)
            .json()
    };
    assert_eq!(send().await["id"], send().await["id"]);
    let list = app.as_(Who::Admin).get("/api/manage/imports").await.expect(200).json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

async fn edit(app: &TestApp, import: &Value, body: Value) -> Answer {
    let path = format!("/api/manage/imports/{}", import["id"].as_str().unwrap());
    app.as_(Who::Admin).patch(&path).if_match(import["version"].as_u64().unwrap()).json(&body).await
}

#[tokio::test]
async fn what_is_exported_is_imported_as_it_was() {
    let app = app().await;
    let names =
        ["@home GmbH", "=1+1", "'=quoted", "-minus", "+plus", "'s-Hertogenbosch", "Ärzte; \"Markt\", 1"];
    for name in names {
        let made = company(&app, name).await;
        let email = format!("p{}@acme.example", made.trim_start_matches("cmp_").to_lowercase());
        let body = crate::support::with(
            &crate::support::new_user(&email),
            &json!({ "name": format!("=Anna {name}") }),
        );
        let _ = crate::support::add_user(&app, &made, &body).await.expect(201);
    }
    let export = async |what: &str| {
        app.as_(Who::Admin).get(&format!("/api/manage/exports/{what}")).await.expect(200).text()
    };
    let before = (export("companies").await, export("users").await);

    let companies = upload(&app, before.0.clone()).await.expect(201).json();
    assert_eq!(
        (&companies["summary"]["issues"], &companies["summary"]["people"]),
        (&json!(0), &json!(0)),
        "{companies}"
    );
    let _ = start(&app, &companies).await.expect(202);
    assert_eq!(done(&app, &companies).await["progress"]["companies_added"], 0, "each is known by its name");
    assert_eq!(export("companies").await, before.0);

    let users = upload(&app, before.1.clone()).await.expect(201).json();
    let reasons: Vec<&str> =
        users["skipped"].as_array().unwrap().iter().map(|row| row["reason"].as_str().unwrap()).collect();
    assert_eq!((reasons, &users["summary"]["skipped"]), (vec!["staff"; 3], &json!(3)));
    let users = edit(&app, &users, json!({ "options": { "skip_existing": true } })).await.expect(200).json();
    assert_eq!(users["summary"]["issues"], 0, "{users}");
    let _ = start(&app, &users).await.expect(202);
    assert_eq!(done(&app, &users).await["progress"]["people_added"], 0);
    assert_eq!(export("users").await, before.1);
}

#[tokio::test]
async fn the_encoding_is_judged_by_the_words_and_can_be_chosen() {
    let app = app().await;
    // "Müller" as code page 850 writes it.
    let old = b"Company,Name,Email\nM\x81ller,Ann,ann@oak.example\n".to_vec();
    let import = upload(&app, old).await.expect(201).json();
    assert_eq!(import["encoding"], "IBM850");
    let other = edit(&app, &import, json!({ "encoding": "macintosh" })).await.expect(200).json();
    assert_eq!((&other["encoding"], &other["version"]), (&json!("macintosh"), &json!(2)));
    let back = edit(&app, &other, json!({ "encoding": "IBM850" })).await.expect(200).json();
    let _ = edit(&app, &back, json!({ "encoding": "EBCDIC" })).await.expect(422);
    let _ = start(&app, &back).await.expect(202);
    let _ = done(&app, &back).await;
    let list = app.as_(Who::Admin).get("/api/manage/companies?limit=100").await.expect(200).json();
    assert!(list["items"].as_array().unwrap().iter().any(|one| one["name"] == "Müller"), "{list}");
}

#[tokio::test]
async fn a_damaged_byte_is_named_with_its_row_and_the_rest_is_read() {
    let app = app().await;
    let file = [
        b"\n;;\nCompany;Name;Email\nOak;J\xC3\xB6rg;j@oak.example\nOak;M".as_slice(),
        b"\xFC",
        b"ller;m@oak.example\n",
    ]
    .concat();
    let import = upload(&app, file).await.expect(201).json();
    assert_eq!(import["encoding"], "UTF-8");
    let issue = json!({ "line": 5, "column": "name", "value": "M\u{fffd}ller", "reason": "unreadable" });
    assert_eq!(import["issues"], json!([issue]));
    assert_eq!(import["summary"]["people"], 1);
    let _ = start(&app, &import).await.expect(409);
}
