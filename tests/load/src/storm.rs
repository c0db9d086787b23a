//! Wrong passwords in waves, and what the people who are signed in notice of them.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use crate::client::{Call, Connection};
use crate::drive::{Amount, Maker, drive};
use crate::figures::Storm;
use crate::operations::sign_in;
use crate::outcome::Outcome;
use crate::portal::Portal;
use crate::seed::{Seeded, TENANT};

/// Guesses of one wave, all sent at once.
const GUESSES: usize = 100;
/// People who look at their dashboards meanwhile.
const READERS: usize = 2;
/// From the end of a wave to the next: a hundred guesses a second.
const PAUSE: Duration = Duration::from_secs(1);
/// Dashboards asked for, at rest and in the storm.
const AMOUNT: Amount = Amount { connections: READERS, requests: 60_000, time: Duration::from_secs(15) };

/// Measures the dashboard at rest, then while wave after wave guesses at one account each.
pub(crate) async fn measure(handler: &Path, data: &Path, seeded: &Seeded) -> Outcome<Storm> {
    crate::report::progress("dashboards while somebody guesses passwords");
    // Each wave comes from an address of its own: one address would be closed after fifty guesses, and the rest be cheap.
    let settings = [("PORTAL_PROXY", "functions".to_owned())];
    let portal = Portal::start(handler, data, &settings).await?;
    let mut connection = Connection::open(portal.address).await?;
    let cookie = sign_in(&mut connection, &seeded.owner).await?;
    let call = Call::get("/api/portal/dashboard").signed_in(&cookie);
    let make: Maker = Arc::new(move |_| call.clone());
    let rest = drive(&portal.process, portal.address, &make, AMOUNT).await?;
    let over = Arc::new(AtomicBool::new(false));
    let checked = Arc::new(AtomicUsize::new(0));
    let storm = tokio::spawn(rage(portal.address, Arc::clone(&over), Arc::clone(&checked)));
    let stormy = drive(&portal.process, portal.address, &make, AMOUNT).await;
    over.store(true, Ordering::Relaxed);
    let waves = storm.await??;
    let checked = checked.load(Ordering::Relaxed);
    Ok(Storm { guesses: GUESSES, waves, checked_at_most: checked, rest, stormy: stormy? })
}

/// Wave after wave until it is over; how many there were. `most` becomes the most guesses of one wave that were answered
/// as checked ones are.
async fn rage(address: SocketAddr, over: Arc<AtomicBool>, most: Arc<AtomicUsize>) -> Outcome<usize> {
    let mut connections = Vec::new();
    for _ in 0..GUESSES {
        connections.push(Connection::open(address).await?);
    }
    let mut waves = 0;
    while !over.load(Ordering::Relaxed) {
        let mut sent = tokio::task::JoinSet::new();
        for (number, mut connection) in connections.drain(..).enumerate() {
            let guess = json!({
                "tenant": TENANT, "email": format!("victim{waves}@client.example"), "password": format!("guess {number}"),
            });
            let mut call = Call::post("/api/auth/login", &guess);
            call.from = Some(format!("203.0.{}.{}", waves / 250, waves % 250));
            sent.spawn(async move { connection.send(call).await.map(|answer| (connection, answer.status)) });
        }
        let mut checked = 0;
        while let Some(answer) = sent.join_next().await {
            let (connection, status) = answer??;
            checked += usize::from(status == hyper::StatusCode::UNAUTHORIZED);
            connections.push(connection);
        }
        most.fetch_max(checked, Ordering::Relaxed);
        waves += 1;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(waves)
}
