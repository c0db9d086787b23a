//! Keeping the portal up, as the Functions host does.

use std::time::{Duration, Instant};

use super::{cloud::Cloud, portal::Portal, stop::Stop};
use crate::{
    failure::{Failure, Outcome},
    progress,
};

/// The host gives up after this many crashes …
const CRASHES: usize = 3;
/// … within this time.
const WINDOW: Duration = Duration::from_secs(30 * 60);

/// Returns when a signal came, or when the portal or a stand-in cannot be kept up.
pub(crate) fn until_stopped(portal: &mut Portal, cloud: Option<Cloud>, stop: &Stop) -> Outcome {
    let mut cloud = cloud;
    let mut crashes: Vec<Instant> = Vec::new();
    let outcome = loop {
        if stop.asked() {
            break Ok(());
        }
        if let Some(name) = cloud.as_mut().and_then(Cloud::ended) {
            break Err(Failure::new(format!(
                "{name} ended by itself; the portal was stopped. Start it again."
            )));
        }
        let Some(status) = portal.listen(Duration::from_millis(200)) else { continue };
        if stop.asked() {
            break Ok(());
        }
        crashes.retain(|time| time.elapsed() < WINDOW);
        crashes.push(Instant::now());
        if status.success() {
            break Err(Failure::new(
                "The portal ended with code 0, which the Functions host takes for a wish to end.",
            ));
        }
        if crashes.len() > CRASHES {
            break Err(Failure::new(format!(
                "The portal crashed {} times within 30 minutes.",
                crashes.len()
            )));
        }
        progress::say(&format!("{} the portal ended ({status}) and is started again", progress::red("!")));
        if let Err(failure) = portal.restart(stop) {
            break Err(failure);
        }
    };
    // The portal first: it still writes to its stores while it finishes what it was doing.
    portal.stop();
    drop(cloud);
    outcome
}
