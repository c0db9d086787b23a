//! What the Hub's tokens say, exactly as documented; claims beyond these are let be.

use serde::Deserialize;

/// Which tickets a client reads, and whether they manage the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AccessLevel {
    Own,
    Company,
    CompanyAdmin,
}

/// A client's token.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ClientClaims {
    pub(crate) sub: String,
    pub(crate) email: String,
    pub(crate) tenant_id: String,
    pub(crate) tenant_slug: String,
    pub(crate) client_id: String,
    pub(crate) access_level: AccessLevel,
    #[serde(default)]
    pub(crate) psa_contact_id: Option<String>,
    pub(crate) context: String,
    #[serde(default)]
    pub(crate) name: Option<String>,
    pub(crate) jti: String,
    pub(crate) exp: i64,
    #[serde(default)]
    pub(crate) iat: Option<i64>,
    #[serde(default)]
    pub(crate) nbf: Option<i64>,
}

/// A person's role in the provider's organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OrgRole {
    Owner,
    Admin,
    Member,
    Viewer,
}

/// A staff member's token.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StaffClaims {
    pub(crate) sub: String,
    pub(crate) email: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) tenant_id: String,
    pub(crate) tenant_slug: String,
    #[expect(dead_code, reason = "documented and required; the directory knows the name already")]
    pub(crate) tenant_name: String,
    pub(crate) org_role: OrgRole,
    #[serde(rename = "org_type")]
    pub(crate) org_type: String,
    #[serde(default)]
    pub(crate) context: Option<String>,
    pub(crate) jti: String,
    pub(crate) exp: i64,
    #[serde(default)]
    pub(crate) iat: Option<i64>,
    #[serde(default)]
    pub(crate) nbf: Option<i64>,
}

/// What every token must say for itself.
pub(crate) struct Frame<'a> {
    pub(crate) sub: &'a str,
    pub(crate) jti: &'a str,
    pub(crate) exp: i64,
    pub(crate) iat: Option<i64>,
    pub(crate) nbf: Option<i64>,
    /// False where it is meant for something else.
    pub(crate) fits: bool,
}

/// A token's claims.
pub(crate) trait Framed {
    fn frame(&self) -> Frame<'_>;
}

/// What a client's token must be meant for, and a staff member's must not.
const CLIENT_PORTAL: &str = "client_portal";

impl Framed for ClientClaims {
    fn frame(&self) -> Frame<'_> {
        let Self { sub, jti, exp, iat, nbf, .. } = self;
        Frame { sub, jti, exp: *exp, iat: *iat, nbf: *nbf, fits: self.context == CLIENT_PORTAL }
    }
}

impl Framed for StaffClaims {
    fn frame(&self) -> Frame<'_> {
        let Self { sub, jti, exp, iat, nbf, .. } = self;
        let fits = self.context.as_deref() != Some(CLIENT_PORTAL);
        Frame { sub, jti, exp: *exp, iat: *iat, nbf: *nbf, fits }
    }
}
