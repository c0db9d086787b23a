//! The process at rest: how soon it answers, how much memory it holds, how large it is.

use std::path::Path;
use std::time::Duration;

use crate::drive::milliseconds;
use crate::figures::{Start, mib};
use crate::outcome::Outcome;
use crate::portal::Portal;

const STARTS: usize = 11;
/// Until a process that nobody asks has settled.
const REST: Duration = Duration::from_secs(2);

/// Starts the portal some times on existing data.
pub(crate) async fn measure(handler: &Path, data: &Path, tickets: usize) -> Outcome<Start> {
    crate::report::progress("cold starts");
    let mut times = Vec::new();
    for _ in 0..STARTS {
        times.push(Portal::start(handler, data, &[]).await?.start);
    }
    times.sort_unstable();
    let portal = Portal::start(handler, data, &[]).await?;
    tokio::time::sleep(REST).await;
    Ok(Start {
        tickets,
        starts: STARTS,
        cold_ms: times.get(STARTS / 2).map_or(f64::INFINITY, milliseconds),
        idle_mib: mib(portal.process.memory()?),
        loaded_mib: 0.0,
        binary_mib: mib(std::fs::metadata(handler)?.len()),
    })
}
