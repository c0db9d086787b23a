//! Changing the branding.

use serde_json::{Value, json};
use shared::event::Event;
use shared::store::Query;
use shared_testing::Who;

const PATH: &str = "/api/manage/branding";

fn update() -> Value {
    json!({
        "portal_name": "  Acme   Support ", "primary_color": "#0F766E", "accent_color": "#b91c1c",
        "welcome_text": "Hello **there**", "support_email": "help@acme.example", "support_phone": "+1 (555) 010-0199",
        "custom_css": ".card { color: red; position: fixed }", "show_powered_by": false,
    })
}

fn with(field: &str, value: &Value) -> Value {
    let mut update = update();
    update[field] = value.clone();
    update
}

#[tokio::test]
async fn a_change_shows_to_the_next_visitor_at_once() {
    let app = crate::testing::app().await;
    let visitor = app.as_(Who::Nobody);
    let before = visitor.get("/api/portal/branding?tenant=acme").await.expect(200);
    let answer = app.as_(Who::Admin).put(PATH).if_match(1).json(&update()).await.expect(200);
    assert_eq!((answer.header("etag"), answer.json()["version"].as_u64()), ("\"2\"", Some(2)));
    assert_eq!(answer.json()["custom_css_removed"][0]["line"], 1);
    let after =
        visitor.get("/api/portal/branding?tenant=acme").header("if-none-match", before.header("etag"));
    let after = after.await.expect(200).json();
    assert_eq!(after["portal_name"], "Acme Support");
    assert_eq!(after["primary_color"], "#0f766e");
    assert_eq!(after["welcome_html"], "<p>Hello <strong>there</strong></p>\n");
    assert_ne!(after["theme_url"], before.json()["theme_url"]);
    let theme = visitor.get(after["theme_url"].as_str().unwrap()).await.expect(200).text();
    assert!(
        theme.contains("@scope (.portal-root) {\n:scope .card {\n  color: red;\n}\n}\n")
            && !theme.contains("position"),
        "{theme}"
    );
    assert_eq!(
        visitor.get("/api/portal/branding?tenant=globex").await.expect(200).json()["portal_name"],
        "GLOBEX"
    );
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let app = crate::testing::app().await;
    let bad = json!({
        "portal_name": " ", "primary_color": "red", "accent_color": "#12345", "welcome_text": "x".repeat(5_001),
        "support_email": "nobody", "support_phone": "<script>", "custom_css": "a".repeat(20 * 1024 + 1),
        "show_powered_by": true,
    });
    let errors =
        app.as_(Who::Admin).put(PATH).if_match(1).json(&bad).await.expect(422).json()["errors"].clone();
    let named: Vec<&String> = errors.as_object().unwrap().keys().collect();
    assert_eq!(
        named,
        [
            "accent_color",
            "custom_css",
            "portal_name",
            "primary_color",
            "support_email",
            "support_phone",
            "welcome_text"
        ]
    );
    assert_eq!(
        app.as_(Who::Admin).get(PATH).await.expect(200).json()["version"],
        1,
        "nothing is half-written"
    );
}

#[tokio::test]
async fn limits_hold_exactly() {
    let app = crate::testing::app().await;
    let mut version = 1;
    for (field, fits, exceeds) in [
        ("portal_name", json!("ü".repeat(100)), json!("ü".repeat(101))),
        ("welcome_text", json!("ü".repeat(5_000)), json!("ü".repeat(5_001))),
        ("welcome_text", json!(""), json!(1)),
        ("support_phone", json!("1".repeat(40)), json!("1".repeat(41))),
        ("support_email", Value::Null, json!("a@b")),
        ("custom_css", json!("a".repeat(20 * 1024)), json!("a".repeat(20 * 1024 + 1))),
        ("show_powered_by", json!(false), json!("no")),
        ("primary_color", json!("#ABCDEF"), json!("#abcdeg")),
        ("accent_color", json!("#000000"), Value::Null),
    ] {
        let admin = app.as_(Who::Admin);
        let refused = admin.put(PATH).if_match(version).json(&with(field, &exceeds)).await.expect(422).json();
        assert!(refused["errors"].get(field).is_some(), "{field}: {refused}");
        let _ = admin.put(PATH).if_match(version).json(&with(field, &fits)).await.expect(200);
        version += 1;
    }
    let unknown = app
        .as_(Who::Admin)
        .put(PATH)
        .if_match(version)
        .json(&with("logo_url", &json!("x")))
        .await
        .expect(422);
    assert!(unknown.json()["errors"].get("logo_url").is_some());
}

#[tokio::test]
async fn only_admins_change_it_and_only_what_they_saw() {
    let app = crate::testing::app().await;
    for who in [Who::Technician, Who::Viewer, Who::CompanyAdmin, Who::User] {
        let _ = app.as_(who).put(PATH).if_match(1).json(&update()).await.expect(403);
    }
    let _ = app.as_(Who::Nobody).put(PATH).if_match(1).json(&update()).await.expect(401);
    let admin = app.as_(Who::Admin);
    let _ = admin.put(PATH).json(&update()).await.expect(428);
    let _ = admin.put(PATH).if_match(2).json(&update()).await.expect(412);
    let _ = admin.put(PATH).if_match(1).without("sec-fetch-site").json(&update()).await.expect(403);
    let _ = admin.put(PATH).if_match(1).json(&update()).await.expect(200);
    let _ = admin.put(PATH).if_match(1).json(&update()).await.expect(412);
}

#[tokio::test]
async fn of_two_at_the_same_time_one_wins() {
    let app = crate::testing::app().await;
    let put = || app.as_(Who::Admin).put(PATH).if_match(1).json(&update()).send();
    let (one, two) = tokio::join!(put(), put());
    let mut statuses = [one.status(), two.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
}

#[tokio::test]
async fn the_change_is_remembered_and_told() {
    let app = crate::testing::app().await;
    let mut heard = app.state.store.live().listen();
    app.clock.advance(jiff::SignedDuration::from_secs(1));
    let _ = app.as_(Who::Admin).put(PATH).if_match(1).json(&update()).await.expect(200);
    let news = heard.recv().await.unwrap();
    assert_eq!(
        (news.tenant.as_str(), news.event.name.as_str(), news.event.version),
        ("acme", "branding.updated", 2)
    );
    let scope = app.scope("acme").await;
    let lines = app
        .state
        .store
        .query::<shared::audit::AuditLine>(&scope, Query::of(&shared::audit::AUDIT, "created_at"))
        .await
        .unwrap();
    assert_eq!(
        (lines.items[0].value.action.as_str(), lines.items[0].value.actor.name.as_str()),
        ("branding.update", "Admin")
    );
    let events = app.state.store.query::<Event>(&scope, Query::of(&shared::event::EVENT, "created_at"));
    assert_eq!(events.await.unwrap().items.len(), 2, "one for the first branding, one for the change");
}

#[tokio::test]
async fn another_process_s_change_is_heard() {
    let app = crate::testing::app().await;
    let visitor = app.as_(Who::Nobody);
    let _ = visitor.get("/api/portal/branding?tenant=acme").await.expect(200);
    let scope = app.scope("acme").await;
    let read = app.state.store.get::<crate::Branding>(&scope, crate::model::ID).await.unwrap().unwrap();
    let mut batch = app.state.store.batch(&scope);
    let changed = crate::Branding { portal_name: "From afar".into(), ..read.value.clone() };
    batch.replace(&read, &changed).event(Event::new(
        crate::store::UPDATED,
        "branding",
        2,
        Default::default(),
    ));
    app.state.store.commit(batch).await.unwrap();
    for _ in 0..200 {
        if visitor.get("/api/portal/branding?tenant=acme").await.expect(200).json()["portal_name"]
            == "From afar"
        {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the change is not seen");
}

#[tokio::test]
async fn a_mission_portal_keeps_its_rose() {
    let app = crate::testing::app().await;
    let scope = app.scope("acme").await;
    let read = app.state.store.get::<crate::Branding>(&scope, crate::model::ID).await.unwrap().unwrap();
    let slug = read.value.slug.clone();
    let mission = crate::initial(slug, shared::tenant::OrgType::Mission, "Acme");
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &mission);
    app.state.store.commit(batch).await.unwrap();
    let refused = app.as_(Who::Admin).put(PATH).if_match(2).json(&update()).await.expect(422).json();
    assert!(refused["errors"].get("accent_color").is_some());
    let rose = with("accent_color", &json!("#E11D48"));
    let _ = app.as_(Who::Admin).put(PATH).if_match(2).json(&rose).await.expect(200);
}
