//! The audit log: one line for every change of state, written in the batch of the change. Append-only.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::{Document, Index, Kind, Reach};

/// Who did it, as remembered for ever: the name stands here even when the account is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Id of the person; `operator` for the command line.
    pub id: String,
    /// Name of the person at that time.
    pub name: String,
    /// Role of the person at that time.
    pub role: String,
    /// The address that the request came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// In whose name it was done, where a member of staff acted for somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<ActingFor>,
}

/// Somebody in whose name a member of staff acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActingFor {
    /// Id of the person.
    pub id: String,
    /// Name of the person at that time.
    pub name: String,
}

impl Actor {
    /// The operator's command line.
    #[must_use]
    pub fn operator() -> Self {
        Self { id: "operator".into(), name: "Operator".into(), role: "operator".into(), ..Self::default() }
    }
}

/// One line of the log.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AuditLine {
    /// Its id.
    pub id: String,
    /// Who.
    pub actor: Actor,
    /// The actor's id, for looking lines up.
    #[serde(default)]
    pub person: String,
    /// What, as `area.verb`.
    pub action: String,
    /// The area of the action, for looking lines up.
    #[serde(default)]
    pub area: String,
    /// Which object.
    pub object: String,
    /// When.
    pub at: Timestamp,
    /// What changed; never a secret.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub detail: serde_json::Value,
}

/// Lines of the audit log.
pub static AUDIT: Kind = Kind {
    name: "audit",
    reach: Reach::Tenant,
    indexes: &[
        Index { by: &[], each: None, order: "created_at" },
        Index { by: &["object"], each: None, order: "created_at" },
        Index { by: &["action"], each: None, order: "created_at" },
        Index { by: &["person"], each: None, order: "created_at" },
        Index { by: &["area"], each: None, order: "created_at" },
    ],
    residual: &["object", "action", "person", "area"],
    terms: false,
};

impl Document for AuditLine {
    const KIND: &'static Kind = &AUDIT;

    fn id(&self) -> &str {
        &self.id
    }
}
