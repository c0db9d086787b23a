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

use crate::post::{Got, Post, read};

/// A mail server that remembers what it took, and whose every answer may take a while or be a refusal.
#[derive(Default)]
struct Recorder {
    taken: Mutex<Vec<Got>>,
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
        self.taken.lock().unwrap().push(read(bytes));
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

/// `gap` is the number of seconds before each ticket: after a long one no two mails are combined.
async fn check(ends: Vec<usize>, refuse_every: usize, gap: i64) -> Result<(), TestCaseError> {
    let post = Post::down().await;
    let recorder = Arc::new(Recorder { refuse_every, ..Recorder::default() });
    let outbox = outbox(&post, &recorder);
    for (round, polls) in ends.iter().enumerate() {
        post.tick(gap);
        let id = post.ticket(Who::User, &format!("Ticket {round}"), &format!("Help {round}!")).await;
        post.answer(&id, &format!("On it {round}!"), false).await;
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
    for mail in &taken {
        *counts.entry(&mail.id).or_default() += 1;
    }
    let alone = gap > 30 && refuse_every == 0;
    if alone {
        // Two for the submitter and one for the admin of each ticket: none is lost, none is made twice.
        prop_assert_eq!(counts.len(), ends.len() * 3);
    }
    // A mail goes out a second time only where a run was cut off between the server's yes and the note of it.
    let again: usize = counts.values().map(|count| count - 1).sum();
    prop_assert!(again <= ends.len() * 4, "{again} went out again");
    let to = |who: Who| taken.iter().filter(move |mail| mail.to == who.email());
    let mut first: Vec<&str> = Vec::new();
    for mail in to(Who::User) {
        if !first.contains(&mail.id.as_str()) {
            first.push(&mail.id);
        }
    }
    // Ids begin with the moment of their event.
    prop_assert!(!alone || first.is_sorted(), "out of order: {first:?}");
    // Alone or combined, everything is told, and what begins a conversation before what goes on with it.
    let place = |who: Who, words: &str| to(who).position(|mail| mail.text.contains(words));
    let mut last = Some(0);
    for round in 0..ends.len() {
        let (opened, answered) = (format!("> Help {round}!"), format!("> On it {round}!"));
        let (begun, goes_on) = (place(Who::User, &opened), place(Who::User, &answered));
        prop_assert!(begun.is_some() && begun < goes_on, "{round}: {begun:?}, {goes_on:?}");
        prop_assert!(place(Who::Admin, &opened).is_some(), "{round}: the admin is told");
        prop_assert!(last <= begun, "{round}: {last:?}, {begun:?}");
        last = begun;
    }
    let parts = |words: &str| taken.iter().map(|mail| mail.text.matches(words).count()).sum::<usize>();
    let told = parts("> Help ") + parts("> On it ");
    prop_assert!(told <= ends.len() * 7, "{told} times told");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
    #[test]
    fn ended_anywhere_and_twice_at_once_no_mail_is_lost_or_made_twice(
        ends in proptest::collection::vec(0_usize..12, 1..4),
        refuse_every in prop_oneof![Just(0_usize), 2_usize..5],
        gap in prop_oneof![Just(0_i64), Just(31_i64)],
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(check(ends, refuse_every, gap))?;
    }
}

#[tokio::test]
async fn two_at_once_send_each_mail_once() {
    let post = Post::down().await;
    let recorder = Arc::new(Recorder::default());
    let outbox = outbox(&post, &recorder);
    for round in 0..5 {
        post.ticket(Who::User, &format!("Ticket {round}"), &format!("Help {round}!")).await;
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
    let taken = recorder.taken.lock().unwrap();
    // The first one alone, the others in one mail: for each of the two who are told.
    assert_eq!(taken.len(), 4);
    for (who, round) in
        [Who::User, Who::Admin].into_iter().flat_map(|who| (0..5).map(move |round| (who, round)))
    {
        let words = format!("> Help {round}!");
        let told: usize = taken
            .iter()
            .filter(|mail| mail.to == who.email())
            .map(|mail| mail.text.matches(&words).count())
            .sum();
        assert_eq!(told, 1, "{words} to {who:?}");
    }
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
