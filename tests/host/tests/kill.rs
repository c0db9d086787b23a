//! Kill -9 of everything during a stream of writes: every answered write is there, none twice.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::time::Duration;

use host::{
    Portal,
    cloud::Cloud,
    demo,
    stream::{Stream, Work, requests::Requests, signatures::Signatures, tickets::Tickets},
};

/// A different moment every time: early in the start of the stream, late, in between.
fn moment(kill: u32) -> Duration {
    Duration::from_millis(60 + u64::from(kill) * 37 % 400)
}

/// Kills everything so often while the work goes on, and has it prove that nothing is lost or doubled.
async fn storm<W: Work>(kills: u32, portal: &mut Portal, mut cloud: Option<&mut Cloud>) {
    let mut stream = Stream::new(portal.visitor());
    let work = W::start(portal, &mut stream).await;
    for kill in 0..kills {
        match &mut cloud {
            Some(cloud) => {
                tokio::time::sleep(moment(kill) * 3).await;
                portal.host.kill().await;
                cloud.kill_and_restart().await;
            }
            None => tokio::time::sleep(moment(kill)).await,
        }
        portal.restart().await;
        stream.redirect(portal.visitor());
    }
    let repeated = stream.finish().await;
    let answered = work.answered();
    assert!(answered > 10 && repeated > 0, "too quiet to prove anything: {answered}, {repeated}");
    work.prove(portal).await;
}

async fn on_the_embedded_store<W: Work>(kills: u32) {
    storm::<W>(kills, &mut Portal::start().await, None).await;
}

async fn on_the_clouds_adapters<W: Work>(kills: u32) {
    let folder = tempfile::tempdir().unwrap();
    let mut cloud = Cloud::start(folder.path()).await;
    let mut settings = demo::settings(&folder.path().join("data"));
    settings.extend(cloud.settings());
    let mut portal = Portal::with(tempfile::tempdir().unwrap(), settings).await;
    storm::<W>(kills, &mut portal, Some(&mut cloud)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_answered_is_lost_or_doubled_on_the_embedded_store() {
    on_the_embedded_store::<Tickets>(20).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_answered_is_lost_or_doubled_on_the_clouds_adapters() {
    on_the_clouds_adapters::<Tickets>(20).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_becomes_one_ticket_on_the_embedded_store() {
    on_the_embedded_store::<Requests>(12).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_becomes_one_ticket_on_the_clouds_adapters() {
    on_the_clouds_adapters::<Requests>(12).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_signature_is_one_link_of_a_chain_that_verifies_on_the_embedded_store() {
    on_the_embedded_store::<Signatures>(12).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_signature_is_one_link_of_a_chain_that_verifies_on_the_clouds_adapters() {
    on_the_clouds_adapters::<Signatures>(12).await;
}
