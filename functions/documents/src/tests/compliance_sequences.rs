//! Sequences of what moves the figures of compliance, in any order.

use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::account::{Role, User, UserStatus};
use shared::event::{Audience, Event};
use shared_testing::{TestApp, Who};

use super::compliance::{check, join};
use super::office::{draft, id, office, publish, published, rewrite, signed};

/// An account becomes another, as the areas that change people write it.
async fn change(app: &TestApp, who: Who, change: impl Fn(&mut User)) {
    let scope = app.scope("acme").await;
    let read = app.state.store.get::<User>(&scope, app.person(who).id.as_str()).await.unwrap().unwrap();
    let mut after = read.value.clone();
    change(&mut after);
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &after);
    batch.event(Event::new("user.edited", after.id.as_str(), read.version + 1, Audience::staff()));
    app.state.store.commit(batch).await.unwrap();
}

/// One thing that happens.
#[derive(Debug, Clone)]
enum Step {
    Sign(usize, usize),
    Decline(usize),
    Publish,
    NewVersion(usize),
    NewReach(usize, bool),
    Archive(usize),
    Join,
    Import,
    Role(usize),
    Disable(usize, bool),
    Draft,
    Look,
    Clock(i64),
}

const PEOPLE: [Who; 6] =
    [Who::User, Who::OtherUser, Who::CompanyAdmin, Who::CompanyReader, Who::Stranger, Who::StrangerAdmin];

fn step() -> impl Strategy<Value = Step> {
    let who = 0..PEOPLE.len();
    prop_oneof![
        5 => (who.clone(), 0..4_usize).prop_map(|(who, policy)| Step::Sign(who, policy)),
        1 => who.clone().prop_map(Step::Decline),
        2 => Just(Step::Publish),
        1 => (0..4_usize).prop_map(Step::NewVersion),
        1 => (0..4_usize, any::<bool>()).prop_map(|(policy, admins)| Step::NewReach(policy, admins)),
        1 => (0..4_usize).prop_map(Step::Archive),
        1 => Just(Step::Join),
        1 => Just(Step::Import),
        1 => who.clone().prop_map(Step::Role),
        2 => (who, any::<bool>()).prop_map(|(who, off)| Step::Disable(who, off)),
        1 => Just(Step::Draft),
        3 => Just(Step::Look),
        2 => (-90_i64..20_000).prop_map(Step::Clock),
    ]
}

struct Run {
    app: TestApp,
    policies: Vec<Value>,
    made: u32,
    /// Seconds that the clock went on so far.
    ahead: i64,
}

impl Run {
    async fn sign(&self, who: Who, policy: usize, decline: bool) {
        let Some(policy) = self.policies.get(policy) else { return };
        let path = format!("/api/portal/documents/{}", id(policy));
        let shown = self.app.as_(who).get(&path).await;
        if shown.status() != 200 {
            return;
        }
        if decline {
            let shown = shown.json();
            let refusal = json!({
                "version": shown["version"], "content_sha256": shown["content_sha256"], "reason": "No",
            });
            let _ = self.app.as_(who).post(&format!("{path}/decline")).json(&refusal).await;
        } else {
            signed(&self.app, who, policy).await;
        }
    }

    async fn take(&mut self, step: Step) {
        let app = &self.app;
        self.made += 1;
        let title = format!("Text {}", self.made);
        match step {
            Step::Sign(who, policy) => self.sign(PEOPLE[who], policy, false).await,
            Step::Decline(who) => self.sign(PEOPLE[who], 0, true).await,
            Step::Publish => {
                let day = if self.ahead < 50_000 { "2026-03-02" } else { "2026-03-20" };
                self.policies.push(published(app, json!({ "title": title, "deadline": day })).await);
            }
            Step::NewVersion(policy) => {
                let Some(before) = self.policies.get(policy) else { return };
                self.policies[policy] =
                    publish(app, &rewrite(app, before, json!({ "title": title })).await).await;
            }
            Step::NewReach(policy, admins) => {
                let Some(before) = self.policies.get(policy) else { return };
                let signers = if admins { "admins" } else { "all_users" };
                let other = json!({ "title": title, "signers": signers });
                self.policies[policy] = publish(app, &rewrite(app, before, other).await).await;
            }
            Step::Archive(policy) => {
                if policy >= self.policies.len() {
                    return;
                }
                let gone = self.policies.remove(policy);
                let path = format!("/api/manage/documents/policies/{}/archive", id(&gone));
                let version = gone["version"].as_u64().unwrap();
                let _ = app.as_(Who::Admin).post(&path).if_match(version).await.expect(200);
            }
            Step::Join => join(app, Who::Stranger, &title, true).await,
            Step::Import => {
                for n in 0..3 {
                    join(app, Who::User, &format!("{title} {n}"), false).await;
                }
                let scope = app.scope("acme").await;
                let mut batch = app.state.store.batch(&scope);
                batch.event(Event::new("users.imported", "imp_1", 1, Audience::staff()));
                app.state.store.commit(batch).await.unwrap();
            }
            Step::Role(who) => {
                change(app, PEOPLE[who], |user| {
                    user.role = match user.role {
                        Role::User => Role::CompanyAdmin,
                        _ => Role::User,
                    };
                })
                .await;
            }
            Step::Disable(who, off) => {
                let status = if off { UserStatus::Disabled } else { UserStatus::Active };
                change(app, PEOPLE[who], |user| user.status = status).await;
            }
            Step::Draft => drop(draft(app, json!({ "title": title })).await),
            Step::Look => check(app).await,
            // Sessions end after a day, and count for a minute before they begin.
            Step::Clock(seconds) if (-60..80_000).contains(&(self.ahead + seconds)) => {
                self.ahead += seconds;
                app.clock.advance(SignedDuration::from_secs(seconds));
            }
            Step::Clock(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_kept_figures_are_those_of_a_count(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut run = Run { app: office().await, policies: Vec::new(), made: 0, ahead: 0 };
            for step in steps {
                run.take(step).await;
            }
            check(&run.app).await;
        });
    }
}
