//! Who somebody is at another issuer, and which of its tokens have been used.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::id::UserId;
use shared::store::{Document, Kind, Reach};

/// That an account belongs to an issuer's subject. Its id can exist once only, and nothing but issuer and subject is
/// asked for once it does: an email that changes over there changes nobody's account here.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Identity {
    /// `idn.DIGEST` of issuer and subject.
    pub(crate) id: String,
    /// The issuer.
    pub(crate) issuer: String,
    /// The subject.
    pub(crate) subject: String,
    /// The account.
    pub(crate) user: UserId,
}

/// Identities; read and written by id alone.
pub(crate) static IDENTITY: Kind =
    Kind { name: "identity", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Identity {
    const KIND: &'static Kind = &IDENTITY;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Identity {
    pub(crate) fn id_of(issuer: &str, subject: &str) -> String {
        format!("idn.{}", digest(issuer, subject))
    }

    pub(crate) fn new(issuer: &str, subject: &str, user: &UserId) -> Self {
        let (id, issuer, subject) = (Self::id_of(issuer, subject), issuer.to_owned(), subject.to_owned());
        Self { id, issuer, subject, user: user.clone() }
    }
}

/// That a token was used: its id can exist once only.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SpentToken {
    /// `jti.DIGEST` of issuer and token id.
    pub(crate) id: String,
}

/// Used tokens, kept a little longer than they could be used.
pub(crate) static SPENT_TOKEN: Kind =
    Kind { name: "spent_token", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for SpentToken {
    const KIND: &'static Kind = &SPENT_TOKEN;

    fn id(&self) -> &str {
        &self.id
    }
}

impl SpentToken {
    pub(crate) fn of(issuer: &str, jti: &str) -> Self {
        Self { id: format!("jti.{}", digest(issuer, jti)) }
    }
}

fn digest(issuer: &str, what: &str) -> String {
    let mut digest = Sha256::new();
    for part in [issuer, what] {
        digest.update(part.len().to_le_bytes());
        digest.update(part.as_bytes());
    }
    URL_SAFE_NO_PAD.encode(digest.finalize())
}
