//! What a tenant's admins decide for its portal and what the kernel must know of it: how long a session lasts, which
//! ways of signing in are open, who mail comes from, how long records are kept.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::store::{Document, Kind, Reach};
use crate::zone;

/// Hours that a session lasts at most, and unless the tenant says otherwise.
pub const SESSION_HOURS: u8 = 24;
/// Days that the audit log is kept at least, where it is not kept for ever.
pub const AUDIT_DAYS: std::ops::RangeInclusive<u16> = 90..=3_650;

/// Who mail comes from; the address itself is the installation's, which receivers trust.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MailSender {
    /// Name beside the address, at most 100 characters; the portal's name where it is absent.
    #[serde(default)]
    #[schema(max_length = 100)]
    pub name: Option<String>,
    /// Where answers go; the branding's support address where it is absent.
    #[serde(default)]
    #[schema(max_length = 254)]
    pub reply_to: Option<String>,
}

/// Which ways of signing in are open, where the installation has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInMethods {
    /// Email and password.
    pub password: bool,
    /// Coming over from Hub.
    pub hub: bool,
}

/// How long records are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Retention {
    /// Days that lines of the audit log are kept, 90 to 3,650; for ever where it is absent.
    #[serde(default)]
    pub audit_days: Option<u16>,
}

/// A tenant's settings. A tenant without the document has the defaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TenantSettings {
    /// Hours that a session lasts, 1 to 24.
    pub session_hours: u8,
    /// Ways of signing in.
    pub sign_in: SignInMethods,
    /// Who mail comes from.
    pub mail: MailSender,
    /// How long records are kept.
    pub retention: Retention,
    /// The IANA time zone whose days count, as `Europe/Berlin`; UTC where it is absent.
    pub time_zone: Option<String>,
}

impl Default for SignInMethods {
    fn default() -> Self {
        Self { password: true, hub: true }
    }
}

impl Default for TenantSettings {
    fn default() -> Self {
        Self {
            session_hours: SESSION_HOURS,
            sign_in: SignInMethods::default(),
            mail: MailSender::default(),
            retention: Retention::default(),
            time_zone: None,
        }
    }
}

impl TenantSettings {
    /// The document's id.
    pub const ID: &'static str = "settings";

    /// The zone whose days count; UTC also where the database of zones does not know the name.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        self.time_zone.as_deref().and_then(zone::find).unwrap_or(TimeZone::UTC)
    }

    /// How long a session lasts: never longer than a day, whatever is stored.
    #[must_use]
    pub fn session_life(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.session_hours.clamp(1, SESSION_HOURS)))
    }
}

/// The settings of a tenant: one document.
pub static SETTINGS: Kind =
    Kind { name: "settings", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for TenantSettings {
    const KIND: &'static Kind = &SETTINGS;

    fn id(&self) -> &str {
        Self::ID
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_never_lasts_longer_than_a_day() {
        for (hours, expected) in [(0, 1), (1, 1), (8, 8), (24, 24), (200, 24)] {
            let settings = TenantSettings { session_hours: hours, ..TenantSettings::default() };
            assert_eq!(settings.session_life(), SignedDuration::from_hours(expected));
        }
    }

    #[test]
    fn a_document_from_before_a_setting_has_its_default() {
        let old: TenantSettings = serde_json::from_str(r#"{"session_hours":8}"#).unwrap();
        assert_eq!(old, TenantSettings { session_hours: 8, ..TenantSettings::default() });
    }
}
