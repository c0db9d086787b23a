//! One's own profile, from outside.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

mod avatar;
mod copy;

use futures::StreamExt as _;
use serde_json::{Value, json};
use shared::account::User;
use shared::app::App;
use shared::audit::{AUDIT, AuditLine};
use shared::personal::{Part, Source};
use shared::session::Person;
use shared::store::Query;
use shared_testing::{Answer, TestApp, Who};

const PATH: &str = "/api/profile";
/// Stands for an area that holds something about people.
const NOTES: Source = Source { name: "notes", read: notes };

#[expect(clippy::needless_pass_by_value, reason = "the form of every part of the copy")]
fn notes(_: App, person: Person) -> Part {
    let name = person.user().name.clone();
    futures::stream::iter((0..3).map(move |number| Ok(json!({ "of": name, "number": number })))).boxed()
}

async fn app() -> TestApp {
    TestApp::new(profile::router(&[NOTES]), profile::kinds()).await
}

async fn version(app: &TestApp, who: Who) -> u64 {
    app.as_(who).get(PATH).await.expect(200).json()["version"].as_u64().unwrap()
}

async fn save(app: &TestApp, who: Who, body: &Value) -> Answer {
    let version = version(app, who).await;
    app.as_(who).patch(PATH).if_match(version).json(body).await
}

#[tokio::test]
async fn what_is_sent_is_kept_and_the_rest_stays() {
    let app = app().await;
    let first = app.as_(Who::User).get(PATH).await.expect(200).json();
    assert_eq!((&first["name"], first.get("phone"), first.get("language")), (&json!("User"), None, None));
    let change = json!({ "name": " Zoë  Müller ", "phone": "+49 30 1234", "language": "de", "time_zone": "Europe/Berlin" });
    let saved = save(&app, Who::User, &change).await.expect(200).json();
    assert_eq!(
        (&saved["name"], &saved["phone"], &saved["language"], &saved["time_zone"]),
        (&json!("Zoë Müller"), &json!("+49 30 1234"), &json!("de"), &json!("Europe/Berlin"))
    );
    let saved =
        save(&app, Who::User, &json!({ "phone": null, "notifications": { "announcements": true } })).await;
    let saved = saved.expect(200).json();
    assert_eq!((saved.get("phone"), &saved["name"]), (None, &json!("Zoë Müller")));
    assert_eq!(saved["notifications"]["announcements"], true);
    assert_eq!(saved["notifications"]["ticket_updates"], true);
    let scope = app.scope("acme").await;
    let id = app.person(Who::User).id.as_str();
    let stored = app.state.store.get::<User>(&scope, id).await.unwrap().unwrap();
    assert_eq!(stored.value.sort_name, shared::store::sort_key("Zoë Müller"));
    let lines = app
        .state
        .store
        .query::<AuditLine>(&scope, Query::of(&AUDIT, "created_at").eq("object", id))
        .await
        .unwrap();
    let lines: Vec<_> = lines.items.iter().map(|line| line.value.action.as_str()).collect();
    assert_eq!(lines, ["profile.update", "profile.update"]);
}

#[tokio::test]
async fn the_session_tells_what_the_pages_need() {
    let app = TestApp::new(profile::router(&[]), profile::kinds()).await;
    let _ =
        save(&app, Who::Admin, &json!({ "language": "es", "time_zone": "America/Bogota" })).await.expect(200);
    let scope = app.scope("acme").await;
    let user =
        app.state.store.get::<User>(&scope, app.person(Who::Admin).id.as_str()).await.unwrap().unwrap();
    let view = serde_json::to_value(user.value.view()).unwrap();
    assert_eq!((&view["language"], &view["time_zone"]), (&json!("es"), &json!("America/Bogota")));
}

#[tokio::test]
async fn a_version_changes_with_the_profile_and_not_with_sign_ins() {
    let app = app().await;
    let before = version(&app, Who::User).await;
    let scope = app.scope("acme").await;
    let read = app.state.store.get::<User>(&scope, app.person(Who::User).id.as_str()).await.unwrap().unwrap();
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &User { login_count: 9, ..read.value.clone() });
    app.state.store.commit(batch).await.unwrap();
    assert_eq!(version(&app, Who::User).await, before);
    let _ = app.as_(Who::User).patch(PATH).if_match(before).json(&json!({ "phone": "1" })).await.expect(200);
    let _ = app.as_(Who::User).patch(PATH).if_match(before).json(&json!({ "phone": "2" })).await.expect(412);
    let _ = app.as_(Who::User).patch(PATH).json(&json!({ "phone": "2" })).await.expect(428);
    let now = version(&app, Who::User).await;
    let same =
        app.as_(Who::User).patch(PATH).if_match(now).json(&json!({ "phone": "1" })).await.expect(200).json();
    assert_eq!(same["version"], now, "what is as it was costs nothing");
}

#[tokio::test]
async fn fields_at_their_limits_are_kept_and_over_them_named() {
    let app = app().await;
    let (name, phone) = ("n".repeat(100), "1".repeat(40));
    let _ = save(&app, Who::User, &json!({ "name": name, "phone": phone })).await.expect(200);
    for (body, field) in [
        (json!({ "name": "n".repeat(101) }), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "name": " \u{202e} " }), "name"),
        (json!({ "name": null }), "name"),
        (json!({ "name": "Visit www.evil.museum" }), "name"),
        (json!({ "name": "zoe@b.example" }), "name"),
        (json!({ "phone": "1".repeat(41) }), "phone"),
        (json!({ "phone": "ask me" }), "phone"),
        (json!({ "language": "fr" }), "language"),
        (json!({ "time_zone": "Mars/Olympus" }), "time_zone"),
        (json!({ "time_zone": "../../../etc/passwd" }), "time_zone"),
        (json!({ "email": "other@acme.example" }), "email"),
        (json!({ "role": "admin" }), "role"),
        (json!({ "notifications": null }), "notifications"),
    ] {
        let answer = save(&app, Who::User, &body).await.expect(422);
        let wrong: Vec<String> = answer.json()["errors"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(wrong, [field], "{body}");
    }
}

#[tokio::test]
async fn reading_costs_the_session_alone_and_saving_one_more() {
    let app = app().await;
    let before = app.round_trips();
    let version = version(&app, Who::User).await;
    assert_eq!(app.round_trips() - before, 1);
    let before = app.round_trips();
    let _ = app.as_(Who::User).patch(PATH).if_match(version).json(&json!({ "phone": "1" })).await.expect(200);
    assert_eq!(app.round_trips() - before, 2);
}

#[tokio::test]
async fn a_name_that_the_psa_keeps_is_shown_as_such_and_cannot_be_changed() {
    let app = app().await;
    let scope = app.scope("acme").await;
    let company = app.person(Who::User).company.clone().unwrap();
    let provisioning = async |on: bool| {
        let id = company.id.to_string();
        let mut batch = app.state.store.batch(&scope);
        let made = Birch { id, name: company.name.clone(), psa_auto_provisioning: on };
        match app.state.store.get::<Birch>(&scope, company.id.as_str()).await.unwrap() {
            Some(read) => batch.replace(&read, &made),
            None => batch.create(&made),
        };
        app.state.store.commit(batch).await.unwrap();
    };
    let link = async |contact: Option<&str>, withdrawn: bool| {
        let key = app.person(Who::User).id.to_string();
        let read = app.state.store.get::<User>(&scope, &key).await.unwrap().unwrap();
        let mut user = read.value.clone();
        user.linked.psa_contact_id = contact.map(str::to_owned);
        user.linked.psa_withdrawn = withdrawn;
        let mut batch = app.state.store.batch(&scope);
        batch.replace(&read, &user);
        app.state.store.commit(batch).await.unwrap();
    };
    let kept =
        async || app.as_(Who::User).get(PATH).await.expect(200).json()["name_kept_by_provider"] == true;
    let rename =
        async |name: &str| save(&app, Who::User, &json!({ "name": name, "phone": "+49 30 7" })).await;

    assert!(!kept().await, "no contact of the PSA");
    link(Some("4711"), false).await;
    assert!(!kept().await, "no company that takes contacts over");
    provisioning(false).await;
    assert!(!kept().await, "the switch is off");
    let _ = rename("Maria").await.expect(200);
    provisioning(true).await;
    assert!(kept().await);
    let refused = rename("Mary").await.expect(422).json();
    assert!(refused["errors"]["name"].is_array() || refused["errors"]["name"].is_string(), "{refused}");
    // The rest of the form is saved with the name as it is.
    let saved = rename("Maria").await.expect(200).json();
    assert_eq!((&saved["name"], &saved["name_kept_by_provider"]), (&json!("Maria"), &json!(true)));
    link(None, false).await;
    assert!(!kept().await);
    let _ = rename("Mary").await.expect(200);
}

/// A company as the area `admin` keeps it, as far as profiles look.
#[derive(serde::Serialize, serde::Deserialize)]
struct Birch {
    id: String,
    name: String,
    psa_auto_provisioning: bool,
}

static BIRCH: shared::store::Kind = shared::store::Kind {
    name: "company",
    reach: shared::store::Reach::Tenant,
    indexes: &[],
    residual: &[],
    terms: false,
};

impl shared::store::Document for Birch {
    const KIND: &'static shared::store::Kind = &BIRCH;

    fn id(&self) -> &str {
        &self.id
    }
}
