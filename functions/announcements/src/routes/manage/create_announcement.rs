//! `POST /api/manage/announcements` – staff write an announcement.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use shared::app::App;
use shared::http::{Body, CreateProblems, IdempotencyKey, Once, WithETag};
use shared::id::AnnouncementId;
use shared::problem::Problem;
use shared::session::{Staff, Technician};

use super::edit::AnnouncementEdit;
use super::tell::{asking, event};
use crate::model::Announcement;
use crate::release::Release;
use crate::store::keep;
use crate::telling::plan;
use crate::views::{ManagedAnnouncement, Seen};

/// Creates an announcement: a draft, or one that clients see at once or from a moment on.
///
/// Errors: 403 viewers · 422 fields.
#[utoipa::path(
    post,
    path = "/api/manage/announcements",
    tag = "announcements",
    operation_id = "manage_announcement_create",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition harmless")),
    request_body = AnnouncementEdit,
    responses(
        (status = 201, description = "The announcement", body = ManagedAnnouncement,
            headers(("Location" = String, description = "Its address"))),
        CreateProblems
    )
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    key: IdempotencyKey,
    Body(new): Body<AnnouncementEdit>,
) -> Result<Response, Problem> {
    let once = Once::new(&key, staff.user().id.as_str(), "announcement.create", &new)?;
    let now = app.clock.now();
    let chosen = new.chosen(&app, staff.scope()).await?;
    let (draft, companies) = new.decide(&chosen, Release::default(), now)?;
    let id = AnnouncementId::mint(&*app.clock, &*app.entropy);
    let mut made = Announcement::new(id, &staff.user().name, draft, now);
    let (telling, _) = made.tell(None, now);
    let view = ManagedAnnouncement::of(&made, &Seen { version: 1, updated_at: now, now }, companies);
    let kept = keep(&app, staff.scope(), &made.id, |batch, before| {
        once.keep(batch, &view)?;
        batch.create(&made);
        plan(batch, before.due.as_ref(), &made, telling);
        let detail = json!({ "title": made.title });
        batch.audit_with(&staff.person().actor(), "announcement.create", made.id.as_str(), detail);
        if let Some(event) = event("announcement.created", None, Some(&made), 1, now) {
            batch.event(asking(event, telling, None));
        }
        Ok(view.clone())
    })
    .await?;
    let view = match kept {
        Ok(view) => view,
        Err(error) => match once.replay(&app.store, staff.scope(), &error).await? {
            Some(before) => before,
            None => return Err(error.into()),
        },
    };
    let location = format!("/api/manage/announcements/{}", view.line.id);
    let mut response = WithETag::created(view.line.version, view).into_response();
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(LOCATION, location);
    }
    Ok(response)
}
