//! Items: what staff keep and what clients see of it.

use serde_json::{Value, json};
use shared::id::ItemId;
use shared_testing::{TestApp, Who};

use super::shop::{MANAGE, PORTAL, add, change, for_company_of, id, names, shop, with};
use crate::model::Item;

#[tokio::test]
async fn sec_01_drafts_and_what_is_for_others_do_not_exist_for_clients() {
    let app = shop().await;
    let draft = add(&app, "Draft", &json!({ "published": false })).await;
    let cedar = add(&app, "For Cedar", &json!({ "shown_to": for_company_of(&app, Who::Stranger) })).await;
    let birch = add(&app, "For Birch", &json!({ "shown_to": for_company_of(&app, Who::User) })).await;
    add(&app, "For all", &json!({})).await;
    for one in [&draft, &cedar] {
        let _ = app.as_(Who::User).get(&format!("{PORTAL}/{}", id(one))).await.expect(404);
    }
    assert_eq!(names(&app, Who::User, PORTAL).await, ["For all", "For Birch"]);
    assert_eq!(names(&app, Who::Stranger, PORTAL).await, ["For all", "For Cedar"]);
    assert!(names(&app, Who::ForeignUser, PORTAL).await.is_empty());
    let _ = app.as_(Who::ForeignAdmin).get(&format!("{MANAGE}/{}", id(&birch))).await.expect(404);
    assert_eq!(names(&app, Who::Viewer, MANAGE).await, ["Draft", "For all", "For Birch", "For Cedar"]);
    let seen = app.as_(Who::User).get(&format!("{PORTAL}/{}", id(&birch))).await.expect(200).json();
    assert!(seen.get("shown_to").is_none() && seen.get("companies").is_none());

    let gone = change(&app, &birch, &json!({ "published": false })).await;
    assert_eq!(names(&app, Who::User, PORTAL).await, ["For all"]);
    assert_eq!(gone["form_version"], 1);
}

#[tokio::test]
async fn lists_follow_the_position_and_then_the_name() {
    let app = shop().await;
    for (name, position) in [("Zebra", 1), ("apple", 2), ("Ästhetik", 2), ("Mail", 10)] {
        add(&app, name, &json!({ "position": position })).await;
    }
    assert_eq!(names(&app, Who::User, PORTAL).await, ["Zebra", "apple", "Ästhetik", "Mail"]);
}

#[tokio::test]
async fn only_a_changed_form_that_clients_see_is_a_new_version() {
    let app = shop().await;
    let fields = |label: &str| json!([{ "key": "why", "type": "text", "label": label }]);
    let item = add(&app, "Laptop", &json!({ "published": false, "fields": fields("One") })).await;
    assert_eq!(item["form_version"], 0);
    let item = change(&app, &item, &json!({ "fields": fields("One") })).await;
    assert_eq!(item["form_version"], 1, "published for the first time");
    let item = change(&app, &item, &json!({ "fields": fields("One"), "price": "50 €" })).await;
    assert_eq!(item["form_version"], 1, "the form is the same");
    let item = change(&app, &item, &json!({ "fields": fields("Two") })).await;
    assert_eq!(item["form_version"], 2);
    let item = change(&app, &item, &json!({ "fields": fields("Three"), "published": false })).await;
    assert_eq!(item["form_version"], 2, "held back");
    let item = change(&app, &item, &json!({ "fields": fields("Three") })).await;
    assert_eq!(item["form_version"], 3);
    let shown = app.as_(Who::User).get(&format!("{PORTAL}/{}", id(&item))).await.expect(200).json();
    assert_eq!((&shown["form_version"], &shown["fields"][0]["label"]), (&json!(3), &json!("Three")));
}

#[tokio::test]
async fn sec_08_the_description_comes_as_markup_of_the_allow_list() {
    let app = shop().await;
    let text = "# New\n\n<script>alert(1)</script> [x](javascript:alert(1)) **bold**";
    let item = add(&app, "Look", &json!({ "description": text })).await;
    let shown = app.as_(Who::User).get(&format!("{PORTAL}/{}", id(&item))).await.expect(200).json();
    assert_eq!(shown["description_html"], shared::markdown::to_html(text));
    assert!(shown.get("description").is_none());
    assert_eq!(item["description"], text);
}

#[tokio::test]
async fn one_that_is_sent_twice_exists_once_and_what_is_deleted_is_gone() {
    let app = shop().await;
    let send = || {
        let edit = with("Once", &json!({}));
        app.as_(Who::Admin).post(MANAGE).header("idempotency-key", "k").json(&edit).send()
    };
    let first = send().await.expect(201);
    assert_eq!(first.header("location"), format!("{MANAGE}/{}", id(&first.json())));
    assert_eq!(send().await.expect(201).json(), first.json());
    assert_eq!(names(&app, Who::User, PORTAL).await, ["Once"]);
    let path = format!("{MANAGE}/{}", id(&first.json()));
    let _ = app.as_(Who::Admin).delete(&path).if_match(7).await.expect(412);
    let _ = app.as_(Who::Admin).delete(&path).if_match(1).await.expect(204);
    let _ = app.as_(Who::Admin).delete(&path).await.expect(404);
    assert!(names(&app, Who::User, PORTAL).await.is_empty());
}

#[tokio::test]
async fn nobodys_work_is_overwritten_unseen() {
    let app = shop().await;
    let item = add(&app, "Plan", &json!({})).await;
    let path = format!("{MANAGE}/{}", id(&item));
    let edit = with("Plan B", &json!({}));
    let _ = app.as_(Who::Admin).put(&path).json(&edit).await.expect(428);
    let changed = app.as_(Who::Admin).put(&path).if_match(1).json(&edit).await.expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    let _ = app.as_(Who::Admin).put(&path).if_match(1).json(&edit).await.expect(412);
}

#[tokio::test]
async fn fields_are_accepted_at_their_limits_and_refused_beyond() {
    let app = shop().await;
    let foreign = app.person(Who::ForeignUser).company.clone().unwrap().id;
    let cases: Vec<(Value, &str)> = vec![
        (json!({ "name": "x".repeat(120) }), ""),
        (json!({ "name": "x".repeat(121) }), "name"),
        (json!({ "name": " " }), "name"),
        (json!({ "summary": "é".repeat(300) }), ""),
        (json!({ "summary": "é".repeat(301) }), "summary"),
        (json!({ "description": "大".repeat(10_000) }), ""),
        (json!({ "description": "x".repeat(10_001) }), "description"),
        (json!({ "category": "x".repeat(60) }), ""),
        (json!({ "category": "x".repeat(61) }), "category"),
        (json!({ "category": "" }), "category"),
        (json!({ "price": "x".repeat(80) }), ""),
        (json!({ "price": "x".repeat(81) }), "price"),
        (json!({ "response_hours": 8_760, "resolution_hours": 1 }), ""),
        (json!({ "response_hours": 8_761 }), "response_hours"),
        (json!({ "resolution_hours": 0 }), "resolution_hours"),
        (json!({ "position": 9_999 }), ""),
        (json!({ "position": 10_000 }), "position"),
        (json!({ "icon": "unicorn" }), "icon"),
        (json!({ "shown_to": { "all": false, "companies": [] } }), "shown_to"),
        (json!({ "shown_to": { "all": false, "companies": [foreign] } }), "shown_to"),
        (json!({ "fields": [{ "key": "a", "type": "text", "label": "" }] }), "fields[0].label"),
        (json!({ "fields": [{ "key": "a", "type": "colour", "label": "A" }] }), "fields[0].type"),
        (
            json!({ "fields": [{ "key": "a", "type": "text", "label": "A", "colour": 1 }] }),
            "fields[0].colour",
        ),
        (json!({ "colour": "red" }), "colour"),
    ];
    for (more, field) in cases {
        let status = if field.is_empty() { 201 } else { 422 };
        let answer = app.as_(Who::Admin).post(MANAGE).json(&with("Name", &more)).await.expect(status);
        if !field.is_empty() {
            assert!(answer.json()["errors"][field].is_string(), "{more}: {}", answer.text());
        }
    }
    let several = json!({ "category": "", "position": 10_000, "shown_to": { "all": false }, "fields": [{ "key": "A", "type": "text", "label": "A" }] });
    let refused = app.as_(Who::Admin).post(MANAGE).json(&with("", &several)).await.expect(422).json();
    let wrong: Vec<&String> = refused["errors"].as_object().unwrap().keys().collect();
    assert_eq!(wrong, ["category", "fields[0].key", "name", "position", "shown_to"], "all is told at once");
}

#[tokio::test]
async fn sec_28_a_catalogue_is_bounded() {
    let app = shop().await;
    for n in 0..200 {
        add(&app, &format!("Item {n}"), &json!({ "fields": [] })).await;
    }
    let _ = app.as_(Who::Admin).post(MANAGE).json(&with("One more", &json!({}))).await.expect(409);
    assert_eq!(names(&app, Who::User, PORTAL).await.len(), 200);
}

/// Adds as many copies of an item as are wanted, past all operations.
async fn copies(app: &TestApp, of: &Value, count: usize) {
    let scope = app.scope("acme").await;
    let item = app.state.store.get::<Item>(&scope, &id(of)).await.unwrap().unwrap().value;
    for some in vec![(); count].chunks(50) {
        let mut batch = app.state.store.batch(&scope);
        for () in some {
            let mut copy = item.clone();
            copy.id = ItemId::mint(&*app.state.clock, &*app.state.entropy);
            batch.create(&copy);
        }
        app.state.store.commit(batch).await.unwrap();
    }
}

#[tokio::test]
async fn sec_30_a_catalogue_holds_no_more_than_it_may_however_many_are_added_at_once() {
    let app = shop().await;
    let first = add(&app, "Item", &json!({ "fields": [] })).await;
    copies(&app, &first, 187).await;
    let admin = app.as_(Who::Admin);
    let new = with("One more", &json!({ "fields": [] }));
    let added = (0..40).map(|_| async { admin.post(MANAGE).json(&new).await.status() });
    let answers = futures::future::join_all(added).await;
    assert_eq!(answers.iter().filter(|status| **status == 201).count(), 12, "{answers:?}");
    assert!(answers.iter().all(|status| [201, 409].contains(status)), "{answers:?}");
    assert_eq!(names(&app, Who::Admin, MANAGE).await.len(), 200);
}

#[tokio::test]
async fn staff_read_and_admins_write() {
    let app = shop().await;
    let item = add(&app, "Name", &json!({})).await;
    let path = format!("{MANAGE}/{}", id(&item));
    let edit = with("No", &json!({}));
    for who in [Who::Viewer, Who::Technician] {
        let _ = app.as_(who).get(&path).await.expect(200);
        let _ = app.as_(who).post(MANAGE).json(&edit).await.expect(403);
        let _ = app.as_(who).put(&path).if_match(1).json(&edit).await.expect(403);
        let _ = app.as_(who).delete(&path).await.expect(403);
    }
    let _ = app.as_(Who::User).get(&path).await.expect(403);
}

#[tokio::test]
async fn every_look_costs_one_round_trip() {
    let app = shop().await;
    let item = add(&app, "Name", &json!({})).await;
    for (who, path) in [
        (Who::User, PORTAL.to_owned()),
        (Who::User, format!("{PORTAL}/{}", id(&item))),
        (Who::Viewer, MANAGE.to_owned()),
        (Who::Viewer, format!("{MANAGE}/{}", id(&item))),
    ] {
        let before = app.round_trips();
        let _ = app.as_(who).get(&path).await.expect(200);
        assert_eq!(app.round_trips() - before, 2, "{path}: the session, and the rest");
    }
}
