//! Asking for a new invitation in place of one that works no more.

use axum::extract::State;
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde::Deserialize;
use shared::account::{UserStatus, invite_again};
use shared::app::App;
use shared::http::{Body, WriteProblems};
use shared::problem::Problem;
use shared::token::{Live, Purpose};
use utoipa::ToSchema;

use crate::complete_login::actor;
use crate::links::{self, LinkState};
use crate::origin::Origin;

/// Whoever asks again within this time has a mail on its way.
const PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// An invitation that works no more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RenewInvitation {
    /// The token, from the link's address.
    #[schema(max_length = 300)]
    invite: String,
}

/// Ask for a new invitation
///
/// Where the link was genuine and the person has not joined, a new one goes to the person's own address, as if staff had
/// sent it again. The answer is the same for everything else.
#[utoipa::path(post, path = "/api/auth/invitation/renew", tag = "auth", operation_id = "invitation_renew",
    request_body = RenewInvitation, responses((status = 202), WriteProblems))]
pub(crate) async fn renew_invitation(
    State(app): State<App>,
    origin: Origin,
    Body(request): Body<RenewInvitation>,
) -> Result<StatusCode, Problem> {
    app.limits.address(origin.address.as_deref())?;
    let link = links::find(&app, Purpose::Invite, &request.invite).await?;
    if let Some(live) = link.live.filter(|live| may_renew(&app, link.state, live)) {
        match invite_again(&app, &live.scope, &live.user, &actor(&live.user.value, &origin)).await {
            // Joined or disabled in this moment, or sent enough links: nothing to send.
            Ok(()) | Err(Problem::Conflict(_) | Problem::RateLimited { .. }) => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(StatusCode::ACCEPTED)
}

/// True where a new link helps: the person is still invited and was not sent one just now.
fn may_renew(app: &App, state: LinkState, live: &Live) -> bool {
    let newest = live.record().value.ends_at - Purpose::Invite.life();
    matches!(state, LinkState::Expired | LinkState::Used | LinkState::Replaced)
        && live.user.value.status == UserStatus::Invited
        && app.clock.now().duration_since(newest) >= PAUSE
}
