//! The words of a ticket's properties, as documented by the product.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waiting for the provider.
    Open,
    /// The provider works on it.
    InProgress,
    /// The provider waits for the client's answer.
    WaitingOnClient,
    /// The provider waits for somebody else.
    WaitingOnVendor,
    /// Solved, as the provider sees it.
    Resolved,
    /// Over.
    Closed,
}

impl Status {
    /// All of them, in the order of a ticket's life.
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::InProgress,
        Self::WaitingOnClient,
        Self::WaitingOnVendor,
        Self::Resolved,
        Self::Closed,
    ];

    /// The word on the wire and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::WaitingOnClient => "waiting_on_client",
            Self::WaitingOnVendor => "waiting_on_vendor",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    /// True where nobody is expected to do anything any more.
    #[must_use]
    pub fn is_finished(self) -> bool {
        matches!(self, Self::Resolved | Self::Closed)
    }
}

/// How much a ticket matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Can wait.
    Low,
    /// The usual.
    #[default]
    Medium,
    /// Keeps somebody from working.
    High,
    /// Keeps many from working.
    Critical,
}

impl Priority {
    /// The word on the wire and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// What a ticket is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Anything.
    #[default]
    General,
    /// Devices.
    Hardware,
    /// Programs.
    Software,
    /// Connections.
    Network,
    /// Mail.
    Email,
    /// Security.
    Security,
    /// Something else.
    Other,
}

impl Category {
    /// The word on the wire and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Hardware => "hardware",
            Self::Software => "software",
            Self::Network => "network",
            Self::Email => "email",
            Self::Security => "security",
            Self::Other => "other",
        }
    }
}
