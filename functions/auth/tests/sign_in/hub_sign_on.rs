//! Coming over from the Hub as it is meant.

use serde_json::json;
use shared::account::{Access, Role, User, UserStatus};
use shared::store::Query;
use shared_testing::{TestApp, Who};

use crate::hub::{self, client_enters, companies, reason, staff_enters};
use crate::support::{app, edit, events, status_of, stored, token};

async fn known(app: &TestApp, email: &str) -> User {
    let scope = app.scope("acme").await;
    let key = shared::account::login_key(email);
    let query = Query::of(&shared::account::USER, "id").eq("login_key", key);
    app.state.store.query::<User>(&scope, query).await.unwrap().items.pop().expect(email).value
}

#[tokio::test]
async fn an_unknown_client_is_provisioned_linked_and_lands_on_the_tickets() {
    let app = app().await;
    companies(&app).await;
    let claims = hub::client(&app, "hub-1", "nora.new@birch.example", "j1").await;
    let answer = client_enters(&app, &claims).await;
    assert_eq!(answer.header("location"), "/portal/tickets");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    let cookie = token(&answer);
    let session = app.with_token(Some(cookie)).get("/api/auth/session").await.expect(200).json();
    assert_eq!(session["user"]["name"], "Nora New");
    let user = known(&app, "nora.new@birch.example").await;
    assert_eq!(user.company, app.person(Who::User).company);
    assert_eq!((user.role, user.access, user.status), (Role::User, Access::Own, UserStatus::Active));
    assert_eq!(user.linked.hub_user_id.as_deref(), Some("hub-1"));
    assert_eq!(user.linked.psa_contact_id.as_deref(), Some("c-7"));
    assert_eq!(user.linked.psa_company_id.as_deref(), Some("psa-birch"));
    assert_eq!(user.password_hash, None);
    // Again: the same account, whatever the email is by now.
    let mut claims = hub::client(&app, "hub-1", "nora.married@birch.example", "j2").await;
    let before = app.round_trips();
    assert_eq!(reason(&client_enters(&app, &claims).await), "/portal/tickets");
    assert_eq!(app.round_trips() - before, 3);
    assert_eq!(known(&app, "nora.new@birch.example").await.login_count, 2);
    claims["jti"] = json!("j3");
    claims["client_id"] = json!("psa-other");
    assert_eq!(reason(&client_enters(&app, &claims).await), "other_company");
}

#[tokio::test]
async fn the_hub_decides_what_its_people_may_do() {
    let app = app().await;
    companies(&app).await;
    let mut first = None;
    for (number, (level, role, access, permissions)) in [
        ("company", Role::User, Access::Company, json!(["tickets.company", "billing"])),
        (
            "company_admin",
            Role::CompanyAdmin,
            Access::Own,
            json!(["tickets.company", "billing", "team.manage"]),
        ),
        ("own", Role::User, Access::Own, json!(["billing"])),
    ]
    .into_iter()
    .enumerate()
    {
        let mut claims = hub::client(&app, "hub-1", "nora@birch.example", &format!("j{number}")).await;
        claims["access_level"] = json!(level);
        let session = token(&client_enters(&app, &claims).await);
        let user = known(&app, "nora@birch.example").await;
        assert_eq!((user.role, user.access), (role, access), "{level}");
        let shown = app.with_token(Some(session.clone())).get("/api/auth/session").await.expect(200).json();
        assert_eq!(shown["permissions"], permissions);
        first.get_or_insert(session);
    }
    assert_eq!(status_of(&app, &first.unwrap()).await, 401, "another role ends the sessions of the old one");
}

#[tokio::test]
async fn staff_get_the_role_that_they_have_in_the_organisation() {
    let app = app().await;
    for (org_role, role) in [
        ("owner", Role::Admin),
        ("admin", Role::Admin),
        ("member", Role::Technician),
        ("viewer", Role::Viewer),
    ] {
        let email = format!("{org_role}@msp.example");
        let mut claims = hub::staff(&app, org_role, &email, org_role).await;
        claims["orgRole"] = json!(org_role);
        let answer = staff_enters(&app, &claims).await;
        assert_eq!(answer.header("location"), "/admin", "{org_role}");
        let user = known(&app, &email).await;
        assert_eq!((user.role, user.is_staff, user.name.as_str()), (role, true, "Sam Staff"));
        assert_eq!(user.company, None);
    }
}

#[tokio::test]
async fn a_sign_in_from_somewhere_new_is_told_once() {
    let app = app().await;
    companies(&app).await;
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    let id = app.person(Who::User).id.clone();
    let told =
        async || events(&app, id.as_str()).await.iter().filter(|name| *name == "session.new_device").count();
    let _ = crate::support::login(&app, Who::User).await.expect(200);
    assert_eq!(told().await, 0, "the first sign-in is no news");
    for _ in 0..2 {
        let _ = crate::support::login(&app, Who::User).header("user-agent", firefox).await.expect(200);
        assert_eq!(told().await, 1);
    }
    let _ = crate::support::login(&app, Who::User).await.expect(200);
    assert_eq!((told().await, stored(&app, Who::User).await.value.devices.len()), (1, 2));
}

#[tokio::test]
async fn a_tenant_may_close_a_way() {
    let app = app().await;
    companies(&app).await;
    let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
    let scope = app.scope("acme").await;
    let mut settings = shared::tenant::TenantSettings::default();
    settings.sign_in.hub = false;
    let mut batch = app.state.store.batch(&scope);
    batch.create(&settings);
    app.state.store.commit(batch).await.unwrap();
    app.state.directory.set_status(&slug, shared::tenant::TenantStatus::Active).await.unwrap();
    let claims = hub::client(&app, "hub-1", "nora@birch.example", "j1").await;
    assert_eq!(reason(&client_enters(&app, &claims).await), "way_closed");
    edit(&app, Who::User, |user| user.linked.hub_user_id = Some("hub-2".into())).await;
    let _ = crate::support::login(&app, Who::User).await.expect(200);
}
