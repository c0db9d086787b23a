//! `GET /api/manage/tickets` – the staff's queue.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::id::{CompanyId, UserId};
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::{Filter, Query as Question};
use utoipa::IntoParams;

use super::super::list_tickets::StatusFilter;
use super::super::search::{Sort, search};
use crate::caller::Caller;
use crate::model::{Category, NOBODY, Priority, TICKET, Ticket};
use crate::views::{TicketList, TicketSummary};

/// Filters, order and page.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct QueueQuery {
    /// Which status.
    #[param(inline)]
    status: Option<StatusFilter>,
    /// Which priority.
    priority: Option<Priority>,
    /// Which category.
    category: Option<Category>,
    /// A person's id, `me`, or `none` for tickets that nobody works on.
    assignee: Option<String>,
    /// Of which company.
    company: Option<CompanyId>,
    /// Words of number, subject or description, or their beginnings; at most 200 characters.
    q: Option<String>,
    /// True for tickets with a target that is overdue now; these come by due time, whatever `sort` says.
    breached: Option<bool>,
    /// Order, latest first.
    #[param(inline)]
    sort: Option<Sort>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    cursor: Option<String>,
}

/// Lists the tenant's tickets.
#[utoipa::path(
    get,
    path = "/api/manage/tickets",
    tag = "tickets",
    operation_id = "manage_tickets_list",
    params(QueueQuery),
    responses((status = 200, description = "A page of tickets", body = TicketList), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<QueueQuery>,
) -> Result<Json<TicketList>, Problem> {
    let caller = Caller::from(&staff);
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let list = caller.list(&format!("manage.tickets/{filters}"));
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let now = app.clock.now();
    let query = question(&caller, &asked, now)?.limit(paging.limit).after(paging.after);
    let query = search(query, asked.q.as_deref())?;
    let page = app.store.query::<Ticket>(caller.scope(), query).await?;
    Ok(Json(TicketList {
        items: page.items.into_iter().map(|ticket| TicketSummary::of(ticket, &caller, now)).collect(),
        next_cursor: page.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}

fn question(caller: &Caller, asked: &QueueQuery, now: Timestamp) -> Result<Question, Problem> {
    let mut query = if asked.breached.unwrap_or_default() {
        breached(now)
    } else {
        Question::of(
            &TICKET,
            match asked.sort.unwrap_or_default() {
                Sort::Activity => "staff_activity_at",
                Sort::Created => "created_at",
            },
        )
    };
    if let Some(status) = asked.status.unwrap_or_default().status() {
        query = query.eq("status", status.as_str());
    }
    if let Some(priority) = asked.priority {
        query = query.eq("priority", priority.as_str());
    }
    if let Some(category) = asked.category {
        query = query.eq("category", category.as_str());
    }
    if let Some(company) = &asked.company {
        query = query.eq("company", company.as_str());
    }
    if let Some(assignee) = &asked.assignee {
        query = query.eq("assignee", who(caller, assignee)?);
    }
    Ok(query)
}

fn who(caller: &Caller, assignee: &str) -> Result<String, Problem> {
    match assignee {
        NOBODY => Ok(NOBODY.to_owned()),
        "me" => Ok(caller.user().id.to_string()),
        id => UserId::parse(id)
            .map(|id| id.to_string())
            .ok_or_else(|| Problem::field("assignee", "Give a person's id, me, or none.")),
    }
}

/// Tickets with an overdue target: the earliest first.
pub(super) fn breached(now: Timestamp) -> Question {
    Question::of(&TICKET, "due_at").ascending().filter(Filter::Range("due_at", None, Some(now.into())))
}
