//! Who somebody is in the provider's PSA.

use serde::{Deserialize, Serialize};

use super::login_key;
use crate::id::UserId;
use crate::store::{Document, Kind, Reach};

/// That an account belongs to a contact of the PSA. Its id can exist once only, so no contact ever gets two accounts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PsaContact {
    /// `psc.KEY` of the contact's id.
    pub id: String,
    /// The account.
    pub user: UserId,
}

/// Contacts that have an account; read and written by id alone.
pub static PSA_CONTACT: Kind =
    Kind { name: "psa_contact", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for PsaContact {
    const KIND: &'static Kind = &PSA_CONTACT;

    fn id(&self) -> &str {
        &self.id
    }
}

impl PsaContact {
    /// The id of a contact's record. Contacts are told apart without regard to case: no PSA has two that differ by it
    /// alone.
    #[must_use]
    pub fn id_of(contact: &str) -> String {
        format!("psc.{}", login_key(contact))
    }

    /// That `user` belongs to `contact`.
    #[must_use]
    pub fn new(contact: &str, user: &UserId) -> Self {
        Self { id: Self::id_of(contact), user: user.clone() }
    }
}
