//! The nouns: a member of the team.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::{Access, Role, User, UserStatus};
use shared::id::UserId;
use shared::store::Stored;
use utoipa::ToSchema;

/// What a member of a team may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TeamRole {
    /// A person of the company.
    User,
    /// Sees all tickets of the company and manages its team.
    CompanyAdmin,
}

impl From<TeamRole> for Role {
    fn from(role: TeamRole) -> Self {
        match role {
            TeamRole::User => Self::User,
            TeamRole::CompanyAdmin => Self::CompanyAdmin,
        }
    }
}

/// A member of the team.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct Member {
    /// Id.
    id: UserId,
    /// Name.
    name: String,
    /// Email.
    email: String,
    /// `user` or `company_admin`.
    role: Role,
    /// Which tickets the person reads; company admins read all.
    access: Access,
    /// Whether the person reads the company's invoices; company admins do.
    billing: bool,
    /// Whether the person may sign in.
    status: UserStatus,
    /// When the person last signed in; null before the first time.
    last_login_at: Option<Timestamp>,
    /// When the person was added.
    created_at: Timestamp,
    /// The account's version, as in `ETag`.
    version: u64,
}

impl Member {
    /// Of an account with this version.
    pub(crate) fn new(user: &User, version: u64, created_at: Timestamp) -> Self {
        Self {
            id: user.id.clone(),
            name: user.name.clone(),
            email: user.email.clone(),
            role: user.role,
            access: user.access,
            billing: user.billing,
            status: user.status,
            last_login_at: (user.login_count > 0).then_some(user.last_login_at),
            created_at,
            version,
        }
    }

    /// Of an account as stored.
    pub(crate) fn of(stored: &Stored<User>) -> Self {
        Self::new(&stored.value, stored.version, stored.created_at)
    }
}
