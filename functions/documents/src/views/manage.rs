//! Documents as staff see them.

use crate::model::{Category, FileVersion, Flags, Policy, PolicyState, Reach, SharedFile, Signers};
use crate::paper::{PaperSection, Section, Source, Variable};
use crate::standing::{Score, Standing};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared::account::CompanyRef;
use shared::id::{CompanyId, PolicyId, SharedFileId, SignatureId, UserId};
use shared::store::Stored;
use shared::targets::ShownTo;
use utoipa::ToSchema;

/// A file's content as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, Serialize, ToSchema)]
#[schema(as = SharedFileVersion)]
pub(crate) struct VersionView {
    /// 1 for the first.
    number: u32,
    /// The file's name.
    name: String,
    /// Bytes.
    size: u64,
    /// Its type by its first bytes.
    content_type: String,
    /// True where browsers may show it.
    inline: bool,
    /// SHA-256 in hexadecimal.
    sha256: String,
    /// When it came.
    at: Timestamp,
    /// Name of who sent it.
    by: String,
}

impl VersionView {
    fn of(version: &FileVersion) -> Self {
        Self {
            number: version.number,
            name: version.name.clone(),
            size: version.size,
            content_type: version.content_type.clone(),
            inline: version.inline,
            sha256: version.sha256.clone(),
            at: version.at,
            by: version.by.clone(),
        }
    }
}

/// A shared file as staff see it.
#[derive(Debug, Clone, serde::Deserialize, Serialize, ToSchema)]
#[schema(as = SharedFile)]
pub(crate) struct ManagedFile {
    /// Its id.
    pub(crate) id: SharedFileId,
    /// The title.
    title: String,
    /// What it is about.
    description: Option<String>,
    /// What sort of file it is.
    category: Category,
    /// Who sees it.
    shown_to: ShownTo,
    /// Those companies, with their names.
    companies: Vec<CompanyRef>,
    /// When it goes.
    expires_at: Option<Timestamp>,
    /// True where that has come.
    expired: bool,
    /// Its contents, the latest first.
    versions: Vec<VersionView>,
    /// When it was shared.
    created_at: Timestamp,
    /// When it was changed last.
    updated_at: Timestamp,
    /// Its version, as in `ETag`.
    pub(crate) version: u64,
}

impl ManagedFile {
    pub(crate) fn of(stored: &Stored<SharedFile>, companies: Vec<CompanyRef>, now: Timestamp) -> Self {
        let file = &stored.value;
        Self {
            id: file.id.clone(),
            title: file.title.clone(),
            description: file.description.clone(),
            category: file.category,
            shown_to: file.shown_to.shown(),
            companies,
            expires_at: file.ends_at(),
            expired: !file.is_there(now),
            versions: file.versions().map(VersionView::of).collect(),
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            version: stored.version,
        }
    }
}

/// A page of shared files as staff see them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SharedFileList)]
pub(crate) struct ManagedFiles {
    /// The files, those changed last first.
    pub(crate) items: Vec<ManagedFile>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}

/// Somebody who was chosen to sign.
#[derive(Debug, Clone, serde::Deserialize, Serialize, ToSchema)]
#[schema(as = ChosenSigner)]
pub(crate) struct SignerView {
    /// The person.
    id: UserId,
    /// The name.
    name: String,
    /// Whose person it is.
    company: CompanyId,
}

/// A policy in a list.
#[derive(Debug, Clone, serde::Deserialize, Serialize, ToSchema)]
#[schema(as = PolicyLine)]
pub(crate) struct PolicyLine {
    /// Its id.
    pub(crate) id: PolicyId,
    /// The title.
    title: String,
    /// The issuing party.
    issuer: String,
    /// Where it stands.
    state: PolicyState,
    /// The version that clients see; 0 for drafts.
    published_version: u32,
    /// Since when they see it.
    published_at: Option<Timestamp>,
    /// True where staff have written something that clients do not see yet.
    changed: bool,
    /// Whose people are asked.
    shown_to: ShownTo,
    /// Who of them.
    signers: Signers,
    /// The last day on which it is signed in time.
    deadline: Option<Date>,
    /// Name of who wrote it first.
    author: String,
    /// When it was changed last.
    updated_at: Timestamp,
    /// Its version, as in `ETag`.
    pub(crate) version: u64,
}

impl PolicyLine {
    pub(crate) fn of(stored: &Stored<Policy>) -> Self {
        let policy = &stored.value;
        Self {
            id: policy.id.clone(),
            title: policy.terms.title.clone(),
            issuer: policy.terms.issuer.clone(),
            state: policy.state,
            published_version: policy.published.as_ref().map_or(0, |published| published.version),
            published_at: policy.published.as_ref().map(|published| published.at),
            changed: policy.published.is_some() && policy.has_changes(),
            shown_to: policy.reach.shown_to.shown(),
            signers: policy.reach.signers,
            deadline: policy.reach.deadline,
            author: policy.author.clone(),
            updated_at: stored.updated_at,
            version: stored.version,
        }
    }
}

/// A page of policies.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PolicyList {
    /// The policies, those changed last first.
    pub(crate) items: Vec<PolicyLine>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}

/// A policy as staff edit it.
#[derive(Debug, Clone, serde::Deserialize, Serialize, ToSchema)]
#[schema(as = ManagedPolicy)]
pub(crate) struct PolicyView {
    #[serde(flatten)]
    pub(crate) line: PolicyLine,
    /// What signers must do.
    #[serde(flatten)]
    flags: Flags,
    /// The chosen people.
    people: Vec<SignerView>,
    /// Those companies that are asked, with their names.
    companies: Vec<CompanyRef>,
    /// The text.
    sections: Vec<Section>,
    /// Variables of the text.
    variables: Vec<Variable>,
}

impl PolicyView {
    pub(crate) fn of(stored: &Stored<Policy>, source: Source, companies: Vec<CompanyRef>) -> Self {
        Self {
            flags: stored.value.terms.flags,
            people: people(&stored.value.reach),
            line: PolicyLine::of(stored),
            companies,
            sections: source.sections,
            variables: source.variables,
        }
    }
}

fn people(reach: &Reach) -> Vec<SignerView> {
    let view = |one: &crate::model::Signer| SignerView {
        id: one.user.clone(),
        name: one.name.clone(),
        company: one.company.clone(),
    };
    reach.people.iter().map(view).collect()
}

/// A policy as the people of a company will read it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PolicyPreview {
    /// The text.
    pub(crate) sections: Vec<PaperSection>,
    /// Variables that have no value there: it cannot be published before they have.
    pub(crate) gaps: Vec<String>,
}

/// One person who must sign.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RosterLine {
    /// The person.
    pub(crate) id: UserId,
    /// The name.
    pub(crate) name: String,
    /// The email.
    pub(crate) email: String,
    /// Whose person it is.
    pub(crate) company: CompanyRef,
    /// Where they stand.
    pub(crate) status: Standing,
    /// When they signed or refused.
    pub(crate) at: Option<Timestamp>,
    /// Why they refused.
    pub(crate) reason: Option<String>,
    /// Their signature.
    pub(crate) signature: Option<SignatureId>,
}

/// How far one company has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CompanyScore {
    /// The company.
    pub(crate) company: CompanyRef,
    /// How far.
    #[serde(flatten)]
    pub(crate) score: Score,
}

/// How far the signing of a policy has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Roster {
    /// The version.
    pub(crate) version: u32,
    /// Of all companies together.
    pub(crate) score: Score,
    /// Of each company, by name.
    pub(crate) companies: Vec<CompanyScore>,
    /// Those who must sign, by name; at most 1,000, the export has all.
    pub(crate) people: Vec<RosterLine>,
}
