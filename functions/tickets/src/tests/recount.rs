//! Random lives of random tickets: the counters always equal a recount of the documents.

use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::json;
use shared::store::Query;
use shared_testing::{TestApp, Who};

use super::desk::{act, at, desk, person};
use crate::model::{ByStatus, Status, TICKET, Tally, Ticket};

const CLIENTS: [Who; 4] = [Who::User, Who::OtherUser, Who::CompanyAdmin, Who::Stranger];

#[derive(Debug, Clone)]
enum Step {
    Open(usize),
    Say(usize, usize),
    Close(usize, usize),
    Reopen(usize, usize),
    Confirm(usize, usize),
    Watch(usize, usize, usize),
    Unwatch(usize, usize),
    Set(usize, Status),
    Assign(usize, bool),
    Note(usize, Option<Status>),
}

fn step() -> impl Strategy<Value = Step> {
    let (ticket, client) = (0..6_usize, 0..CLIENTS.len());
    let status = prop::sample::select(Status::ALL.to_vec());
    prop_oneof![
        3 => client.clone().prop_map(Step::Open),
        2 => (ticket.clone(), client.clone()).prop_map(|(t, c)| Step::Say(t, c)),
        1 => (ticket.clone(), client.clone()).prop_map(|(t, c)| Step::Close(t, c)),
        1 => (ticket.clone(), client.clone()).prop_map(|(t, c)| Step::Reopen(t, c)),
        1 => (ticket.clone(), client.clone()).prop_map(|(t, c)| Step::Confirm(t, c)),
        2 => (ticket.clone(), client.clone(), client.clone()).prop_map(|(t, c, w)| Step::Watch(t, c, w)),
        1 => (ticket.clone(), client).prop_map(|(t, w)| Step::Unwatch(t, w)),
        3 => (ticket.clone(), status.clone()).prop_map(|(t, s)| Step::Set(t, s)),
        2 => (ticket.clone(), any::<bool>()).prop_map(|(t, a)| Step::Assign(t, a)),
        1 => (ticket, prop::option::of(status)).prop_map(|(t, s)| Step::Note(t, s)),
    ]
}

/// Does one step; what the rules refuse must still leave the counters right, but nothing may fail.
async fn perform(app: &TestApp, tickets: &mut Vec<String>, step: &Step) {
    let of = |n: &usize| tickets.get(n % tickets.len().max(1)).cloned();
    let answer = match step {
        Step::Open(who) => {
            let new = json!({ "subject": "Random", "description": "Life", "watchers": [person(app, CLIENTS[*who])] });
            let answer = app.as_(CLIENTS[*who]).post("/api/portal/tickets").json(&new).await.expect(201);
            tickets.push(answer.json()["id"].as_str().unwrap().to_owned());
            return;
        }
        Step::Say(t, who) => {
            let Some(id) = of(t) else { return };
            act(app, CLIENTS[*who], &id, "/comments", json!({ "body": "Hm" })).await
        }
        Step::Close(t, who) => {
            let Some(id) = of(t) else { return };
            act(app, CLIENTS[*who], &id, "/close", json!({})).await
        }
        Step::Reopen(t, who) => {
            let Some(id) = of(t) else { return };
            act(app, CLIENTS[*who], &id, "/reopen", json!({ "comment": "Again" })).await
        }
        Step::Confirm(t, who) => {
            let Some(id) = of(t) else { return };
            act(app, CLIENTS[*who], &id, "/confirm", json!({})).await
        }
        Step::Watch(t, who, watcher) => {
            let Some(id) = of(t) else { return };
            let path = at(CLIENTS[*who], &id, &format!("/watchers/{}", person(app, CLIENTS[*watcher])));
            app.as_(CLIENTS[*who]).put(&path).await
        }
        Step::Unwatch(t, watcher) => {
            let Some(id) = of(t) else { return };
            let path = at(Who::Admin, &id, &format!("/watchers/{}", person(app, CLIENTS[*watcher])));
            app.as_(Who::Admin).delete(&path).await
        }
        Step::Set(t, status) => {
            let Some(id) = of(t) else { return };
            app.as_(Who::Admin).patch(&at(Who::Admin, &id, "")).json(&json!({ "status": status })).await
        }
        Step::Assign(t, somebody) => {
            let Some(id) = of(t) else { return };
            let assignee = somebody.then(|| person(app, Who::Technician));
            app.as_(Who::Admin).patch(&at(Who::Admin, &id, "")).json(&json!({ "assignee": assignee })).await
        }
        Step::Note(t, status) => {
            let Some(id) = of(t) else { return };
            let note = json!({ "body": "Psst", "internal": true, "status": status });
            act(app, Who::Technician, &id, "/comments", note).await
        }
    };
    assert!(answer.status() < 500, "{step:?}: {}", answer.text());
}

/// Every tally against the tickets that it counts.
async fn recount(app: &TestApp) {
    let scope = app.scope("acme").await;
    let all =
        app.state.store.query::<Ticket>(&scope, Query::of(&TICKET, "created_at").limit(1_000)).await.unwrap();
    let tickets: Vec<Ticket> = all.items.into_iter().map(|stored| stored.value).collect();
    let count = |counts: &dyn Fn(&Ticket) -> bool| {
        let mut by_status = ByStatus::default();
        tickets
            .iter()
            .filter(|ticket| counts(ticket))
            .for_each(|ticket| *by_status.of_mut(ticket.status()) += 1);
        by_status
    };
    let kept = async |id: String| {
        app.state
            .store
            .get::<Tally>(&scope, &id)
            .await
            .unwrap()
            .map(|stored| stored.value)
            .unwrap_or_default()
    };
    let tenant = kept(Tally::TENANT.to_owned()).await;
    assert_eq!(tenant.by_status, count(&|_| true));
    assert_eq!(tenant.last_number, tickets.len() as u64);
    let idle = |ticket: &&Ticket| ticket.is_unassigned() && !ticket.status().is_finished();
    assert_eq!(tenant.unassigned, tickets.iter().filter(idle).count() as u64);
    for who in CLIENTS {
        let user = app.person(who);
        let company = &user.company.as_ref().unwrap().id;
        assert_eq!(kept(Tally::of_company(company)).await.by_status, count(&|t| t.company.id == *company));
        assert_eq!(
            kept(Tally::of_person(&user.id)).await.by_status,
            count(&|t| t.viewers().contains(&user.id))
        );
    }
}

proptest! {
    #![proptest_config(Config { cases: 12, max_shrink_iters: 60, ..Config::default() })]
    #[test]
    fn after_any_sequence_the_counters_equal_a_recount(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let app = desk().await;
            let mut tickets = Vec::new();
            for step in &steps {
                perform(&app, &mut tickets, step).await;
            }
            recount(&app).await;
        });
    }
}
