//! A member of staff comes over from the Hub.

use axum::extract::State;
use axum::http::HeaderMap;
use shared::account::{Access, Role};
use shared::app::App;
use shared::http::{PublicProblems, Query};
use shared::session::cookie_value;

use super::client_hub_sso::HubToken;
use crate::origin::Origin;
use crate::sso::{Guest, Kind, Next, OrgRole, Refusal, StaffClaims, Visit, verify};

/// Sign in a member of staff who comes from the Hub
///
/// The token is signed with `PORTAL_HUB_SSO_SECRET`, lives 60 seconds at most and is good once. `owner` and `admin` become
/// admins, `member` technicians, `viewer` viewers. Ends at `/admin` with a session, else at `/portal/sso-error`, which
/// says which rule failed.
#[utoipa::path(get, path = "/api/auth/hub-sso", tag = "auth", operation_id = "hub_sso",
    params(HubToken),
    responses((status = 303, description = "Into the portal, or to the page that says what was wrong",
        headers(("location" = String), ("set-cookie" = String))), PublicProblems))]
pub(crate) async fn hub_sso(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Query(given): Query<HubToken>,
) -> Next {
    let secret = app.settings.hub_sso_secret.as_ref();
    let claims = match verify::<StaffClaims>(Kind::Staff, &given.token, secret, app.clock.now()) {
        Ok(claims) => claims,
        Err(refusal) => return Next::Explained(refusal, None),
    };
    let session = cookie_value(&headers, &app.settings);
    let visit = Visit { app: &app, origin: &origin, session, landing: "/admin" };
    visit.receive(&claims.tenant_slug.clone(), &claims.tenant_id.clone(), guest(claims)).await
}

fn guest(claims: StaffClaims) -> Result<Guest, Refusal> {
    if !matches!(claims.org_type.as_str(), "msp" | "mission") {
        return Err(Refusal::Claims);
    }
    Ok(Guest {
        kind: Kind::Staff,
        subject: claims.sub,
        email: claims.email,
        name: Some(format!("{} {}", claims.first_name, claims.last_name)),
        role: match claims.org_role {
            OrgRole::Owner | OrgRole::Admin => Role::Admin,
            OrgRole::Member => Role::Technician,
            OrgRole::Viewer => Role::Viewer,
        },
        access: Access::Own,
        client: None,
        psa_contact_id: None,
        jti: claims.jti,
        ends: claims.exp,
    })
}
