//! The tenant's custom domain: claimed, proven by a TXT record, led here by a CNAME record, checked again and again.

mod check;
mod judge;
mod name;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::settings::Settings;
use shared::store::{Document, Kind, Reach};
use shared::tenant::Tenant;
use utoipa::ToSchema;

pub use check::{check, check_all, release};
pub use judge::{Evidence, GRACE, Judged, PATIENCE, Sight, judge};
pub(crate) use name::parse;

/// Where a domain stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DomainState {
    /// The TXT record has not been seen yet.
    Pending,
    /// It is the tenant's own; it does not lead here yet.
    Provisioning,
    /// It leads here.
    Active,
    /// Something is wrong; the reason says what.
    Error,
}

/// What is wrong, or awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DomainReason {
    /// The domain name system did not answer.
    NotAnswering,
    /// The TXT record did not come within a week.
    NotProven,
    /// The TXT record was there and is gone.
    ProofLost,
    /// The domain leads to another place now.
    LeadsElsewhere,
    /// Another portal has it.
    Taken,
}

/// The tenant's domain: one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Its name in ASCII and small letters.
    pub name: String,
    /// What the TXT record must hold: new with every claim, so that no older record proves anything.
    pub token: String,
    /// Where it stands.
    pub state: DomainState,
    /// What is wrong or awaited.
    #[serde(default)]
    pub reason: Option<DomainReason>,
    /// When it was claimed.
    pub claimed_at: Timestamp,
    /// When it was last looked up.
    #[serde(default)]
    pub checked_at: Option<Timestamp>,
    /// Since when it is proven; absent while it is not.
    #[serde(default)]
    pub proven_at: Option<Timestamp>,
    /// Since when the proof is missing that was there.
    #[serde(default)]
    pub failing_since: Option<Timestamp>,
    /// Whether the TXT record was seen at the last look.
    #[serde(default)]
    pub proof_seen: Option<bool>,
    /// Whether it led here at the last look.
    #[serde(default)]
    pub leads_here: Option<bool>,
}

/// Domains: one document.
pub static DOMAIN: Kind =
    Kind { name: "domain", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Domain {
    const KIND: &'static Kind = &DOMAIN;

    fn id(&self) -> &str {
        Self::ID
    }
}

impl Domain {
    /// The document's id.
    pub const ID: &'static str = "domain";

    /// A domain that was just claimed.
    #[must_use]
    pub fn claimed(app: &App, name: String) -> Self {
        Self {
            name,
            token: token(app),
            state: DomainState::Pending,
            reason: None,
            claimed_at: app.clock.now(),
            checked_at: None,
            proven_at: None,
            failing_since: None,
            proof_seen: None,
            leads_here: None,
        }
    }

    /// The name of the TXT record.
    #[must_use]
    pub fn proof_name(&self) -> String {
        format!("_portal-verify.{}", self.name)
    }

    /// The text of the TXT record.
    #[must_use]
    pub fn proof(&self) -> String {
        format!("portal-verification={}", self.token)
    }
}

/// 128 random bits.
pub(crate) fn token(app: &App) -> String {
    let mut bytes = [0_u8; 16];
    app.entropy.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The name that the domain's CNAME record must lead to.
#[must_use]
pub fn target(settings: &Settings, tenant: &Tenant) -> String {
    match &settings.base_domain {
        Some(base) => format!("{}.{base}", tenant.slug),
        None => {
            let host = settings.origin_host();
            host.split_once(':').map_or(host, |(name, _)| name).to_owned()
        }
    }
}
