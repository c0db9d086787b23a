//! Documents as clients see them.

use crate::board::View;
use crate::model::{Ask, Category, Flags, SharedFile, Signature};
use crate::paper::PaperSection;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared::id::{PolicyId, SharedFileId, SignatureId};
use shared::store::Stored;
use utoipa::ToSchema;

/// A policy that the caller is asked to sign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DocumentToSign)]
pub(crate) struct ToSignItem {
    /// Its id.
    id: PolicyId,
    /// The title.
    title: String,
    /// The issuing party.
    issuer: String,
    /// The version.
    version: u32,
    /// Since when it is there.
    published_at: Timestamp,
    /// The last day on which it is signed in time.
    deadline: Option<Date>,
    /// True where that day is over in `time_zone`.
    overdue: bool,
    /// The IANA time zone whose day decides it.
    time_zone: String,
    /// True where the caller refused it.
    declined: bool,
}

impl ToSignItem {
    pub(crate) fn of(ask: &Ask, view: &View<'_>) -> Self {
        Self {
            id: ask.policy.clone(),
            title: ask.title.clone(),
            issuer: ask.issuer.clone(),
            version: ask.version,
            published_at: ask.at,
            deadline: ask.deadline,
            overdue: ask.is_overdue(view.day.date),
            time_zone: view.day.zone.clone(),
            declined: view.has_declined(ask),
        }
    }
}

/// A document that the caller has signed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SignedDocument)]
pub(crate) struct SignedItem {
    /// The signature's id.
    id: SignatureId,
    /// The document.
    policy: PolicyId,
    /// The title.
    title: String,
    /// The issuing party.
    issuer: String,
    /// The version.
    version: u32,
    /// When it was signed.
    signed_at: Timestamp,
    /// The name that was typed, else the account's.
    name: String,
    /// The signer's title or role.
    role: Option<String>,
    /// SHA-256 of the content that was signed.
    content_sha256: String,
    /// The code by which the signature is verified.
    code: String,
}

impl SignedItem {
    pub(crate) fn of(signature: Signature) -> Self {
        let evidence = signature.evidence;
        Self {
            id: signature.id,
            policy: signature.policy,
            title: evidence.title,
            issuer: evidence.issuer,
            version: signature.version,
            signed_at: signature.at,
            name: evidence.typed_name.unwrap_or(evidence.account_name),
            role: evidence.role,
            content_sha256: evidence.content_sha256,
            code: signature.code,
        }
    }
}

/// A file that is shared with the caller's company.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DocumentFile)]
pub(crate) struct FileItem {
    /// Its id.
    id: SharedFileId,
    /// The title.
    title: String,
    /// What it is about.
    description: Option<String>,
    /// What sort of file it is.
    category: Category,
    /// The file's name.
    name: String,
    /// Bytes.
    size: u64,
    /// Its type by its first bytes.
    content_type: String,
    /// True where browsers may show it.
    inline: bool,
    /// How many contents it has had.
    version: u32,
    /// When it was changed last.
    updated_at: Timestamp,
    /// When it goes.
    expires_at: Option<Timestamp>,
}

impl FileItem {
    pub(crate) fn of(stored: &Stored<SharedFile>) -> Self {
        let file = &stored.value;
        let current = &file.current;
        Self {
            id: file.id.clone(),
            title: file.title.clone(),
            description: file.description.clone(),
            category: file.category,
            name: current.name.clone(),
            size: current.size,
            content_type: current.content_type.clone(),
            inline: current.inline,
            version: current.number,
            updated_at: stored.updated_at,
            expires_at: file.ends_at(),
        }
    }
}

/// One line of a list of documents.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum DocumentItem {
    /// To be signed.
    ToSign(ToSignItem),
    /// Signed.
    Signed(SignedItem),
    /// Shared.
    File(FileItem),
}

/// A page of documents.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentList {
    /// The lines; all of the same kind.
    pub(crate) items: Vec<DocumentItem>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}

/// A document as its signer reads it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DocumentToRead)]
pub(crate) struct DocumentView {
    #[serde(flatten)]
    pub(crate) line: ToSignItem,
    /// Whose copy it is: the company as the paper names it.
    pub(crate) client: String,
    /// True where the caller has signed this version.
    pub(crate) signed: bool,
    /// SHA-256 of the content: sent back with the signature.
    pub(crate) content_sha256: String,
    /// What signing it demands.
    #[serde(flatten)]
    pub(crate) flags: Flags,
    /// What signing it means: sent back with the signature, word for word.
    pub(crate) consent: String,
    /// The text.
    pub(crate) sections: Vec<PaperSection>,
}
