//! Signing in as it is meant.

use argon2::password_hash::PasswordHasher as _;
use jiff::SignedDuration;
use serde_json::json;
use shared::audit::{AUDIT, AuditLine};
use shared::event::{EVENT, Event};
use shared::store::Query;
use shared_testing::{PASSWORD, Who};

use crate::support::{app, attempt, edit, login, stored, token};

#[tokio::test]
async fn a_right_password_opens_a_session() {
    let app = app().await;
    let answer = login(&app, Who::CompanyAdmin)
        .header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0")
        .await
        .expect(200);
    let body = answer.json();
    assert_eq!(body["landing"], "/portal/dashboard");
    assert_eq!(body["user"]["email"], Who::CompanyAdmin.email());
    assert_eq!(body["user"]["role"], "company_admin");
    assert!(body.to_string().find("hash").is_none());

    let cookie = answer.header("set-cookie");
    for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=86400"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "host-only: {cookie}");

    let kept = stored(&app, Who::CompanyAdmin).await.value;
    assert_eq!((kept.login_count, kept.sessions.len()), (1, 2));
    let session = kept.sessions.last().unwrap();
    assert_eq!(session.device, "Firefox on Linux");
    assert_eq!(session.address.as_deref(), Some("192.0.2.1"));

    let scope = app.scope("acme").await;
    let lines =
        app.state.store.query::<AuditLine>(&scope, Query::of(&AUDIT, "created_at")).await.unwrap().items;
    let line = lines.iter().find(|line| line.value.action == "session.open").expect("an audit line");
    assert_eq!(line.value.actor.id, kept.id.as_str());
    assert_eq!(line.value.actor.address.as_deref(), Some("192.0.2.1"));
    let events = app.state.store.query::<Event>(&scope, Query::of(&EVENT, "created_at")).await.unwrap().items;
    assert!(
        events.iter().any(|event| event.value.name == "session.opened" && event.value.audience.staff_only)
    );
}

#[tokio::test]
async fn the_session_says_who_is_signed_in_and_what_they_may_do() {
    let app = app().await;
    for (who, landing, permissions) in [
        (Who::User, "/portal/dashboard", json!(["billing"])),
        (Who::CompanyReader, "/portal/dashboard", json!(["tickets.company", "billing"])),
        (Who::CompanyAdmin, "/portal/dashboard", json!(["tickets.company", "billing", "team.manage"])),
        (Who::Viewer, "/admin", json!(["staff"])),
        (Who::Technician, "/admin", json!(["staff", "staff.write"])),
        (Who::Admin, "/admin", json!(["staff", "staff.write", "staff.admin"])),
        (Who::ForeignUser, "/portal/dashboard", json!(["billing"])),
    ] {
        let answer = login(&app, who).await.expect(200);
        assert_eq!(answer.json()["landing"], landing);
        let session = app.with_token(Some(token(&answer))).get("/api/auth/session").await.expect(200).json();
        assert_eq!(session["permissions"], permissions, "{who:?}");
        assert_eq!(session["tenant"]["slug"], who.tenant());
        assert_eq!(session["tenant"]["org_type"], "msp");
        assert_eq!(session["tenant"]["time_zone"], "UTC");
        assert_eq!(session["user"]["id"], app.person(who).id.as_str());
        assert_eq!(session["user"]["company"].is_null(), app.person(who).is_staff);
        assert_eq!(session["expires_at"], "2026-03-03T09:00:00Z");
    }
}

#[tokio::test]
async fn an_email_is_the_same_in_any_case_and_with_blanks_around_it() {
    let app = app().await;
    for email in [Who::User.email().to_uppercase(), format!("  {} ", Who::User.email())] {
        let _ = attempt(&app, "acme", &email, PASSWORD).await.expect(200);
    }
    assert_eq!(stored(&app, Who::User).await.value.login_count, 2);
}

#[tokio::test]
async fn fields_are_checked_at_their_limits() {
    let app = app().await;
    let long = "x".repeat(129);
    let longest_local = format!("{}@b.example", "a".repeat(64));
    let good = json!({ "tenant": "acme", "email": "nobody@b.example", "password": "x" });
    for (change, status, field) in [
        (json!({}), 401, ""),
        (json!({ "password": "x".repeat(128) }), 401, ""),
        (json!({ "email": longest_local }), 401, ""),
        (json!({ "tenant": "no-such-portal" }), 401, ""),
        (json!({ "tenant": "Not A Slug" }), 401, ""),
        (json!({ "tenant": "" }), 401, ""),
        (json!({ "password": "" }), 422, "password"),
        (json!({ "password": long }), 422, "password"),
        (json!({ "password": null }), 422, "password"),
        (json!({ "password": ["x"] }), 422, "password"),
        (json!({ "email": "" }), 422, "email"),
        (json!({ "email": "addr:192.0.2.1" }), 422, "email"),
        (json!({ "email": format!("{}@b.example", "a".repeat(65)) }), 422, "email"),
        (json!({ "email": format!("a@{}.example", "b".repeat(250)) }), 422, "email"),
        (json!({ "email": 5 }), 422, "email"),
        (json!({ "tenant": 5 }), 422, "tenant"),
        (json!({ "remember": true }), 422, "remember"),
    ] {
        let mut body = good.clone();
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        let answer = app.as_(Who::Nobody).post("/api/auth/login").json(&body).await;
        assert_eq!(answer.status(), status, "{change}: {}", answer.text());
        if !field.is_empty() {
            assert!(answer.json()["errors"][field].is_string(), "{change}: {}", answer.text());
        }
    }
    for missing in ["tenant", "email", "password"] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(missing);
        let answer = app.as_(Who::Nobody).post("/api/auth/login").json(&body).await.expect(422);
        assert!(answer.json()["errors"][missing].is_string());
    }
    let nobody = app.as_(Who::Nobody);
    let login = || nobody.post("/api/auth/login");
    let _ = login().body("{}").header("content-type", "text/plain").await.expect(415);
    let _ = login().body("{\"tenant\":").header("content-type", "application/json").await.expect(400);
    let _ = login().body(vec![b' '; 300_000]).header("content-type", "application/json").await.expect(413);
}

#[tokio::test]
async fn a_hash_made_with_weaker_parameters_is_renewed() {
    let app = app().await;
    let weak = argon2::Argon2::new(
        argon2::Algorithm::Argon2id,
        argon2::Version::V0x13,
        argon2::Params::new(8_192, 1, 1, None).unwrap(),
    );
    let old = weak.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    edit(&app, Who::User, |user| user.password_hash = Some(old.clone())).await;
    let _ = login(&app, Who::User).await.expect(200);
    let renewed = stored(&app, Who::User).await.value.password_hash.unwrap();
    assert_ne!(renewed, old);
    assert!(renewed.contains("m=19456,t=2,p=1"), "{renewed}");
    let _ = login(&app, Who::User).await.expect(200);
    assert_eq!(stored(&app, Who::User).await.value.password_hash.unwrap(), renewed);
}

#[tokio::test]
async fn parallel_sign_ins_of_one_person_all_succeed_and_are_all_counted() {
    let app = app().await;
    let answers = futures::future::join_all((0..4).map(|_| login(&app, Who::User).send())).await;
    let mut tokens: Vec<String> = answers.into_iter().map(|answer| token(&answer.expect(200))).collect();
    tokens.sort();
    tokens.dedup();
    assert_eq!(tokens.len(), 4);
    assert_eq!(stored(&app, Who::User).await.value.login_count, 4);
}

#[tokio::test]
async fn the_last_use_of_a_session_is_noted_to_the_quarter_of_an_hour() {
    let app = app().await;
    let answer = login(&app, Who::User).await.expect(200);
    let client = app.with_token(Some(token(&answer)));
    let seen = async || stored(&app, Who::User).await.value.sessions.last().unwrap().last_seen_at;
    let opened = seen().await;
    app.clock.advance(SignedDuration::from_mins(14));
    let before = app.round_trips();
    let _ = client.get("/api/auth/session").await.expect(200);
    assert_eq!(app.round_trips() - before, 1);
    assert_eq!(seen().await, opened);
    app.clock.advance(SignedDuration::from_mins(2));
    let _ = client.get("/api/auth/session").await.expect(200);
    assert_eq!(seen().await, opened + SignedDuration::from_mins(16));
}
