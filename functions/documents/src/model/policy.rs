//! A policy as staff keep it: what it says, whom it asks, and what of it is published.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::account::{Role, User};
use shared::id::{CompanyId, FileId, PolicyId, UserId};
use shared::store::{Document, Index, Kind, Reach as StoreReach, terms};
use shared::targets::{self, Targets};

use super::{Flags, PolicyState, Signers};

/// What is signed. Another text, title, party or demand is another version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// 1 to 200 characters.
    pub(crate) title: String,
    /// The issuing party: 1 to 200 characters.
    pub(crate) issuer: String,
    /// What signers must do.
    pub(crate) flags: Flags,
    /// The file with the sections and variables: see [`crate::paper::Source`].
    pub(crate) source: FileId,
    /// SHA-256 of that file in hexadecimal.
    pub(crate) sha256: String,
}

impl Terms {
    /// True where signing the one is signing the other.
    pub(crate) fn same(&self, other: &Self) -> bool {
        self.title == other.title
            && self.issuer == other.issuer
            && self.flags == other.flags
            && self.sha256 == other.sha256
    }
}

/// Somebody who was chosen to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Signer {
    /// The person.
    pub(crate) user: UserId,
    /// The name at that time.
    pub(crate) name: String,
    /// Whose person it is.
    pub(crate) company: CompanyId,
}

/// Whom it asks, until when. May change without a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reach {
    /// Which companies.
    pub(crate) shown_to: Targets,
    /// Who of them.
    pub(crate) signers: Signers,
    /// The chosen people; empty unless `signers` says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) people: Vec<Signer>,
    /// The last day on which it is signed in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) deadline: Option<Date>,
}

impl Reach {
    /// True where this person must sign.
    pub(crate) fn asks(&self, user: &User) -> bool {
        let Some(company) = &user.company else { return false };
        !user.is_staff
            && self.shown_to.include(&company.id)
            && match self.signers {
                Signers::AllUsers => true,
                Signers::Admins => user.role == Role::CompanyAdmin,
                Signers::People => self.people.iter().any(|one| one.user == user.id),
            }
    }
}

/// What clients see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Published {
    /// 1 for the first.
    pub(crate) version: u32,
    /// What is signed.
    pub(crate) terms: Terms,
    /// Whom it asks.
    pub(crate) reach: Reach,
    /// Since when this version is there.
    pub(crate) at: Timestamp,
    /// Who published it: hears of signatures. Absent where another system sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<UserId>,
}

/// A policy.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Policy {
    /// Its id.
    pub(crate) id: PolicyId,
    /// What staff are writing.
    pub(crate) terms: Terms,
    /// Whom it is to ask.
    pub(crate) reach: Reach,
    /// What clients see; absent in drafts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) published: Option<Published>,
    /// Where it stands.
    pub(crate) state: PolicyState,
    /// Whose people may know of it: those of the published version.
    shown_to: Targets,
    /// Name of who wrote it first.
    pub(crate) author: String,
    /// What it is called in the system that sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) external: Option<External>,
    /// Where that system is told what becomes of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) receiver: Option<Receiver>,
}

/// What a policy is called in the system that sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct External {
    /// Its id there.
    pub(crate) id: String,
    /// Its version there.
    pub(crate) version: u32,
}

/// Versions of a policy whose sender's numbers are remembered.
const REMEMBERED: usize = 20;

/// Where another system is told what becomes of a policy that it sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Receiver {
    /// The address.
    pub(crate) url: String,
    /// True where the installation's keys sign what is said; else the tenant's own do.
    #[serde(default)]
    pub(crate) installation: bool,
    /// Signatures since then are told.
    pub(crate) since: Timestamp,
    /// Which of the sender's versions each published one is.
    #[serde(default)]
    versions: BTreeMap<u32, u32>,
}

impl Receiver {
    /// One at that address, which remembers what another knew.
    pub(crate) fn at(url: String, installation: bool, before: Option<Self>, now: Timestamp) -> Self {
        let (since, versions) =
            before.map_or_else(|| (now, BTreeMap::new()), |before| (before.since, before.versions));
        Self { url, installation, since, versions }
    }

    /// Notes that the sender's version is published as that one.
    pub(crate) fn note(&mut self, published: u32, sent: u32) {
        self.versions.insert(published, sent);
        while self.versions.len() > REMEMBERED {
            self.versions.pop_first();
        }
    }

    /// The sender's version that a published one was made from; what staff changed since is still the sender's.
    pub(crate) fn sent(&self, published: u32) -> Option<u32> {
        self.versions.range(..=published).next_back().map(|(_, sent)| *sent)
    }
}

/// Policies.
pub(crate) static POLICY: Kind = Kind {
    name: "policy",
    reach: StoreReach::Targeted,
    indexes: &[
        Index { by: &["state"], each: Some(targets::FIELD), order: "id" },
        Index { by: &["state"], each: None, order: "updated_at" },
        Index { by: &["state"], each: None, order: "id" },
        Index { by: &[], each: None, order: "updated_at" },
    ],
    residual: &[],
    terms: true,
};

impl Document for Policy {
    const KIND: &'static Kind = &POLICY;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn terms(&self) -> Vec<String> {
        terms([self.terms.title.as_str(), self.terms.issuer.as_str()])
    }
}

impl Policy {
    /// A new draft.
    pub(crate) fn draft(id: PolicyId, author: &str, terms: Terms, reach: Reach) -> Self {
        let shown_to = reach.shown_to.clone();
        Self {
            id,
            terms,
            reach,
            published: None,
            state: PolicyState::Draft,
            shown_to,
            author: author.to_owned(),
            external: None,
            receiver: None,
        }
    }

    /// Takes over what staff wrote; the source file that nothing needs any more.
    pub(crate) fn rewrite(&mut self, terms: Terms, reach: Reach) -> Option<FileId> {
        let before = std::mem::replace(&mut self.terms, terms).source;
        self.reach = reach;
        if self.state == PolicyState::Draft {
            self.shown_to = self.reach.shown_to.clone();
        }
        let kept = self.published.as_ref().is_some_and(|published| published.terms.source == before);
        (!kept && before != self.terms.source).then_some(before)
    }

    /// Shows clients what staff have written. True where that is another version, which all sign anew; the source file
    /// that nothing needs any more comes with it.
    pub(crate) fn publish(&mut self, by: Option<&UserId>, now: Timestamp) -> (bool, Option<FileId>) {
        let before = self.published.take();
        let version = before.as_ref().map_or(0, |before| before.version);
        let same = before.as_ref().is_some_and(|before| before.terms.same(&self.terms));
        let gone = before
            .as_ref()
            .map(|before| before.terms.source.clone())
            .filter(|source| *source != self.terms.source);
        let (at, by) = match &before {
            Some(before) if same => (before.at, before.by.clone()),
            _ => (now, by.cloned()),
        };
        self.published = Some(Published {
            version: if same { version } else { version.saturating_add(1) },
            terms: self.terms.clone(),
            reach: self.reach.clone(),
            at,
            by,
        });
        self.state = PolicyState::Published;
        self.shown_to = self.reach.shown_to.clone();
        (!same, gone)
    }

    /// Remembers which of the sender's versions is published.
    pub(crate) fn note_sent(&mut self) {
        let (Some(published), Some(external)) = (&self.published, &self.external) else { return };
        if let Some(receiver) = &mut self.receiver {
            receiver.note(published.version, external.version);
        }
    }

    /// True where staff have written something that clients do not see yet.
    pub(crate) fn has_changes(&self) -> bool {
        self.published
            .as_ref()
            .is_none_or(|published| !published.terms.same(&self.terms) || published.reach != self.reach)
    }

    /// What clients are asked to sign; `None` for drafts and archived ones.
    pub(crate) fn asked(&self) -> Option<&Published> {
        self.published.as_ref().filter(|_| self.state == PolicyState::Published)
    }
}
