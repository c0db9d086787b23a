//! The area's part of the clients' dashboard, put together by the program with the other areas' parts: what matters at
//! a glance, for the same cost whatever the number of tickets.

use serde::Serialize;
use shared::app::App;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::{Found, Stored};
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::model::{Status, Tally, Ticket};
use crate::routes::seen;
use crate::views::TicketSummary;

/// Recent tickets shown.
const SHOWN: usize = 5;
/// Recent tickets among which those that wait for the client come first.
const LOOKED_AT: u32 = 10;

/// What the dashboard says of tickets.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketNews {
    /// Tickets that are neither resolved nor closed.
    open_tickets: u64,
    /// Tickets that wait for the client.
    waiting_on_you: u64,
    /// At most five: of the latest tickets those that wait for the client first.
    recent_tickets: Vec<TicketSummary>,
}

/// The latest tickets that the caller sees.
pub struct Recent(Vec<Stored<Ticket>>);

/// The documents that [`news`] needs: read together with those of the other parts.
#[must_use]
pub fn ids(client: &ClientScope) -> Vec<String> {
    vec![tally_id(client)]
}

fn tally_id(client: &ClientScope) -> String {
    let user = client.user();
    match &user.company {
        Some(company) if user.reads_company() => Tally::of_company(&company.id),
        _ => Tally::of_person(&user.id),
    }
}

/// Reads the latest tickets: one round trip.
pub async fn recent(app: &App, client: &ClientScope) -> Result<Recent, Problem> {
    let query = seen(&Caller::from(client), false, "activity_at").limit(LOOKED_AT);
    Ok(Recent(app.store.query::<Ticket>(client.scope(), query).await?.items))
}

/// The part, out of what was read.
pub fn news(
    app: &App,
    client: &ClientScope,
    found: &mut Found,
    recent: Recent,
) -> Result<TicketNews, Problem> {
    let caller = Caller::from(client);
    let tally = found.take::<Tally>(&tally_id(client))?;
    let counted = tally.map(|tally| tally.value.by_status).unwrap_or_default();
    let Recent(mut recent) = recent;
    // Stable: within each half the latest stays first.
    recent.sort_by_key(|ticket| ticket.value.status() != Status::WaitingOnClient);
    recent.truncate(SHOWN);
    let now = app.clock.now();
    Ok(TicketNews {
        open_tickets: counted.unfinished(),
        waiting_on_you: counted.waiting_on_client,
        recent_tickets: recent.into_iter().map(|ticket| TicketSummary::of(ticket, &caller, now)).collect(),
    })
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
        let recent: Vec<_> = own["recent_tickets"].as_array().unwrap().iter().map(|t| &t["number"]).collect();
        assert_eq!(recent, [3, 2, 1, 7, 6]);
        let whole = app.as_(Who::CompanyAdmin).get("/api/portal/dashboard").await.expect(200).json();
        assert_eq!((&whole["open_tickets"], &whole["waiting_on_you"]), (&json!(6), &json!(1)));
        let empty = app.as_(Who::Stranger).get("/api/portal/dashboard").await.expect(200).json();
        assert_eq!((&empty["open_tickets"], &empty["recent_tickets"]), (&json!(0), &json!([])));
    }
}
