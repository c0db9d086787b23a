//! Roles and what they allow.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A person of a client company.
    User,
    /// Sees all tickets of the company and manages its team.
    CompanyAdmin,
    /// Staff: may do everything in the tenant.
    Admin,
    /// Staff: works on tickets and reads the rest.
    Technician,
    /// Staff: reads.
    Viewer,
}

impl Role {
    /// True for the provider's own people.
    #[must_use]
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Admin | Self::Technician | Self::Viewer)
    }

    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::CompanyAdmin => "company_admin",
            Self::Admin => "admin",
            Self::Technician => "technician",
            Self::Viewer => "viewer",
        }
    }

    /// Where the person lands after signing in.
    #[must_use]
    pub fn landing(self) -> &'static str {
        if self.is_staff() { "/admin" } else { "/portal/dashboard" }
    }
}

/// Which tickets a client user reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Their own and those that they watch.
    #[default]
    Own,
    /// Every ticket of the company, without managing its team.
    Company,
}
