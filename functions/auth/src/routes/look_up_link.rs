//! What the page behind a link must know before it asks for a password.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, WriteProblems};
use shared::problem::Problem;
use shared::session::{Person, cookie_value};
use shared::token::Purpose;
use utoipa::ToSchema;

use crate::links::{self, Link, LinkState};
use crate::origin::Origin;

/// What a link is good for.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LinkPurpose {
    /// Joining.
    Invite,
    /// A new password.
    Reset,
}

/// A link's token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkRequest {
    /// What it should be good for.
    purpose: LinkPurpose,
    /// The token, from the link's address.
    #[schema(max_length = 300)]
    token: String,
}

/// What a link is good for now, and for whom.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LinkAnswer {
    /// Whether it works.
    state: LinkState,
    /// The slug of the portal that it belongs to, where it is genuine.
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant: Option<String>,
    /// The person's name, where it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The person's email, where it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// True where it works no more and whoever asks is signed in as the person whom it was for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    yours: bool,
}

/// Look a one-time link up
///
/// Says for whom it is while it works, and afterwards only why it does not. The token travels in the body, so that it
/// stands in no log of addresses.
#[utoipa::path(post, path = "/api/auth/link", tag = "auth", operation_id = "link_get",
    request_body = LinkRequest, responses((status = 200, body = LinkAnswer), WriteProblems))]
pub(crate) async fn look_up_link(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Body(request): Body<LinkRequest>,
) -> Result<Json<LinkAnswer>, Problem> {
    app.limits.address(origin.address.as_deref())?;
    let purpose = match request.purpose {
        LinkPurpose::Invite => Purpose::Invite,
        LinkPurpose::Reset => Purpose::Reset,
    };
    let link = links::find(&app, purpose, &request.token).await?;
    let yours = link.state == LinkState::Joined && signed_in(&app, &link, &headers, &origin).await;
    let tenant = link.live.as_ref().map(|live| live.tenant.slug.to_string());
    let user = link.live.filter(|_| link.state == LinkState::Ready).map(|live| live.user.value);
    let (name, email) = user.map(|user| (user.name, user.email)).unzip();
    Ok(Json(LinkAnswer { state: link.state, tenant, name, email, yours }))
}

/// Whether the browser has a living session of the person whom the link is for.
async fn signed_in(app: &App, link: &Link, headers: &HeaderMap, origin: &Origin) -> bool {
    let (Some(token), Some(live)) = (cookie_value(headers, &app.settings), &link.live) else { return false };
    let person = Person::of_token(app, token, origin.address.clone()).await;
    person.is_ok_and(|person| person.shown_as() == live.user.value.id.as_str())
}
