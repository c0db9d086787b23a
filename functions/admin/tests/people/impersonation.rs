//! Signing in as a client.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared_testing::{Answer, Client, TestApp, Who};

use crate::support::{app, records, sorted, wrong_fields};

async fn start(app: &TestApp, by: Who, who: Who, body: &Value) -> Answer {
    app.as_(by).post(&format!("/api/manage/users/{}/impersonation", app.person(who).id)).json(body).await
}

fn cookie(answer: &Answer, name: &str) -> String {
    let all = answer.headers().get_all("set-cookie");
    let mut found =
        all.iter().filter_map(|cookie| cookie.to_str().unwrap().strip_prefix(&format!("{name}=")));
    found.next_back().unwrap().split(';').next().unwrap().to_owned()
}

fn reason() -> Value {
    json!({ "reason": "Ticket 1042: cannot find the invoice" })
}

/// The browser ends it: it sends both cookies.
async fn end(client: &Client, session: &str, kept: &str) -> Answer {
    let cookies = format!("portal_session={session}; portal_staff_session={kept}");
    client.delete("/api/portal/impersonation").header("cookie", &cookies).await
}

#[tokio::test]
async fn sec_26_an_admin_signs_in_as_a_client_and_comes_back() {
    let app = app().await;
    let answer = start(&app, Who::Admin, Who::User, &reason()).await.expect(200);
    assert_eq!(answer.json()["landing"], "/portal/dashboard");
    let (session, kept) = (cookie(&answer, "portal_session"), cookie(&answer, "portal_staff_session"));
    assert_eq!(kept, app.token(Who::Admin));
    let client = app.with_token(Some(session.clone()));
    // Neither side's own doors open to it.
    let _ = client.get("/api/manage/users").await.expect(403);

    let back = end(&client, &session, &kept).await.expect(200);
    assert_eq!(back.json()["landing"], "/admin/users");
    assert_eq!(cookie(&back, "portal_session"), kept);
    assert_eq!(cookie(&back, "portal_staff_session"), "");
    // The session is gone from the person's account.
    let _ = client.get("/api/manage/users").await.expect(401);
    let (events, lines) = records(&app, app.person(Who::User).id.as_str()).await;
    assert_eq!(sorted(lines), ["impersonation.end", "impersonation.start"]);
    assert_eq!(sorted(events), ["impersonation.ended", "impersonation.started"]);
}

#[tokio::test]
async fn sec_26_it_ends_after_half_an_hour_and_the_own_session_comes_back_all_the_same() {
    let app = app().await;
    let answer = start(&app, Who::Admin, Who::User, &reason()).await.expect(200);
    let (session, kept) = (cookie(&answer, "portal_session"), cookie(&answer, "portal_staff_session"));
    let client = app.with_token(Some(session.clone()));
    app.clock.advance(SignedDuration::from_mins(29));
    let _ = client.get("/api/manage/users").await.expect(403);
    app.clock.advance(SignedDuration::from_mins(1));
    let _ = client.get("/api/manage/users").await.expect(401);
    let back = end(&client, &session, &kept).await.expect(200);
    assert_eq!(cookie(&back, "portal_session"), kept);
}

#[tokio::test]
async fn sec_26_it_ends_with_the_rights_of_whoever_began_it() {
    let app = app().await;
    let answer = start(&app, Who::Admin, Who::User, &reason()).await.expect(200);
    let (session, kept) = (cookie(&answer, "portal_session"), cookie(&answer, "portal_staff_session"));
    let client = app.with_token(Some(session.clone()));
    let scope = app.scope("acme").await;
    let id = app.person(Who::Admin).id.clone();
    let read = app.state.store.get::<shared::account::User>(&scope, id.as_str()).await.unwrap().unwrap();
    let mut demoted = read.value.clone();
    demoted.role = shared::account::Role::Viewer;
    demoted.epoch += 1;
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &demoted);
    app.state.store.commit(batch).await.unwrap();
    let _ = client.get("/api/manage/users").await.expect(401);
    let _ = end(&client, &session, &kept).await.expect(401);
}

#[tokio::test]
async fn sec_26_the_kept_session_is_a_member_of_staffs_own_or_none() {
    let app = app().await;
    let answer = start(&app, Who::Admin, Who::User, &reason()).await.expect(200);
    let session = cookie(&answer, "portal_session");
    let client = app.with_token(Some(session.clone()));
    for kept in [app.token(Who::OtherUser), session.as_str(), "nonsense"] {
        let answer = start(&app, Who::Admin, Who::User, &reason()).await.expect(200);
        let _ = end(&client, &cookie(&answer, "portal_session"), kept).await.expect(401);
    }
}

#[tokio::test]
async fn sec_26_only_admins_and_only_clients_who_can_sign_in() {
    let app = app().await;
    let _ = start(&app, Who::Technician, Who::User, &reason()).await.expect(403);
    let _ = start(&app, Who::Admin, Who::Technician, &reason()).await.expect(409);
    let _ = start(&app, Who::Admin, Who::ForeignUser, &reason()).await.expect(404);
    assert_eq!(
        wrong_fields(&start(&app, Who::Admin, Who::User, &json!({ "reason": " " })).await),
        ["reason"]
    );
    let long = json!({ "reason": "x".repeat(301) });
    assert_eq!(wrong_fields(&start(&app, Who::Admin, Who::User, &long).await), ["reason"]);
    let path = format!("/api/manage/users/{}/disable", app.person(Who::User).id);
    let _ = app.as_(Who::Admin).post(&path).await.expect(200);
    let _ = start(&app, Who::Admin, Who::User, &reason()).await.expect(409);
}

#[tokio::test]
async fn sec_26_a_session_in_somebodys_name_costs_one_round_trip_and_begins_no_other() {
    let app = app().await;
    let answer = start(&app, Who::Admin, Who::CompanyAdmin, &json!({ "reason": "Look", "write": true }))
        .await
        .expect(200);
    let client = app.with_token(Some(cookie(&answer, "portal_session")));
    let before = app.round_trips();
    let _ = client.get("/api/manage/users").await.expect(403);
    assert_eq!(app.round_trips() - before, 1);
    let path = format!("/api/manage/users/{}/impersonation", app.person(Who::User).id);
    let _ = client.post(&path).json(&reason()).await.expect(403);
}
