//! The nouns.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::account::{Access, CompanyRef, Language, Notifications, Role, User};
use shared::app::App;
use shared::company::CompanyPeople;
use shared::id::{FileId, UserId};
use shared::problem::Problem;
use shared::session::Person;
use shared::store::{Document, Kind, Reach};
use utoipa::ToSchema;

/// That a file is somebody's picture: whoever is signed in to the portal may see it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Avatar {
    /// `avatar.FILE`.
    pub(crate) id: String,
    /// Whose.
    pub(crate) user: UserId,
    /// The picture: a square PNG.
    pub(crate) file: FileId,
}

/// Pictures; read by id alone.
pub(crate) static AVATAR: Kind =
    Kind { name: "avatar", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Avatar {
    const KIND: &'static Kind = &AVATAR;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Avatar {
    pub(crate) fn new(user: &UserId, file: FileId) -> Self {
        Self { id: Self::id_of(&file), user: user.clone(), file }
    }

    pub(crate) fn id_of(file: &FileId) -> String {
        format!("avatar.{file}")
    }
}

/// A person's own profile.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Profile {
    /// Changes with every field below that can be edited.
    pub(crate) version: u64,
    /// Id.
    pub(crate) id: UserId,
    /// Name.
    pub(crate) name: String,
    /// True if the provider's PSA manages the name: it cannot be changed here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) name_kept_by_provider: bool,
    /// Email; changed by whoever manages the person.
    pub(crate) email: String,
    /// Phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<String>,
    /// Language of pages and mails; absent where the browser decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<Language>,
    /// IANA time zone; absent where the browser decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) time_zone: Option<String>,
    /// Which mails the person wants.
    pub(crate) notifications: Notifications,
    /// Where the picture is; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) avatar_url: Option<String>,
    /// Role.
    pub(crate) role: Role,
    /// Which tickets a client user reads; absent for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) access: Option<Access>,
    /// The client company; absent for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) company: Option<CompanyRef>,
}

impl Profile {
    /// Of an account; whether the PSA keeps its name costs a round trip for whoever came from there.
    pub(crate) async fn read(app: &App, person: &Person, user: &User) -> Result<Self, Problem> {
        let kept = CompanyPeople::keeps_name(&app.store, &person.own_scope(), user).await?;
        Ok(Self { name_kept_by_provider: kept, ..Self::of(user) })
    }

    /// The same, where nobody asks about the name.
    pub(crate) fn of(user: &User) -> Self {
        Self {
            name_kept_by_provider: false,
            version: version(user),
            id: user.id.clone(),
            name: user.name.clone(),
            email: user.email.clone(),
            phone: user.phone.clone(),
            language: user.language,
            time_zone: user.time_zone.clone(),
            notifications: user.notifications,
            avatar_url: user.avatar_url(),
            role: user.role,
            access: (!user.is_staff).then_some(user.access),
            company: user.company.clone(),
        }
    }
}

/// The version of what can be edited here. The account's own version counts sign-ins and much else, so this one is made
/// from the fields: whoever changed them, and whenever, a stale form is noticed.
pub(crate) fn version(user: &User) -> u64 {
    let fields = (&user.name, &user.phone, user.language, &user.time_zone, user.notifications, &user.avatar);
    let digest = Sha256::digest(serde_json::to_vec(&fields).unwrap_or_default());
    // 48 bits: a number that JavaScript holds exactly.
    digest.iter().take(6).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
