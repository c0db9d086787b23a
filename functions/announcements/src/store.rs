//! The area's documents: named reads, and the two ways of writing: staff's changes and people's marks.

use jiff::Timestamp;
use shared::account::USER;
use shared::app::App;
use shared::edition::Edition;
use shared::id::{AnnouncementId, CompanyId};
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::{Batch, Filter, Found, Query, Scalar, StoreError, Stored};
use shared::targets::Targets;
use shared::tenant::Scope;

use crate::board;
use crate::model::{ANNOUNCEMENT, Announcement, Board, Due, EDITION, Marks, Stage, Status};

/// A change is tried so often before the person is asked to try again.
const ATTEMPTS: usize = 5;
/// Companies that one question names.
const AT_ONCE: usize = 20;

/// A client's board and marks.
pub(crate) struct Desk {
    pub(crate) board: Board,
    pub(crate) marks: Option<Stored<Marks>>,
}

impl Desk {
    /// The view of it at `now`.
    pub(crate) fn view(&self, now: Timestamp) -> board::View<'_> {
        board::View { board: &self.board, marks: self.marks.as_ref().map(|marks| &marks.value), now }
    }
}

/// The documents that [`desk`] takes out of what was read.
pub(crate) fn desk_ids(client: &ClientScope) -> Vec<String> {
    let board = company(client).map(|company| Board::id_of(&company));
    let ids = [EDITION.to_owned(), Marks::id_of(&client.user().id)];
    ids.into_iter().chain(board).collect()
}

/// A client's board and marks out of what was read by [`desk_ids`]. Where staff have changed something since the board
/// was made, it is made anew: one more read and one write, once for each company and change.
pub(crate) async fn desk(app: &App, client: &ClientScope, found: &mut Found) -> Result<Desk, Problem> {
    let company = company(client).ok_or(Problem::NotFound)?;
    let marks = found.take::<Marks>(&Marks::id_of(&client.user().id))?;
    let edition = Edition::number(found, EDITION)?;
    let kept = found.take::<Board>(&Board::id_of(&company))?;
    let fresh = match kept {
        Some(kept) if kept.value.edition == edition => return Ok(Desk { board: kept.value, marks }),
        None if edition == 0 => return Ok(Desk { board: Board::new(company, 0, Vec::new()), marks }),
        kept => kept,
    };
    let query = released("rank").filter(over_after(app.clock.now())).limit(100);
    let page = app.store.query::<Announcement>(client.scope(), query).await?;
    let notices = board::notices(page.items.into_iter().map(|stored| stored.value));
    let board = Board::new(company, edition, notices);
    let mut batch = app.store.batch(client.scope());
    match &fresh {
        Some(kept) => batch.replace(kept, &board),
        None => batch.create(&board),
    };
    match app.store.commit(batch).await {
        // Somebody else made it at the same moment.
        Ok(_) | Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => Ok(Desk { board, marks }),
        Err(error) => Err(error.into()),
    }
}

/// As [`desk`], with its own read.
pub(crate) async fn read_desk(app: &App, client: &ClientScope) -> Result<Desk, Problem> {
    let mut found = app.store.read(client.scope(), &desk_ids(client)).await?;
    desk(app, client, &mut found).await
}

/// Changes a client's marks; `change` says whether anything is new.
pub(crate) async fn mark(
    app: &App,
    client: &ClientScope,
    change: impl Fn(&mut Marks, &Desk) -> bool,
) -> Result<(), Problem> {
    let company = company(client).ok_or(Problem::NotFound)?;
    for _ in 0..ATTEMPTS {
        let desk = read_desk(app, client).await?;
        let mut marks = match &desk.marks {
            Some(stored) => stored.value.clone(),
            None => Marks::none(&client.user().id, company.clone()),
        };
        if !change(&mut marks, &desk) {
            return Ok(());
        }
        let mut batch = app.store.batch(client.scope());
        match &desk.marks {
            Some(read) => batch.replace(read, &marks),
            None => batch.create(&marks),
        };
        match app.store.commit(batch).await {
            Ok(_) => return Ok(()),
            // Another window of the same person was faster.
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(busy())
}

/// An announcement that clients of this scope see now.
pub(crate) async fn visible(
    app: &App,
    client: &ClientScope,
    id: &AnnouncementId,
) -> Result<Stored<Announcement>, Problem> {
    let found = app.store.get::<Announcement>(client.scope(), id.as_str()).await?;
    let now = app.clock.now();
    found.filter(|stored| stored.value.release().is_there(now)).ok_or(Problem::NotFound)
}

/// Announcements that were let go, in an order.
pub(crate) fn released(order: &'static str) -> Query {
    Query::of(&ANNOUNCEMENT, order).eq("stage", Stage::Released.as_str())
}

/// That it is not over at `now`.
pub(crate) fn over_after(now: Timestamp) -> Filter {
    Filter::Range("ends_at", Some(just_after(now).into()), None)
}

/// The next moment: bounds of a range are both included.
pub(crate) fn just_after(now: Timestamp) -> Timestamp {
    now.checked_add(jiff::SignedDuration::from_nanos(1)).unwrap_or(now)
}

/// An announcement as staff's change finds it.
pub(crate) struct Before {
    /// The announcement; `None` where there is none yet.
    pub(crate) read: Option<Stored<Announcement>>,
    /// What is to be told of it later.
    pub(crate) due: Option<Stored<Due>>,
}

impl Before {
    /// Whose people were told of it by mail while they see it: in its time, or when it was published.
    pub(crate) fn told_to(&self, now: Timestamp) -> Option<&Targets> {
        let value = &self.read.as_ref()?.value;
        let told = value.release().status(now) == Status::Published && self.due.is_none();
        told.then_some(&value.shown_to)
    }
}

/// Writes a change of staff together with the next edition, and tries again where only the edition was taken.
/// `change` is given the announcement of `id` as it is, adds to the batch and answers; what the store refuses for
/// another reason comes back as it is.
pub(crate) async fn keep<T>(
    app: &App,
    scope: &Scope,
    id: &AnnouncementId,
    change: impl Fn(&mut Batch<'_>, &Before) -> Result<T, Problem>,
) -> Result<Result<T, StoreError>, Problem> {
    let mut last = None;
    for _ in 0..ATTEMPTS {
        let ids = [EDITION.to_owned(), id.to_string(), Due::id_of(id)];
        let mut found = app.store.read(scope, &ids).await?;
        let edition = found.take::<Edition>(EDITION)?;
        let read = found.take::<Announcement>(id.as_str())?;
        let before = Before { read, due: found.take::<Due>(&Due::id_of(id))? };
        let mut batch = app.store.batch(scope);
        let answer = change(&mut batch, &before)?;
        Edition::raise(&mut batch, EDITION, edition.as_ref());
        match app.store.commit(batch).await {
            Ok(_) => return Ok(Ok(answer)),
            Err(error @ StoreError::Conflict { .. }) if edition.is_some() => return Ok(Err(error)),
            Err(error @ (StoreError::Stale { .. } | StoreError::Conflict { .. })) => last = Some(error),
            Err(error) => return Ok(Err(error)),
        }
    }
    last.map(Err).ok_or_else(busy)
}

/// Active client users who see what is shown to these: questions that are asked one after the other.
pub(crate) fn clients(shown_to: &Targets) -> Vec<Query> {
    let active = Query::of(&USER, "sort_name").ascending().eq("status", "active");
    each(shown_to, &active).unwrap_or_else(|| vec![active.eq("is_staff", false)])
}

/// The question for the companies of these, some at a time; `None` where everybody is meant.
pub(crate) fn each(shown_to: &Targets, query: &Query) -> Option<Vec<Query>> {
    let shown_to = shown_to.shown();
    let of = |companies: &[CompanyId]| {
        let companies = companies.iter().map(|id| Scalar::from(id.as_str())).collect();
        query.clone().filter(Filter::OneOf("company", companies))
    };
    (!shown_to.all).then(|| shown_to.companies.chunks(AT_ONCE).map(of).collect())
}

fn busy() -> Problem {
    Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) }
}

fn company(client: &ClientScope) -> Option<CompanyId> {
    client.scope().company().cloned()
}
