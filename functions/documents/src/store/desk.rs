//! What a client is asked to sign: their company's board and their own record.

use shared::app::App;
use shared::day::LocalDay;
use shared::edition::Edition;
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::{Filter, Found, Position, Query, StoreError, Stored};
use shared::targets;
use shared::tenant::Scope;

use crate::board::View;
use crate::model::{Ask, Board, EDITION, POLICY, Policy, PolicyState, SignerRecord};

/// A client's board and record.
pub(crate) struct Desk {
    pub(crate) board: Board,
    pub(crate) record: Option<Stored<SignerRecord>>,
}

impl Desk {
    /// The view of it.
    pub(crate) fn view<'a>(&'a self, app: &App, client: &'a ClientScope) -> View<'a> {
        let day = LocalDay::at(app.clock.now(), &client.person().tenant.settings);
        View {
            board: &self.board,
            record: self.record.as_ref().map(|record| &record.value),
            user: client.user(),
            day,
        }
    }
}

/// The documents that [`desk`] takes out of what was read.
pub(crate) fn desk_ids(client: &ClientScope) -> Vec<String> {
    let board = client.scope().company().map(board_ids).into_iter().flatten();
    board.chain([SignerRecord::id_of(&client.user().id)]).collect()
}

/// The documents that [`board`] takes out of what was read.
pub(crate) fn board_ids(company: &CompanyId) -> [String; 2] {
    [EDITION.to_owned(), Board::id_of(company)]
}

/// A client's board and record out of what was read by [`desk_ids`]. Where staff have published something since the
/// board was made, it is made anew: once for each company and change.
pub(crate) async fn desk(app: &App, client: &ClientScope, found: &mut Found) -> Result<Desk, Problem> {
    let company = client.scope().company().cloned().ok_or(Problem::NotFound)?;
    let record = found.take::<SignerRecord>(&SignerRecord::id_of(&client.user().id))?;
    Ok(Desk { board: board(app, client.scope(), company, found).await?, record })
}

/// A company's board out of what was read: see [`board_ids`]. Made anew where it is out of date.
pub(crate) async fn board(
    app: &App,
    scope: &Scope,
    company: CompanyId,
    found: &mut Found,
) -> Result<Board, Problem> {
    let edition = Edition::number(found, EDITION)?;
    let kept = found.take::<Board>(&Board::id_of(&company))?;
    let stale = match kept {
        Some(kept) if kept.value.edition == edition => return Ok(kept.value),
        None if edition == 0 => return Ok(Board::new(company, 0, Vec::new())),
        kept => kept,
    };
    let board = Board::new(company.clone(), edition, asks(app, scope, &company).await?);
    let mut batch = app.store.batch(scope);
    match &stale {
        Some(kept) => batch.replace(kept, &board),
        None => batch.create(&board),
    };
    match app.store.commit(batch).await {
        // Somebody else made it at the same moment, or it is more than is kept: then it is made each time.
        Ok(_) | Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::TooLarge(_)) => {
            Ok(board)
        }
        Err(error) => Err(error.into()),
    }
}

/// All published policies of a company.
async fn asks(app: &App, scope: &Scope, company: &CompanyId) -> Result<Vec<Ask>, Problem> {
    let (mut asks, mut after) = (Vec::new(), None::<Position>);
    loop {
        let query = Query::of(&POLICY, "id").eq("state", PolicyState::Published.as_str()).after(after);
        // A client's scope says so itself.
        let query = match scope.company() {
            Some(_) => query,
            None => query
                .filter(Filter::HasOneOf(targets::FIELD, vec![targets::ALL.into(), company.as_str().into()])),
        };
        let page = app.store.query::<Policy>(scope, query).await?;
        asks.extend(page.items.into_iter().filter_map(|stored| Ask::of(stored.value, company)));
        after = page.next;
        if after.is_none() {
            return Ok(asks);
        }
    }
}

/// As [`desk`], with its own read.
pub(crate) async fn read_desk(app: &App, client: &ClientScope) -> Result<Desk, Problem> {
    let mut found = app.store.read(client.scope(), &desk_ids(client)).await?;
    desk(app, client, &mut found).await
}
