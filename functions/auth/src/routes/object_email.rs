//! "This wasn't me": the old address objects to a change of the email.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::account::{EmailReservation, Objection, User, UserStatus, void_links};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{Body, WriteProblems};
use shared::id::EventId;
use shared::problem::Problem;
use shared::store::Batch;
use shared::token::{Ended, Live, LookUp, Purpose, look_up_about};
use utoipa::ToSchema;

use crate::complete_login::actor;
use crate::counters::raced;
use crate::origin::Origin;

/// Changes of the account at the same moment that may get in the way.
const TRIES: usize = 10;

/// The link from the mail to the old address.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ObjectEmail {
    /// Which change, from the link's address.
    #[schema(max_length = 64)]
    change: String,
    /// The token, from the link's address.
    #[schema(max_length = 300)]
    token: String,
}

/// What became of the account.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ObjectionResult {
    /// The new email had not been confirmed, and will not be.
    Cancelled,
    /// The old email is the account's again; its person chooses a new password by mail.
    Restored,
    /// Somebody has the old email meanwhile: the account is disabled until staff look at it.
    Disabled,
}

/// What an objection did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ObjectionAnswer {
    /// What became of the account.
    result: ObjectionResult,
}

/// Object to a change of the email
///
/// Undoes the change, ends all sessions and tells the staff. For fourteen days after a change was confirmed. 404 for a
/// link that was never given out, 409 for one that works no more.
#[utoipa::path(post, path = "/api/auth/email/object", tag = "auth", operation_id = "email_object",
    request_body = ObjectEmail, responses((status = 200, body = ObjectionAnswer), WriteProblems))]
pub(crate) async fn object_email(
    State(app): State<App>,
    origin: Origin,
    Body(request): Body<ObjectEmail>,
) -> Result<Json<ObjectionAnswer>, Problem> {
    app.limits.address(origin.address.as_deref())?;
    let change = EventId::parse(&request.change).ok_or(Problem::NotFound)?;
    for _ in 0..TRIES {
        let live = find(&app, change.as_str(), &request.token).await?;
        let now = app.clock.now();
        let (after, did) = live.user.value.objecting(change.as_str(), now).ok_or_else(|| {
            Problem::Conflict("This change was already canceled, replaced or undone.".into())
        })?;
        let mut batch = app.store.batch(&live.scope);
        let (after, result) = match did {
            Objection::Cancelled => (after, ObjectionResult::Cancelled),
            Objection::Restored => restore(&app, &mut batch, &live, after).await?,
        };
        batch.replace(&live.user, &after);
        live.use_up(&mut batch);
        let id = after.id.as_str();
        let detail = json!({ "email": after.email, "name": after.name, "result": result });
        let mut event = Event::new("email.objected", id, live.user.version + 1, Audience::staff());
        event.data = detail.clone();
        batch.audit_with(&actor(&after, &origin), "user.email_object", id, detail).event(event);
        match app.store.commit(batch).await {
            Ok(_) => return Ok(Json(ObjectionAnswer { result })),
            Err(error) if raced(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}

/// The link, whatever the account's state: whoever is disabled may object too.
async fn find(app: &App, change: &str, token: &str) -> Result<Box<Live>, Problem> {
    match look_up_about(app, Purpose::ObjectEmail, change, token).await? {
        LookUp::Unknown => Err(Problem::NotFound),
        LookUp::Ended(Ended::Used, _) => Err(Problem::Conflict("You have already objected.".into())),
        LookUp::Ended(..) => Err(Problem::Conflict("This link has expired.".into())),
        LookUp::Live(live) => Ok(live),
    }
}

/// Gives the account its old email back, unless somebody else has it meanwhile. Four round trips.
async fn restore(
    app: &App,
    batch: &mut Batch<'_>,
    live: &Live,
    after: User,
) -> Result<(User, ObjectionResult), Problem> {
    let (now, then) = (EmailReservation::of(&live.user.value), EmailReservation::of(&after));
    let mut found = app.store.read(&live.scope, &[now.id.clone(), then.id.clone()]).await?;
    void_links(app, &live.scope, batch, &after).await?;
    let taken = found.take::<EmailReservation>(&then.id)?;
    if taken.as_ref().is_some_and(|taken| taken.value.user != after.id) {
        let (email, login_key) = (live.user.value.email.clone(), live.user.value.login_key.clone());
        let after = User { email, login_key, status: UserStatus::Disabled, ..after };
        return Ok((after, ObjectionResult::Disabled));
    }
    if let Some(reserved) = found.take::<EmailReservation>(&now.id)? {
        batch.delete(&reserved);
    }
    if taken.is_none() {
        batch.create(&then);
    }
    Ok((after, ObjectionResult::Restored))
}
