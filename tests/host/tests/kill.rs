//! Kill -9 of everything, twenty times during a stream of writes: every answered write is there, none twice.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::time::Duration;

use host::{Portal, cloud::Cloud, demo, stream};

const KILLS: u64 = 20;

/// A different moment every time: early in the start of the stream, late, in between.
fn moment(kill: u64) -> Duration {
    Duration::from_millis(60 + kill * 37 % 400)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_answered_is_lost_or_doubled_on_the_embedded_store() {
    let mut portal = Portal::start().await;
    let user = portal.client_user().await;
    let writing = stream::Stream::start(user.clone());
    for kill in 0..KILLS {
        tokio::time::sleep(moment(kill)).await;
        portal.restart().await;
        writing.redirect(moved(&user, &portal));
    }
    let account = writing.finish().await;
    assert!(account.tickets.len() > 20 && account.repeated > 0, "too quiet to prove anything: {account:?}");
    stream::prove(&moved(&user, &portal), &account).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_answered_is_lost_or_doubled_on_the_clouds_adapters() {
    let folder = tempfile::tempdir().unwrap();
    let mut cloud = Cloud::start(folder.path()).await;
    let mut settings = demo::settings(&folder.path().join("data"));
    settings.extend(cloud.settings());
    let mut portal = Portal::with(tempfile::tempdir().unwrap(), settings).await;
    let user = portal.client_user().await;
    let writing = stream::Stream::start(user.clone());
    for kill in 0..KILLS {
        tokio::time::sleep(moment(kill) * 2).await;
        portal.host.kill().await;
        cloud.kill_and_restart().await;
        portal.restart().await;
        writing.redirect(moved(&user, &portal));
    }
    let account = writing.finish().await;
    assert!(account.tickets.len() > 20 && account.repeated > 0, "too quiet to prove anything: {account:?}");
    stream::prove(&moved(&user, &portal), &account).await;
}

/// The same browser, going to where the host listens now.
fn moved(user: &host::Client, portal: &Portal) -> host::Client {
    let mut client = portal.visitor();
    client.headers.clone_from(&user.headers);
    client
}
