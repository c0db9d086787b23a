//! The area's part of the clients' dashboard, put together by the program with the other areas' parts.

use serde::Serialize;
use shared::app::App;
use shared::day::LocalDay;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::Found;
use utoipa::ToSchema;

use crate::model::{InvoiceTotals, Tally};

/// What the dashboard says of invoices.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct InvoiceNews {
    /// What the company has still to pay, by currency; nothing where all is paid, and for those who may not read
    /// invoices.
    unpaid_invoices: Vec<InvoiceTotals>,
}

/// The documents that [`news`] needs: read together with those of the other parts.
#[must_use]
pub fn ids(client: &ClientScope) -> Vec<String> {
    tally_id(client).into_iter().collect()
}

fn tally_id(client: &ClientScope) -> Option<String> {
    let company = client.user().company.as_ref().filter(|_| client.user().reads_invoices())?;
    Some(Tally::of_company(&company.id))
}

/// The part, out of what was read.
pub fn news(app: &App, client: &ClientScope, found: &mut Found) -> Result<InvoiceNews, Problem> {
    let Some(id) = tally_id(client) else { return Ok(InvoiceNews::default()) };
    let tally = found.take::<Tally>(&id)?.map(|stored| stored.value);
    let totals = InvoiceTotals::of(
        tally.as_ref(),
        LocalDay::at(app.clock.now(), &client.person().tenant.settings).date,
    );
    Ok(InvoiceNews { unpaid_invoices: totals.into_iter().filter(InvoiceTotals::is_unpaid).collect() })
}
