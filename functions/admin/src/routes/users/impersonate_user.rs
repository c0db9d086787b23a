//! Signing in as a client: a session in the person's name, for half an hour, seen by them and kept in the audit log.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::AppendHeaders;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::account::{User, UserStatus, find};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{Body, PathId, WriteProblems, line};
use shared::id::{UserId, UserKind};
use shared::problem::{Fields, Problem};
use shared::session::{self, Admin, Person, Staff};
use shared::store::StoreError;
use utoipa::ToSchema;

/// Characters of a reason at most.
const REASON_LENGTH: usize = 300;
/// Sign-ins of the person at the same moment that may get in the way.
const TRIES: usize = 10;

/// Why, and how far.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewImpersonation {
    /// Why; the person and the audit log see it.
    #[schema(min_length = 1, max_length = 300)]
    reason: String,
    /// True to change things too: tickets and comments in the person's name. Signing, approving and the account stay out
    /// of reach.
    #[serde(default)]
    write: bool,
}

/// The portal as the person sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Impersonating {
    /// The page to go to.
    landing: &'static str,
    /// When it ends.
    ends_at: Timestamp,
}

/// Sign in as a client
///
/// For 30 minutes, the browser's session acts as the person. It is read-only unless `write` is set. `DELETE
/// /api/portal/impersonation` restores the caller's own session. 409 for staff, and for people who cannot sign in.
#[utoipa::path(post, path = "/api/manage/users/{id}/impersonation", tag = "admin",
    operation_id = "impersonation_start",
    params(("id" = UserId, Path)), request_body = NewImpersonation,
    responses((status = 200, body = Impersonating, headers(("set-cookie" = String))), WriteProblems))]
pub(crate) async fn impersonate_user(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
    headers: HeaderMap,
    Body(asked): Body<NewImpersonation>,
) -> Result<(AppendHeaders<[(HeaderName, HeaderValue); 2]>, Json<Impersonating>), Problem> {
    let mut wrong = Fields::default();
    let reason = line(&mut wrong, "reason", &asked.reason, REASON_LENGTH);
    wrong.ok(())?;
    let person = staff.person();
    let own = session::cookie_value(&headers, &app.settings).ok_or(Problem::Unauthorized)?;
    let opened = open(&app, &staff, &id, (reason, asked.write)).await?;
    let seconds = (opened.expires_at - app.clock.now()).get_seconds().max(1);
    let left = (Timestamp::from_second(person.claims.exp).map_err(Problem::internal)? - app.clock.now())
        .get_seconds();
    let cookies = AppendHeaders([
        (header::SET_COOKIE, session::set_cookie(&app.settings, &opened.token, seconds)),
        (header::SET_COOKIE, session::keep_staff(&app.settings, own, left)),
    ]);
    Ok((cookies, Json(Impersonating { landing: opened.user.role.landing(), ends_at: opened.expires_at })))
}

/// Opens the session, again where the person's own browser changed the account in between.
async fn open(
    app: &App,
    staff: &Staff<Admin>,
    id: &UserId,
    (reason, write): (String, bool),
) -> Result<session::Opened, Problem> {
    let (scope, person) = (staff.scope(), staff.person());
    for _ in 0..TRIES {
        let read = find(app, scope, id).await?;
        refuse(person, &read.value)?;
        let opened =
            session::impersonate(app, person, &read.value, (reason.clone(), write), "Support".to_owned())?;
        let detail = json!({ "name": opened.user.name, "reason": reason, "write": write, "ends_at": opened.expires_at });
        let mut batch = app.store.batch(scope);
        batch
            .replace(&read, &opened.user)
            .audit_with(&person.actor(), "impersonation.start", id.as_str(), detail)
            .event(Event::new("impersonation.started", id.as_str(), read.version + 1, Audience::staff()));
        match app.store.commit(batch).await {
            Ok(_) => return Ok(opened),
            Err(StoreError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
}

fn refuse(staff: &Person, user: &User) -> Result<(), Problem> {
    if user.is_staff {
        return Err(Problem::Conflict("You can't sign in as a member of staff.".into()));
    }
    if user.status != UserStatus::Active || !staff.tenant.serves(user) {
        return Err(Problem::Conflict("This person cannot sign in at the moment.".into()));
    }
    Ok(())
}
