//! `POST /api/portal/tickets/{id}/close` – a client closes a ticket.

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

/// Closes a ticket, solved or not.
///
/// Errors: 403 not the caller's to do · 404 not visible · 409 closed already · 412 another version.
#[utoipa::path(
    post,
    path = "/api/portal/tickets/{id}/close",
    tag = "tickets",
    operation_id = "ticket_close",
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
    let wish = conditions.wish(&app, &caller, &id, "ticket.close", &nothing)?;
    let changed = change(wish, |draft, _| {
        let after = Standing::from(&draft.ticket).close(caller.party(&draft.ticket))?;
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

    use crate::tests::desk::{act, at, desk, person, show, ticket};

    #[tokio::test]
    async fn closing_a_closed_ticket_is_a_conflict() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let closed = act(&app, Who::User, &id, "/close", json!({})).await.expect(200);
        assert_eq!(closed.json()["status"], "closed");
        assert_eq!(closed.json()["closed_at"], "2026-03-02T09:00:00Z");
        let again = act(&app, Who::CompanyAdmin, &id, "/close", json!({})).await.expect(409).json();
        assert_eq!(
            (&again["code"], &again["detail"]),
            (&json!("CONFLICT"), &json!("This ticket is closed already."))
        );
        assert_eq!(show(&app, Who::User, &id).await, closed.json());
    }

    #[tokio::test]
    async fn a_watcher_sees_it_but_does_not_close_it() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let path = at(Who::User, &id, &format!("/watchers/{}", person(&app, Who::OtherUser)));
        let _ = app.as_(Who::User).put(&path).await.expect(200);
        for who in [Who::OtherUser, Who::CompanyReader] {
            assert_eq!(show(&app, who, &id).await["actions"]["close"], false);
            let _ = act(&app, who, &id, "/close", json!({})).await.expect(403);
        }
    }

    #[tokio::test]
    async fn a_repetition_with_its_key_is_no_conflict() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let path = at(Who::User, &id, "/close");
        let send = || app.as_(Who::User).post(&path).header("idempotency-key", "k").json(&json!({}));
        let first = send().await.expect(200).json();
        assert_eq!(send().await.expect(200).json(), first);
    }
}
