//! A new email takes effect.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use serde_json::json;
use shared::account::{EmailReservation, TAKEN, void_links};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{Body, WriteProblems};
use shared::problem::Problem;
use shared::session::{self, Person, set_cookie};
use shared::store::StoreError;
use shared::token::Purpose;
use utoipa::ToSchema;

use crate::counters::raced;
use crate::device::device;
use crate::links;

/// Changes of the account at the same moment that may get in the way.
const TRIES: usize = 10;

/// The link's token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmEmail {
    /// The token, from the link's address.
    #[schema(max_length = 300)]
    token: String,
}

/// Confirm a new email
///
/// Takes both: the link that was mailed to the new address, and a session of the person's own. Whoever asked for the
/// change has only one of them unless they are the person. All other sessions end, and links that were mailed to the old
/// address work no more. 403 where the link is another account's, 404 for a link that was never given out, 409 for one
/// that works no more.
#[utoipa::path(post, path = "/api/auth/email/confirm", tag = "auth", operation_id = "email_confirm",
    request_body = ConfirmEmail,
    responses((status = 204, headers(("set-cookie" = String))), WriteProblems))]
pub(crate) async fn confirm_email(
    person: Person,
    State(app): State<App>,
    headers: HeaderMap,
    Body(request): Body<ConfirmEmail>,
) -> Result<(StatusCode, [(HeaderName, HeaderValue); 1]), Problem> {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    for _ in 0..TRIES {
        let live = links::find(&app, Purpose::ConfirmEmail, &request.token).await?.ready()?;
        let read = &live.user;
        if read.value.id != person.user().id || live.scope.tenant() != &person.tenant.slug {
            return Err(Problem::Forbidden(
                "This link is for another account. Sign out, and sign in as the person who got the mail."
                    .into(),
            ));
        }
        if !read.value.sessions.iter().any(|session| session.id == person.claims.sid) {
            return Err(Problem::Unauthorized);
        }
        let after = read.value.confirming(app.clock.now()).ok_or_else(|| {
            Problem::Conflict("This change of your email was canceled or has expired.".into())
        })?;
        let opened = session::open(
            &app.keys,
            &*app.clock,
            &*app.entropy,
            &person.tenant,
            &after,
            device(agent),
            person.address.clone(),
        )?;
        let scope = &live.scope;
        let before = app.store.get::<EmailReservation>(scope, &EmailReservation::of(&read.value).id).await?;
        let mut batch = app.store.batch(scope);
        if let Some(before) = &before {
            batch.delete(before);
        }
        let reserving = batch.next_index();
        batch.create(&EmailReservation::of(&after)).replace(read, &opened.user);
        live.use_up(&mut batch);
        void_links(&app, scope, &mut batch, &after).await?;
        let id = after.id.as_str();
        let mut event = Event::new("user.edited", id, read.version + 1, Audience::staff());
        event.data = json!({ "name": after.name, "email": after.email, "changed": ["email"] });
        let detail = json!({ "email": [read.value.email, after.email], "name": after.name });
        batch.audit_with(&person.actor(), "user.email_confirm", id, detail).event(event);
        match app.store.commit(batch).await {
            Ok(_) => {
                let seconds = person.tenant.settings.session_life().as_secs();
                let cookie = set_cookie(&app.settings, &opened.token, seconds);
                return Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]));
            }
            Err(StoreError::Conflict { index }) if index == reserving => {
                return Err(Problem::Conflict(TAKEN.into()));
            }
            Err(error) if raced(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}
