//! What the people of one company are shown of one version: frozen when the first of them opens it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::id::{CompanyId, FileId, PolicyId};
use shared::store::{Document, Kind, Reach};

use super::Flags;

/// A version of a policy as a company reads and signs it. Never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Copy {
    id: String,
    /// The policy.
    pub(crate) policy: PolicyId,
    /// Its version.
    pub(crate) version: u32,
    /// Whose copy it is.
    pub(crate) company: CompanyId,
    /// The title.
    pub(crate) title: String,
    /// The issuing party.
    pub(crate) issuer: String,
    /// What signers must do.
    pub(crate) flags: Flags,
    /// The content: see [`crate::paper::Paper`].
    pub(crate) file: FileId,
    /// SHA-256 of the content in hexadecimal: what is signed.
    pub(crate) sha256: String,
    /// Since when the version is there.
    pub(crate) published_at: Timestamp,
}

/// Copies.
pub(crate) static COPY: Kind =
    Kind { name: "policy_copy", reach: Reach::Company, indexes: &[], residual: &[], terms: false };

impl Document for Copy {
    const KIND: &'static Kind = &COPY;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }
}

impl Copy {
    /// The id of a company's copy of a version.
    pub(crate) fn id_of(policy: &PolicyId, version: u32, company: &CompanyId) -> String {
        format!("pcy.{policy}.{version}.{company}")
    }

    /// Gives it the id that belongs to it.
    #[must_use]
    pub(crate) fn named(mut self) -> Self {
        self.id = Self::id_of(&self.policy, self.version, &self.company);
        self
    }

    /// Without its id; see [`Copy::named`].
    pub(crate) fn new(
        (policy, version, company): (&PolicyId, u32, &CompanyId),
        (title, issuer, flags): (&str, &str, Flags),
        (file, sha256): (FileId, String),
        published_at: Timestamp,
    ) -> Self {
        Self {
            id: String::new(),
            policy: policy.clone(),
            version,
            company: company.clone(),
            title: title.to_owned(),
            issuer: issuer.to_owned(),
            flags,
            file,
            sha256,
            published_at,
        }
        .named()
    }
}
