//! A new password, by who has the link from the mail.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use shared::account::{ProvenBy, TypedPassword, User, locks, password};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{Body, WriteProblems};
use shared::problem::Problem;
use shared::token::Purpose;
use utoipa::ToSchema;

use crate::complete_login::actor;
use crate::counters::raced;
use crate::links;
use crate::origin::Origin;

/// Changes of the account at the same moment that may get in the way.
const TRIES: usize = 10;

/// The link's token and the password from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetPassword {
    /// The token, from the link's address.
    #[schema(max_length = 300)]
    token: String,
    /// 12 to 128 characters of any kind, not a common one, and without the email's local part and the portal's name.
    password: TypedPassword,
}

/// Set a new password by a link
///
/// Ends all sessions and lifts locks after wrong passwords. Nobody is signed in: the person signs in with the new
/// password, and wrong guesses from elsewhere do not lock this browser. Of two requests with the same link, one
/// wins. 404 for a link that was never issued, 409 for one that no longer works.
#[utoipa::path(post, path = "/api/auth/reset-password", tag = "auth", operation_id = "password_reset",
    request_body = ResetPassword, responses((status = 204, headers(("set-cookie" = String))), WriteProblems))]
pub(crate) async fn reset_password(
    State(app): State<App>,
    origin: Origin,
    Body(request): Body<ResetPassword>,
) -> Result<(StatusCode, [(HeaderName, HeaderValue); 1]), Problem> {
    app.limits.address(origin.address.as_deref())?;
    let mut hash = None;
    for _ in 0..TRIES {
        // Whatever came between (somebody used the link, replaced it, or changed the account) is looked at anew.
        let live = links::find(&app, Purpose::Reset, &request.token).await?.ready()?;
        let user = &live.user.value;
        if let Some(reason) = password::weakness(request.password.expose(), &user.email, &live.portal_name) {
            return Err(Problem::field("password", reason));
        }
        let locks = locks(&app, &live.scope, Some(&user.id)).await?;
        if hash.is_none() {
            hash = Some(app.hasher.hash(live.scope.tenant(), request.password.secret()).await?);
        }
        let epoch = user.epoch.saturating_add(1);
        let mut changed = User { password_hash: hash.clone(), epoch, sessions: Vec::new(), ..user.clone() };
        changed.security.prove_by_mail(ProvenBy::PasswordReset, &user.email, app.clock.now());
        let id = changed.id.as_str();
        let mut batch = app.store.batch(&live.scope);
        live.use_up(&mut batch);
        let event = Event::new("password.changed", id, live.user.version + 1, Audience::staff());
        let actor = actor(&changed, &origin);
        batch.replace(&live.user, &changed).audit(&actor, "password.reset", id).event(event);
        for lock in &locks {
            batch.delete(lock);
        }
        match app.store.commit(batch).await {
            Ok(_) => {
                let cookie = origin.remembered(&app, live.scope.tenant(), &changed.login_key);
                return Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]));
            }
            Err(error) if raced(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}
