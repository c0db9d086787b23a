//! Requests find whoever can decide them, however people come and go.

use serde_json::{Value, json};
use shared::account::{Role, User, UserStatus};
use shared::audit::AuditLine;
use shared::event::{Audience, EVENT, Event};
use shared::mail::{AreaMails, Heard, Outgoing};
use shared::store::Query;
use shared::tenant::TenantSlug;
use shared_testing::{TestApp, Who};

use super::approval::{DECIDE, token};
use super::shop::{REQUESTS, act, add, ask, id, see, shop};
use crate::mails::Mails;
use crate::model::Request;

const MANAGED: &str = "/api/manage/requests";

/// Reads the events that were not read yet, as the outbox does, and gives the mails: to whom, and which.
#[derive(Default)]
struct Reader {
    seen: std::collections::BTreeSet<String>,
    once: std::collections::BTreeSet<(String, String)>,
}

impl Reader {
    async fn read(&mut self, app: &TestApp) -> Vec<(String, String)> {
        let scope = app.scope("acme").await;
        let slug = TenantSlug::parse("acme").unwrap();
        let mut mails = Vec::new();
        loop {
            let tenant = app.state.directory.tenant(&slug).await.unwrap().unwrap();
            let events = Query::of(&EVENT, "created_at").ascending().limit(1_000);
            let events = app.state.store.query::<Event>(&scope, events).await.unwrap().items;
            let new: Vec<_> =
                events.into_iter().filter(|event| self.seen.insert(event.value.id.clone())).collect();
            if new.is_empty() {
                mails.sort();
                return mails;
            }
            for event in new {
                let mut outgoing = Outgoing::default();
                let heard = Heard { app: &app.state, tenant: &tenant, scope: &scope, event: &event.value };
                Mails.on_event(heard, &mut outgoing).await.unwrap();
                for (to, mail) in outgoing.written() {
                    // The outbox keeps what is written once under one id for good.
                    let asked = mail.name == "request.asked";
                    let of = (to.user.clone(), mail.thread.clone().unwrap_or_default());
                    if !asked || self.once.insert(of) {
                        mails.push((to.name.clone(), mail.name.clone()));
                    }
                }
            }
        }
    }
}

async fn guarded(app: &TestApp) -> Value {
    add(app, "Laptop", &json!({ "needs_approval": true })).await
}

/// Changes a person as an area does that is not here, with its event.
async fn person(app: &TestApp, who: Who, event: &str, data: Value, change: impl FnOnce(&mut User)) {
    let scope = app.scope("acme").await;
    let key = app.person(who).id.to_string();
    let read = app.state.store.get::<User>(&scope, &key).await.unwrap().unwrap();
    let mut user = read.value.clone();
    change(&mut user);
    let mut batch = app.state.store.batch(&scope);
    let mut event = Event::new(event, &key, read.version + 1, Audience::staff());
    event.data = data;
    batch.replace(&read, &user).event(event);
    app.state.store.commit(batch).await.unwrap();
}

async fn stored(app: &TestApp, request: &Value) -> Request {
    let scope = app.scope("acme").await;
    app.state.store.get::<Request>(&scope, &id(request)).await.unwrap().unwrap().value
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = of.iter().map(|(to, name)| ((*to).to_owned(), (*name).to_owned())).collect();
    pairs.sort();
    pairs
}

type Change = fn(&mut User);

#[tokio::test]
async fn whichever_way_the_last_approver_goes_staff_are_told_once_and_can_decide() {
    let ways: [(&str, Value, Change); 6] = [
        ("user.edited", json!({ "changed": ["role"] }), |user| user.role = Role::User),
        ("user.disabled", json!({ "changed": ["status"] }), |user| user.status = UserStatus::Disabled),
        // The PSA withdraws the access.
        ("user.disabled", json!({ "changed": ["psa_withdrawn", "status"] }), |user| {
            user.status = UserStatus::Disabled;
            user.linked.psa_withdrawn = true;
        }),
        // The Hub says what its people are.
        ("user.changed", Value::Null, |user| user.role = Role::User),
        ("user.edited", json!({ "changed": ["company"] }), |user| user.company = None),
        ("user.edited", Value::Null, |user| user.status = UserStatus::Invited),
    ];
    for (event, data, change) in ways {
        let app = shop().await;
        let item = guarded(&app).await;
        let request = ask(&app, Who::User, &item).await;
        let mut reader = Reader::default();
        assert_eq!(reader.read(&app).await, pairs(&[("CompanyAdmin", "request.asked")]));
        let gone_from_company = data["changed"][0] == "company";
        person(&app, Who::CompanyAdmin, event, data, change).await;
        if gone_from_company {
            // Nothing says which company it was: the hourly look finds it.
            assert_eq!(reader.read(&app).await, []);
            assert_eq!(crate::find_approvers(app.state.clone()).await.unwrap(), 1);
        }
        assert_eq!(reader.read(&app).await, pairs(&[("Admin", "request.unassigned")]), "{event}");
        assert!(stored(&app, &request).await.is_unassigned());
        let seen = see(&app, Who::User, &request).await;
        assert_eq!((&seen["deciders"], &seen["unassigned"]), (&json!([]), &json!(true)));
        // Once: neither the next look nor the next change of the person says it again.
        assert_eq!(crate::find_approvers(app.state.clone()).await.unwrap(), 0);
        person(&app, Who::CompanyAdmin, "user.disabled", Value::Null, |user| {
            user.status = UserStatus::Disabled;
        })
        .await;
        assert_eq!(reader.read(&app).await, []);

        let path = format!("{MANAGED}/{}", id(&request));
        let managed = app.as_(Who::Technician).get(&path).await.expect(200).json();
        assert_eq!(managed["actions"], json!({ "decide": true, "cancel": true }));
        let yes = json!({ "reason": "Agreed by phone" });
        let done =
            app.as_(Who::Technician).post(&format!("{path}/approve")).json(&yes).await.expect(200).json();
        assert_eq!((&done["status"], &done["ticket"]["number"]), (&json!("approved"), &json!(7)));
        assert_eq!(reader.read(&app).await, pairs(&[("User", "request.approved")]));
    }
}

#[tokio::test]
async fn a_new_admin_is_asked_once_whatever_becomes_of_their_rights() {
    let app = shop().await;
    let item = guarded(&app).await;
    let (request, own) = (ask(&app, Who::User, &item).await, ask(&app, Who::OtherUser, &item).await);
    let mut reader = Reader::default();
    assert_eq!(reader.read(&app).await.len(), 2);
    let role = || json!({ "changed": ["role"] });
    person(&app, Who::OtherUser, "user.edited", role(), |user| user.role = Role::CompanyAdmin).await;
    // For their own request they are not asked.
    assert_eq!(reader.read(&app).await, pairs(&[("OtherUser", "request.asked")]));
    assert_eq!(stored(&app, &request).await.approvers.len(), 2);
    assert_eq!(stored(&app, &own).await.approvers, [app.person(Who::CompanyAdmin).id.clone()]);
    let names = |seen: &Value| -> Vec<String> {
        let people = seen["deciders"].as_array().unwrap();
        people.iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&see(&app, Who::User, &request).await), ["CompanyAdmin", "OtherUser"]);
    for _ in 0..3 {
        person(&app, Who::OtherUser, "user.edited", role(), |user| user.role = Role::User).await;
        assert_eq!(reader.read(&app).await, [], "another admin is left");
        assert_eq!(names(&see(&app, Who::User, &request).await), ["CompanyAdmin"]);
        person(&app, Who::OtherUser, "user.edited", role(), |user| user.role = Role::CompanyAdmin).await;
        assert_eq!(reader.read(&app).await, [], "they were asked before");
    }
    // What changes nothing about rights costs no look at the requests.
    let before = app.round_trips();
    let scope = app.scope("acme").await;
    let tenant = app.state.directory.tenant(&TenantSlug::parse("acme").unwrap()).await.unwrap().unwrap();
    let mut named = Event::new("user.edited", app.person(Who::User).id.as_str(), 2, Audience::staff());
    named.data = json!({ "changed": ["name"] });
    let heard = Heard { app: &app.state, tenant: &tenant, scope: &scope, event: &named };
    let directory = app.round_trips() - before;
    Mails.on_event(heard, &mut Outgoing::default()).await.unwrap();
    assert_eq!(app.round_trips() - before, directory);
    let link = token(&app, Who::OtherUser, &request).await;
    let said = json!({ "request": id(&request), "token": link, "approve": true });
    let done = app.as_(Who::Nobody).post(DECIDE).json(&said).await.expect(200).json();
    assert_eq!(done["request"]["decision"]["by"]["name"], "OtherUser");
}

#[tokio::test]
async fn somebody_who_joins_as_admin_takes_over_what_nobody_could_decide() {
    for event in ["user.activated", "user.enabled", "user.created"] {
        let app = shop().await;
        let item = guarded(&app).await;
        let request = ask(&app, Who::User, &item).await;
        let mut reader = Reader::default();
        person(&app, Who::CompanyAdmin, "user.disabled", Value::Null, |user| {
            user.status = UserStatus::Disabled;
        })
        .await;
        assert!(reader.read(&app).await.contains(&("Admin".into(), "request.unassigned".into())));
        person(&app, Who::OtherUser, "user.invited", Value::Null, |user| {
            (user.role, user.status) = (Role::CompanyAdmin, UserStatus::Invited);
        })
        .await;
        assert_eq!(reader.read(&app).await, [], "nobody can decide before they have joined");
        person(&app, Who::OtherUser, event, Value::Null, |user| user.status = UserStatus::Active).await;
        assert_eq!(reader.read(&app).await, pairs(&[("OtherUser", "request.asked")]), "{event}");
        let seen = see(&app, Who::User, &request).await;
        assert_eq!((&seen["deciders"][0]["name"], &seen["unassigned"]), (&json!("OtherUser"), &Value::Null));
        let link = token(&app, Who::OtherUser, &request).await;
        let said = json!({ "request": id(&request), "token": link, "approve": false, "reason": "No" });
        let done = app.as_(Who::Nobody).post(DECIDE).json(&said).await.expect(200).json();
        assert_eq!(done["request"]["status"], "rejected");
    }
}

#[tokio::test]
async fn requests_of_a_disabled_company_wait_for_the_provider_until_it_is_enabled() {
    let app = shop().await;
    let item = guarded(&app).await;
    let request = ask(&app, Who::User, &item).await;
    let mut reader = Reader::default();
    assert_eq!(reader.read(&app).await.len(), 1);
    let (scope, company) = (app.scope("acme").await, app.person(Who::User).company.clone().unwrap().id);
    for (served, mails) in [(false, pairs(&[("Admin", "request.unassigned")])), (true, Vec::new())] {
        app.state.directory.serve_company(scope.tenant(), &company, served).await.unwrap();
        let mut batch = app.state.store.batch(&scope);
        batch.event(Event::new("company.edited", company.as_str(), 2, Audience::staff()));
        app.state.store.commit(batch).await.unwrap();
        assert_eq!(reader.read(&app).await, mails);
        assert_eq!(stored(&app, &request).await.is_unassigned(), !served);
    }
}

#[tokio::test]
async fn staff_decide_or_cancel_whatever_waits_and_the_client_reads_that_the_provider_did() {
    let app = shop().await;
    let item = guarded(&app).await;
    for (what, body, status, action) in [
        ("approve", json!({}), "approved", "request.approve_for_client"),
        ("reject", json!({ "reason": "Not in your contract" }), "rejected", "request.reject_for_client"),
        ("cancel", json!({ "reason": "Asked twice" }), "cancelled", "request.cancel_for_client"),
    ] {
        let request = ask(&app, Who::User, &item).await;
        let path = format!("{MANAGED}/{}/{what}", id(&request));
        let _ = app.as_(Who::Viewer).post(&path).json(&body).await.expect(403);
        let _ = app.as_(Who::CompanyAdmin).post(&path).json(&body).await.expect(403);
        let _ = app.as_(Who::ForeignAdmin).post(&path).json(&body).await.expect(404);
        let long = json!({ "reason": "x".repeat(1_001) });
        let _ = app.as_(Who::Technician).post(&path).json(&long).await.expect(422);
        if what != "approve" {
            let _ = app.as_(Who::Technician).post(&path).json(&json!({ "reason": " " })).await.expect(422);
        }
        let _ = app.as_(Who::Technician).post(&path).if_match(9).json(&body).await.expect(412);
        let done = app.as_(Who::Technician).post(&path).if_match(1).json(&body).await.expect(200).json();
        assert_eq!(done["status"], status);
        let seen = see(&app, Who::User, &request).await;
        assert_eq!((&seen["status"], &seen["decision"]["by_provider"]), (&json!(status), &json!(true)));
        assert_eq!(seen["decision"]["reason"], body["reason"]);
        // Nothing is decided twice, by whomever.
        let _ = app.as_(Who::Technician).post(&path).json(&body).await.expect(409);
        let _ = act(&app, Who::CompanyAdmin, &request, "approve", json!({})).await.expect(409);
        let _ = act(&app, Who::User, &request, "cancel", json!({})).await.expect(409);
        let scope = app.scope("acme").await;
        let log = Query::of(&shared::audit::AUDIT, "created_at").limit(50);
        let log = app.state.store.query::<AuditLine>(&scope, log).await.unwrap().items;
        let entry = log.into_iter().map(|one| one.value).find(|one| one.action == action).unwrap();
        assert_eq!((entry.actor.name.as_str(), entry.actor.role.as_str()), ("Technician", "technician"));
    }
    // Nothing is left on anybody's dashboard.
    let list = app.as_(Who::User).get(&format!("{REQUESTS}?status=pending_approval")).await.expect(200);
    assert_eq!(list.json()["items"], json!([]));
    let scope = app.scope("acme").await;
    let key = crate::model::Waiting::id_of(&app.person(Who::User).company.clone().unwrap().id);
    let waiting = app.state.store.get::<crate::model::Waiting>(&scope, &key).await.unwrap().unwrap();
    assert!(waiting.value.is_empty());
}

#[tokio::test]
async fn the_mail_of_a_decision_by_staff_names_the_provider_and_the_reason() {
    let app = shop().await;
    let item = guarded(&app).await;
    let request = ask(&app, Who::User, &item).await;
    let path = format!("{MANAGED}/{}/cancel", id(&request));
    let _ = app.as_(Who::Admin).post(&path).json(&json!({ "reason": "Asked twice" })).await.expect(200);
    let scope = app.scope("acme").await;
    let tenant = app.state.directory.tenant(&TenantSlug::parse("acme").unwrap()).await.unwrap().unwrap();
    let events = Query::of(&EVENT, "created_at").ascending().limit(100);
    let events = app.state.store.query::<Event>(&scope, events).await.unwrap().items;
    let event = events.into_iter().find(|one| one.value.name == "request.cancelled").unwrap().value;
    let mut outgoing = Outgoing::default();
    let heard = Heard { app: &app.state, tenant: &tenant, scope: &scope, event: &event };
    Mails.on_event(heard, &mut outgoing).await.unwrap();
    let (to, mail) = outgoing.written().next().unwrap();
    assert_eq!((to.name.as_str(), mail.subject.as_str()), ("User", "Canceled: Laptop"));
    assert_eq!(mail.paragraphs, [format!("{} canceled your request.", tenant.name)]);
    let quote = mail.quote.as_ref().unwrap();
    assert_eq!((quote.author.as_str(), quote.text.as_str()), (tenant.name.as_str(), "Asked twice"));
}
