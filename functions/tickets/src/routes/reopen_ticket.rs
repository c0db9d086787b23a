//! `POST /api/portal/tickets/{id}/reopen` – a client opens a finished ticket again.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, PathId, WithETag, WriteProblems};
use shared::id::TicketKind;
use shared::problem::{Fields, Problem};
use shared::session::ClientScope;
use utoipa::ToSchema;

use super::conditions::{ChangeHeaders, Conditions, TicketPath, answer};
use super::text;
use crate::caller::Caller;
use crate::store::change;
use crate::views::TicketView;
use crate::workflow::State as Standing;

/// Why a ticket is opened again.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reopening {
    /// Becomes a comment.
    #[serde(default)]
    #[schema(max_length = 20_000)]
    comment: Option<String>,
}

/// Opens a resolved or closed ticket again, within 14 days.
///
/// Errors: 403 not the caller's to do · 404 not visible · 409 not finished, or too late · 412 another version.
#[utoipa::path(
    post,
    path = "/api/portal/tickets/{id}/reopen",
    tag = "tickets",
    operation_id = "ticket_reopen",
    params(TicketPath, ChangeHeaders),
    request_body = Reopening,
    responses((status = 200, description = "The ticket", body = TicketView), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
    conditions: Conditions,
    Body(why): Body<Reopening>,
) -> Result<WithETag<TicketView>, Problem> {
    let caller = Caller::from(&client);
    let wish = conditions.wish(&app, &caller, &id, "ticket.reopen", &why)?;
    let mut fields = Fields::default();
    let typed = why.comment.filter(|typed| !typed.trim().is_empty());
    let comment = typed.map(|typed| text::body(&mut fields, "comment", &typed));
    let comment = fields.ok(comment)?;
    let changed = change(wish, |draft, _| {
        let party = caller.party(&draft.ticket);
        let after = Standing::from(&draft.ticket).reopen(party, draft.now())?;
        draft.enter(after);
        if let Some(comment) = &comment {
            draft.comment(comment.clone(), Vec::new(), false);
        }
        Ok(Vec::new())
    })
    .await?;
    answer(&app, &caller, &id, changed).await
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::json;
    use shared_testing::Who;

    use crate::tests::desk::{act, desk, ticket};
    use crate::workflow::State;

    #[tokio::test]
    async fn a_closed_ticket_opens_again_with_the_reason_as_comment() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let _ = act(&app, Who::User, &id, "/reopen", json!({})).await.expect(409);
        let _ = act(&app, Who::User, &id, "/close", json!({})).await.expect(200);
        let open =
            act(&app, Who::User, &id, "/reopen", json!({ "comment": "Jams again" })).await.expect(200).json();
        assert_eq!(open["status"], "open");
        assert!(open["closed_at"].is_null());
        let last = open["comments"].as_array().unwrap().last().unwrap();
        assert_eq!(last["body"], "Jams again");
    }

    #[test]
    fn after_fourteen_days_it_is_too_late() {
        // Sessions are shorter than that, so the rule is asked itself.
        let at = "2026-03-02T09:00:00Z".parse().unwrap();
        let state = State { status: crate::model::Status::Closed, finished_at: Some(at) };
        let late = at + SignedDuration::from_hours(24 * 14 + 1);
        let refused = state.reopen(crate::workflow::Party::Submitter, late).unwrap_err();
        assert!(matches!(shared::problem::Problem::from(refused), shared::problem::Problem::Conflict(_)));
    }
}
