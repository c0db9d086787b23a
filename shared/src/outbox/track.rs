//! Delivering one queue of all tenants: some at a time, each a page in turn, so that none waits for another's pile.

use std::collections::{HashMap, HashSet, VecDeque};

use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::watch;

use super::line::{Line, Memo, Visit};
use super::posting::Queue;
use super::round::Round;
use super::way::Way;
use crate::app::App;
use crate::problem::Problem;
use crate::tenant::TenantSlug;

/// Tenants whose pages are on their way at once.
const TENANTS: usize = 4;
/// How soon a queue is tried again that could not be read.
const SOON: jiff::SignedDuration = jiff::SignedDuration::from_secs(15);

/// Tenants that wait for their turn.
#[derive(Default)]
struct Turns {
    waiting: VecDeque<String>,
    known: HashSet<String>,
    busy: HashSet<String>,
}

impl Turns {
    fn add(&mut self, tenant: String) {
        if !self.busy.contains(&tenant) && self.known.insert(tenant.clone()) {
            self.waiting.push_back(tenant);
        }
    }

    fn next(&mut self) -> Option<String> {
        let tenant = self.waiting.pop_front()?;
        self.known.remove(&tenant);
        self.busy.insert(tenant.clone());
        Some(tenant)
    }

    fn done(&mut self, tenant: String, again: bool) {
        self.busy.remove(&tenant);
        if again {
            self.add(tenant);
        }
    }
}

/// Delivers what is due and what is woken, until nothing is left; where `stop` is given, not before it says so.
pub(super) async fn drain<W: Way>(
    app: &App,
    round: &Round,
    line: &Line<'_, W>,
    wakes: &mut UnboundedReceiver<String>,
    mut stop: Option<watch::Receiver<bool>>,
) -> Result<(), Problem> {
    let queue = line.way.queue();
    let mut turns = Turns::default();
    let due = round.change(|state| state.due(queue, app.clock.now()));
    due.into_iter().for_each(|tenant| turns.add(tenant));
    let mut memos: HashMap<String, Memo<W::Kit>> = HashMap::new();
    let mut busy = FuturesUnordered::new();
    let mut failure = None;
    loop {
        while let Ok(tenant) = wakes.try_recv() {
            turns.add(tenant);
        }
        while busy.len() < TENANTS
            && let Some(tenant) = turns.next()
        {
            let memo = memos.remove(&tenant).unwrap_or_default();
            busy.push(visit(app, round, line, queue, tenant, memo));
        }
        if busy.is_empty() {
            let Some(stop) = &mut stop else { break };
            if *stop.borrow() {
                break;
            }
            tokio::select! {
                Some(tenant) = wakes.recv() => turns.add(tenant),
                _ = stop.changed() => {}
            }
            continue;
        }
        tokio::select! {
            Some((tenant, memo, outcome)) = busy.next() => {
                let again = match outcome {
                    Ok(Visit::More) => true,
                    Ok(Visit::Done(next)) => !round.settle(&tenant, queue, next) && !line.is_over(),
                    Err(problem) => {
                        // One tenant's trouble is not another's.
                        tracing::warn!(?problem, tenant, queue = queue.as_str(), "a queue is tried again later");
                        round.settle(&tenant, queue, Some(app.clock.now() + SOON));
                        if matches!(problem, Problem::Unavailable { .. }) {
                            failure = Some(problem);
                        }
                        false
                    }
                };
                memos.insert(tenant.clone(), memo);
                turns.done(tenant, again);
            }
            Some(tenant) = wakes.recv() => turns.add(tenant),
        }
    }
    failure.map_or(Ok(()), Err)
}

/// One page of one tenant.
async fn visit<W: Way>(
    app: &App,
    round: &Round,
    line: &Line<'_, W>,
    queue: Queue,
    tenant: String,
    mut memo: Memo<W::Kit>,
) -> (String, Memo<W::Kit>, Result<Visit, Problem>) {
    round.look(&tenant, queue);
    let found = match TenantSlug::parse(&tenant) {
        Ok(slug) => app.directory.scope(&slug).await,
        Err(_) => Ok(None),
    };
    let outcome = match found {
        Ok(Some((scope, about))) => line.visit(app, (&about, &scope), &mut memo).await,
        Ok(None) => Ok(Visit::Done(None)),
        Err(error) => Err(error.into()),
    };
    (tenant, memo, outcome)
}
