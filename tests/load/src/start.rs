//! The process at rest: how soon it answers, how much memory it holds, how large it is.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::drive::milliseconds;
use crate::figures::{Start, mib};
use crate::outcome::{Failure, Outcome};
use crate::portal::Portal;
use crate::process::Process;

const STARTS: usize = 11;
/// A process that nobody asks rests when it has used no CPU for so long.
const REST: Duration = Duration::from_secs(2);
/// Longest that it may take until then.
const PATIENCE: Duration = Duration::from_secs(300);

/// Waits until the process rests.
async fn rest(process: &Process) -> Outcome {
    let (begun, mut used) = (Instant::now(), process.cpu()?);
    while begun.elapsed() < PATIENCE {
        tokio::time::sleep(REST).await;
        let now = process.cpu()?;
        if now.saturating_sub(used) <= Duration::from_millis(10) {
            return Ok(());
        }
        used = now;
    }
    Err(Failure::new("the portal does not come to rest"))
}

/// Starts the portal some times on existing data.
pub(crate) async fn measure(handler: &Path, data: &Path, tickets: usize) -> Outcome<Start> {
    // What was seeded is news to the outbox once; a portal that has been running has heard of it.
    crate::report::progress("the outbox catches up with what was seeded");
    rest(&Portal::start(handler, data, &[]).await?.process).await?;
    crate::report::progress("cold starts");
    let mut times = Vec::new();
    for _ in 0..STARTS {
        times.push(Portal::start(handler, data, &[]).await?.start);
    }
    times.sort_unstable();
    let portal = Portal::start(handler, data, &[]).await?;
    rest(&portal.process).await?;
    Ok(Start {
        tickets,
        starts: STARTS,
        cold_ms: times.get(STARTS / 2).map_or(f64::INFINITY, milliseconds),
        idle_mib: mib(portal.process.memory()?),
        loaded_mib: 0.0,
        binary_mib: mib(std::fs::metadata(handler)?.len()),
    })
}
