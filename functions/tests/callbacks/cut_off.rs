//! The program ends anywhere, and runs twice at once.

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use serde_json::json;
use shared_testing::Who;

use crate::desk::Desk;

#[tokio::test]
async fn ended_between_delivery_and_its_note_it_is_told_again_under_the_same_id() {
    let desk = Desk::new().await;
    let policy = desk.pushed(1, &[Who::User, Who::Stranger], json!({})).await;
    desk.sign(Who::User, &policy).await;
    desk.receiver.holds(true);
    // It has arrived, its receiver has not answered yet, and the program ends.
    tokio::select! {
        _ = desk.run() => panic!("the receiver does not answer"),
        () = desk.receiver.came() => {}
    }
    desk.receiver.holds(false);
    assert_eq!(desk.receiver.got().len(), 1);
    desk.settle().await;
    assert_eq!(desk.receiver.got().len(), 1, "somebody may still be at it");
    desk.tick(61);
    desk.settle().await;
    let got = desk.receiver.got();
    let [first, second] = &got[..] else { panic!("{got:?}") };
    assert_eq!((&first.id, &first.body), (&second.id, &second.body));
    assert!(second.at > first.at && second.is_signed_with(&desk.key.secret), "signed anew");
    desk.tick(61);
    desk.settle().await;
    assert_eq!(desk.receiver.got().len(), 2);
}

async fn check(ends: Vec<usize>, refused: Vec<bool>) -> Result<(), TestCaseError> {
    let desk = Desk::new().await;
    let people = [Who::User, Who::OtherUser, Who::Stranger];
    let policy = desk.pushed(1, &people, json!({})).await;
    for (round, who) in people.iter().enumerate() {
        desk.sign(*who, &policy).await;
        desk.receiver.answers(if refused.get(round) == Some(&true) { 500 } else { 204 });
        for polls in ends.iter().skip(round).step_by(people.len()) {
            let mut run = Box::pin(desk.outbox.run(&desk.app.state));
            for _ in 0..*polls {
                if tokio::time::timeout(Duration::from_millis(2), &mut run).await.is_ok() {
                    break;
                }
            }
            drop(run);
            tokio::join!(desk.run(), desk.run());
            desk.tick(61);
        }
    }
    desk.receiver.answers(204);
    for _ in 0..40 {
        desk.tick(61);
        desk.run().await;
    }
    let admin = desk.app.as_(Who::Admin);
    let listed = desk.listed(&admin, &policy).await;
    prop_assert!(listed.iter().all(|one| one["state"] == "sent"), "{listed:?}");
    prop_assert_eq!(listed.len(), people.len() + 1);
    let got = desk.receiver.got();
    let mut bodies: BTreeMap<&str, &[u8]> = BTreeMap::new();
    let mut first = Vec::new();
    for one in &got {
        prop_assert!(one.is_signed_with(&desk.key.secret));
        if let Some(before) = bodies.insert(&one.id, &one.body) {
            prop_assert_eq!(before, &one.body[..], "it always says the same");
        } else {
            first.push(one);
        }
    }
    let emails: Vec<_> = first
        .iter()
        .map(|one| one.json["data"]["signer"]["email"].as_str().unwrap_or("all").to_owned())
        .collect();
    let mut expected: Vec<String> = people.iter().map(|who| who.email()).collect();
    expected.push("all".to_owned());
    prop_assert_eq!(emails, expected, "each at least once, in order");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]
    #[test]
    fn ended_anywhere_and_twice_at_once_none_is_lost_or_overtakes_another(
        ends in proptest::collection::vec(0_usize..12, 1..7),
        refused in proptest::collection::vec(any::<bool>(), 3),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(check(ends, refused))?;
    }
}
