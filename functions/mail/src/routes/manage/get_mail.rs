//! `GET /api/manage/mail` – whether mail leaves, and what waits.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared::app::App;
use shared::http::ReadProblems;
use shared::mail::MAIL;
use shared::outbox::{DeliveryState, mail_pause, outage};
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::Query;
use utoipa::ToSchema;

/// Why mail does not leave at present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MailPauseCause)]
pub(crate) enum Cause {
    /// The mail server cannot be reached.
    Unreachable,
    /// The mail server refuses this portal's mails, for reasons that lie with the sender or the route.
    Refused,
}

/// That mail does not leave at present.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MailPause)]
pub(crate) struct Paused {
    /// Why.
    cause: Cause,
    /// Since when.
    since: Timestamp,
    /// When it is tried again.
    until: Timestamp,
    /// What the mail server said, or why it cannot be reached.
    reason: String,
}

/// Whether mail leaves, and what waits.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MailOverview {
    /// Whether a mail server is set; without one mails wait and are given up after 24 hours.
    configured: bool,
    /// The sender's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// Set while mails wait because of the mail server.
    #[serde(skip_serializing_if = "Option::is_none")]
    paused: Option<Paused>,
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
    let unreachable = outage(&app).await?.map(|outage| Paused {
        cause: Cause::Unreachable,
        since: outage.since,
        until: outage.until,
        reason: outage.reason,
    });
    let refused = mail_pause(&app, scope).await?.map(|pause| Paused {
        cause: Cause::Refused,
        since: pause.since,
        until: pause.until,
        reason: pause.reason,
    });
    Ok(Json(MailOverview {
        configured: app.settings.mail.is_some(),
        paused: unreachable.or(refused),
        from: app.settings.mail.as_ref().map(|mail| mail.from.clone()),
        queued: count(DeliveryState::Queued).await?,
        failed: count(DeliveryState::Failed).await?,
        dead: count(DeliveryState::Dead).await?,
    }))
}
