//! Joining: an invited person sets the first password and is signed in.

use axum::extract::State;
use serde::Deserialize;
use shared::account::{ProvenBy, TypedPassword, User, UserStatus, password};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{Body, WriteProblems};
use shared::problem::Problem;
use shared::token::Purpose;
use utoipa::ToSchema;

use super::login::{LoginAnswer, Opened, signed_in};
use crate::complete_login::{Way, actor, complete_login};
use crate::counters::raced;
use crate::links;
use crate::origin::Origin;
use crate::replaced::end_replaced;

/// Changes of the account at the same moment that may get in the way.
const TRIES: usize = 10;

/// The invitation, and the password from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Register {
    /// The token, from the link's address.
    #[schema(max_length = 300)]
    invite: String,
    /// 12 to 128 characters of any kind, not a common one, and without the email's local part and the portal's name.
    password: TypedPassword,
}

/// Join by an invitation
///
/// Sets the password, makes the account active and signs in. Of two requests with one link, one wins.
/// 404 for a link that was never given out, 409 for one that works no more.
#[utoipa::path(post, path = "/api/auth/register", tag = "auth", operation_id = "invitation_accept",
    request_body = Register,
    responses((status = 200, body = LoginAnswer, headers(("set-cookie" = String))), WriteProblems))]
pub(crate) async fn register(
    State(app): State<App>,
    origin: Origin,
    Body(request): Body<Register>,
) -> Result<Opened, Problem> {
    app.limits.address(origin.address.as_deref())?;
    let mut hash = None;
    for _ in 0..TRIES {
        // Whatever came between (somebody used the link, replaced it, or changed the account) is looked at anew.
        let live = links::find(&app, Purpose::Invite, &request.invite).await?.ready()?;
        let user = &live.user.value;
        if let Some(reason) = password::weakness(request.password.expose(), &user.email, &live.portal_name) {
            return Err(Problem::field("password", reason));
        }
        if hash.is_none() {
            hash = Some(app.hasher.hash(live.scope.tenant(), request.password.secret()).await?);
        }
        let mut joined = User { status: UserStatus::Active, password_hash: hash.clone(), ..user.clone() };
        joined.security.prove_by_mail(ProvenBy::Invitation, &user.email, app.clock.now());
        let mut batch = app.store.batch(&live.scope);
        let place = (live.tenant.as_ref(), &live.scope);
        let way = Way::Invitation;
        let opened = complete_login(&app, &mut batch, place, (&live.user, &joined), way, &origin)?;
        live.use_up(&mut batch);
        let id = joined.id.as_str();
        let event = Event::new("user.activated", id, live.user.version + 1, Audience::staff());
        batch.audit(&actor(&joined, &origin), "user.join", id).event(event);
        match app.store.commit(batch).await {
            Ok(_) => {
                end_replaced(&app, &origin).await;
                return Ok(signed_in(&app.settings, &opened));
            }
            Err(error) if raced(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}
