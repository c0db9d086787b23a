//! Sequences of what can happen, in any order: no signature without its evidence, no chain that does not verify, nothing
//! signed but what was shown.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::office::{deed, id, office, published, rewrite};
use super::signing::chain;
use crate::chain::{sha256, verify};
use crate::model::{Copy, Outcome};

const PEOPLE: [Who; 4] = [Who::User, Who::OtherUser, Who::CompanyAdmin, Who::Stranger];

/// One thing that happens.
#[derive(Debug, Clone)]
enum Step {
    /// Somebody opens the document in one of two tabs.
    Open(usize, usize),
    /// Somebody signs what a tab shows; with something left out, or whole.
    Sign(usize, usize, u8),
    /// The answer was lost, and the same is sent again.
    Again(usize, usize),
    /// Somebody refuses.
    Decline(usize, usize),
    /// Both tabs sign at once.
    Both(usize),
    /// Staff publish another text.
    NewVersion,
    /// Staff publish another deadline.
    NewDeadline,
    /// The timer runs.
    Remind,
    /// The clock goes on, or a little back.
    Clock(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0..PEOPLE.len();
    prop_oneof![
        4 => (who.clone(), 0..2_usize).prop_map(|(who, tab)| Step::Open(who, tab)),
        5 => (who.clone(), 0..2_usize, 0..6_u8).prop_map(|(who, tab, less)| Step::Sign(who, tab, less)),
        1 => (who.clone(), 0..2_usize).prop_map(|(who, tab)| Step::Again(who, tab)),
        1 => (who.clone(), 0..2_usize).prop_map(|(who, tab)| Step::Decline(who, tab)),
        1 => who.prop_map(Step::Both),
        1 => Just(Step::NewVersion),
        1 => Just(Step::NewDeadline),
        1 => Just(Step::Remind),
        1 => (-90_i64..600).prop_map(Step::Clock),
    ]
}

/// What happened so far.
struct Run {
    app: TestApp,
    policy: Value,
    texts: u32,
    /// Seconds that the clock went on so far.
    ahead: i64,
    tabs: BTreeMap<(usize, usize), Value>,
    /// Digests of the sections that anybody was shown, by digest of the content.
    shown: BTreeMap<String, Value>,
}

impl Run {
    async fn take(&mut self, step: &Step) {
        match *step {
            Step::Open(who, tab) => {
                let path = format!("/api/portal/documents/{}", id(&self.policy));
                let shown = self.app.as_(PEOPLE[who]).get(&path).await.expect(200).json();
                let digest = shown["content_sha256"].as_str().unwrap().to_owned();
                let before = self.shown.insert(digest, shown["sections"].clone());
                assert!(before.is_none_or(|before| before == shown["sections"]), "one digest, one text");
                self.tabs.insert((who, tab), shown);
            }
            Step::Sign(who, tab, less) => {
                let Some(shown) = self.tabs.get(&(who, tab)) else { return };
                let mut deed = deed(shown);
                match less {
                    0 => deed["scrolled_to_end"] = json!(false),
                    1 => deed["acknowledged"] = json!(false),
                    2 => deed["consent"] = json!(""),
                    _ => {}
                }
                let answer = self.send(who, "sign", &deed).await;
                assert!([200, 409, 422].contains(&answer), "{answer}");
            }
            Step::Again(who, tab) => {
                let Some(shown) = self.tabs.get(&(who, tab)).cloned() else { return };
                let first = self.send(who, "sign", &deed(&shown)).await;
                assert_eq!(self.send(who, "sign", &deed(&shown)).await, first);
            }
            Step::Decline(who, tab) => {
                let Some(shown) = self.tabs.get(&(who, tab)) else { return };
                let refusal = json!({
                    "version": shown["version"], "content_sha256": shown["content_sha256"], "reason": "No",
                });
                let answer = self.send(who, "decline", &refusal).await;
                assert!([204, 409].contains(&answer), "{answer}");
            }
            Step::Both(who) => {
                let tabs: Vec<Value> =
                    (0..2).filter_map(|tab| self.tabs.get(&(who, tab)).map(deed)).collect();
                let sent = tabs.iter().map(|deed| self.send(who, "sign", deed));
                for answer in futures::future::join_all(sent).await {
                    assert!([200, 409].contains(&answer), "{answer}");
                }
            }
            Step::NewVersion => {
                self.texts += 1;
                let body = format!("Text {} for {{{{client_name}}}}.", self.texts);
                self.publish(json!({ "sections": [{ "heading": "", "body": body }] })).await;
            }
            Step::NewDeadline => {
                let body = format!("Text {} for {{{{client_name}}}}.", self.texts);
                let day = self.app.state.clock.now() + SignedDuration::from_hours(48);
                let day = day.to_string()[..10].to_owned();
                self.publish(json!({ "sections": [{ "heading": "", "body": body }], "deadline": day })).await;
            }
            Step::Remind => {
                crate::remind(self.app.state.clone()).await.unwrap();
            }
            Step::Clock(seconds) => {
                // Never before the sessions began.
                let seconds = seconds.max(-self.ahead);
                self.ahead += seconds;
                self.app.clock.advance(SignedDuration::from_secs(seconds));
            }
        }
    }

    async fn send(&self, who: usize, verb: &str, body: &Value) -> u16 {
        let path = format!("/api/portal/documents/{}/{verb}", id(&self.policy));
        self.app.as_(PEOPLE[who]).post(&path).json(body).await.status()
    }

    async fn publish(&mut self, more: Value) {
        self.policy = rewrite(&self.app, &self.policy, more).await;
        let path = format!("/api/manage/documents/policies/{}/publish", id(&self.policy));
        let version = self.policy["version"].as_u64().unwrap();
        let answer = self.app.as_(Who::Admin).post(&path).if_match(version).await;
        if answer.status() == 200 {
            self.policy = answer.json();
        }
    }

    /// What must hold whatever happened.
    async fn check(&self) {
        let scope = self.app.scope("acme").await;
        for who in [Who::User, Who::Stranger] {
            let (links, end) = chain(&self.app, &self.policy, who).await;
            assert_eq!(verify(&links, end.as_ref()), Ok(links.len() as u64));
            for link in &links {
                let proof = &link.evidence;
                let copy = Copy::id_of(&link.policy, link.version, &link.company);
                let copy = self.app.state.store.get::<Copy>(&scope, &copy).await.unwrap().unwrap().value;
                assert_eq!(copy.sha256, proof.content_sha256);
                let paper: crate::paper::Paper =
                    crate::store::read_content(&self.app.state, &scope, &copy.file, &copy.sha256)
                        .await
                        .unwrap();
                assert_eq!(sha256(&serde_json::to_vec(&paper).unwrap()), proof.content_sha256);
                let sections = serde_json::to_value(&paper.sections).unwrap();
                assert_eq!(self.shown.get(&proof.content_sha256), Some(&sections), "what was shown");
                if link.outcome == Outcome::Signed {
                    assert!(proof.scrolled_to_end && proof.acknowledged && proof.typed_name.is_some());
                    assert!(proof.consent.is_some() && proof.address.is_some());
                } else {
                    assert!(proof.reason.is_some());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, ..ProptestConfig::default() })]
    #[test]
    fn sec_22_nothing_that_happens_breaks_a_chain_or_forges_a_signature(
        steps in proptest::collection::vec(step(), 5..30)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let app = office().await;
            let policy = published(&app, json!({})).await;
            let mut run = Run { app, policy, texts: 0, ahead: 0, tabs: BTreeMap::new(), shown: BTreeMap::new() };
            for step in &steps {
                run.take(step).await;
            }
            run.check().await;
        });
    }
}
