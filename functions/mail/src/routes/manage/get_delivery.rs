//! `GET /api/manage/mail/deliveries/{id}` – one mail.

use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::{MailId, MailKind};
use shared::mail::Mail;
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::Stored;
use utoipa::ToSchema;

use crate::model::Delivery;
use crate::page::bodies;
use crate::room::Room;

/// One mail with what it says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeliveryWithText {
    /// The mail.
    #[serde(flatten)]
    delivery: Delivery,
    /// Its text part.
    text: String,
}

/// The mail of that id; 404 where there is none.
pub(crate) async fn found(app: &App, staff: &AnyStaff, id: &MailId) -> Result<Stored<Mail>, Problem> {
    app.store.get::<Mail>(staff.scope(), id.as_str()).await?.ok_or(Problem::NotFound)
}

/// One mail with its text part
///
/// Errors: 404 unknown.
#[utoipa::path(get, path = "/api/manage/mail/deliveries/{id}", tag = "mail", operation_id = "delivery_get",
    params(("id" = MailId, Path)), responses((status = 200, body = DeliveryWithText), ReadProblems))]
pub(crate) async fn get_delivery(
    staff: AnyStaff,
    State(app): State<App>,
    room: Room,
    PathId(id): PathId<MailKind>,
) -> Result<WithETag<DeliveryWithText>, Problem> {
    let stored = found(&app, &staff, &id).await?;
    let mail = &stored.value;
    let tenant = &staff.person().tenant;
    let body = bodies(&app, &room, tenant, mail.language, mail.message.clone()).await?;
    let answer = DeliveryWithText { delivery: Delivery::of(&stored), text: body.text };
    Ok(WithETag::ok(stored.version, answer))
}
