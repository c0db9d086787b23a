//! The outbox twice at once and ended anywhere.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use proptest::prelude::*;
use shared::mail::Carrier;
use shared::outbox::{Outbox, Undelivered};
use shared_testing::Who;

use crate::post::{Post, read};

/// A mail server that remembers what it took, and whose every answer may take a while or be a refusal.
#[derive(Default)]
struct Recorder {
    taken: Mutex<Vec<(String, String)>>,
    calls: AtomicUsize,
    refuse_every: usize,
}

#[async_trait]
impl Carrier for Recorder {
    async fn carry(&self, _: &lettre::address::Envelope, bytes: &[u8]) -> Result<(), Undelivered> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        tokio::task::yield_now().await;
        if self.refuse_every > 0 && call % self.refuse_every == self.refuse_every - 1 {
            return Err(Undelivered::Later("busy".into()));
        }
        let got = read(bytes);
        self.taken.lock().unwrap().push((got.id, got.to));
        tokio::task::yield_now().await;
        Ok(())
    }
}

fn outbox(of: &Post, recorder: &Arc<Recorder>) -> Outbox {
    let sender = of.outbox.carrier.clone().unwrap().1;
    Outbox { carrier: Some((recorder.clone() as Arc<dyn Carrier>, sender)), ..of.outbox.clone() }
}

/// Runs `outbox` for so many polls and then drops it where it is.
async fn run_for(outbox: &Outbox, app: &shared::app::App, polls: usize) {
    let mut run = Box::pin(outbox.run(app));
    for _ in 0..polls {
        let step = tokio::time::timeout(Duration::from_millis(2), &mut run).await;
        if step.is_ok() {
            return;
        }
    }
}

async fn check(ends: Vec<usize>, refuse_every: usize) -> Result<(), TestCaseError> {
    let post = Post::down().await;
    let recorder = Arc::new(Recorder { refuse_every, ..Recorder::default() });
    let outbox = outbox(&post, &recorder);
    for (round, polls) in ends.iter().enumerate() {
        let id = post.ticket(Who::User, &format!("Ticket {round}"), "Help").await;
        post.answer(&id, "On it", false).await;
        run_for(&outbox, &post.app.state, *polls).await;
        // An attempt that was cut off is tried again once its claim is over.
        post.tick(61);
        let (a, b) = tokio::join!(outbox.run(&post.app.state), outbox.run(&post.app.state));
        a.unwrap();
        b.unwrap();
    }
    for _ in 0..60 {
        if outbox.run(&post.app.state).await.unwrap().next.is_none() {
            break;
        }
        post.tick(61);
    }
    let taken = recorder.taken.lock().unwrap().clone();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, _) in &taken {
        *counts.entry(id).or_default() += 1;
    }
    // Two for the submitter and one for the admin of each ticket: none is lost, none is made twice.
    prop_assert_eq!(counts.len(), ends.len() * 3);
    // A mail goes out a second time only where a run was cut off between the server's yes and the note of it.
    let again: usize = counts.values().map(|count| count - 1).sum();
    prop_assert!(again <= ends.len() * 4, "{again} went out again");
    let mut first: Vec<&str> = Vec::new();
    for (id, to) in &taken {
        if *to == Who::User.email() && !first.contains(&id.as_str()) {
            first.push(id);
        }
    }
    // Ids begin with the moment of their event.
    prop_assert!(first.is_sorted(), "out of order: {first:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]
    #[test]
    fn ended_anywhere_and_twice_at_once_no_mail_is_lost_or_made_twice(
        ends in proptest::collection::vec(0_usize..12, 1..4),
        refuse_every in prop_oneof![Just(0_usize), 2_usize..5],
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(check(ends, refuse_every))?;
    }
}

#[tokio::test]
async fn two_at_once_send_each_mail_once() {
    let post = Post::down().await;
    let recorder = Arc::new(Recorder::default());
    let outbox = outbox(&post, &recorder);
    for round in 0..5 {
        post.ticket(Who::User, &format!("Ticket {round}"), "Help").await;
    }
    for _ in 0..4 {
        let (a, b, c) = tokio::join!(
            outbox.run(&post.app.state),
            outbox.run(&post.app.state),
            outbox.run(&post.app.state)
        );
        a.unwrap();
        b.unwrap();
        c.unwrap();
        post.tick(61);
    }
    assert_eq!(recorder.taken.lock().unwrap().len(), 10);
}

#[tokio::test]
async fn a_run_with_nothing_to_do_asks_no_tenant() {
    let post = Post::new().await;
    post.ticket(Who::User, "One", "Help").await;
    post.settle().await;
    post.run().await;
    let before = post.app.round_trips();
    post.run().await;
    // Where it stands, and what has changed: the same for one tenant and for ten thousand.
    assert_eq!(post.app.round_trips() - before, 2);
}
