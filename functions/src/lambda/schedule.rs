//! An event of a schedule: delivers mails, fires the timers that are due, removes what has expired.

use lambda_http::Error;
use serde_json::{Value, json};
use shared::app::App;
use shared::outbox::Outbox;
use shared::problem::Problem;

use crate::{areas, triggers};

/// Runs what is due. Safe to run twice at once and to be killed anywhere, as everything that it runs is.
///
/// Errors: the event is not a schedule's. What failed by itself is named in the answer and runs again next time.
pub(super) async fn run(app: &App, outbox: &Outbox, event: &Value) -> Result<Value, Error> {
    // A rule sends "Scheduled Event"; a schedule of EventBridge Scheduler sends the input that its owner wrote.
    let is_rule = event["detail-type"] == "Scheduled Event";
    if !is_rule && event["portal"] != "timers" {
        return Err("This event is neither an HTTP request nor a schedule's. A schedule sends {\"portal\":\"timers\"}.".into());
    }
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    let mut note = |name: &'static str, outcome: Result<(), Problem>| match outcome {
        Ok(()) => done.push(name),
        Err(problem) => {
            tracing::error!(?problem, timer = name, "runs again with the next event of the schedule");
            failed.push(name);
        }
    };
    // Before the mails: what a timer does is told at once.
    for timer in areas::timers() {
        match timer.is_due(app).await {
            Ok(false) => {}
            Ok(true) => note(timer.name, timer.fire(app).await.map(drop)),
            Err(error) => note(timer.name, Err(error.into())),
        }
    }
    note("outbox", outbox.run(app).await.map(drop));
    note("sweep", triggers::expired(app).await.map(drop));
    note("storage", app.storage.write_all().await.map_err(Problem::from));
    Ok(json!({ "done": done, "failed": failed }))
}
