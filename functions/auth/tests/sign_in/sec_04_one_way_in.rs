//! Row 4: every way of signing in × every state of account and tenant.

use shared::account::UserStatus;
use shared::tenant::TenantStatus;
use shared_testing::{Answer, PASSWORD, TestApp, Who};

use crate::support::{app, attempt, edit, login, set_status, stored};

/// A way of signing in: what somebody sends who has shown who they are.
struct Way {
    name: &'static str,
    enter: fn(&TestApp, &str, Who) -> shared_testing::Request,
}

/// A new way of signing in is one more line here.
const WAYS: [Way; 1] =
    [Way { name: "password", enter: |app, tenant, who| attempt(app, tenant, &who.email(), PASSWORD) }];

#[tokio::test]
async fn sec_04_every_way_in_keeps_every_rule() {
    for way in &WAYS {
        for state in ["active", "invited", "disabled", "locked", "suspended", "wrong tenant"] {
            let app = app().await;
            let mut tenant = "acme";
            match state {
                "invited" => edit(&app, Who::User, |user| user.status = UserStatus::Invited).await,
                "disabled" => edit(&app, Who::User, |user| user.status = UserStatus::Disabled).await,
                "locked" => {
                    for _ in 0..5 {
                        let _ = attempt(&app, "acme", &Who::User.email(), "wrong").await.expect(401);
                    }
                }
                "suspended" => set_status(&app, "acme", TenantStatus::Suspended).await,
                "wrong tenant" => tenant = "globex",
                _ => {}
            }
            let expected = match state {
                "active" => 200,
                "locked" => 429,
                "suspended" => 403,
                _ => 401,
            };
            let before = stored(&app, Who::User).await.version;
            let answer: Answer = (way.enter)(&app, tenant, Who::User).await;
            assert_eq!(answer.status(), expected, "{} × {state}: {}", way.name, answer.text());
            if expected != 200 {
                assert_eq!(answer.header("set-cookie"), "", "{} × {state}", way.name);
                assert_eq!(stored(&app, Who::User).await.version, before, "{} × {state}", way.name);
            }
        }
    }
}

#[tokio::test]
async fn sec_04_a_suspended_portal_says_so_to_its_own_people_alone() {
    let app = app().await;
    set_status(&app, "acme", TenantStatus::Suspended).await;
    let told = login(&app, Who::User).await.expect(403).json();
    let detail = told["detail"].as_str().unwrap();
    assert_eq!(detail, "This portal is suspended. Your data are kept; please contact your provider.");
    let _ = attempt(&app, "acme", &Who::User.email(), "wrong").await.expect(401);
    // Sessions that were open before end at their next request.
    let _ = app.as_(Who::User).get("/api/auth/session").await.expect(401);
    set_status(&app, "acme", TenantStatus::Active).await;
    let _ = app.as_(Who::User).get("/api/auth/session").await.expect(200);
}
