//! `POST /api/manage/mail/deliveries/{id}/resend` – a mail goes out again.

use axum::extract::State;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{IfMatch, PathId, WithETag, WriteProblems};
use shared::id::{MailId, MailKind};
use shared::mail::Mail;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::Stored;

use crate::model::Delivery;

/// Sends a mail again that was sent or given up
///
/// Errors: 404 unknown · 409 it still waits, or carried a one-time link · 412 another version.
#[utoipa::path(post, path = "/api/manage/mail/deliveries/{id}/resend", tag = "mail",
    operation_id = "delivery_resend", params(("id" = MailId, Path), ("if-match" = Option<String>, Header)),
    responses((status = 200, body = Delivery), WriteProblems))]
pub(crate) async fn resend_delivery(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<MailKind>,
    expected: IfMatch,
) -> Result<WithETag<Delivery>, Problem> {
    let scope = staff.scope();
    let read = app.store.get::<Mail>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?;
    expected.check(read.version)?;
    if read.value.posting.is_pending() {
        return Err(Problem::Conflict("This mail is still waiting to be sent.".into()));
    }
    let again = read.value.clone().again(app.clock.now()).ok_or_else(|| {
        Problem::Conflict("This mail carried a one-time link. Send a new invitation or link instead.".into())
    })?;
    let detail = serde_json::json!({ "subject": again.message.subject, "to": again.to.email });
    let mut batch = app.store.batch(scope);
    batch
        .replace_until(&read, &again, Some(again.kept_until(read.created_at)))
        .audit_with(&staff.person().actor(), "mail.resend", id.as_str(), detail)
        // Wakes the outbox; no area has anything to say about it.
        .event(Event::new("mail.queued", id.as_str(), read.version + 1, Audience::staff()));
    let now = batch.now();
    app.store.commit(batch).await?;
    let stored = Stored { value: again, version: read.version + 1, updated_at: now, ..read };
    Ok(WithETag::ok(stored.version, Delivery::of(&stored)))
}
