//! One-time links as their pages see them: whether they work, and if not, why.

use serde::Serialize;
use shared::account::UserStatus;
use shared::app::App;
use shared::problem::Problem;
use shared::tenant::TenantStatus;
use shared::token::{Ended, Live, LookUp, Purpose, look_up};
use utoipa::ToSchema;

/// What a link is good for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkState {
    /// It works.
    Ready,
    /// Its time is over.
    Expired,
    /// It was used.
    Used,
    /// A newer mail has another one.
    Replaced,
    /// The person has joined already: sign in.
    Joined,
    /// The person's account does not sign in any more.
    Closed,
    /// The portal is suspended.
    Suspended,
    /// No such link was ever given out, or so long ago that nobody remembers.
    Unknown,
}

/// A link, and whom it is for where it is genuine.
pub(crate) struct Link {
    pub(crate) state: LinkState,
    pub(crate) live: Option<Box<Live>>,
}

/// Finds out about a link. One round trip.
pub(crate) async fn find(app: &App, purpose: Purpose, token: &str) -> Result<Link, Problem> {
    let (ended, live) = match look_up(app, purpose, token).await? {
        LookUp::Unknown => return Ok(Link { state: LinkState::Unknown, live: None }),
        LookUp::Ended(ended, live) => (Some(ended), live),
        LookUp::Live(live) => (None, live),
    };
    let state = state(purpose, ended, &live);
    Ok(Link { state, live: Some(live) })
}

fn state(purpose: Purpose, ended: Option<Ended>, live: &Live) -> LinkState {
    let user = &live.user.value;
    match (purpose, user.status, ended) {
        _ if live.tenant.status != TenantStatus::Active => LinkState::Suspended,
        _ if !live.tenant.serves(user) => LinkState::Closed,
        (_, UserStatus::Disabled, _) | (Purpose::Reset, UserStatus::Invited, _) => LinkState::Closed,
        (Purpose::Invite, UserStatus::Active, _) => LinkState::Joined,
        (_, _, Some(Ended::Expired)) => LinkState::Expired,
        (_, _, Some(Ended::Used)) => LinkState::Used,
        (_, _, Some(Ended::Replaced)) => LinkState::Replaced,
        (_, _, None) => LinkState::Ready,
    }
}

impl Link {
    /// Whom it lets in, or the problem that its state is.
    pub(crate) fn ready(self) -> Result<Box<Live>, Problem> {
        match (self.state, self.live) {
            (LinkState::Ready, Some(live)) => Ok(live),
            (state, _) => Err(state.problem()),
        }
    }
}

impl LinkState {
    fn problem(self) -> Problem {
        let text = match self {
            Self::Unknown => return Problem::NotFound,
            Self::Suspended => {
                return Problem::Forbidden(
                    "This portal is suspended. Your data is kept; please contact your provider.".into(),
                );
            }
            Self::Ready => "This link was used a moment ago.",
            Self::Expired => "This link has expired.",
            Self::Used => "This link has already been used.",
            Self::Replaced => "A newer mail has another link. Please use that one.",
            Self::Joined => "You have already joined. Please sign in.",
            Self::Closed => "This account can't sign in. Please contact your provider.",
        };
        Problem::Conflict(text.into())
    }
}
