//! The table. Paths name acme's objects.

mod admin;
mod announcements;
mod audit;
mod auth;
mod branding;
mod catalog;
mod documents;
mod internal;
mod invoices;
mod mail;
mod manage_tickets;
mod people;
mod profile;
mod settings;
mod tickets;

use crate::row::{Needs, Object, Row, Sent};
use crate::world::World;

fn row(operation: &'static str, needs: Needs, object: Object, path: fn(&World) -> String, sent: Sent) -> Row {
    Row { operation, needs, object, path, sent, if_match: None }
}

/// With `If-Match`.
fn at(version: fn(&World) -> u64, row: Row) -> Row {
    Row { if_match: Some(version), ..row }
}

/// All operations.
pub fn rows() -> Vec<Row> {
    [
        auth::rows(),
        branding::rows(),
        catalog::rows(),
        invoices::rows(),
        tickets::rows(),
        manage_tickets::rows(),
        admin::rows(),
        announcements::rows(),
        documents::rows(),
        audit::rows(),
        mail::rows(),
        profile::rows(),
        people::rows(),
        settings::rows(),
        internal::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
