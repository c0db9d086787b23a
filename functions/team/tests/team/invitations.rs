//! What invitations are bounded by, and what they do not tell.

use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::account::{EmailReservation, User, UserStatus, held_key, login_key};
use shared::audit::{AUDIT, AuditLine};
use shared::event::{EVENT, Event};
use shared::id::UserId;
use shared::store::Query;
use shared::token::{Minted, Purpose};
use shared_testing::{Answer, TestApp, Who};

use super::{app, members};

async fn invite(app: &TestApp, email: &str) -> Answer {
    let body = json!({ "name": "Ivy Hill", "email": email, "role": "user" });
    app.as_(Who::CompanyAdmin).post("/api/portal/team").json(&body).await
}

async fn again(app: &TestApp, id: &Value) -> Answer {
    let path = format!("/api/portal/team/{}/invitation", id.as_str().unwrap());
    app.as_(Who::CompanyAdmin).post(&path).await
}

async fn events(app: &TestApp, name: &str) -> Vec<Event> {
    let scope = app.scope("acme").await;
    let all =
        app.state.store.query::<Event>(&scope, Query::of(&EVENT, "created_at").limit(1_000)).await.unwrap();
    all.items.into_iter().map(|event| event.value).filter(|event| event.name == name).collect()
}

async fn lines(app: &TestApp, action: &str) -> Vec<AuditLine> {
    let query = Query::of(&AUDIT, "created_at").eq("action", action);
    let found = app.state.store.query::<AuditLine>(&app.scope("acme").await, query).await.unwrap().items;
    found.into_iter().map(|line| line.value).collect()
}

async fn stored(app: &TestApp, id: &Value) -> User {
    let scope = app.scope("acme").await;
    app.state.store.get::<User>(&scope, id.as_str().unwrap()).await.unwrap().unwrap().value
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sec_31_thirty_people_a_day_are_invited_however_many_are_asked_for_at_once() {
    let app = Arc::new(app().await);
    let sent: Vec<_> = (0..40)
        .map(|number| {
            let app = Arc::clone(&app);
            tokio::spawn(async move { invite(&app, &format!("person{number}@elsewhere.example")).await })
        })
        .collect();
    let mut answers = Vec::new();
    for one in sent {
        answers.push(one.await.unwrap());
    }
    let with = |status: u16| answers.iter().filter(|answer| answer.status() == status).count();
    assert_eq!(
        (with(201), with(429)),
        (30, 10),
        "{:?}",
        answers.iter().map(Answer::status).collect::<Vec<_>>()
    );
    assert_eq!(members(&app, Who::CompanyAdmin).await.len(), 25, "a page of them");
    let refused = invite(&app, "late@elsewhere.example").await.expect(429);
    assert_eq!(refused.header("retry-after"), (24 * 60 * 60 + 1).to_string());
    assert_eq!(
        refused.json()["detail"],
        "Your company has reached the limit of 30 invitations in 24 hours. Please wait, or ask your provider to invite more people."
    );
    // Sending one again is a mail as well.
    let first = answers.iter().find(|answer| answer.status() == 201).unwrap().json();
    let _ = again(&app, &first["id"]).await.expect(429);
    // Staff are told once, and another company is another matter.
    let told = events(&app, "team.limit_reached").await;
    assert_eq!(told.len(), 1);
    let company = app.person(Who::CompanyAdmin).company.clone().unwrap();
    assert_eq!(told[0].object, company.id.to_string());
    assert_eq!(told[0].data, json!({ "limit": "day", "company": company.name, "by": "CompanyAdmin" }));
    assert_eq!(lines(&app, "team.invite_limit").await.len(), 1);
    let body = json!({ "name": "Ash", "email": "ash@elsewhere.example", "role": "user" });
    let _ = app.as_(Who::StrangerAdmin).post("/api/portal/team").json(&body).await.expect(201);
}

#[tokio::test]
async fn sec_31_a_days_invitations_come_back_one_by_one() {
    let app = app().await;
    let first = invite(&app, "first@elsewhere.example").await.expect(201).json();
    app.clock.advance(SignedDuration::from_hours(12));
    for _ in 0..29 {
        let _ = again(&app, &first["id"]).await.expect(204);
    }
    let refused = again(&app, &first["id"]).await.expect(429);
    assert_eq!(refused.header("retry-after"), (12 * 60 * 60 + 1).to_string());
    app.clock.advance(SignedDuration::from_secs(11 * 60 * 60 + 59 * 60));
    let _ = invite(&app, "second@elsewhere.example").await.expect(429);
    // The sessions of the test end with their day, so the rest of it is looked at in the rule's own tests.
    assert_eq!(events(&app, "team.limit_reached").await.len(), 1);
}

#[tokio::test]
async fn sec_31_a_hundred_people_who_have_not_joined_are_the_most() {
    let app = app().await;
    let scope = app.scope("acme").await;
    let model = app.person(Who::User).clone();
    let make = async |from: usize, until: usize, change: fn(&mut User)| {
        let numbers: Vec<usize> = (from..until).collect();
        for part in numbers.chunks(40) {
            let mut batch = app.state.store.batch(&scope);
            for number in part {
                let email = format!("open{number}@elsewhere.example");
                let mut user = User {
                    id: UserId::mint(&*app.state.clock, &*app.state.entropy),
                    login_key: login_key(&email),
                    email,
                    status: UserStatus::Invited,
                    password_hash: None,
                    sessions: Vec::new(),
                    ..model.clone()
                };
                change(&mut user);
                batch.create(&EmailReservation::of(&user)).create(&user);
            }
            app.state.store.commit(batch).await.unwrap();
        }
    };
    make(0, 99, |_| {}).await;
    // Whoever came from a file and was sent nothing does not count.
    make(200, 250, |user| user.uninvited = true).await;
    let hundredth = invite(&app, "hundredth@elsewhere.example").await.expect(201).json();
    let refused = invite(&app, "next@elsewhere.example").await.expect(409).json();
    assert_eq!(
        refused["detail"],
        "Your company has reached the limit of 100 invited people who have not joined. Disable invitations that are no longer needed, or ask your provider."
    );
    // Those who are invited already are sent their mail again; and who is taken back makes room.
    let _ = again(&app, &hundredth["id"]).await.expect(204);
    let path = format!("/api/portal/team/{}/disable", hundredth["id"].as_str().unwrap());
    let _ = app.as_(Who::CompanyAdmin).post(&path).await.expect(200);
    let _ = invite(&app, "next@elsewhere.example").await.expect(201);
    assert_eq!(events(&app, "team.limit_reached").await[0].data["limit"], "open");
}

#[tokio::test]
async fn what_was_done_is_not_refused_when_it_is_asked_for_again() {
    let app = app().await;
    let body = json!({ "name": "Ivy", "email": "ivy@elsewhere.example", "role": "user" });
    let send =
        || app.as_(Who::CompanyAdmin).post("/api/portal/team").header("idempotency-key", "one").json(&body);
    let first = send().await.expect(201).json();
    for _ in 0..29 {
        let _ = again(&app, &first["id"]).await.expect(204);
    }
    assert_eq!(send().await.expect(201).json(), first);
}

/// The account as its company's admin sees it, without what differs between any two.
fn without_own(member: &Value) -> Value {
    let mut member = member.clone();
    for field in ["id", "email"] {
        member.as_object_mut().unwrap().remove(field);
    }
    member
}

#[tokio::test]
async fn sec_13_a_company_does_not_learn_who_else_has_an_account() {
    let app = app().await;
    let admin = app.as_(Who::CompanyAdmin);
    let mut seen: Vec<Vec<(u16, Value, u64)>> = Vec::new();
    // Nobody's, another client's, a member of staff's, and the same in other letters.
    let emails = [
        "nobody@elsewhere.example".to_owned(),
        Who::Stranger.email(),
        Who::Admin.email(),
        Who::StrangerAdmin.email().to_uppercase(),
    ];
    for email in &emails {
        let mut steps = Vec::new();
        let mut step = async |request: shared_testing::Request| {
            let trips = app.round_trips();
            let answer = request.await;
            let body = if answer.text().is_empty() { Value::Null } else { answer.json() };
            let mut body = body;
            if let Some(body) = body.as_object_mut() {
                body.remove("trace_id");
            }
            steps.push((answer.status(), without_own_or(&body), app.round_trips() - trips));
            body
        };
        let body = json!({ "name": "Ivy Hill", "email": email, "role": "user" });
        let made = step(admin.post("/api/portal/team").json(&body)).await;
        assert_eq!(made["email"].as_str().unwrap().to_lowercase(), email.to_lowercase());
        let id = made["id"].as_str().unwrap().to_owned();
        let path = format!("/api/portal/team/{id}");
        let _ = step(admin.post("/api/portal/team").json(&body)).await;
        let found = members(&app, Who::CompanyAdmin).await.into_iter().find(|one| one["id"] == id.as_str());
        assert_eq!(found.unwrap(), made, "in the list as in the answer");
        let _ = step(admin.post(&format!("{path}/invitation"))).await;
        let _ = step(admin.patch(&path).if_match(1).json(&json!({ "billing": false }))).await;
        let _ = step(admin.post(&format!("{path}/disable"))).await;
        let _ = step(admin.post(&format!("{path}/invitation"))).await;
        let _ = step(admin.post(&format!("{path}/enable"))).await;
        let _ = step(admin.post(&format!("{path}/invitation"))).await;
        seen.push(steps);
    }
    let statuses: Vec<u16> = seen[0].iter().map(|(status, _, _)| *status).collect();
    assert_eq!(statuses, [201, 422, 204, 200, 200, 409, 200, 204]);
    for (one, email) in seen.iter().zip(&emails) {
        assert_eq!(one, &seen[0], "{email}");
    }
    // No link was made, the owners are told, and their accounts are as they were.
    let told = events(&app, "user.invitation_blocked").await;
    assert_eq!(told.len(), 3 * 3);
    for who in [Who::Stranger, Who::Admin, Who::StrangerAdmin] {
        let id = app.person(who).id.to_string();
        let own: Vec<_> = told.iter().filter(|event| event.object == id).collect();
        assert_eq!(own.len(), 3);
        assert_eq!(own[0].data["by"], "CompanyAdmin");
        let kept = stored(&app, &json!(id)).await;
        assert_eq!((kept.login_key, kept.epoch), (login_key(&who.email()), 1));
    }
    let audited = lines(&app, "user.invite_elsewhere").await;
    assert_eq!(audited.len(), 9);
    let scope = app.scope("acme").await;
    for line in audited {
        let held = stored(&app, &json!(line.object)).await;
        let company = held.company.clone().unwrap();
        assert_eq!(held.login_key, held_key(&company.id, &held.email), "nothing signs in to it");
        assert_eq!(line.detail["account"], json!(held.elsewhere.unwrap()));
        assert!(Minted::kept(&app.state, &scope, Purpose::Invite, &held.id).await.unwrap().is_none());
    }
    assert_eq!(events(&app, "user.invited").await.len(), 3, "the real one alone is mailed a link");
}

/// As [`without_own`], for any answer.
fn without_own_or(body: &Value) -> Value {
    if body.is_object() { without_own(body) } else { body.clone() }
}

#[tokio::test]
async fn an_email_that_became_free_makes_it_an_ordinary_invitation() {
    let app = app().await;
    let held = invite(&app, &Who::Stranger.email()).await.expect(201).json();
    let scope = app.scope("acme").await;
    let reserved = EmailReservation::id_of(&Who::Stranger.email());
    let reserved = app.state.store.get::<EmailReservation>(&scope, &reserved).await.unwrap().unwrap();
    let mut batch = app.state.store.batch(&scope);
    batch.delete(&reserved);
    app.state.store.commit(batch).await.unwrap();
    let _ = again(&app, &held["id"]).await.expect(204);
    let user = stored(&app, &held["id"]).await;
    assert_eq!((user.elsewhere, user.login_key), (None, login_key(&Who::Stranger.email())));
    assert!(Minted::kept(&app.state, &scope, Purpose::Invite, &user.id).await.unwrap().is_some());
    let taken = app.state.store.get::<EmailReservation>(&scope, &EmailReservation::id_of(&user.email)).await;
    assert_eq!(taken.unwrap().unwrap().value.user, user.id);
    assert_eq!(events(&app, "user.invited").await.len(), 1);
}
