//! `GET /api/portal/tickets` – the tickets that the caller sees.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::search::Search;
use shared::session::ClientScope;
use shared::store::Query as Question;
use utoipa::{IntoParams, ToSchema};

use super::search::{Sort, page};
use crate::caller::Caller;
use crate::model::{Status, TICKET};
use crate::views::{TicketList, TicketSummary};

/// Which tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StatusFilter {
    /// Whatever their status.
    #[default]
    All,
    /// Those that wait for the client; the same as `waiting_on_client`.
    WaitingOnYou,
    /// Open.
    Open,
    /// In progress.
    InProgress,
    /// Waiting on the client.
    WaitingOnClient,
    /// Waiting on somebody else.
    WaitingOnVendor,
    /// Resolved.
    Resolved,
    /// Closed.
    Closed,
}

impl StatusFilter {
    /// The status asked for.
    pub(crate) fn status(self) -> Option<Status> {
        Some(match self {
            Self::All => return None,
            Self::WaitingOnYou | Self::WaitingOnClient => Status::WaitingOnClient,
            Self::Open => Status::Open,
            Self::InProgress => Status::InProgress,
            Self::WaitingOnVendor => Status::WaitingOnVendor,
            Self::Resolved => Status::Resolved,
            Self::Closed => Status::Closed,
        })
    }
}

/// Filters, order and page.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TicketsQuery {
    /// Which status.
    #[param(inline)]
    pub(crate) status: Option<StatusFilter>,
    /// Words of number, subject, description, answers or names of files, or their beginnings; at most 200 characters and 30 words.
    pub(crate) q: Option<String>,
    /// Order, latest first.
    #[param(inline)]
    pub(crate) sort: Option<Sort>,
    /// True for own and watched tickets alone, where the caller reads the company's.
    pub(crate) mine: Option<bool>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    pub(crate) limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    pub(crate) cursor: Option<String>,
}

/// Lists the tickets that the caller sees: own and watched ones, or the company's for those who read them all.
#[utoipa::path(
    get,
    path = "/api/portal/tickets",
    tag = "tickets",
    operation_id = "tickets_list",
    params(TicketsQuery),
    responses((status = 200, description = "A page of tickets", body = TicketList), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    Query(asked): Query<TicketsQuery>,
) -> Result<Json<TicketList>, Problem> {
    let caller = Caller::from(&client);
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let list = caller.list(&format!("portal.tickets/{filters}"));
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let query = question(&caller, &asked).limit(paging.limit).after(paging.after);
    let search = Search::read(asked.q.as_deref())?;
    let page = page(&app, &caller, query, &search).await?;
    let now = app.clock.now();
    Ok(Json(TicketList {
        items: page
            .items
            .into_iter()
            .map(|ticket| TicketSummary::found(ticket, &caller, now, &search))
            .collect(),
        next_cursor: page.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}

fn question(caller: &Caller, asked: &TicketsQuery) -> Question {
    let order = match asked.sort.unwrap_or_default() {
        Sort::Activity => "activity_at",
        Sort::Created => "created_at",
    };
    let mut query = seen(caller, asked.mine.unwrap_or_default(), order);
    if let Some(status) = asked.status.unwrap_or_default().status() {
        query = query.eq("status", status.as_str());
    }
    query
}

/// The tickets that a client sees, in an order. The scope adds the company.
pub(crate) fn seen(caller: &Caller, mine: bool, order: &'static str) -> Question {
    let query = Question::of(&TICKET, order);
    if caller.user().reads_company() && !mine {
        query
    } else {
        query.has("viewers", caller.user().id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::json;
    use shared_testing::Who;

    use crate::tests::desk::{desk, id, numbers, open, say, set};

    #[tokio::test]
    async fn the_pills_sort_and_search_find_the_right_tickets() {
        let app = desk().await;
        let mut ids = Vec::new();
        for subject in ["Drucker klemmt", "VPN drops", "Screen flickers"] {
            ids.push(id(&open(&app, Who::User, subject).await));
            app.clock.advance(SignedDuration::from_secs(1));
        }
        set(&app, &ids[0], json!({ "status": "waiting_on_client" })).await;
        app.clock.advance(SignedDuration::from_secs(1));
        set(&app, &ids[1], json!({ "status": "resolved" })).await;
        for (query, expected) in [
            ("", vec![2, 1, 3]),
            ("?status=all", vec![2, 1, 3]),
            ("?sort=created", vec![3, 2, 1]),
            ("?status=waiting_on_you", vec![1]),
            ("?status=waiting_on_client", vec![1]),
            ("?status=resolved", vec![2]),
            ("?status=open&sort=created", vec![3]),
            ("?status=closed", vec![]),
            ("?q=druck", vec![1]),
            ("?q=KLEMMT+druck", vec![1]),
            ("?q=%232", vec![2]),
            ("?q=work&status=open", vec![3]),
            ("?q=nothing", vec![]),
            ("?q=%23", vec![]),
            ("?q=%F0%9F%94%A5", vec![]),
            ("?q=--", vec![]),
            ("?q=+", vec![2, 1, 3]),
            ("?q=d", vec![2, 1, 3]),
            ("?q=f", vec![3]),
        ] {
            assert_eq!(numbers(&app, Who::User, query).await, expected, "{query}");
        }
    }

    #[tokio::test]
    async fn pages_follow_each_other_without_gap_or_repetition_while_tickets_come() {
        let app = desk().await;
        for n in 0..5 {
            open(&app, Who::User, &format!("Ticket {n}")).await;
            app.clock.advance(SignedDuration::from_secs(1));
        }
        let (mut path, mut seen) = ("/api/portal/tickets?limit=2".to_owned(), Vec::new());
        loop {
            let page = app.as_(Who::User).get(&path).await.expect(200).json();
            seen.extend(
                page["items"].as_array().unwrap().iter().map(|item| item["number"].as_u64().unwrap()),
            );
            open(&app, Who::OtherUser, "Meanwhile").await;
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            path = format!("/api/portal/tickets?limit=2&cursor={cursor}");
        }
        assert_eq!(seen, [5, 4, 3, 2, 1]);
    }

    #[tokio::test]
    async fn company_readers_narrow_the_list_to_their_own() {
        let app = desk().await;
        open(&app, Who::User, "Theirs").await;
        app.clock.advance(SignedDuration::from_secs(1));
        let own = id(&open(&app, Who::CompanyReader, "Own").await);
        say(&app, Who::CompanyReader, &own, "More").await;
        assert_eq!(numbers(&app, Who::CompanyReader, "").await, [2, 1]);
        assert_eq!(numbers(&app, Who::CompanyReader, "?mine=true").await, [2]);
    }
}
