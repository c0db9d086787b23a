//! `POST /api/portal/tickets/{id}/rating` – the submitter says how well it was solved.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, PathId, WithETag, WriteProblems, text};
use shared::id::TicketKind;
use shared::problem::{Fields, Problem};
use shared::session::ClientScope;
use utoipa::ToSchema;

use super::conditions::{ChangeHeaders, Conditions, TicketPath, answer};
use crate::caller::Caller;
use crate::store::change;
use crate::views::TicketView;
use crate::workflow::State as Standing;

/// Characters of the comment at most.
const COMMENT: usize = 2_000;

/// How well it was solved.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRating {
    /// 1 (bad) to 5 (good).
    #[schema(minimum = 1, maximum = 5)]
    score: u8,
    /// Why.
    #[serde(default)]
    #[schema(max_length = 2_000)]
    comment: Option<String>,
}

/// Rates the solution of a resolved or closed ticket; a rating given before is replaced.
///
/// Errors: 403 not the submitter · 404 not visible · 409 not finished · 412 another version · 422 fields.
#[utoipa::path(
    post,
    path = "/api/portal/tickets/{id}/rating",
    tag = "tickets",
    operation_id = "ticket_rate",
    params(TicketPath, ChangeHeaders),
    request_body = NewRating,
    responses((status = 200, description = "The ticket", body = TicketView), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
    conditions: Conditions,
    Body(new): Body<NewRating>,
) -> Result<WithETag<TicketView>, Problem> {
    let caller = Caller::from(&client);
    let wish = conditions.wish(&app, &caller, &id, "ticket.rate", &new)?;
    let mut fields = Fields::default();
    if !(1..=5).contains(&new.score) {
        fields.add("score", "Choose 1 to 5.");
    }
    let comment = new.comment.map(|typed| text(&mut fields, "comment", &typed, 0, COMMENT));
    let comment = fields.ok(comment)?.filter(|comment| !comment.is_empty());
    let changed = change(wish, |draft, _| {
        Standing::from(&draft.ticket).rate(caller.party(&draft.ticket))?;
        draft.rate(new.score, comment.clone());
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
    async fn the_submitter_rates_a_finished_ticket_and_may_think_again() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let _ = act(&app, Who::User, &id, "/rating", json!({ "score": 5 })).await.expect(409);
        set(&app, &id, json!({ "status": "resolved" })).await;
        let _ = act(&app, Who::CompanyAdmin, &id, "/rating", json!({ "score": 1 })).await.expect(403);
        let rated = act(&app, Who::User, &id, "/rating", json!({ "score": 5 })).await.expect(200).json();
        assert_eq!(rated["rating"], json!({ "score": 5, "at": "2026-03-02T09:00:00Z" }));
        let same = act(&app, Who::User, &id, "/rating", json!({ "score": 5 })).await.expect(200).json();
        assert_eq!(same["version"], rated["version"], "the same rating changes nothing");
        let worse = json!({ "score": 2, "comment": " Broke again " });
        let worse = act(&app, Who::User, &id, "/rating", worse).await.expect(200).json();
        assert_eq!(worse["rating"]["comment"], "Broke again");
        let last = worse["comments"].as_array().unwrap().last().unwrap();
        assert_eq!(last["event"], json!({ "type": "rating", "from": "5", "to": "2" }));
    }
}
