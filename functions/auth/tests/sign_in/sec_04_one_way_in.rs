//! Row 4: every way of signing in × every state of account and tenant.

use serde_json::json;
use shared::account::{User, UserStatus, login_key};
use shared::id::UserId;
use shared::store::{Query, Stored};
use shared::tenant::{TenantSettings, TenantStatus};
use shared_testing::{Answer, PASSWORD, TestApp, Who};

use crate::hub;
use crate::support::{app, attempt, login, set_status};

/// A way of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Password,
    Invitation,
    ClientHub,
    StaffHub,
}

/// What becomes of somebody who has shown who they are: state, then each way. A new way is one more column.
const TABLE: [(&str, [&str; 4]); 8] = [
    ("active", ["200", "200", "/portal/tickets", "/admin"]),
    // An invitation is for those who are invited, and for nobody else.
    ("invited", ["401", "200", "disabled", "disabled"]),
    ("disabled", ["401", "409", "disabled", "disabled"]),
    // Guesses at the password keep nobody out who shows in another way who they are.
    ("locked", ["429", "200", "/portal/tickets", "/admin"]),
    ("suspended", ["403", "403", "suspended", "suspended"]),
    ("wrong tenant", ["401", "404", "unknown_tenant", "unknown_tenant"]),
    // Staff belong to no company.
    ("company disabled", ["401", "409", "disabled", "/admin"]),
    ("way closed", ["403", "403", "way_closed", "way_closed"]),
];
const WAYS: [Way; 4] = [Way::Password, Way::Invitation, Way::ClientHub, Way::StaffHub];

async fn account(app: &TestApp, email: &str) -> Stored<User> {
    let query = Query::of(&shared::account::USER, "id").eq("login_key", login_key(email));
    app.state.store.query::<User>(&app.scope("acme").await, query).await.unwrap().items.pop().expect(email)
}

impl Way {
    fn email(self) -> String {
        match self {
            Self::Password => Who::User.email(),
            Self::Invitation | Self::ClientHub => "ida@birch.example".into(),
            Self::StaffHub => "sam@msp.example".into(),
        }
    }

    /// Makes the account, known to whoever vouches for it; an invitation's token.
    async fn prepare(self, app: &TestApp) -> String {
        match self {
            Self::Password => String::new(),
            Self::Invitation => app.invite(&self.email()).await.1,
            Self::ClientHub | Self::StaffHub => {
                let first = self.enter(app, "acme", "first").await;
                assert!(hub::reason(&first).starts_with('/'), "{}", hub::reason(&first));
                String::new()
            }
        }
    }

    async fn enter(self, app: &TestApp, tenant: &str, with: &str) -> Answer {
        let email = self.email();
        match self {
            Self::Password => attempt(app, tenant, &email, PASSWORD).await,
            Self::Invitation => {
                let body =
                    json!({ "invite": with.replacen("acme", tenant, 1), "password": "seven green bottles" });
                app.as_(Who::Nobody).post("/api/auth/register").json(&body).await
            }
            Self::ClientHub => {
                let mut claims = hub::client(app, "hub-1", &email, with).await;
                claims["tenant_slug"] = json!(tenant);
                hub::client_enters(app, &claims).await
            }
            Self::StaffHub => {
                let mut claims = hub::staff(app, "hub-1", &email, with).await;
                claims["tenantSlug"] = json!(tenant);
                hub::staff_enters(app, &claims).await
            }
        }
    }
}

async fn change(app: &TestApp, id: &UserId, change: impl FnOnce(&mut User)) {
    let scope = app.scope("acme").await;
    let read = app.state.store.get::<User>(&scope, id.as_str()).await.unwrap().unwrap();
    let mut user = read.value.clone();
    change(&mut user);
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &user);
    app.state.store.commit(batch).await.unwrap();
}

async fn close_all_ways(app: &TestApp) {
    let mut settings = TenantSettings::default();
    (settings.sign_in.password, settings.sign_in.hub) = (false, false);
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    batch.create(&settings);
    app.state.store.commit(batch).await.unwrap();
    // The directory reads the settings anew.
    set_status(app, "acme", TenantStatus::Active).await;
}

async fn enter_state(app: &TestApp, way: Way, state: &str) {
    let id = account(app, &way.email()).await.value.id;
    match state {
        "invited" => change(app, &id, |user| user.status = UserStatus::Invited).await,
        "disabled" => change(app, &id, |user| user.status = UserStatus::Disabled).await,
        "locked" => {
            for _ in 0..5 {
                let _ = attempt(app, "acme", &way.email(), "wrong").await.expect(401);
            }
        }
        "suspended" => set_status(app, "acme", TenantStatus::Suspended).await,
        "company disabled" => {
            let company = app.person(Who::User).company.clone().unwrap().id;
            let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
            app.state.directory.serve_company(&slug, &company, false).await.unwrap();
        }
        "way closed" => close_all_ways(app).await,
        _ => {}
    }
}

#[tokio::test]
async fn sec_04_every_way_in_keeps_every_rule() {
    for (state, expected) in TABLE {
        for (way, expected) in WAYS.into_iter().zip(expected) {
            let app = app().await;
            hub::companies(&app).await;
            let invite = way.prepare(&app).await;
            enter_state(&app, way, state).await;
            let before = account(&app, &way.email()).await;
            let tenant = if state == "wrong tenant" { "globex" } else { "acme" };
            let with = if way == Way::Invitation { invite.as_str() } else { "second" };
            let answer = way.enter(&app, tenant, with).await;
            let outcome = match way {
                Way::Password | Way::Invitation => answer.status().to_string(),
                Way::ClientHub | Way::StaffHub => hub::reason(&answer),
            };
            assert_eq!(outcome, expected, "{way:?} × {state}: {}", answer.text());
            let opened = !answer.header("set-cookie").is_empty();
            assert_eq!(opened, expected == "200" || expected.starts_with('/'), "{way:?} × {state}");
            let after = account(&app, &way.email()).await;
            assert_eq!(after.value.sessions.len() - before.value.sessions.len(), usize::from(opened));
            assert_eq!(after.version - before.version, u64::from(opened), "{way:?} × {state}");
        }
    }
}

#[tokio::test]
async fn sec_04_a_suspended_portal_says_so_to_its_own_people_alone() {
    let app = app().await;
    set_status(&app, "acme", TenantStatus::Suspended).await;
    let told = login(&app, Who::User).await.expect(403).json();
    let detail = told["detail"].as_str().unwrap();
    assert_eq!(detail, "This portal is suspended. Your data is kept; please contact your provider.");
    let _ = attempt(&app, "acme", &Who::User.email(), "wrong").await.expect(401);
    // Sessions that were open before end at their next request.
    let _ = app.as_(Who::User).get("/api/auth/session").await.expect(401);
    set_status(&app, "acme", TenantStatus::Active).await;
    let _ = app.as_(Who::User).get("/api/auth/session").await.expect(200);
}
