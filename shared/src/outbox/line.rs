//! Delivering one queue of one tenant, a page at a time. A page costs the same however many wait behind it: one read of
//! what is first, one of the lanes that it touches, one batch with all that became of it.

use std::collections::{HashSet, VecDeque};

use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::lane::{LANE, Lane, Lanes};
use super::lease::{LEASE, Lease, Pause};
use super::note::{LeaseChange, Notes};
use super::plan::{begun_by, lanes_of, plan};
use super::send::{Reach, Refusals, STREAK, Sending};
use super::way::Way;
use crate::app::App;
use crate::id::LaneId;
use crate::problem::Problem;
use crate::store::{Document, Query, StoreError, Stored};
use crate::tenant::{Scope, Tenant};

/// How soon a queue is looked at again that another run is at.
const SOON: SignedDuration = SignedDuration::from_secs(1);
/// How soon where the way is closed.
const LATER: SignedDuration = SignedDuration::from_mins(15);
/// A lease that ends sooner is renewed before anything is sent.
const MARGIN: SignedDuration = SignedDuration::from_secs(50);
/// Lanes that are due, read at once.
const LANES: u32 = 50;
/// The first pause where all is refused, and the longest.
const PAUSE: SignedDuration = SignedDuration::from_secs(15);
const LONGEST: SignedDuration = SignedDuration::from_mins(15);

/// One way during one run.
pub(super) struct Line<'a, W> {
    pub(super) way: W,
    pub(super) reach: &'a Reach,
    pub(super) until: Instant,
    /// Recipients that are served at once.
    pub(super) together: usize,
}

/// What a run remembers of a queue between two pages.
pub(super) struct Memo<K> {
    kit: Option<K>,
    lease: Option<Option<Stored<Lease>>>,
    /// True while the lease is this run's.
    ours: bool,
    /// Lanes whose time has come; `None` before they were looked for.
    due: Option<VecDeque<Stored<Lane>>>,
    next: Option<Timestamp>,
}

impl<K> Default for Memo<K> {
    fn default() -> Self {
        Self { kit: None, lease: None, ours: false, due: None, next: None }
    }
}

impl<K> Memo<K> {
    /// Forgets all but what holds for the whole run.
    fn forget(&mut self) {
        *self = Self { kit: self.kit.take(), ..Self::default() };
    }

    fn wait(&mut self, at: Option<Timestamp>) {
        self.next = self.next.into_iter().chain(at).min();
    }
}

/// What a visit came to.
pub(super) enum Visit {
    /// There may be more.
    More,
    /// Nothing is left to do now; when it is, `None` where nothing waits.
    Done(Option<Timestamp>),
}

/// A page of what waits, and whether there is more.
struct Page<P> {
    parcels: Vec<Stored<P>>,
    more: bool,
    /// The lane in which it has waited.
    open: Option<Stored<Lane>>,
}

impl<W: Way> Line<'_, W> {
    /// True once nothing more is begun in this run.
    pub(super) fn is_over(&self) -> bool {
        self.reach.is_down() || Instant::now() >= self.until
    }

    /// Delivers one page.
    pub(super) async fn visit(
        &self,
        app: &App,
        (tenant, scope): (&Tenant, &Scope),
        memo: &mut Memo<W::Kit>,
    ) -> Result<Visit, Problem> {
        let now = app.clock.now();
        if self.is_over() {
            return self.finish(app, scope, memo, Some(now)).await;
        }
        // Read before what waits: a lease that has changed hands in between is refused below.
        let lease = match memo.lease.take() {
            Some(lease) => lease,
            None => app.store.get::<Lease>(scope, &Lease::id_of(self.way.queue())).await?,
        };
        let ours = memo.ours;
        if let Some(other) = lease.as_ref().filter(|lease| !ours && lease.value.until > now) {
            return Ok(Visit::Done(Some(other.value.until.min(now + SOON))));
        }
        let pause = lease.as_ref().and_then(|lease| lease.value.pause.clone());
        memo.lease = Some(lease);
        if let Some(until) = pause.as_ref().filter(|pause| pause.is_blocking()).map(|pause| pause.until)
            && until > now
        {
            return self.finish(app, scope, memo, Some(until)).await;
        }
        let page = self.page(app, scope, memo, now).await?;
        if page.parcels.is_empty() && page.open.is_none() {
            let next = memo.next;
            return self.finish(app, scope, memo, next).await;
        }
        self.deliver(app, (tenant, scope), memo, page).await
    }

    /// What is to be delivered next: what waits in lanes whose time has come, then what is ready.
    async fn page(
        &self,
        app: &App,
        scope: &Scope,
        memo: &mut Memo<W::Kit>,
        now: Timestamp,
    ) -> Result<Page<W::Parcel>, Problem> {
        let queue = self.way.queue();
        if memo.due.is_none() {
            let query = Query::of(&LANE, "until").eq("queue", queue.as_str()).ascending().limit(LANES);
            let held = app.store.query::<Lane>(scope, query).await?.items;
            let (due, waiting): (Vec<_>, Vec<_>) =
                held.into_iter().partition(|lane| lane.value.held_until().is_none_or(|at| at <= now));
            memo.wait(waiting.first().and_then(|lane| lane.value.held_until()));
            memo.due = Some(due.into());
        }
        let open = if self.way.is_open() { memo.due.as_mut().and_then(VecDeque::pop_front) } else { None };
        let place = open.as_ref().map_or(queue.ready(), |lane| lane.value.id.as_str());
        let query = Query::of(<W::Parcel as Document>::KIND, "order").eq("queue", place);
        // What waits in one lane shares it, and so touches half as many.
        let most = if open.is_some() { W::PAGE * 2 } else { W::PAGE };
        let found = app.store.query::<W::Parcel>(scope, query.ascending().limit(most)).await?;
        Ok(Page { more: found.next.is_some(), parcels: found.items, open })
    }

    async fn deliver(
        &self,
        app: &App,
        (tenant, scope): (&Tenant, &Scope),
        memo: &mut Memo<W::Kit>,
        page: Page<W::Parcel>,
    ) -> Result<Visit, Problem> {
        let Page { parcels, more, open } = page;
        let mut lanes = self.lanes(app, scope, &parcels, open.as_ref()).await?;
        let opened_at = open.as_ref().and_then(|lane| lane.value.held_until());
        let open = open.map(|lane| lane.value.id);
        if let Some(open) = &open {
            lanes.change(open, Lane::release);
        }
        let now = app.clock.now();
        let mut plan = plan(parcels, &mut lanes, open.as_ref(), now);
        if !self.way.is_open() {
            if plan.bury.is_empty() {
                return self.finish(app, scope, memo, Some(now + LATER)).await;
            }
            (plan.park, plan.send) = (Vec::new(), Vec::new());
        }
        if !plan.send.is_empty() && !self.acquire(app, scope, memo, now).await? {
            memo.forget();
            return Ok(Visit::Done(Some(now + SOON)));
        }
        if memo.kit.is_none() {
            memo.kit = Some(self.way.kit(app, tenant).await?);
        }
        let Some(kit) = &memo.kit else { return Ok(Visit::Done(Some(now + SOON))) };
        let refusals = Refusals::default();
        let (way, reach, until) = (&self.way, self.reach, self.until);
        let sending = Sending { app, tenant, scope, way, kit, reach, refusals: &refusals, until };
        let (rest, send) = plan.parts();
        let done = sending.all(send, &lanes, self.together).await;
        let notes = Notes::of(app, rest, done, (&mut lanes, open.as_ref()));
        let untried = notes.untried;
        memo.wait(notes.next);
        let goes_on =
            more || untried || open.is_some() || memo.due.as_ref().is_some_and(|due| !due.is_empty());
        let now = app.clock.now();
        if let Some(open) = &open
            && lanes.get(open).is_some_and(|lane| lane.held_until().is_none())
            && (more || untried)
        {
            // What is left in it still goes before what comes later, and before the threads that it begins.
            lanes.hold(open, opened_at.unwrap_or(now));
            memo.due = None;
        }
        let read = memo.lease.take().flatten();
        let mut lease =
            read.as_ref().map_or_else(|| Lease::new(self.way.queue(), now), |read| read.value.clone());
        lease.until = if goes_on { now + LEASE } else { now };
        lease.pause = paused(lease.pause, &refusals, now);
        let change = LeaseChange { read: read.as_ref(), value: &lease };
        let Some(held) = notes.keep(app, scope, &self.way, (&lanes, change)).await? else {
            memo.forget();
            return Ok(Visit::Done(Some(now + SOON)));
        };
        if goes_on {
            (memo.lease, memo.ours) = (Some(Some(held)), true);
            return Ok(Visit::More);
        }
        let next = memo.next;
        memo.forget();
        Ok(Visit::Done(next))
    }

    /// The lanes that a page touches. One round trip.
    async fn lanes(
        &self,
        app: &App,
        scope: &Scope,
        parcels: &[Stored<W::Parcel>],
        open: Option<&Stored<Lane>>,
    ) -> Result<Lanes, Problem> {
        let mut lanes = Lanes::new(self.way.queue());
        let mut ids: HashSet<LaneId> = open.into_iter().map(|lane| lane.value.id.clone()).collect();
        for parcel in parcels {
            let (lane, thread) = lanes_of(&lanes, &parcel.value);
            ids.extend([Some(lane), thread, begun_by(&lanes, &parcel.value)].into_iter().flatten());
        }
        let ids: Vec<LaneId> = ids.into_iter().collect();
        let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let mut found = app.store.read(scope, &texts).await?;
        lanes.take(&mut found, &ids)?;
        Ok(lanes)
    }

    /// Takes the queue, or makes sure that it stays ours; false where another run was faster.
    async fn acquire(
        &self,
        app: &App,
        scope: &Scope,
        memo: &mut Memo<W::Kit>,
        now: Timestamp,
    ) -> Result<bool, Problem> {
        let read = memo.lease.take().flatten();
        if memo.ours && read.as_ref().is_some_and(|read| read.value.until > now + MARGIN) {
            memo.lease = Some(read);
            return Ok(true);
        }
        let mut lease =
            read.as_ref().map_or_else(|| Lease::new(self.way.queue(), now), |read| read.value.clone());
        lease.until = now + LEASE;
        let held = write(app, scope, read.as_ref(), &lease).await?;
        memo.ours = held.is_some();
        memo.lease = held.map(Some);
        Ok(memo.ours)
    }

    /// Gives the queue back.
    async fn finish(
        &self,
        app: &App,
        scope: &Scope,
        memo: &mut Memo<W::Kit>,
        next: Option<Timestamp>,
    ) -> Result<Visit, Problem> {
        let ours = memo.ours;
        let now = app.clock.now();
        if let Some(Some(read)) = memo.lease.take().filter(|_| ours)
            && read.value.until > now
        {
            let mut lease = read.value.clone();
            lease.until = now;
            write(app, scope, Some(&read), &lease).await?;
        }
        memo.forget();
        Ok(Visit::Done(next))
    }
}

/// Writes the lease; `None` where another run was faster.
async fn write(
    app: &App,
    scope: &Scope,
    read: Option<&Stored<Lease>>,
    lease: &Lease,
) -> Result<Option<Stored<Lease>>, Problem> {
    let mut batch = app.store.batch(scope);
    let now = batch.now();
    LeaseChange { read, value: lease }.write(&mut batch);
    match app.store.commit(batch).await {
        Ok(tags) => Ok(Some(Stored {
            value: lease.clone(),
            version: read.map_or(1, |read| read.version + 1),
            created_at: read.map_or(now, |read| read.created_at),
            updated_at: now,
            tag: tags.into_iter().next().unwrap_or_default(),
        })),
        Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The pause behind a page with these refusals.
fn paused(known: Option<Pause>, refusals: &Refusals, now: Timestamp) -> Option<Pause> {
    if refusals.is_over() {
        return None;
    }
    match refusals.streak() {
        0 => known,
        streak => {
            // One alone may be about its own recipient: it is told, and the others are tried.
            let before = known.as_ref().map_or(0, |pause| pause.times);
            let times = if streak >= STREAK || before > 0 { before.saturating_add(1) } else { 0 };
            let wait = PAUSE * 2_i32.saturating_pow(times.saturating_sub(1).min(16));
            let since = known.map_or(now, |pause| pause.since);
            Some(Pause { since, until: now + wait.min(LONGEST), reason: refusals.reason(), times })
        }
    }
}
