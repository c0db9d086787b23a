//! Events: what open pages, other areas and other systems hear of. Each is a document of the change's own batch.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::{Document, Index, Kind, Reach};
use crate::targets::Targets;

/// Who may hear of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// The company that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The client users that it concerns personally.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<String>,
    /// Everybody, or the companies, whose people it concerns all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_to: Option<Targets>,
    /// True where clients must not hear of it.
    #[serde(default)]
    pub staff_only: bool,
}

impl Audience {
    /// The provider's own people alone.
    #[must_use]
    pub fn staff() -> Self {
        Self { staff_only: true, ..Self::default() }
    }
}

/// Something that happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Event {
    /// Its id; given by the batch.
    #[serde(default)]
    pub id: String,
    /// What happened, as `ticket.created`.
    pub name: String,
    /// The object that it happened to.
    pub object: String,
    /// The object's version after it.
    pub version: u64,
    /// When; given by the batch.
    #[serde(default)]
    pub at: Timestamp,
    /// Who may hear of it.
    #[serde(default)]
    pub audience: Audience,
    /// What else a listener needs.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub data: serde_json::Value,
}

impl Event {
    /// `name` happened to `object`, which has this version now. The batch gives id and time.
    #[must_use]
    pub fn new(name: &str, object: &str, version: u64, audience: Audience) -> Self {
        Self {
            id: String::new(),
            name: name.to_owned(),
            object: object.to_owned(),
            version,
            at: Timestamp::default(),
            audience,
            data: serde_json::Value::Null,
        }
    }
}

/// Events, in order of time.
pub static EVENT: Kind = Kind {
    name: "event",
    reach: Reach::Tenant,
    indexes: &[Index { by: &[], each: None, order: "created_at" }],
    residual: &[],
    terms: false,
};

impl Document for Event {
    const KIND: &'static Kind = &EVENT;

    fn id(&self) -> &str {
        &self.id
    }
}
