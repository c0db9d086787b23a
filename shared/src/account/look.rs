//! The little that accounts must know of a tenant's branding: what the portal is called.

use serde::{Deserialize, Serialize};

use crate::store::{Document, Kind, Reach};

/// The name in the branding document; the rest of it belongs to the area `branding`, which declares the kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Look {
    /// What the portal is called: no part of a password.
    pub portal_name: String,
}

static BRANDING: Kind =
    Kind { name: "branding", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Look {
    /// The branding document's id.
    pub const ID: &'static str = "branding";
}

impl Document for Look {
    const KIND: &'static Kind = &BRANDING;

    fn id(&self) -> &str {
        Self::ID
    }
}
