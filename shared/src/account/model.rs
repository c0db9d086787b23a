//! A person's account, as stored and as shown.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{Access, AccountSecurity, Language, Notifications, Role};
use crate::id::{CompanyId, FileId, SessionId, UserId};
use crate::store::{Document, Index, Kind, Reach, terms};

/// Whether a person may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    /// Asked to join; has no password yet.
    Invited,
    /// May sign in.
    Active,
    /// May not.
    Disabled,
}

/// A company as shown beside a person or a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompanyRef {
    /// Its id.
    pub id: CompanyId,
    /// Its name when this was written.
    pub name: String,
}

/// That a session is a member of staff's, in the person's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impersonation {
    /// The member of staff.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Why, in their words.
    pub reason: String,
    /// True where they chose to change things too.
    pub write: bool,
}

/// One signed-in session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEntry {
    /// Its id, the token's `sid`.
    pub id: SessionId,
    /// The browser and system, in words.
    pub device: String,
    /// The address that it was opened from.
    #[serde(default)]
    pub address: Option<String>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last used, to the quarter of an hour.
    pub last_seen_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// The member of staff who acts in the person's name; absent where it is the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Impersonation>,
}

/// What the person is called in the provider's other systems.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// In the Hub: the subject of its sign-in tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub_user_id: Option<String>,
    /// In the PSA: the contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub psa_contact_id: Option<String>,
    /// In the PSA: the company that the contact belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub psa_company_id: Option<String>,
    /// True where the PSA has taken the access away: what it took it may give back, what staff took it may not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub psa_withdrawn: bool,
}

impl Linked {
    /// True where the person is not known elsewhere.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// That the last mail to a person found no such address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MailFailure {
    /// The address that it was sent to.
    pub email: String,
    /// What the mail server said.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// A person's account.
#[derive(Clone, Serialize, Deserialize)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// As typed; compared without regard to case.
    pub email: String,
    /// [`login_key`] of the email: what the sign-in looks up.
    pub login_key: String,
    /// The person's name.
    pub name: String,
    /// [`crate::store::sort_key`] of the name.
    pub sort_name: String,
    /// What the person is.
    pub role: Role,
    /// True for the provider's own people.
    pub is_staff: bool,
    /// Which tickets a client user reads.
    #[serde(default)]
    pub access: Access,
    /// Whether a client user reads the company's invoices; company admins always do.
    #[serde(default = "allowed")]
    pub billing: bool,
    /// The client company; absent for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyRef>,
    /// Whether the person may sign in.
    pub status: UserStatus,
    /// The account that owns the email, if a company admin invited somebody who already has an account elsewhere in the
    /// portal. The company's admins must not learn that, so this account looks like any other invited one. But it has
    /// no link, and its [`User::login_key`] is [`super::held_key`], so nobody can sign in to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<UserId>,
    /// True while nobody has sent an invitation: people who came from a file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub uninvited: bool,
    /// Argon2id in PHC form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_hash: Option<String>,
    /// Who the person is elsewhere.
    #[serde(default, skip_serializing_if = "Linked::is_empty")]
    pub linked: Linked,
    /// Where the person has signed in from before: digests of browser and network, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub devices: Vec<String>,
    /// Tokens of an earlier epoch are void.
    pub epoch: u32,
    /// Open sessions, oldest first.
    #[serde(default)]
    pub sessions: Vec<SessionEntry>,
    /// How often the person signed in.
    #[serde(default)]
    pub login_count: u64,
    /// When the person last signed in; the creation's moment before the first time, so that lists can sort by it.
    pub last_login_at: Timestamp,
    /// The language of the person's mails and pages; unset, mails come in English and pages as the browser asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Name of the IANA time zone, as `Europe/Berlin`; unset, UTC in mails and the browser's own in pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Which mails the person wants.
    #[serde(default)]
    pub notifications: Notifications,
    /// Phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The person's picture: a square PNG.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<FileId>,
    /// Set while mail to the person's address fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail_failure: Option<MailFailure>,
    /// In whose hands the account is.
    #[serde(default, skip_serializing_if = "AccountSecurity::is_empty")]
    pub security: AccountSecurity,
}

fn allowed() -> bool {
    true
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

/// People.
pub static USER: Kind = Kind {
    name: "user",
    reach: Reach::Company,
    indexes: &[
        Index { by: &["login_key"], each: None, order: "id" },
        Index { by: &["company"], each: None, order: "sort_name" },
        Index { by: &["is_staff"], each: None, order: "sort_name" },
        Index { by: &["status"], each: None, order: "sort_name" },
        Index { by: &[], each: None, order: "sort_name" },
        Index { by: &[], each: None, order: "last_login_at" },
    ],
    residual: &["status", "uninvited", "company", "is_staff", "role", "login_count"],
    terms: true,
};

impl Document for User {
    const KIND: &'static Kind = &USER;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn company(&self) -> Option<&str> {
        self.company.as_ref().map(|company| company.id.as_str())
    }

    fn terms(&self) -> Vec<String> {
        terms([self.name.as_str(), self.email.as_str()])
    }
}

impl User {
    /// True where the person reads every ticket of the company.
    #[must_use]
    pub fn reads_company(&self) -> bool {
        self.role == Role::CompanyAdmin || self.access == Access::Company
    }

    /// True where the person reads the company's invoices.
    #[must_use]
    pub fn reads_invoices(&self) -> bool {
        self.role == Role::CompanyAdmin || (self.role == Role::User && self.billing)
    }

    /// What the person becomes again when a disabled account is enabled: who never joined is invited still.
    #[must_use]
    pub fn enabled(&self) -> UserStatus {
        let joined =
            self.password_hash.is_some() || self.linked.hub_user_id.is_some() || self.login_count > 0;
        if joined { UserStatus::Active } else { UserStatus::Invited }
    }

    /// Where the person's picture is, for whoever is signed in to the same portal.
    #[must_use]
    pub fn avatar_url(&self) -> Option<String> {
        self.avatar.as_ref().map(|file| format!("/api/profile/avatars/{file}"))
    }

    /// The person as shown to themselves.
    #[must_use]
    pub fn view(&self) -> UserView {
        UserView {
            id: self.id.clone(),
            name: self.name.clone(),
            email: self.email.clone(),
            role: self.role,
            access: (!self.is_staff).then_some(self.access),
            company: self.company.clone(),
            language: self.language,
            time_zone: self.time_zone.clone(),
            avatar_url: self.avatar_url(),
            pending_email: self.security.pending_email.as_ref().map(|change| change.to.clone()),
            must_change_password: self.security.must_change_password,
            needs_proof: self.security.needs_proof,
        }
    }
}

/// A person as shown to themselves.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = User)]
pub struct UserView {
    /// Id.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Email.
    pub email: String,
    /// Role.
    pub role: Role,
    /// Which tickets a client user reads; absent for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// The client company; absent for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyRef>,
    /// The language of the pages; absent where the browser decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The IANA time zone of the pages; absent where the browser decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Where the person's picture is; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// A new email that waits for confirmation; absent where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending_email: Option<String>,
    /// True while the password is the one that staff chose: nothing else is answered until it is changed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub must_change_password: bool,
    /// True while whoever signs a document must first prove by mail that the account is theirs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_proof: bool,
}

/// What stands for an email or an address where sign-ins are looked up and counted: 22 characters of a SHA-256.
///
/// Emails are compared without regard to case and surrounding blanks.
#[must_use]
pub fn login_key(what: &str) -> String {
    let normal = what.trim().to_lowercase();
    let digest = Sha256::digest(normal.as_bytes());
    URL_SAFE_NO_PAD.encode(&digest[..16]).replace('-', ".")
}
