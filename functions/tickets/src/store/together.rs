//! Tickets that are opened at the same moment are opened in one batch: one read, one sync to disk or one round trip, one
//! new number of the tenant's counter for all of them.
//!
//! Whoever asks first starts a runner, which takes all that have gathered while it waited for the lane and while the
//! batch before was on its way. The runner belongs to nobody's request: a client that goes away takes nobody's ticket
//! with it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use shared::app::App;
use shared::http::Once;
use shared::problem::Problem;
use shared::tenant::Scope;
use tokio::sync::oneshot;

use super::create::{Created, Opening, open_all};
use crate::caller::Caller;
use crate::lanes::Lanes;

/// Most that one batch may hold, in documents that are read or written for it: the store takes a hundred.
const MOST: usize = 85;
/// Most tickets of one batch.
const TICKETS: usize = 8;
/// Most bytes of one batch by [`Waiting::bytes`]: the store takes 2 MB.
const BYTES: usize = 1_600_000;
/// How long the next batch waits for more, where the one before held several.
const GATHER: Duration = Duration::from_millis(1);

/// One who waits for a ticket.
pub(crate) struct Waiting {
    pub(super) caller: Caller,
    pub(super) opening: Opening,
    pub(super) once: Once,
    reply: oneshot::Sender<Result<Created, Problem>>,
}

impl Waiting {
    /// Answers; who has gone away hears nothing.
    pub(super) fn answer(self, answer: Result<Created, Problem>) {
        let _ = self.reply.send(answer);
    }

    /// True where the other must wait until it is known what became of this: it is the same request, or names a file
    /// that is this one's only if this one is right.
    fn excludes(&self, other: &Self) -> bool {
        let files = &other.opening.attachments;
        self.once.is(&other.once) || self.opening.attachments.iter().any(|file| files.contains(file))
    }

    /// Documents that are read or written for it, the tenant's own apart.
    fn documents(&self) -> usize {
        let people = 1 + self.opening.watchers.len();
        7 + 2 * people + self.opening.attachments.len()
    }

    /// Bytes that it writes at most: the description, its words, and all beginnings of the words.
    fn bytes(&self) -> usize {
        8_000 + 20 * self.opening.description.len()
    }
}

/// Who waits, by scope: a batch never reaches beyond what its scope sees. A scope that is here has a runner.
#[derive(Clone, Default)]
pub(crate) struct Queue(Arc<Mutex<HashMap<Scope, VecDeque<Waiting>>>>);

impl Queue {
    fn waiting(&self) -> MutexGuard<'_, HashMap<Scope, VecDeque<Waiting>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Joins; true where there is no runner yet.
    fn join(&self, one: Waiting) -> bool {
        let mut waiting = self.waiting();
        let fresh = !waiting.contains_key(one.caller.scope());
        waiting.entry(one.caller.scope().clone()).or_default().push_back(one);
        fresh
    }

    /// The next of them that fit into one batch; none where nobody waits, and the runner ends.
    fn next(&self, scope: &Scope) -> Vec<Waiting> {
        let mut waiting = self.waiting();
        let Some(queue) = waiting.get_mut(scope) else { return Vec::new() };
        let mut group: Vec<Waiting> = Vec::new();
        let (mut documents, mut bytes) = (0, 0);
        while let Some(one) = queue.front() {
            let twice = group.iter().any(|other| other.excludes(one));
            let full =
                group.len() == TICKETS || documents + one.documents() > MOST || bytes + one.bytes() > BYTES;
            if !group.is_empty() && (twice || full) {
                break;
            }
            documents += one.documents();
            bytes += one.bytes();
            group.extend(queue.pop_front());
        }
        if group.is_empty() {
            waiting.remove(scope);
        }
        group
    }
}

/// Opens a ticket in two round trips, together with those that are opened at the same moment.
///
/// Errors: 422 people or files that are not there · 503 others kept being faster.
pub(crate) async fn create(
    app: &App,
    lanes: &Lanes,
    caller: Caller,
    opening: Opening,
    once: Once,
) -> Result<Created, Problem> {
    let (reply, answer) = oneshot::channel();
    let scope = caller.scope().clone();
    if lanes.openings.join(Waiting { caller, opening, once, reply }) {
        tokio::spawn(run(app.clone(), lanes.clone(), scope));
    }
    answer.await.map_err(Problem::internal)?
}

async fn run(app: App, lanes: Lanes, scope: Scope) {
    let mut busy = false;
    loop {
        // Whoever was just answered may be about to ask again: better one batch with them than one before them.
        if busy {
            tokio::time::sleep(GATHER).await;
        }
        let _lane = lanes.enter(&scope).await;
        let group = lanes.openings.next(&scope);
        if group.is_empty() {
            return;
        }
        busy = group.len() > 1;
        open_all(&app, &scope, group).await;
    }
}
