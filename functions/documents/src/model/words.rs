//! Words on the wire and in the store.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What sort of file it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FileCategory)]
pub(crate) enum Category {
    /// Nothing in particular.
    #[default]
    General,
    /// Contracts and agreements.
    Contract,
    /// Reports and reviews.
    Report,
    /// How-to guides.
    Guide,
    /// Certificates and compliance.
    Compliance,
}

impl Category {
    /// The word in the store.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Contract => "contract",
            Self::Report => "report",
            Self::Guide => "guide",
            Self::Compliance => "compliance",
        }
    }
}

/// Who must sign a policy, of the companies that it is meant for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Signers {
    /// Everybody.
    #[default]
    AllUsers,
    /// Company admins.
    Admins,
    /// Chosen people.
    People,
}

/// What a signer must do before signing; consent is always asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = SigningFlags)]
pub(crate) struct Flags {
    /// Read to the end.
    #[serde(default)]
    pub(crate) requires_scroll_to_end: bool,
    /// Say that they have read it.
    #[serde(default)]
    pub(crate) requires_acknowledgement: bool,
    /// Type their full legal name.
    #[serde(default)]
    pub(crate) requires_typed_name: bool,
}

/// Where a policy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PolicyState {
    /// Never published.
    Draft,
    /// Clients are asked to sign it.
    Published,
    /// No longer asked for; signatures stay.
    Archived,
}

impl PolicyState {
    /// The word in the store.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Archived => "archived",
        }
    }
}

/// What somebody did with a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SigningOutcome)]
pub(crate) enum Outcome {
    /// Signed it.
    Signed,
    /// Refused to, with a reason.
    Declined,
}

impl Outcome {
    /// The word in the store.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Declined => "declined",
        }
    }
}
