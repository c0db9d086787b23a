//! `GET /api/manage/tickets` – the staff's queue.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::id::{CompanyId, UserId};
use shared::problem::Problem;
use shared::search::Search;
use shared::session::AnyStaff;
use shared::store::{Filter, Query as Question};
use utoipa::IntoParams;

use super::super::list_tickets::StatusFilter;
use super::super::search::{Sort, page};
use crate::caller::Caller;
use crate::model::{Category, NOBODY, Priority, TICKET};
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
    /// Words of number, subject, description, answers, internal notes or names of files, or their beginnings; at most 200 characters and 30 words.
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
    let search = Search::read(asked.q.as_deref())?;
    let page = page(&app, &caller, query, &search).await?;
    Ok(Json(TicketList {
        items: page
            .items
            .into_iter()
            .map(|ticket| TicketSummary::found(ticket, &caller, now, &search))
            .collect(),
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

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::json;
    use shared_testing::Who;

    use crate::tests::desk::{desk, id, numbers, open, person, reply, set};

    #[tokio::test]
    async fn every_combination_of_filters_is_served_by_an_index() {
        let app = desk().await;
        open(&app, Who::User, "One").await;
        let company = app.person(Who::User).company.as_ref().unwrap().id.to_string();
        let mut paths = vec!["?limit=5".to_owned()];
        for choices in [
            vec!["status=open", "status=all"],
            vec!["priority=medium"],
            vec!["category=general"],
            vec!["assignee=none", "assignee=me"],
            vec![&*format!("company={company}")],
            vec!["q=one", "q=one+work"],
            vec!["breached=true", "breached=false"],
            vec!["sort=activity", "sort=created"],
        ] {
            let longer: Vec<_> = paths
                .iter()
                .flat_map(|path| choices.iter().map(move |choice| format!("{path}&{choice}")))
                .collect();
            paths.extend(longer);
        }
        for path in &paths {
            let _ = app.as_(Who::Viewer).get(&format!("/api/manage/tickets{path}")).await.expect(200);
        }
        assert!(paths.len() > 1_000);
    }

    #[tokio::test]
    async fn the_queue_is_filtered_by_what_the_staff_ask_for() {
        let app = desk().await;
        let mut ids = Vec::new();
        for who in [Who::User, Who::Stranger, Who::OtherUser] {
            ids.push(id(&open(&app, who, "Help").await));
            app.clock.advance(SignedDuration::from_secs(1));
        }
        let me = person(&app, Who::Technician);
        set(&app, &ids[0], json!({ "assignee": me, "priority": "critical" })).await;
        set(&app, &ids[1], json!({ "status": "waiting_on_vendor", "category": "network" })).await;
        let cedar = app.person(Who::Stranger).company.as_ref().unwrap().id.to_string();
        for (query, expected) in [
            ("?sort=created".to_owned(), vec![3, 2, 1]),
            ("?assignee=me".to_owned(), vec![1]),
            ("?assignee=none&sort=created".to_owned(), vec![3, 2]),
            (format!("?assignee={me}&status=open&priority=critical"), vec![1]),
            (format!("?company={cedar}"), vec![2]),
            (format!("?company={cedar}&status=open"), vec![]),
            ("?status=waiting_on_vendor&category=network".to_owned(), vec![2]),
            ("?priority=low".to_owned(), vec![]),
        ] {
            assert_eq!(numbers(&app, Who::Technician, &query).await, expected, "{query}");
        }
        assert_eq!(numbers(&app, Who::Admin, "?assignee=me").await, [0; 0]);
    }

    #[tokio::test]
    async fn overdue_tickets_come_by_due_time_until_they_are_answered_and_solved() {
        let app = desk().await;
        let slow = id(&open(&app, Who::User, "Slow").await);
        let urgent = id(&open(&app, Who::User, "Urgent").await);
        app.clock.advance(SignedDuration::from_secs(1));
        open(&app, Who::User, "Calm").await;
        set(&app, &urgent, json!({ "priority": "critical" })).await;
        let breached = async || {
            let summary = app.as_(Who::Viewer).get("/api/manage/tickets/summary").await.expect(200).json();
            (numbers(&app, Who::Viewer, "?breached=true").await, summary["breached"].as_u64().unwrap())
        };
        assert_eq!(breached().await, (vec![], 0));
        app.clock.advance(SignedDuration::from_mins(31));
        assert_eq!(breached().await, (vec![2], 1));
        app.clock.advance(SignedDuration::from_mins(240));
        assert_eq!(breached().await, (vec![2, 1, 3], 3));
        reply(&app, &slow, "Sorry", false).await;
        set(&app, &urgent, json!({ "status": "resolved" })).await;
        assert_eq!(breached().await, (vec![3], 1));
        app.clock.advance(SignedDuration::from_hours(19));
        assert_eq!(breached().await, (vec![3], 1), "the answered one still has time for its solution");
    }
}
