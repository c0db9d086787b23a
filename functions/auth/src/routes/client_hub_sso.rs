//! A client comes over from the Hub.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use shared::account::{Access, Role};
use shared::app::App;
use shared::http::{PublicProblems, Query};
use shared::session::cookie_value;
use utoipa::IntoParams;

use crate::origin::Origin;
use crate::sso::{AccessLevel, ClientClaims, Guest, Kind, Next, Refusal, Visit, verify};

/// The Hub's token.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct HubToken {
    /// HS256, signed with the secret that Hub and portal share.
    #[serde(default)]
    pub(crate) token: String,
}

/// Sign in a client who comes from the Hub
///
/// The token is signed with `PORTAL_CLIENT_SSO_SECRET` and lives 70 seconds at most; its `context` is `client_portal`, its
/// `jti` is good once. Whoever is not known yet gets an account in the company that `client_id` names. Ends at
/// `/portal/tickets` with a session, else at `/portal/sso-error`, which says which rule failed. A link that is opened a second
/// time ends at `/portal/tickets` where the browser still has a session of its person, and opens none.
#[utoipa::path(get, path = "/api/auth/client-hub-sso", tag = "auth", operation_id = "client_hub_sso",
    params(HubToken),
    responses((status = 303, description = "Into the portal, or to the page that says what was wrong",
        headers(("location" = String), ("set-cookie" = String))), PublicProblems))]
pub(crate) async fn client_hub_sso(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Query(given): Query<HubToken>,
) -> Next {
    let secret = app.settings.client_sso_secret.as_ref();
    let claims = match verify::<ClientClaims>(Kind::Client, &given.token, secret, app.clock.now()) {
        Ok(claims) => claims,
        Err(refusal) => return Next::Explained(refusal, None),
    };
    let session = cookie_value(&headers, &app.settings);
    let visit = Visit { app: &app, origin: &origin, session, landing: "/portal/tickets" };
    visit.receive(&claims.tenant_slug.clone(), &claims.tenant_id.clone(), guest(claims)).await
}

fn guest(claims: ClientClaims) -> Result<Guest, Refusal> {
    let (role, access) = match claims.access_level {
        AccessLevel::Own => (Role::User, Access::Own),
        AccessLevel::Company => (Role::User, Access::Company),
        AccessLevel::CompanyAdmin => (Role::CompanyAdmin, Access::Own),
    };
    if claims.client_id.is_empty() || claims.client_id.len() > 200 {
        return Err(Refusal::Claims);
    }
    Ok(Guest {
        kind: Kind::Client,
        subject: claims.sub,
        email: claims.email,
        name: claims.name,
        role,
        access,
        client: Some(claims.client_id),
        psa_contact_id: claims.psa_contact_id.filter(|id| !id.is_empty() && id.len() <= 200),
        jti: claims.jti,
        ends: claims.exp,
    })
}
