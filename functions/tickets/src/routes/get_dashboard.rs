//! `GET /api/portal/dashboard` – what matters to a client at a glance, for the same cost whatever the number of tickets.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::ClientScope;
use utoipa::ToSchema;

use super::list_tickets::seen;
use crate::caller::Caller;
use crate::model::{Status, Tally, Ticket};
use crate::views::TicketSummary;

/// Recent tickets shown.
const SHOWN: usize = 5;
/// Recent tickets among which those that wait for the client come first.
const LOOKED_AT: u32 = 20;

/// The dashboard.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Dashboard {
    /// Tickets that are neither resolved nor closed.
    open_tickets: u64,
    /// Tickets that wait for the client.
    waiting_on_you: u64,
    /// Unread announcements: none, as long as the portal has no announcements.
    unread_announcements: u64,
    /// At most five: of the latest tickets those that wait for the client first.
    recent_tickets: Vec<TicketSummary>,
    /// To greet the person.
    first_name: String,
}

/// Shows the caller's dashboard.
#[utoipa::path(
    get,
    path = "/api/portal/dashboard",
    tag = "tickets",
    operation_id = "dashboard_get",
    responses((status = 200, description = "The dashboard", body = Dashboard), ReadProblems)
)]
pub(crate) async fn handler(client: ClientScope, State(app): State<App>) -> Result<Json<Dashboard>, Problem> {
    let caller = Caller::from(&client);
    let user = caller.user();
    let tally = match &user.company {
        Some(company) if user.reads_company() => Tally::of_company(&company.id),
        _ => Tally::of_person(&user.id),
    };
    let recent = seen(&caller, false, "activity_at").limit(LOOKED_AT);
    let (tally, recent) = futures::try_join!(
        app.store.get::<Tally>(caller.scope(), &tally),
        app.store.query::<Ticket>(caller.scope(), recent),
    )?;
    let counted = tally.map(|tally| tally.value.by_status).unwrap_or_default();
    let mut recent = recent.items;
    // Stable: within each half the latest stays first.
    recent.sort_by_key(|ticket| ticket.value.status() != Status::WaitingOnClient);
    recent.truncate(SHOWN);
    let now = app.clock.now();
    Ok(Json(Dashboard {
        open_tickets: counted.unfinished(),
        waiting_on_you: counted.waiting_on_client,
        unread_announcements: 0,
        recent_tickets: recent.into_iter().map(|ticket| TicketSummary::of(ticket, &caller, now)).collect(),
        first_name: user.name.split_whitespace().next().unwrap_or_default().to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::json;
    use shared_testing::Who;

    use crate::tests::desk::{desk, id, open, set};

    #[tokio::test]
    async fn it_counts_what_the_caller_sees_and_shows_what_waits_for_them_first() {
        let app = desk().await;
        let mut ids = Vec::new();
        for n in 0..7 {
            ids.push(id(&open(&app, Who::User, &format!("Ticket {n}")).await));
            app.clock.advance(SignedDuration::from_secs(1));
        }
        open(&app, Who::OtherUser, "Theirs").await;
        set(&app, &ids[0], json!({ "status": "closed" })).await;
        set(&app, &ids[2], json!({ "status": "waiting_on_client" })).await;
        app.clock.advance(SignedDuration::from_secs(1));
        set(&app, &ids[1], json!({ "status": "resolved" })).await;
        let own = app.as_(Who::User).get("/api/portal/dashboard").await.expect(200).json();
        assert_eq!((&own["open_tickets"], &own["waiting_on_you"]), (&json!(5), &json!(1)));
        assert_eq!(own["first_name"], "User");
        let recent: Vec<_> = own["recent_tickets"].as_array().unwrap().iter().map(|t| &t["number"]).collect();
        assert_eq!(recent, [3, 2, 1, 7, 6]);
        let whole = app.as_(Who::CompanyAdmin).get("/api/portal/dashboard").await.expect(200).json();
        assert_eq!((&whole["open_tickets"], &whole["waiting_on_you"]), (&json!(6), &json!(1)));
        let empty = app.as_(Who::Stranger).get("/api/portal/dashboard").await.expect(200).json();
        assert_eq!((&empty["open_tickets"], &empty["recent_tickets"]), (&json!(0), &json!([])));
    }
}
