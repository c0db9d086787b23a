//! Settings and keys on the wire.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::kept::Kept;
use shared::service_key::{KeyScope, ServiceKeyRecord};
use shared::tenant::{MailSender, Retention, SignInMethods, TenantSettings};
use utoipa::ToSchema;

/// A tenant's settings.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Settings {
    /// 0 where nothing has been saved yet and the defaults hold.
    pub(crate) version: u64,
    /// Hours that a session lasts, 1 to 24.
    pub(crate) session_hours: u8,
    /// Which ways of signing in are open.
    pub(crate) sign_in: SignInMethods,
    /// Who mail comes from.
    pub(crate) mail: MailSender,
    /// How long records are kept.
    pub(crate) retention: Retention,
    /// The IANA time zone whose day decides what is overdue; UTC where it is absent.
    pub(crate) time_zone: Option<String>,
    /// The periods that are the same for every portal.
    pub(crate) kept: Kept,
}

impl Settings {
    pub(crate) fn of(version: u64, settings: &TenantSettings) -> Self {
        Self {
            version,
            session_hours: settings.session_hours,
            sign_in: settings.sign_in.clone(),
            mail: settings.mail.clone(),
            retention: settings.retention.clone(),
            time_zone: settings.time_zone.clone(),
            kept: Kept::now(),
        }
    }
}

/// Settings as they shall be, all of them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingsUpdate {
    /// Hours that a session lasts, 1 to 24; sessions that are open keep their end.
    #[schema(minimum = 1, maximum = 24)]
    pub(crate) session_hours: u8,
    /// Which ways of signing in are open; one at least.
    pub(crate) sign_in: SignInMethods,
    /// Who mail comes from.
    pub(crate) mail: MailSender,
    /// How long records are kept.
    pub(crate) retention: Retention,
    /// The IANA time zone whose day decides what is overdue, as `Europe/Berlin`; UTC where it is absent.
    #[serde(default)]
    pub(crate) time_zone: Option<String>,
}

/// A service key, without the key.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct ManagedKey {
    /// Its id: what the key's text begins with.
    pub(crate) id: String,
    /// What it is for.
    pub(crate) name: String,
    /// What it opens.
    pub(crate) scopes: Vec<KeyScope>,
    /// Who made it.
    pub(crate) created_by: String,
    /// When.
    pub(crate) created_at: Timestamp,
    /// When it was last used, to a few minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_used_at: Option<Timestamp>,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) revoked_at: Option<Timestamp>,
}

impl ManagedKey {
    pub(crate) fn of(key: &ServiceKeyRecord) -> Self {
        Self {
            id: key.id.clone(),
            name: key.name.clone(),
            scopes: key.scopes.clone(),
            created_by: key.created_by.clone(),
            created_at: key.created_at,
            last_used_at: key.last_used_at,
            revoked_at: key.revoked_at,
        }
    }
}
