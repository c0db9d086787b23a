//! Which invoices a list asks for: what both sides' lists and the export share.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::day::today;
use shared::http::Paging;
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::search::Search;
use shared::store::{Filter, Query};
use shared::tenant::Scope;
use utoipa::ToSchema;

use crate::model::{INVOICE, Invoice, InvoiceList, InvoiceSummary};
use crate::status::{State, Status};

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    /// Latest day first.
    #[default]
    Newest,
    /// Earliest day first.
    Oldest,
    /// Due soonest first.
    DueFirst,
    /// Due latest first; those without a due day before all.
    DueLast,
}

/// What a list asks for.
pub(crate) struct Wanted<'a> {
    pub(crate) company: Option<&'a CompanyId>,
    pub(crate) status: Option<Status>,
    pub(crate) q: Option<&'a str>,
    pub(crate) sort: Sort,
    /// True for staff, who see drafts.
    pub(crate) drafts: bool,
}

impl Wanted<'_> {
    /// As a query.
    pub(crate) fn query(&self, today: Date) -> Result<Query, Problem> {
        let (order, ascending) = match self.sort {
            Sort::Newest => ("issued_on", false),
            Sort::Oldest => ("issued_on", true),
            Sort::DueFirst => ("due_key", true),
            Sort::DueLast => ("due_key", false),
        };
        let query = Query::of(&INVOICE, order);
        let mut query = if ascending { query.ascending() } else { query };
        if let Some(company) = self.company {
            query = query.eq("company", company.as_str());
        }
        let states = match self.status {
            Some(status) => vec![status.state()],
            None if self.drafts => State::ALL.to_vec(),
            None => State::SHOWN.to_vec(),
        };
        // A draft that a client asks for is a state that nothing has.
        let states = states.into_iter().filter(|state| self.drafts || *state != State::Draft);
        query = query.filter(Filter::OneOf("state", states.map(|state| state.as_str().into()).collect()));
        let day = |day: Date| Some(day.to_string().into());
        match self.status {
            Some(Status::Sent) => query = query.filter(Filter::Range("due_key", day(today), None)),
            Some(Status::Overdue) => {
                let yesterday = today.yesterday().map_err(Problem::internal)?;
                query = query.filter(Filter::Range("due_key", None, day(yesterday)));
            }
            _ => {}
        }
        Ok(Search::read(self.q)?.narrow(query))
    }

    /// One page of it, in one round trip. `list` names the list, its reader and its filters, for the cursors.
    pub(crate) async fn page(
        &self,
        app: &App,
        scope: &Scope,
        list: &str,
        limit: Option<u32>,
        cursor: Option<&str>,
    ) -> Result<InvoiceList, Problem> {
        let paging = Paging::read(&app.cursors, list, limit, cursor)?;
        let today = today(app, scope).await?.date;
        let query = self.query(today)?.limit(paging.limit).after(paging.after);
        let page = app.store.query::<Invoice>(scope, query).await?;
        Ok(InvoiceList {
            items: page.items.iter().map(|found| InvoiceSummary::of(&found.value, today)).collect(),
            next_cursor: page.next.map(|next| app.cursors.write(list, &next)).transpose()?,
        })
    }
}
