//! Asking for something.

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::shop::{REQUESTS, act, add, ask, change, id, see, shop, wish};

async fn upload(app: &TestApp, who: Who) -> String {
    use shared::id::FileId;
    use shared::upload::{Upload, UploadedFile};
    let user = app.person(who);
    let upload = Upload {
        id: FileId::mint(&*app.state.clock, &*app.state.entropy),
        owner: user.id.clone(),
        company: user.company.as_ref().map(|company| company.id.clone()),
        name: "plan.pdf".into(),
        unused_until: app.state.clock.now() + shared::upload::UPLOAD_LIFE,
        file: Some(UploadedFile {
            size: 5,
            sha256: "0".repeat(64),
            content_type: "application/pdf".into(),
            inline: true,
        }),
    };
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    batch.create(&upload);
    app.state.store.commit(batch).await.unwrap();
    upload.id.to_string()
}

async fn list(app: &TestApp, who: Who, path: &str) -> Vec<String> {
    let list = app.as_(who).get(path).await.expect(200).json();
    list["items"].as_array().unwrap().iter().map(id).collect()
}

#[tokio::test]
async fn a_request_keeps_what_was_asked_and_the_form_that_it_was_asked_by() {
    let app = shop().await;
    let fields = json!([
        { "key": "kind", "type": "select", "label": "Kind", "options": ["Laptop", "Phone"], "required": true },
        { "key": "size", "type": "text", "label": "Size", "show_if": { "field": "kind", "is": "Laptop" } },
        { "key": "count", "type": "number", "label": "How many" },
    ]);
    let item =
        add(&app, "Device", &json!({ "fields": fields, "price": "50 €", "resolution_hours": 8 })).await;
    let answers = json!({ "kind": "Phone", "size": "hidden", "count": 2 });
    let made = app.as_(Who::User).post(REQUESTS).json(&wish(&item, &answers)).await.expect(201);
    let request = made.json();
    assert_eq!(made.header("location"), format!("{REQUESTS}/{}", id(&request)));
    assert_eq!(request["status"], "approved");
    assert_eq!(request["ticket"]["number"], 7);
    assert_eq!(request["answers"], json!({ "kind": "Phone", "count": 2.0 }), "what is not shown is not kept");
    assert_eq!(request["actions"], json!({ "decide": false, "cancel": false }));
    assert_eq!((&request["item"]["price"], &request["item"]["form_version"]), (&json!("50 €"), &json!(1)));

    // The item changes and goes; the request stays as it was.
    let item =
        change(&app, &item, &json!({ "fields": [{ "key": "x", "type": "text", "label": "Other" }] })).await;
    let _ = app.as_(Who::Admin).delete(&format!("{}/{}", super::shop::MANAGE, id(&item))).await.expect(204);
    let again = see(&app, Who::User, &request).await;
    assert_eq!(again, request);
    assert_eq!(again["fields"], fields_as_kept(&fields));
    let staff =
        app.as_(Who::Viewer).get(&format!("/api/manage/requests/{}", id(&request))).await.expect(200).json();
    assert_eq!(staff["answers"], request["answers"]);
}

fn fields_as_kept(fields: &Value) -> Value {
    let mut kept = fields.clone();
    for field in kept.as_array_mut().unwrap() {
        let field = field.as_object_mut().unwrap();
        field.entry("required").or_insert(json!(false));
        field.entry("limits").or_insert(json!({}));
    }
    kept
}

#[tokio::test]
async fn wrong_answers_are_told_by_field_and_nothing_is_kept() {
    let app = shop().await;
    let fields = json!([
        { "key": "why", "type": "text", "label": "Why", "required": true },
        { "key": "day", "type": "date", "label": "Day" },
        { "key": "file", "type": "file", "label": "File" },
    ]);
    let item = add(&app, "Thing", &json!({ "fields": fields })).await;
    let foreign = upload(&app, Who::OtherUser).await;
    for (answers, wrong) in [
        (json!({}), vec!["answers.why"]),
        (json!({ "why": " ", "day": "soon" }), vec!["answers.day", "answers.why"]),
        (json!({ "why": 1 }), vec!["answers.why"]),
        (json!({ "why": "x", "colour": "red" }), vec!["answers.colour"]),
        (json!({ "why": "x", "file": ["fil_1"] }), vec!["answers.file"]),
        (json!({ "why": "x", "file": [foreign] }), vec!["answers.file"]),
        (json!({ "why": "x".repeat(501) }), vec!["answers.why"]),
    ] {
        let refused = app.as_(Who::User).post(REQUESTS).json(&wish(&item, &answers)).await.expect(422).json();
        let named: Vec<&String> = refused["errors"].as_object().unwrap().keys().collect();
        assert_eq!(named, wrong, "{answers}");
    }
    assert!(list(&app, Who::User, REQUESTS).await.is_empty());
    // A form that has changed is not taken for the one that was filled in.
    let mut old = wish(&item, &json!({ "why": "x" }));
    old["form_version"] = json!(9);
    let _ = app.as_(Who::User).post(REQUESTS).json(&old).await.expect(409);
    let nothing = json!({ "item": "itm_00000000000000000000000000", "form_version": 1 });
    let refused = app.as_(Who::User).post(REQUESTS).json(&nothing).await.expect(422).json();
    assert!(refused["errors"]["item"].is_string());
}

#[tokio::test]
async fn sec_01_drafts_and_what_is_for_others_cannot_be_asked_for() {
    let app = shop().await;
    let draft = add(&app, "Draft", &json!({ "published": false })).await;
    let cedar =
        add(&app, "Cedar", &json!({ "shown_to": super::shop::for_company_of(&app, Who::Stranger) })).await;
    for item in [&draft, &cedar] {
        let refused = app.as_(Who::User).post(REQUESTS).json(&wish(item, &json!({ "why": "x" }))).await;
        assert!(refused.expect(422).json()["errors"]["item"].is_string());
    }
    let _ = ask(&app, Who::Stranger, &cedar).await;
}

#[tokio::test]
async fn a_file_is_used_once_and_opened_by_those_who_see_the_request() {
    let app = shop().await;
    let field = json!([{ "key": "plan", "type": "file", "label": "Plan", "required": true }]);
    let item = add(&app, "Move", &json!({ "fields": field })).await;
    let file = upload(&app, Who::User).await;
    let wish = wish(&item, &json!({ "plan": [file] }));
    let request = app.as_(Who::User).post(REQUESTS).json(&wish).await.expect(201).json();
    assert_eq!(request["files"]["plan"][0]["name"], "plan.pdf");
    let refused = app.as_(Who::User).post(REQUESTS).json(&wish).await.expect(422).json();
    assert!(refused["errors"]["answers.plan"].is_string());
    let path = format!("{REQUESTS}/{}/files/{file}", id(&request));
    for (who, status) in
        [(Who::User, 302), (Who::CompanyAdmin, 302), (Who::OtherUser, 404), (Who::Stranger, 404)]
    {
        let _ = app.as_(who).get(&path).await.expect(status);
    }
    let _ = app
        .as_(Who::User)
        .get(&format!("{REQUESTS}/{}/files/fil_{}", id(&request), "0".repeat(26)))
        .await
        .expect(404);
    let managed = path.replace("/portal/", "/manage/");
    let _ = app.as_(Who::Viewer).get(&managed).await.expect(302);
}

#[tokio::test]
async fn a_request_that_is_sent_twice_exists_once() {
    let app = shop().await;
    for needs_approval in [false, true] {
        let fields = json!([{ "key": "why", "type": "text", "label": "Why" }, { "key": "plan", "type": "file", "label": "Plan" }]);
        let name = format!("Once {needs_approval}");
        let item = add(&app, &name, &json!({ "needs_approval": needs_approval, "fields": fields })).await;
        let file = upload(&app, Who::User).await;
        let wish = wish(&item, &json!({ "why": "x", "plan": [file] }));
        let send = |wish: Value| {
            let key = format!("k{needs_approval}");
            app.as_(Who::User).post(REQUESTS).header("idempotency-key", &key).json(&wish).send()
        };
        let first = send(wish.clone()).await.expect(201).json();
        // Neither the used file nor a changed or deleted item makes the repetition another request.
        assert_eq!(send(wish.clone()).await.expect(201).json(), first);
        let _ =
            app.as_(Who::Admin).delete(&format!("{}/{}", super::shop::MANAGE, id(&item))).await.expect(204);
        assert_eq!(send(wish.clone()).await.expect(201).json(), first);
        let mut other = wish;
        other["answers"]["why"] = json!("y");
        let _ = send(other).await.expect(422);
    }
    assert_eq!(list(&app, Who::User, REQUESTS).await.len(), 2);
}

#[tokio::test]
async fn sec_30_nobody_has_more_requests_waiting_than_allowed_however_many_are_sent_at_once() {
    let app = shop().await;
    let item = add(&app, "Laptop", &json!({ "needs_approval": true })).await;
    for _ in 0..43 {
        ask(&app, Who::User, &item).await;
    }
    let user = app.as_(Who::User);
    let wish = wish(&item, &json!({ "why": "Work" }));
    let sent = (0..40).map(|_| async { user.post(REQUESTS).json(&wish).await.status() });
    let answers = futures::future::join_all(sent).await;
    assert_eq!(answers.iter().filter(|status| **status == 201).count(), 7, "{answers:?}");
    assert!(answers.iter().all(|status| [201, 409].contains(status)), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_with_one_key_are_one_request() {
    let app = std::sync::Arc::new(shop().await);
    let item = add(&app, "Once", &json!({ "needs_approval": true })).await;
    let wish = wish(&item, &json!({ "why": "x" }));
    let sent = (0..8).map(|_| {
        let (app, wish) = (std::sync::Arc::clone(&app), wish.clone());
        tokio::spawn(async move {
            let made = app.as_(Who::User).post(REQUESTS).header("idempotency-key", "k").json(&wish).await;
            id(&made.expect(201).json())
        })
    });
    let ids: std::collections::BTreeSet<String> =
        futures::future::join_all(sent).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(list(&app, Who::User, REQUESTS).await.len(), 1);
}

#[tokio::test]
async fn sec_01_people_see_their_own_and_readers_of_the_company_all_of_it() {
    let app = shop().await;
    let item = add(&app, "Thing", &json!({})).await;
    let mine = ask(&app, Who::User, &item).await;
    let theirs = ask(&app, Who::OtherUser, &item).await;
    let far = ask(&app, Who::Stranger, &item).await;
    assert_eq!(list(&app, Who::User, REQUESTS).await, [id(&mine)]);
    let company = format!("{REQUESTS}?whose=company");
    let _ = app.as_(Who::User).get(&company).await.expect(403);
    for who in [Who::CompanyAdmin, Who::CompanyReader] {
        let mut seen = list(&app, who, &company).await;
        seen.sort();
        let mut all = vec![id(&mine), id(&theirs)];
        all.sort();
        assert_eq!(seen, all);
        assert!(list(&app, who, REQUESTS).await.is_empty());
        let _ = see(&app, who, &mine).await;
    }
    for who in [Who::OtherUser, Who::Stranger, Who::StrangerAdmin, Who::ForeignUser] {
        let _ = app.as_(who).get(&format!("{REQUESTS}/{}", id(&mine))).await.expect(404);
    }
    assert_eq!(list(&app, Who::Viewer, "/api/manage/requests").await.len(), 3);
    let cedar = app.person(Who::Stranger).company.as_ref().unwrap().id.clone();
    assert_eq!(list(&app, Who::Viewer, &format!("/api/manage/requests?company={cedar}")).await, [id(&far)]);
    assert!(list(&app, Who::ForeignAdmin, "/api/manage/requests").await.is_empty());
}

#[tokio::test]
async fn lists_page_and_filter_by_status() {
    let app = shop().await;
    let item = add(&app, "Thing", &json!({ "needs_approval": true })).await;
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(ask(&app, Who::User, &item).await);
        app.clock.advance(jiff::SignedDuration::from_secs(1));
    }
    let _ = act(&app, Who::User, &made[2], "cancel", json!({})).await.expect(200);
    let (mut path, mut seen) = (format!("{REQUESTS}?limit=2"), Vec::new());
    loop {
        seen.extend(list(&app, Who::User, &path).await);
        let page = app.as_(Who::User).get(&path).await.json();
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("{REQUESTS}?limit=2&cursor={cursor}");
        let _ = app.as_(Who::OtherUser).get(&path).await.expect(422);
    }
    let latest_first: Vec<String> = made.iter().rev().map(id).collect();
    assert_eq!(seen, latest_first);
    assert_eq!(list(&app, Who::User, &format!("{REQUESTS}?status=cancelled")).await, [id(&made[2])]);
    assert_eq!(
        list(&app, Who::CompanyAdmin, &format!("{REQUESTS}?whose=company&status=pending_approval"))
            .await
            .len(),
        4
    );
    assert_eq!(list(&app, Who::Viewer, "/api/manage/requests?status=pending_approval").await.len(), 4);
}

#[tokio::test]
async fn every_operation_keeps_to_its_round_trips() {
    let app = shop().await;
    let item = add(&app, "Thing", &json!({})).await;
    let guarded = add(&app, "Guarded", &json!({ "needs_approval": true })).await;
    let cost = async |sent: shared_testing::Request| {
        let before = app.round_trips();
        let answer = sent.send().await;
        assert!(answer.status() < 300, "{}", answer.text());
        (app.round_trips() - before - 1, answer.json())
    };
    let new = |of: &Value| app.as_(Who::User).post(REQUESTS).json(&wish(of, &json!({ "why": "x" })));
    // The item, the batch, the request as it is now, its form; what the ticket reads comes on top.
    let (spent, made) = cost(new(&item)).await;
    assert_eq!(spent, 4);
    let (spent, waits) = cost(new(&guarded)).await;
    assert_eq!(spent, 6, "and who may approve, and how many wait");
    assert_eq!(cost(app.as_(Who::User).get(REQUESTS)).await.0, 1);
    assert_eq!(cost(app.as_(Who::Viewer).get("/api/manage/requests")).await.0, 1);
    assert_eq!(cost(app.as_(Who::User).get(&format!("{REQUESTS}/{}", id(&made)))).await.0, 2);
    let approve = app.as_(Who::CompanyAdmin).post(&format!("{REQUESTS}/{}/approve", id(&waits)));
    assert_eq!(cost(approve.json(&json!({}))).await.0, 6);
}
