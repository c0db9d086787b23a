//! A signature or a refusal with its evidence, and the chain that both are links of.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::{AccountSecurity, Proven};
use shared::id::{CompanyId, FileId, PolicyId, SignatureId, UserId};
use shared::store::{Document, Index, Kind, Reach, sortable, terms};
use utoipa::ToSchema;

use super::Outcome;

/// What proves that somebody signed or refused. Its bytes, as they are written, are what the chain holds fast: a field
/// that is added later must be left out where it is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = SigningEvidence)]
pub(crate) struct Evidence {
    /// The policy.
    pub(crate) policy: PolicyId,
    /// Its version.
    pub(crate) version: u32,
    /// Its title.
    pub(crate) title: String,
    /// The issuing party.
    pub(crate) issuer: String,
    /// SHA-256 of the content that was shown, in hexadecimal.
    pub(crate) content_sha256: String,
    /// Whose person it is.
    pub(crate) company: CompanyId,
    /// The company's name.
    pub(crate) company_name: String,
    /// Who.
    pub(crate) user: UserId,
    /// The account's name.
    pub(crate) account_name: String,
    /// The account's email.
    pub(crate) email: String,
    /// What they did.
    pub(crate) outcome: Outcome,
    /// When.
    pub(crate) at: Timestamp,
    /// The address that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<String>,
    /// The browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) user_agent: Option<String>,
    /// True where the text was read to its end.
    pub(crate) scrolled_to_end: bool,
    /// True where they said that they have read it.
    pub(crate) acknowledged: bool,
    /// The name that they typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) typed_name: Option<String>,
    /// Their title or role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<String>,
    /// What they consented to, word for word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) consent: Option<String>,
    /// Why they refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    /// In whose hands the account was known to be; absent where nothing was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) account: Option<AccountProof>,
    /// Place in the chain, from 1.
    pub(crate) number: u64,
    /// Hash of the link before; 64 zeros before the first.
    pub(crate) previous: String,
}

/// In whose hands an account was known to be when it signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = SigningAccountProof)]
pub(crate) struct AccountProof {
    /// How it was last proven that the account is its person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) proven: Option<Proven>,
    /// When staff last set the password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) staff_password_at: Option<Timestamp>,
    /// When an email that staff entered last took effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) staff_email_at: Option<Timestamp>,
}

impl AccountProof {
    /// What is known of an account; `None` where nothing is.
    pub(crate) fn of(security: &AccountSecurity) -> Option<Self> {
        let (proven, staff_password_at, staff_email_at) =
            (security.proven.clone(), security.staff_password_at, security.staff_email_at);
        let known = proven.is_some() || staff_password_at.is_some() || staff_email_at.is_some();
        known.then_some(Self { proven, staff_password_at, staff_email_at })
    }
}

/// A signature or a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Signature {
    /// Made of policy, version, person and outcome: none can be made twice.
    pub(crate) id: SignatureId,
    /// The policy.
    pub(crate) policy: PolicyId,
    /// Its version.
    pub(crate) version: u32,
    /// Whose person it is.
    pub(crate) company: CompanyId,
    /// Who.
    pub(crate) user: UserId,
    /// What they did.
    pub(crate) outcome: Outcome,
    /// When.
    #[serde(with = "sortable")]
    pub(crate) at: Timestamp,
    /// Place in the chain.
    pub(crate) number: i64,
    /// What proves it.
    pub(crate) evidence: Evidence,
    /// SHA-256 of the evidence.
    pub(crate) hash: String,
    /// The code on the signature page, by which its holder has it verified.
    pub(crate) code: String,
    /// The PDF, once it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pdf: Option<FileId>,
    /// SHA-256 of the PDF; `none` before.
    pub(crate) pdf_sha256: String,
}

/// Signatures and refusals: a person's, a policy's, a chain's; by the PDF's digest and by the code.
pub(crate) static SIGNATURE: Kind = Kind {
    name: "signature",
    reach: Reach::Company,
    indexes: &[
        Index { by: &["user", "outcome"], each: None, order: "at" },
        Index { by: &["policy"], each: None, order: "at" },
        Index { by: &["policy", "company"], each: None, order: "number" },
        Index { by: &["pdf_sha256"], each: None, order: "at" },
        Index { by: &["code"], each: None, order: "at" },
    ],
    residual: &["company", "version", "outcome"],
    terms: true,
};

impl Document for Signature {
    const KIND: &'static Kind = &SIGNATURE;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }

    fn terms(&self) -> Vec<String> {
        terms([self.evidence.title.as_str(), self.evidence.issuer.as_str()])
    }
}

impl Signature {
    /// The digest of a PDF that does not exist yet.
    pub(crate) const NO_PDF: &'static str = "none";

    /// The id that belongs to these.
    pub(crate) fn id_of(policy: &PolicyId, version: u32, user: &UserId, outcome: Outcome) -> SignatureId {
        SignatureId::named(policy.as_str(), &format!("{version}.{user}.{}", outcome.as_str()))
    }
}

/// The end of a chain: one for each policy and company.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Chain {
    id: String,
    company: CompanyId,
    /// Links so far.
    pub(crate) links: u64,
    /// Hash of the last.
    pub(crate) head: String,
}

/// Chains.
pub(crate) static CHAIN: Kind =
    Kind { name: "signature_chain", reach: Reach::Company, indexes: &[], residual: &[], terms: false };

impl Document for Chain {
    const KIND: &'static Kind = &CHAIN;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }
}

impl Chain {
    /// The id of a policy's chain in a company.
    pub(crate) fn id_of(policy: &PolicyId, company: &CompanyId) -> String {
        format!("chn.{policy}.{company}")
    }

    /// A chain without links.
    pub(crate) fn empty(policy: &PolicyId, company: &CompanyId) -> Self {
        Self {
            id: Self::id_of(policy, company),
            company: company.clone(),
            links: 0,
            head: crate::chain::ROOT.to_owned(),
        }
    }
}
