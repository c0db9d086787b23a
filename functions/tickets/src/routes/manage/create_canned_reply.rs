//! `POST /api/manage/canned-replies` – staff keep an answer for the next time.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, CreateProblems, IdempotencyKey, Once, WithETag};
use shared::id::CannedId;
use shared::problem::Problem;
use shared::session::{Staff, Technician};

use super::super::conditions::CreateHeaders;
use super::canned::{CannedEdit, CannedView};

/// Creates a ready-made answer.
///
/// Errors: 403 viewers · 422 fields.
#[utoipa::path(
    post,
    path = "/api/manage/canned-replies",
    tag = "tickets",
    operation_id = "canned_reply_create",
    params(CreateHeaders),
    request_body = CannedEdit,
    responses((status = 201, description = "The ready-made answer", body = CannedView), CreateProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    key: IdempotencyKey,
    Body(new): Body<CannedEdit>,
) -> Result<WithETag<CannedView>, Problem> {
    let once = Once::new(&key, staff.user().id.as_str(), "canned.create", &new)?;
    let reply = new.checked(CannedId::mint(&*app.clock, &*app.entropy))?;
    let view = CannedView::of(reply.clone(), 1);
    let mut batch = app.store.batch(staff.scope());
    once.keep(&mut batch, &view)?;
    batch.create(&reply);
    let detail = serde_json::json!({ "title": reply.title });
    batch.audit_with(&staff.person().actor(), "canned_reply.create", reply.id.as_str(), detail);
    match app.store.commit(batch).await {
        Ok(_) => Ok(WithETag::created(1, view)),
        Err(error) => match once.replay::<CannedView>(&app.store, staff.scope(), &error).await? {
            Some(before) => Ok(WithETag::created(1, before)),
            None => Err(error.into()),
        },
    }
}
