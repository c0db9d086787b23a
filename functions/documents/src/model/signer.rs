//! What one person has signed and refused, in short.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::id::{CompanyId, PolicyId, UserId};
use shared::store::{Document, Index, Kind, Reach};

use super::Outcome;

/// The latest versions of a policy that somebody signed and refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Done {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) signed: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) declined: Option<u32>,
}

/// A person's record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SignerRecord {
    id: String,
    /// Who.
    pub(crate) user: UserId,
    /// Whose person it is.
    pub(crate) company: CompanyId,
    /// By policy.
    pub(crate) done: BTreeMap<PolicyId, Done>,
}

/// Records: one for each person who ever signed or refused.
pub(crate) static SIGNER: Kind = Kind {
    name: "signer",
    reach: Reach::Company,
    indexes: &[Index { by: &[], each: None, order: "id" }],
    residual: &["company"],
    terms: false,
};

impl Document for SignerRecord {
    const KIND: &'static Kind = &SIGNER;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }
}

impl SignerRecord {
    /// The id of a person's one.
    pub(crate) fn id_of(user: &UserId) -> String {
        format!("sgn.{user}")
    }

    /// Nothing yet.
    pub(crate) fn none(user: &UserId, company: CompanyId) -> Self {
        Self { id: Self::id_of(user), user: user.clone(), company, done: BTreeMap::new() }
    }

    /// Notes what happened to a version.
    pub(crate) fn note(&mut self, policy: &PolicyId, version: u32, outcome: Outcome) {
        let done = self.done.entry(policy.clone()).or_default();
        let place = match outcome {
            Outcome::Signed => &mut done.signed,
            Outcome::Declined => &mut done.declined,
        };
        *place = Some(place.map_or(version, |before| before.max(version)));
    }

    /// True where that version is signed.
    pub(crate) fn has_signed(&self, policy: &PolicyId, version: u32) -> bool {
        self.done.get(policy).is_some_and(|done| done.signed == Some(version))
    }

    /// True where that version was refused.
    pub(crate) fn has_declined(&self, policy: &PolicyId, version: u32) -> bool {
        self.done.get(policy).is_some_and(|done| done.declined == Some(version))
    }
}
