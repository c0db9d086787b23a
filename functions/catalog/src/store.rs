//! The area's documents: named reads.

use shared::app::App;
use shared::id::ItemId;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::{Query, Stored};
use shared::tenant::Scope;

use crate::model::{ITEM, Item, Stage};

/// Items of a catalogue at most: they are listed in one answer.
pub(crate) const ITEMS: u32 = 200;

/// All items in the order of lists.
pub(crate) async fn items(app: &App, scope: &Scope) -> Result<Vec<Stored<Item>>, Problem> {
    let query = Query::of(&ITEM, "rank").ascending().limit(ITEMS);
    Ok(app.store.query::<Item>(scope, query).await?.items)
}

/// The items that the client's company sees.
pub(crate) async fn shown(app: &App, client: &ClientScope) -> Result<Vec<Stored<Item>>, Problem> {
    let query = Query::of(&ITEM, "rank").eq("stage", Stage::Published.as_str()).ascending().limit(ITEMS);
    Ok(app.store.query::<Item>(client.scope(), query).await?.items)
}

/// An item that the client's company sees; anything else does not exist.
pub(crate) async fn visible(app: &App, client: &ClientScope, id: &ItemId) -> Result<Stored<Item>, Problem> {
    let found = app.store.get::<Item>(client.scope(), id.as_str()).await?;
    found.filter(|stored| stored.value.is_published()).ok_or(Problem::NotFound)
}

/// An item, for staff.
pub(crate) async fn item(app: &App, scope: &Scope, id: &ItemId) -> Result<Stored<Item>, Problem> {
    app.store.get::<Item>(scope, id.as_str()).await?.ok_or(Problem::NotFound)
}
