//! What a session token says.

use serde::{Deserialize, Serialize};

use crate::account::Role;
use crate::id::{CompanyId, SessionId, TenantId, UserId};
use crate::tenant::{OrgType, TenantSlug};

/// Issuer and audience of the portal's own tokens.
pub(super) const PARTY: &str = "the-one-portal";

/// The member of staff who acts in the person's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// The member of staff.
    pub sub: UserId,
    /// Their own session, which this one cannot outlive.
    pub sid: SessionId,
    /// Their account's epoch.
    pub epoch: u32,
    /// True where they chose to change things too.
    pub write: bool,
}

/// The claims. Times are seconds since 1970.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    /// The person.
    pub sub: UserId,
    /// The tenant's id.
    pub tid: TenantId,
    /// The tenant's slug.
    pub tenant: TenantSlug,
    /// The client company; absent for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyId>,
    /// The role when the session was opened.
    pub role: Role,
    /// What kind of organisation the tenant is: authoritative after sign-in.
    pub org_type: OrgType,
    /// The session.
    pub sid: SessionId,
    /// The account's epoch when the session was opened.
    pub epoch: u32,
    /// Who acts in the person's name; absent where it is the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// When the token was made.
    pub iat: i64,
    /// When it ends.
    pub exp: i64,
    /// [`PARTY`].
    pub iss: String,
    /// [`PARTY`].
    pub aud: String,
}
