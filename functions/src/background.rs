//! What runs beside the requests: news of other processes, the outbox, and on one machine the timers.

use std::sync::Arc;
use std::time::Duration;

use shared::app::App;
use shared::outbox::Outbox;
use shared::problem::Problem;
use tokio::sync::broadcast::error::RecvError;

use crate::{areas, triggers};

/// Pause between two sweeps where no timer function does it.
const SWEEP: Duration = Duration::from_secs(15 * 60);
/// Pause between two runs of the outbox when nothing happens.
const OUTBOX: Duration = Duration::from_secs(15);
/// How long the outbox waits for more once something has happened.
const GATHER: Duration = Duration::from_millis(200);
/// How often timers are looked at where no host fires them.
const TIMERS: Duration = Duration::from_secs(60);

/// How often every process writes what it has counted of stored bytes.
const COUNT: Duration = Duration::from_secs(60);

/// Starts all of it.
pub(crate) fn start(app: &App, outbox: &Outbox) {
    tokio::spawn(count(app.clone()));
    if app.settings.outbox_at_once {
        tokio::spawn(mail(app.clone(), outbox.clone()));
    }
    let store = app.store.adapter();
    if store.is_shared() {
        // The host's timers do the rest, on one machine at a time.
        tokio::spawn(app.store.live().clone().follow(Arc::clone(store)));
        return;
    }
    tokio::spawn(sweep(app.clone()));
    tokio::spawn(timers(app.clone()));
}

/// Runs the outbox as soon as something happens: a mail leaves at once, and the host's timer is only its safety net.
async fn mail(app: App, outbox: Outbox) {
    let mut news = app.store.live().listen();
    loop {
        let next = match outbox.run(&app).await {
            Ok(ran) => ran.next,
            Err(problem) => {
                tracing::warn!(?problem, "the outbox goes on with its next run");
                None
            }
        };
        let pause = next.map_or(OUTBOX, |at| {
            let wait = Duration::try_from(at.duration_since(app.clock.now())).unwrap_or_default();
            wait.clamp(Duration::from_millis(500), OUTBOX)
        });
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            heard = news.recv() => {
                if matches!(heard, Err(RecvError::Closed)) {
                    return;
                }
                // What happens together is read in one run, and the mails of many events are kept together.
                tokio::time::sleep(GATHER).await;
                news = news.resubscribe();
            }
        }
    }
}

async fn count(app: App) {
    loop {
        tokio::time::sleep(COUNT).await;
        if let Err(error) = app.storage.write_all().await {
            tracing::info!(%error, "the counters of stored bytes are written later");
        }
    }
}

async fn sweep(app: App) {
    loop {
        tokio::time::sleep(SWEEP).await;
        if triggers::expired(&app).await.is_err() {
            tracing::warn!("expired records stay until the next sweep");
        }
    }
}

async fn timers(app: App) {
    let timers = areas::timers();
    loop {
        for timer in &timers {
            let fired = async {
                if timer.is_due(&app).await? {
                    timer.fire(&app).await?;
                }
                Ok::<_, Problem>(())
            };
            if let Err(problem) = fired.await {
                tracing::warn!(?problem, timer = timer.name, "a timer fires again in a minute");
            }
        }
        tokio::time::sleep(TIMERS).await;
    }
}
