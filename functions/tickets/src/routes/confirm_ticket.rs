//! `POST /api/portal/tickets/{id}/confirm` – a client confirms the solution.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, PathId, WithETag, WriteProblems};
use shared::id::TicketKind;
use shared::problem::Problem;
use shared::session::ClientScope;

use super::Nothing;
use super::conditions::{ChangeHeaders, Conditions, TicketPath, answer};
use crate::caller::Caller;
use crate::store::change;
use crate::views::TicketView;
use crate::workflow::State as Standing;

/// Confirms that a resolved ticket is solved, and closes it.
///
/// Errors: 403 not the caller's to do · 404 not visible · 409 not resolved · 412 another version.
#[utoipa::path(
    post,
    path = "/api/portal/tickets/{id}/confirm",
    tag = "tickets",
    operation_id = "ticket_confirm",
    params(TicketPath, ChangeHeaders),
    request_body = Nothing,
    responses((status = 200, description = "The ticket", body = TicketView), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
    conditions: Conditions,
    Body(nothing): Body<Nothing>,
) -> Result<WithETag<TicketView>, Problem> {
    let caller = Caller::from(&client);
    let wish = conditions.wish(&app, &caller, &id, "ticket.confirm", &nothing)?;
    let changed = change(wish, |draft, _| {
        let after = Standing::from(&draft.ticket).confirm(caller.party(&draft.ticket))?;
        draft.enter(after);
        Ok(Vec::new())
    })
    .await?;
    answer(&app, &caller, &id, changed).await
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared_testing::Who;

    use crate::tests::desk::{act, desk, set, ticket};

    #[tokio::test]
    async fn only_a_resolved_ticket_is_confirmed() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let _ = act(&app, Who::User, &id, "/confirm", json!({})).await.expect(409);
        set(&app, &id, json!({ "status": "resolved" })).await;
        let done = act(&app, Who::User, &id, "/confirm", json!({})).await.expect(200).json();
        assert_eq!(done["status"], "closed");
        assert!(done["resolved_at"].is_string() && done["closed_at"].is_string());
    }
}
