//! What the area says on the wire.

use jiff::Timestamp;
use serde::Serialize;
use shared::account::{Impersonation, Role, User, UserView};
use shared::id::SessionId;
use shared::tenant::{OrgType, Tenant, TenantSlug};
use utoipa::ToSchema;

/// The portal that somebody is signed in to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SessionTenant {
    /// Its slug.
    #[schema(value_type = String)]
    slug: TenantSlug,
    /// Its name.
    name: String,
    /// What it is.
    org_type: OrgType,
    /// The tenant's IANA time zone. A due date is overdue once its day has ended in this time zone.
    time_zone: String,
}

impl SessionTenant {
    pub(crate) fn of(tenant: &Tenant) -> Self {
        let zone = tenant.settings.zone();
        Self {
            slug: tenant.slug.clone(),
            name: tenant.name.clone(),
            org_type: tenant.org_type,
            time_zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        }
    }
}

/// Who is signed in, where, and what they may do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Session {
    /// The person.
    pub(crate) user: UserView,
    /// Whose session it is, for the header `X-Portal-Person`: the person's id; where staff act in their name, also the
    /// id of the member of staff.
    #[schema(example = "usr_01jgz9vw3dk8p2x5c7n4m6q1ra")]
    pub(crate) shown_as: String,
    /// The portal.
    pub(crate) tenant: SessionTenant,
    /// What the pages may offer; the server checks again.
    pub(crate) permissions: Vec<&'static str>,
    /// When the session ends.
    pub(crate) expires_at: Timestamp,
    /// The member of staff who acts in the person's name; absent where it is the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) impersonation: Option<ActingStaff>,
}

/// A member of staff who acts in the person's name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActingStaff {
    /// Their name.
    name: String,
    /// Why, in their words.
    reason: String,
    /// False where the session only reads.
    write: bool,
}

impl ActingStaff {
    pub(crate) fn of(by: &Impersonation) -> Self {
        Self { name: by.name.clone(), reason: by.reason.clone(), write: by.write }
    }
}

/// What the pages may offer to a person.
pub(crate) fn permissions(user: &User) -> Vec<&'static str> {
    let given = |word: &'static str, has: bool| has.then_some(word);
    let billing = given("billing", user.reads_invoices());
    match user.role {
        Role::User => given("tickets.company", user.reads_company()).into_iter().chain(billing).collect(),
        Role::CompanyAdmin => vec!["tickets.company", "billing", "team.manage"],
        Role::Viewer => vec!["staff"],
        Role::Technician => vec!["staff", "staff.write"],
        Role::Admin => vec!["staff", "staff.write", "staff.admin"],
    }
}

/// One of the person's own open sessions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OpenSession {
    /// Its id.
    pub(crate) id: SessionId,
    /// The browser and system, in words.
    pub(crate) device: String,
    /// The address that it was opened from; absent where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<String>,
    /// When it was opened.
    pub(crate) created_at: Timestamp,
    /// When it was last used, to the quarter of an hour.
    pub(crate) last_seen_at: Timestamp,
    /// The member of staff who acts in the person's name, and why; absent where it is the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<ActingStaff>,
    /// True for the session that asks.
    pub(crate) current: bool,
}
