//! What a client is asked to sign: their company's board and their own record.

use shared::app::App;
use shared::edition::Edition;
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::{Found, Position, Query, StoreError, Stored};

use super::today;
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
        View {
            board: &self.board,
            record: self.record.as_ref().map(|record| &record.value),
            user: client.user(),
            today: today(app),
        }
    }
}

/// The documents that [`desk`] takes out of what was read.
pub(crate) fn desk_ids(client: &ClientScope) -> Vec<String> {
    let board = client.scope().company().map(Board::id_of);
    let ids = [EDITION.to_owned(), SignerRecord::id_of(&client.user().id)];
    ids.into_iter().chain(board).collect()
}

/// A client's board and record out of what was read by [`desk_ids`]. Where staff have published something since the
/// board was made, it is made anew: once for each company and change.
pub(crate) async fn desk(app: &App, client: &ClientScope, found: &mut Found) -> Result<Desk, Problem> {
    let company = client.scope().company().cloned().ok_or(Problem::NotFound)?;
    let record = found.take::<SignerRecord>(&SignerRecord::id_of(&client.user().id))?;
    let edition = Edition::number(found, EDITION)?;
    let kept = found.take::<Board>(&Board::id_of(&company))?;
    let stale = match kept {
        Some(kept) if kept.value.edition == edition => return Ok(Desk { board: kept.value, record }),
        None if edition == 0 => return Ok(Desk { board: Board::new(company, 0, Vec::new()), record }),
        kept => kept,
    };
    let board = Board::new(company.clone(), edition, asks(app, client, &company).await?);
    let mut batch = app.store.batch(client.scope());
    match &stale {
        Some(kept) => batch.replace(kept, &board),
        None => batch.create(&board),
    };
    match app.store.commit(batch).await {
        // Somebody else made it at the same moment, or it is more than is kept: then it is made each time.
        Ok(_) | Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::TooLarge(_)) => {
            Ok(Desk { board, record })
        }
        Err(error) => Err(error.into()),
    }
}

/// All published policies of a company.
async fn asks(app: &App, client: &ClientScope, company: &CompanyId) -> Result<Vec<Ask>, Problem> {
    let (mut asks, mut after) = (Vec::new(), None::<Position>);
    loop {
        let query = Query::of(&POLICY, "id").eq("state", PolicyState::Published.as_str()).after(after);
        let page = app.store.query::<Policy>(client.scope(), query).await?;
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
