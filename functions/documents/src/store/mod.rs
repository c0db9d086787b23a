//! The area's documents: named reads and writes.

mod compliance;
mod content;
mod copy;
mod desk;
mod files;
mod news;
mod pdf;
mod people;
mod policies;
mod sign;

pub(crate) use compliance::{ledger, records, tallies};
pub(crate) use content::{read as read_content, stage as stage_content};
pub(crate) use copy::copy;
pub(crate) use desk::{board, board_ids, desk, desk_ids, read_desk};
pub(crate) use files::{discard, file, remove, shown, taken};
pub(crate) use pdf::pdf;
pub(crate) use people::{clients, done_with, links, published};
pub(crate) use policies::{ATTEMPTS, busy, keep, keep_where, pause};
pub(crate) use sign::sign;

use jiff::civil::Date;
use shared::app::App;
use shared::store::StoreError;
use shared::tenant::Scope;

/// The day that decides what is overdue: the tenant's, for everybody and wherever they read.
pub(crate) async fn today(app: &App, scope: &Scope) -> Result<Date, StoreError> {
    Ok(shared::day::today(app, scope).await?.date)
}
