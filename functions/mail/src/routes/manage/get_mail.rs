//! `GET /api/manage/mail` – whether mail leaves, and what waits.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::ReadProblems;
use shared::mail::MAIL;
use shared::outbox::DeliveryState;
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::Query;
use utoipa::ToSchema;

/// Whether mail leaves, and what waits.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MailOverview {
    /// Whether a mail server is set; without one mails wait and are given up after 24 hours.
    configured: bool,
    /// The sender's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// Mails that wait for their first attempt.
    queued: u64,
    /// Mails whose last attempt failed.
    failed: u64,
    /// Mails that were given up.
    dead: u64,
}

/// Whether mail leaves, and how many mails wait or were given up
#[utoipa::path(get, path = "/api/manage/mail", tag = "mail", operation_id = "mail_overview_get",
    responses((status = 200, body = MailOverview), ReadProblems))]
pub(crate) async fn get_mail(staff: AnyStaff, State(app): State<App>) -> Result<Json<MailOverview>, Problem> {
    let scope = staff.scope();
    let count = async |state: DeliveryState| {
        let query = Query::of(&MAIL, "created_at").eq("state", state.as_str());
        app.store.count(scope, query).await
    };
    Ok(Json(MailOverview {
        configured: app.settings.mail.is_some(),
        from: app.settings.mail.as_ref().map(|mail| mail.from.clone()),
        queued: count(DeliveryState::Queued).await?,
        failed: count(DeliveryState::Failed).await?,
        dead: count(DeliveryState::Dead).await?,
    }))
}
