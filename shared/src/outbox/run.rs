//! One run of the outbox.
//!
//! It may run twice at once and be killed anywhere. Where it stands ([`super::state::State`]) is kept only once mails and
//! callbacks are, and an event that is read again finds them kept; a queue is leased before anything of it is sent. So none is
//! lost, none is kept twice, and one goes out twice only where the program ends between the other side's yes and the note of
//! it, which is written for a page of them together ([`super::way::Way::PAGE`]).

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use lettre::Address;
use tokio::sync::watch;
use tokio::time::Instant;

use super::line::Line;
use super::listen::Listener;
use super::posting::Queue;
use super::round::{Round, Wakes};
use super::send::Reach;
use super::state::State;
use super::track::drain;
use crate::app::App;
use crate::callback::{AreaCallbacks, Calls};
use crate::mail::{AreaMails, Brands, Carrier, Letters};
use crate::problem::Problem;

/// A run ends soon after this time, well within the patience of who called it.
const BUDGET: Duration = Duration::from_secs(40);
/// Nothing is delivered before what has happened was read, unless that takes longer: then both go on side by side.
const LISTEN: Duration = Duration::from_secs(3);
/// Callbacks are begun within this time: the next run's mails must not wait for receivers that say nothing.
const CALLS: Duration = Duration::from_secs(10);
/// Recipients of one tenant that are served at once.
const TOGETHER: usize = 4;

/// Who writes mails and callbacks, how mails look, and who takes them away.
#[derive(Clone)]
pub struct Outbox {
    /// The areas that write mails.
    pub areas: Vec<Arc<dyn AreaMails>>,
    /// The areas that call other systems.
    pub callbacks: Vec<Arc<dyn AreaCallbacks>>,
    /// The tenants' looks.
    pub brands: Arc<dyn Brands>,
    /// The mail server and the sender's address; without them mails wait.
    pub carrier: Option<(Arc<dyn Carrier>, Address)>,
}

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ran {
    /// Events that called for mails.
    pub heard: usize,
    /// Mails and callbacks that were taken.
    pub sent: usize,
    /// When the next is due; `None` where none waits.
    pub next: Option<Timestamp>,
}

impl Outbox {
    /// One run.
    ///
    /// Errors: the store cannot be reached; the next run goes on.
    pub async fn run(&self, app: &App) -> Result<Ran, Problem> {
        let begun = Instant::now();
        let (state, read) = State::read(app.store.adapter().as_ref()).await?;
        let (round, wakes) = Round::new(state);
        let mut listener = Listener { app, outbox: self, round: &round, read, overtaken: false };
        let start = app.clock.now();
        let mut outcome = Ok(true);
        while begun.elapsed() < LISTEN && matches!(outcome, Ok(true)) {
            outcome = listener.step(start).await;
        }
        if let Err(problem) = outcome {
            listener.write().await?;
            return Err(problem);
        }
        everybody(app, &round).await?;
        let due = Queue::ALL.iter().any(|queue| round.change(|state| !state.due(*queue, start).is_empty()));
        let mut sent = 0;
        let mut outcome = Ok(());
        if due {
            (sent, outcome) = self.deliver(&mut listener, wakes, begun).await;
        }
        listener.write().await?;
        outcome?;
        Ok(Ran { heard: round.events(), sent, next: round.change(|state| state.next()) })
    }

    /// Delivers what is due, and goes on listening meanwhile; how many were taken.
    async fn deliver(
        &self,
        listener: &mut Listener<'_>,
        Wakes { urgent: mut wakes, bulk: mut bulk_wakes, calls: mut call_wakes }: Wakes,
        begun: Instant,
    ) -> (usize, Result<(), Problem>) {
        let (app, round) = (listener.app, listener.round);
        let (mails, called) = (Reach::default(), Reach::default());
        let until = begun + BUDGET;
        let line = |queue| Line { way: Letters::new(self, queue), reach: &mails, until, together: TOGETHER };
        let (urgent, bulk) = (line(Queue::Urgent), line(Queue::Bulk));
        let calls = Line {
            way: Calls(&self.callbacks),
            reach: &called,
            until: until.min(Instant::now() + CALLS),
            together: TOGETHER,
        };
        let (stop, stopped) = watch::channel(false);
        let ahead = Listener { read: None, overtaken: true, ..*listener };
        // Side by side: a receiver waits for no pile of mails, nor whoever waits for a mail.
        let piles = async {
            let (first, second) = tokio::join!(
                drain(app, round, &bulk, &mut bulk_wakes, None),
                drain(app, round, &calls, &mut call_wakes, None),
            );
            let _ = stop.send(true);
            first.and(second)
        };
        let (piles, urgent, ahead, listened) = tokio::join!(
            piles,
            drain(app, round, &urgent, &mut wakes, Some(stopped.clone())),
            ahead.ahead(stopped.clone()),
            listener.alongside(stopped.clone()),
        );
        if mails.down().is_some() || mails.taken() > 0 {
            round.change(|state| state.reached(mails.down(), app.clock.now()));
        }
        (mails.taken() + called.taken(), piles.and(urgent).and(ahead).and(listened))
    }
}

/// Beyond the limit of names, all tenants are asked again.
async fn everybody(app: &App, round: &Round) -> Result<(), Problem> {
    let now = app.clock.now();
    if round.change(|state| state.everybody.take_if(|at| *at <= now)).is_none() {
        return Ok(());
    }
    for tenant in app.directory.list().await? {
        for queue in Queue::ALL {
            round.change(|state| state.wake(tenant.slug.as_str(), queue, now));
        }
    }
    Ok(())
}
