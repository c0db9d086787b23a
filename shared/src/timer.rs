//! Jobs that run by the clock: each area registers its own; a timer runs all of its jobs once, wherever it fires.
//!
//! A lease in the directory keeps two machines from doing the same work at once. It only saves work: every job is safe
//! to run twice at once and to be killed anywhere, and the lease ends by itself.

use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::problem::Problem;
use crate::store::{Document, Kind, Reach, StoreError, read_common, write_common};

/// Whoever took the lease and is gone holds it no longer than this.
const LEASE: SignedDuration = SignedDuration::from_mins(10);

/// One job of a timer.
#[derive(Clone, Copy)]
pub struct Job {
    /// Its name in the log, as `tickets.close`.
    pub name: &'static str,
    /// Does it; how many things it did. A failure is logged and the other jobs go on.
    pub run: fn(App) -> BoxFuture<'static, Result<u64, Problem>>,
}

/// A timer: its name, how often it fires, its jobs.
#[derive(Clone)]
pub struct Timer {
    /// The function's name.
    pub name: &'static str,
    /// How often.
    pub every: SignedDuration,
    /// What it does, one after the other.
    pub jobs: Vec<Job>,
}

/// When a timer last ran, and who is at it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    id: String,
    #[serde(default)]
    leased_until: Option<Timestamp>,
    #[serde(default)]
    begun_at: Option<Timestamp>,
}

static TIMER: Kind = Kind { name: "timer", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Record {
    const KIND: &'static Kind = &TIMER;

    fn id(&self) -> &str {
        &self.id
    }
}

/// What came of a firing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fired {
    /// All jobs were run: what each did, and the names of those that failed.
    Done(u64, Vec<&'static str>),
    /// Another machine is at it.
    Leased,
}

impl Timer {
    /// True where it last ran longer ago than its period: for machines whose timers are loops of their own.
    pub async fn is_due(&self, app: &App) -> Result<bool, StoreError> {
        let record = read_common::<Record>(app.store.adapter().as_ref(), &self.id()).await?;
        let begun = record.and_then(|record| record.value.begun_at);
        Ok(begun.is_none_or(|at| at + self.every <= app.clock.now()))
    }

    /// Runs all jobs, unless somebody else is at it.
    pub async fn fire(&self, app: &App) -> Result<Fired, Problem> {
        if !self.lease(app, true).await? {
            return Ok(Fired::Leased);
        }
        let (mut did, mut failed) = (0, Vec::new());
        for job in &self.jobs {
            match (job.run)(app.clone()).await {
                Ok(count) => did += count,
                Err(problem) => {
                    tracing::error!(?problem, job = job.name, "a job failed; it runs again with its timer");
                    failed.push(job.name);
                }
            }
        }
        self.lease(app, false).await?;
        Ok(Fired::Done(did, failed))
    }

    fn id(&self) -> String {
        format!("timer.{}", self.name)
    }

    /// Takes the lease or gives it back; false where another has it.
    async fn lease(&self, app: &App, take: bool) -> Result<bool, Problem> {
        let store = app.store.adapter().as_ref();
        let now = app.clock.now();
        let read = read_common::<Record>(store, &self.id()).await?;
        let held = read.as_ref().and_then(|read| read.value.leased_until).is_some_and(|until| until > now);
        if take && held {
            return Ok(false);
        }
        let begun_at = if take { Some(now) } else { read.as_ref().and_then(|read| read.value.begun_at) };
        let record = Record { id: self.id(), leased_until: take.then(|| now + LEASE), begun_at };
        match write_common(store, &record, read.as_ref(), now).await {
            Ok(()) => Ok(true),
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }
}
