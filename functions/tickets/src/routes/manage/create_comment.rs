//! `POST /api/manage/tickets/{id}/comments` – staff answer, or note something among themselves.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, CreateProblems, PathId};
use shared::id::{FileId, TicketKind};
use shared::problem::{Fields, Problem};
use shared::session::{Staff, Technician};
use utoipa::ToSchema;

use super::super::conditions::{ChangeHeaders, Conditions, TicketPath};
use super::super::create_comment::answer;
use super::super::text;
use crate::caller::Caller;
use crate::model::Status;
use crate::store::{change, taken};
use crate::views::MessageView;

/// An answer or an internal note.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewStaffComment {
    /// The text.
    #[schema(min_length = 1, max_length = 20_000)]
    body: String,
    /// True for a note that clients never see. Said each time, so that nobody publishes a note by leaving it out.
    internal: bool,
    /// Own unused uploads.
    #[serde(default)]
    #[schema(max_items = 10)]
    attachments: Vec<FileId>,
    /// The status that the ticket has from then on.
    #[serde(default)]
    status: Option<Status>,
}

/// Adds an answer or a note. The first answer meets the first-response target.
///
/// Errors: 403 viewers · 404 unknown · 412 another version · 422 fields.
#[utoipa::path(
    post,
    path = "/api/manage/tickets/{id}/comments",
    tag = "tickets",
    operation_id = "manage_comment_create",
    params(TicketPath, ChangeHeaders),
    request_body = NewStaffComment,
    responses((status = 201, description = "The comment", body = MessageView), CreateProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
    conditions: Conditions,
    Body(new): Body<NewStaffComment>,
) -> Result<(StatusCode, Json<MessageView>), Problem> {
    let caller = Caller::from(&staff);
    let action = if new.internal { "ticket.note" } else { "ticket.comment" };
    let mut wish = conditions.wish(&app, &caller, &id, action, &new)?;
    let mut fields = Fields::default();
    let body = text::body(&mut fields, "body", &new.body);
    let files = text::files(&mut fields, new.attachments);
    fields.ok(())?;
    wish.reads = files.iter().map(ToString::to_string).collect();
    let changed = change(wish, |draft, found| {
        let mut fields = Fields::default();
        let taken = taken(found, &files, &caller, draft.now(), &mut fields)?;
        let taken = fields.ok(taken)?;
        draft.comment(body.clone(), taken.attachments, new.internal);
        if let Some(status) = new.status {
            draft.enter(status);
        }
        Ok(taken.uploads)
    })
    .await?;
    answer(&app, &caller, changed).await
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::json;
    use shared_testing::Who;

    use crate::tests::desk::{act, desk, reply, show, ticket};

    #[tokio::test]
    async fn the_first_answer_meets_the_target_and_a_note_does_not() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        app.clock.advance(SignedDuration::from_mins(5));
        reply(&app, &id, "Psst", true).await;
        let target = show(&app, Who::Viewer, &id).await["targets"]["first_response"].clone();
        assert!(target["met_at"].is_null());
        reply(&app, &id, "On it", false).await;
        app.clock.advance(SignedDuration::from_mins(5));
        reply(&app, &id, "Still on it", false).await;
        let target = show(&app, Who::User, &id).await["targets"]["first_response"].clone();
        assert_eq!((&target["met_at"], &target["breached"]), (&json!("2026-03-02T09:05:00Z"), &json!(false)));
    }

    #[tokio::test]
    async fn an_answer_may_carry_the_status_that_follows_from_it() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let new = json!({ "body": "Which tray?", "internal": false, "status": "waiting_on_client" });
        let said = act(&app, Who::Technician, &id, "/comments", new).await.expect(201).json();
        assert_eq!((&said["kind"], &said["body"]), (&json!("comment"), &json!("Which tray?")));
        let page = show(&app, Who::User, &id).await;
        assert_eq!((&page["status"], &page["waiting_on_you"]), (&json!("waiting_on_client"), &json!(true)));
        assert_eq!(page["comments"].as_array().unwrap().len(), 3);
    }
}
