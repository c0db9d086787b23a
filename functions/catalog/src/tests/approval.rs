//! Approval: in the portal and by a mail's link.

use secrecy::ExposeSecret;
use serde_json::{Value, json};
use shared::account::{Role, User, UserStatus};
use shared::token::{OneTimeToken, Purpose};
use shared_testing::{TestApp, Who};

use super::shop::{act, add, ask, id, see, shop};

const LOOK: &str = "/api/portal/approvals/look-up";
pub(super) const DECIDE: &str = "/api/portal/approvals/decide";

async fn guarded(app: &TestApp) -> Value {
    add(app, "Laptop", &json!({ "needs_approval": true, "price": "1.290 €" })).await
}

/// What a person's dashboard says.
async fn waiting(app: &TestApp, who: Who) -> u64 {
    let scope = app.scope("acme").await;
    let company = app.person(who).company.clone().unwrap().id;
    let id = crate::model::Waiting::id_of(&company);
    let found = app.state.store.get::<crate::model::Waiting>(&scope, &id).await.unwrap();
    found.map_or(0, |found| found.value.for_approver(&app.person(who).id))
}

/// The token of the mail's link.
pub(super) async fn token(app: &TestApp, who: Who, request: &Value) -> String {
    let scope = app.scope("acme").await;
    let key = OneTimeToken::id_about(Purpose::Approve, &app.person(who).id, Some(&id(request)));
    let kept = app.state.store.get::<OneTimeToken>(&scope, &key).await.unwrap().expect("a link");
    kept.value.recipe.token(&app.state.keys, scope.tenant()).unwrap().expose_secret().to_owned()
}

async fn look(app: &TestApp, request: &Value, token: &str) -> Value {
    let link = json!({ "request": id(request), "token": token });
    app.as_(Who::Nobody).post(LOOK).json(&link).await.expect(200).json()
}

async fn change_admin(app: &TestApp, change: impl Fn(&mut User)) {
    let scope = app.scope("acme").await;
    let key = app.person(Who::CompanyAdmin).id.to_string();
    let read = app.state.store.get::<User>(&scope, &key).await.unwrap().unwrap();
    let mut user = read.value.clone();
    change(&mut user);
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &user);
    app.state.store.commit(batch).await.unwrap();
}

#[tokio::test]
async fn another_admin_of_the_company_decides_and_nobody_else() {
    let app = shop().await;
    let item = guarded(&app).await;
    let request = ask(&app, Who::User, &item).await;
    assert_eq!((&request["status"], &request["ticket"]), (&json!("pending_approval"), &Value::Null));
    assert_eq!(request["actions"], json!({ "decide": false, "cancel": true }));
    assert_eq!((waiting(&app, Who::CompanyAdmin).await, waiting(&app, Who::User).await), (1, 0));
    assert_eq!(
        request["deciders"],
        json!([{ "id": app.person(Who::CompanyAdmin).id, "name": "CompanyAdmin" }])
    );
    for (who, status) in [
        (Who::User, 403),
        (Who::CompanyReader, 403),
        (Who::OtherUser, 403),
        (Who::StrangerAdmin, 404),
        (Who::Admin, 403),
        (Who::ForeignUser, 403),
    ] {
        let _ = act(&app, who, &request, "approve", json!({})).await.expect(status);
        let _ = act(&app, who, &request, "reject", json!({ "reason": "No" })).await.expect(status);
    }
    let seen = see(&app, Who::CompanyAdmin, &request).await;
    assert_eq!(seen["actions"], json!({ "decide": true, "cancel": false }));
    let approved = act(&app, Who::CompanyAdmin, &request, "approve", json!({})).await.expect(200).json();
    assert_eq!((&approved["status"], &approved["ticket"]["number"]), (&json!("approved"), &json!(7)));
    assert_eq!(approved["decision"]["by"]["name"], "CompanyAdmin");
    assert_eq!((&approved["decision"]["by_provider"], &approved["deciders"]), (&Value::Null, &Value::Null));
    assert_eq!(waiting(&app, Who::CompanyAdmin).await, 0);
    for what in ["approve", "reject"] {
        let body = if what == "approve" { json!({}) } else { json!({ "reason": "Late" }) };
        let _ = act(&app, Who::CompanyAdmin, &request, what, body).await.expect(409);
    }
    let _ = act(&app, Who::User, &request, "cancel", json!({})).await.expect(409);
}

#[tokio::test]
async fn nobody_approves_what_they_asked_for_and_without_another_admin_nobody_can_ask() {
    let app = shop().await;
    let item = guarded(&app).await;
    let refused = app
        .as_(Who::CompanyAdmin)
        .post(super::shop::REQUESTS)
        .json(&super::shop::wish(&item, &json!({ "why": "x" })))
        .await
        .expect(409);
    assert!(refused.text().contains("there is none"), "{}", refused.text());
    // With a second admin it waits for that one, and still not for who asked.
    let scope = app.scope("acme").await;
    let key = app.person(Who::OtherUser).id.to_string();
    let read = app.state.store.get::<User>(&scope, &key).await.unwrap().unwrap();
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &User { role: Role::CompanyAdmin, ..read.value.clone() });
    app.state.store.commit(batch).await.unwrap();
    let request = ask(&app, Who::CompanyAdmin, &item).await;
    assert_eq!(waiting(&app, Who::CompanyAdmin).await, 0, "the own one is not counted");
    assert_eq!(waiting(&app, Who::OtherUser).await, 1);
    assert_eq!(request["actions"], json!({ "decide": false, "cancel": true }));
    let _ = act(&app, Who::CompanyAdmin, &request, "approve", json!({})).await.expect(403);
    let _ = act(&app, Who::CompanyAdmin, &request, "reject", json!({ "reason": "x" })).await.expect(403);
}

#[tokio::test]
async fn a_no_needs_a_reason_and_a_request_can_be_taken_back() {
    let app = shop().await;
    let item = guarded(&app).await;
    let request = ask(&app, Who::User, &item).await;
    for (reason, status) in [("", 422), (" ", 422), (&*"x".repeat(1_001), 422)] {
        let _ = act(&app, Who::CompanyAdmin, &request, "reject", json!({ "reason": reason }))
            .await
            .expect(status);
    }
    let _ = app
        .as_(Who::CompanyAdmin)
        .post(&format!("{}/{}/approve", super::shop::REQUESTS, id(&request)))
        .if_match(9)
        .json(&json!({}))
        .await
        .expect(412);
    let rejected = act(&app, Who::CompanyAdmin, &request, "reject", json!({ "reason": "Too dear" }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&rejected["status"], &rejected["decision"]["reason"]),
        (&json!("rejected"), &json!("Too dear"))
    );
    assert_eq!(see(&app, Who::User, &request).await["decision"]["reason"], "Too dear");
    assert_eq!(waiting(&app, Who::CompanyAdmin).await, 0);

    let other = ask(&app, Who::User, &item).await;
    let _ = act(&app, Who::CompanyAdmin, &other, "cancel", json!({})).await.expect(403);
    let gone = act(&app, Who::User, &other, "cancel", json!({})).await.expect(200).json();
    assert_eq!(gone["status"], "cancelled");
    assert_eq!(waiting(&app, Who::CompanyAdmin).await, 0);
    let _ = act(&app, Who::CompanyAdmin, &other, "approve", json!({})).await.expect(409);
}

#[tokio::test]
async fn sec_06_a_mails_link_decides_about_its_request_once_and_looking_decides_nothing() {
    let app = shop().await;
    let item = guarded(&app).await;
    let (request, other) = (ask(&app, Who::User, &item).await, ask(&app, Who::User, &item).await);
    let link = token(&app, Who::CompanyAdmin, &request).await;
    for _ in 0..2 {
        let seen = look(&app, &request, &link).await;
        assert_eq!(seen["state"], "ready");
        assert_eq!(seen["request"]["answers"], json!([{ "label": "What for", "text": "Work" }]));
        assert_eq!(seen["request"]["requester"]["name"], "User");
        // In whose name the answer will be given.
        let admin = app.person(Who::CompanyAdmin);
        assert_eq!(seen["approver"], json!({ "name": admin.name, "email": admin.email }));
    }
    // For another request, altered, or empty it is nothing.
    assert_eq!(look(&app, &other, &link).await["state"], "unknown");
    let altered = format!("{}A", &link[..link.len() - 1]);
    for token in ["", "a.b.c", &altered] {
        if token == link {
            continue;
        }
        assert_eq!(look(&app, &request, token).await["state"], "unknown", "{token}");
        let said = json!({ "request": id(&request), "token": token, "approve": true });
        let _ = app.as_(Who::Nobody).post(DECIDE).json(&said).await.expect(404);
    }
    let said = |approve: bool, reason: &str| json!({ "request": id(&request), "token": link, "approve": approve, "reason": reason });
    let _ = app.as_(Who::Nobody).post(DECIDE).json(&said(false, " ")).await.expect(422);
    let done = app.as_(Who::Nobody).post(DECIDE).json(&said(true, "")).await.expect(200).json();
    assert_eq!((&done["state"], &done["request"]["status"]), (&json!("decided"), &json!("approved")));
    assert_eq!(done["request"]["decision"]["by"]["name"], "CompanyAdmin");
    let _ = app.as_(Who::Nobody).post(DECIDE).json(&said(true, "")).await.expect(409);
    let _ = app.as_(Who::Nobody).post(DECIDE).json(&said(false, "Late")).await.expect(409);
    let after = look(&app, &request, &link).await;
    assert_eq!((&after["state"], &after["request"]["status"]), (&json!("decided"), &json!("approved")));
    assert_eq!(see(&app, Who::User, &other).await["status"], "pending_approval");
}

#[tokio::test]
async fn sec_06_a_link_ends_with_its_time_and_with_its_owners_rights() {
    let app = shop().await;
    let item = guarded(&app).await;
    let request = ask(&app, Who::User, &item).await;
    let link = token(&app, Who::CompanyAdmin, &request).await;
    let said = json!({ "request": id(&request), "token": link, "approve": true });
    for change in [
        (|user| user.role = Role::User) as fn(&mut User),
        |user| user.status = UserStatus::Disabled,
        |user| user.company = None,
    ] {
        change_admin(&app, change).await;
        // It says that somebody else decides now, and nothing of the request.
        assert_eq!(look(&app, &request, &link).await, json!({ "state": "reassigned" }));
        let refused = app.as_(Who::Nobody).post(DECIDE).json(&said).await.expect(403);
        assert!(refused.text().contains("Somebody else decides now"), "{}", refused.text());
        let before = app.person(Who::CompanyAdmin).clone();
        change_admin(&app, |user| {
            (user.role, user.status, user.company) = (before.role, before.status, before.company.clone());
        })
        .await;
        assert_eq!(look(&app, &request, &link).await["state"], "ready");
    }
    app.clock.advance(jiff::SignedDuration::from_hours(14 * 24));
    assert_eq!(look(&app, &request, &link).await["state"], "expired");
    let _ = app.as_(Who::Nobody).post(DECIDE).json(&said).await.expect(409);
    assert_eq!(see_status(&app, &request).await, "pending_approval");
}

async fn see_status(app: &TestApp, request: &Value) -> String {
    let scope = app.scope("acme").await;
    let read = app.state.store.get::<crate::model::Request>(&scope, &id(request)).await.unwrap().unwrap();
    read.value.status.as_str().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_decisions_at_once_one_is_taken() {
    let app = std::sync::Arc::new(shop().await);
    let item = guarded(&app).await;
    let request = ask(&app, Who::User, &item).await;
    let link = token(&app, Who::CompanyAdmin, &request).await;
    let sent = (0..8).map(|n| {
        let (app, request, link) = (std::sync::Arc::clone(&app), request.clone(), link.clone());
        tokio::spawn(async move {
            let answer = match n % 3 {
                0 => act(&app, Who::CompanyAdmin, &request, "approve", json!({})).await,
                1 => act(&app, Who::CompanyAdmin, &request, "reject", json!({ "reason": "No" })).await,
                _ => {
                    let said = json!({ "request": id(&request), "token": link, "approve": true });
                    app.as_(Who::Nobody).post(DECIDE).json(&said).await
                }
            };
            answer.status()
        })
    });
    let statuses: Vec<u16> =
        futures::future::join_all(sent).await.into_iter().map(|one| one.unwrap()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{statuses:?}");
    assert_eq!(waiting(&app, Who::CompanyAdmin).await, 0);
}
