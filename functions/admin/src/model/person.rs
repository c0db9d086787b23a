//! A person as staff see them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::{Access, CompanyRef, EmailChange, MailFailure, Role, User, UserStatus};
use shared::id::UserId;
use shared::store::Stored;
use utoipa::ToSchema;

/// A person with what concerns the provider.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct ManagedUser {
    /// Id.
    id: UserId,
    /// Name.
    name: String,
    /// Email.
    email: String,
    /// Role.
    role: Role,
    /// Which tickets a client user reads; absent for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    access: Option<Access>,
    /// Whether a client user reads the company's invoices; absent for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    billing: Option<bool>,
    /// The client company; absent for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    company: Option<CompanyRef>,
    /// Whether the person may sign in.
    status: UserStatus,
    /// True while nobody has sent an invitation.
    #[serde(default)]
    uninvited: bool,
    /// The other account that has this email. Set if a company admin invited somebody who already has an account
    /// elsewhere: the invitation cannot be accepted, and the company's admins are not told why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    elsewhere: Option<UserId>,
    /// A new email that waits for confirmation; absent where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pending_email: Option<PendingEmail>,
    /// When the person last signed in; null before the first time.
    last_login_at: Option<Timestamp>,
    /// How often the person signed in.
    login_count: u64,
    /// When the person was added.
    created_at: Timestamp,
    /// Set while mail to this address fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mail_failure: Option<MailFailure>,
    /// The account's version.
    version: u64,
}

/// A new email that waits for its owner's confirmation.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct PendingEmail {
    /// The new email.
    email: String,
    /// Who asked for it.
    by: String,
    /// When.
    at: Timestamp,
    /// Until when it can be confirmed.
    ends_at: Timestamp,
}

impl PendingEmail {
    fn of(change: &EmailChange) -> Self {
        Self { email: change.to.clone(), by: change.by.clone(), at: change.at, ends_at: change.ends_at }
    }
}

impl ManagedUser {
    /// Of an account with this version.
    pub(crate) fn new(user: &User, version: u64, created_at: Timestamp) -> Self {
        let view = user.view();
        Self {
            id: view.id,
            name: view.name,
            email: view.email,
            role: view.role,
            access: view.access,
            billing: (!user.is_staff).then_some(user.billing),
            company: view.company,
            status: user.status,
            uninvited: user.uninvited,
            elsewhere: user.elsewhere.clone(),
            pending_email: user.security.pending_email.as_ref().map(PendingEmail::of),
            last_login_at: (user.login_count > 0).then_some(user.last_login_at),
            login_count: user.login_count,
            created_at,
            // What failed for another address says nothing of this one.
            mail_failure: user.mail_failure.clone().filter(|failure| failure.email == user.email),
            version,
        }
    }

    /// Of an account as stored.
    pub(crate) fn of(stored: &Stored<User>) -> Self {
        Self::new(&stored.value, stored.version, stored.created_at)
    }
}

/// Somebody whom tickets can be assigned to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StaffMember {
    /// Id.
    id: UserId,
    /// Name.
    name: String,
    /// Role.
    role: Role,
}

impl StaffMember {
    pub(crate) fn of(user: &User) -> Self {
        Self { id: user.id.clone(), name: user.name.clone(), role: user.role }
    }
}
