//! The settings.

use serde_json::{Value, json};
use shared_testing::Who;

use crate::{app, wrong};

const PATH: &str = "/api/manage/settings";

fn body() -> Value {
    json!({
        "session_hours": 8, "sign_in": { "password": true, "hub": false },
        "mail": { "name": "Acme Help", "reply_to": "help@acme.example" }, "retention": { "audit_days": 365 },
    })
}

#[tokio::test]
async fn a_tenant_without_settings_has_the_defaults_and_saves_its_own() {
    let app = app().await;
    let first = app.as_(Who::Viewer).get(PATH).await.expect(200).json();
    assert_eq!((&first["version"], &first["session_hours"]), (&json!(0), &json!(24)));
    assert_eq!(first["sign_in"], json!({ "password": true, "hub": true }));
    let kept = json!({
        "mail_days": 60, "import_days": 30, "expired_file_days": 30, "unused_upload_hours": 24, "deleted_portal_days": 30,
    });
    assert_eq!(first["kept"], kept);
    let admin = app.as_(Who::Admin);
    let saved = admin.put(PATH).if_match(0).json(&body()).await.expect(200);
    assert_eq!((saved.header("etag"), &saved.json()["mail"]["name"]), ("\"1\"", &json!("Acme Help")));
    let tenant = app.state.directory.tenant(app.scope("acme").await.tenant()).await.unwrap().unwrap();
    assert_eq!(tenant.settings.session_hours, 8, "holds at once");
    let mut next = body();
    next["mail"] = json!({ "name": " ", "reply_to": null });
    let saved = admin.put(PATH).if_match(1).json(&next).await.expect(200).json();
    assert_eq!(saved["mail"], json!({ "name": null, "reply_to": null }));
    assert_eq!(app.as_(Who::ForeignAdmin).get(PATH).await.expect(200).json()["session_hours"], 24);
}

#[tokio::test]
async fn a_stale_form_loses_and_roles_below_admin_only_read() {
    let app = app().await;
    let admin = app.as_(Who::Admin);
    let _ = admin.put(PATH).json(&body()).await.expect(428);
    let _ = admin.put(PATH).if_match(1).json(&body()).await.expect(412);
    let _ = admin.put(PATH).if_match(0).json(&body()).await.expect(200);
    let _ = admin.put(PATH).if_match(0).json(&body()).await.expect(412);
    for who in [Who::Technician, Who::Viewer] {
        let _ = app.as_(who).put(PATH).if_match(1).json(&body()).await.expect(403);
    }
}

#[tokio::test]
async fn values_at_their_limits_are_kept_and_over_them_named() {
    let app = app().await;
    let admin = app.as_(Who::Admin);
    let with = |name: &str, value: Value| {
        let mut body = body();
        body[name] = value;
        body
    };
    for (version, good) in [
        with("session_hours", json!(1)),
        with("session_hours", json!(24)),
        with("retention", json!({ "audit_days": 90 })),
        with("retention", json!({ "audit_days": 3650 })),
        with("retention", json!({})),
        with("mail", json!({ "name": "n".repeat(100) })),
        with("time_zone", json!("America/Los_Angeles")),
    ]
    .iter()
    .enumerate()
    {
        let _ = admin.put(PATH).if_match(version as u64).json(good).await.expect(200);
    }
    for (bad, field) in [
        (with("session_hours", json!(0)), "session_hours"),
        (with("session_hours", json!(25)), "session_hours"),
        (with("session_hours", json!(300)), "session_hours"),
        (with("sign_in", json!({ "password": false, "hub": false })), "sign_in.password"),
        (with("mail", json!({ "name": "n".repeat(101) })), "mail.name"),
        (with("mail", json!({ "reply_to": "nobody" })), "mail.reply_to"),
        (with("retention", json!({ "audit_days": 89 })), "retention.audit_days"),
        (with("retention", json!({ "audit_days": 3651 })), "retention.audit_days"),
        (with("time_zone", json!("Mars/Olympus")), "time_zone"),
        (with("time_zone", json!("../../etc/passwd")), "time_zone"),
        (with("colour", json!("red")), "colour"),
    ] {
        assert_eq!(wrong(&admin.put(PATH).if_match(7).json(&bad).await), [field], "{bad}");
    }
}
