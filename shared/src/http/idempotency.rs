//! `Idempotency-Key`: a create that is sent twice happens once.
//!
//! The answer is kept in the batch of the change itself under an id made of person, operation and key. A second
//! request meets that id as a conflict and is given the kept answer: the first one costs no extra round trip.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::store::{Batch, Document, Kind, Reach, Store, StoreError};
use crate::tenant::Scope;

/// How long an answer is kept.
const LIFE: SignedDuration = SignedDuration::from_hours(24);
/// Characters of a key at most.
const LONGEST: usize = 64;

/// The header, where the caller sends it.
#[derive(Debug, Clone, Default)]
pub struct IdempotencyKey(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Self(None)) };
        let text = value.to_str().unwrap_or("").trim();
        if text.is_empty() || text.len() > LONGEST || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Problem::field(
                "Idempotency-Key",
                "Use 1 to 64 visible ASCII characters without blanks.",
            ));
        }
        Ok(Self(Some(text.to_owned())))
    }
}

/// A kept answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Replay {
    /// `idm.…`
    pub id: String,
    /// Digest of what was asked for.
    pub request: String,
    /// The answer.
    pub answer: serde_json::Value,
}

/// Kept answers.
pub static IDEMPOTENCY: Kind =
    Kind { name: "idempotency", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Replay {
    const KIND: &'static Kind = &IDEMPOTENCY;

    fn id(&self) -> &str {
        &self.id
    }
}

/// One create that must happen once.
pub struct Once {
    id: Option<String>,
    request: String,
}

impl Once {
    /// For `operation` by `person` with this key and these inputs.
    pub fn new(
        key: &IdempotencyKey,
        person: &str,
        operation: &str,
        inputs: &impl Serialize,
    ) -> Result<Self, Problem> {
        let id = key.0.as_ref().map(|key| format!("idm.{}", digest(&[person, operation, key])));
        let inputs = serde_json::to_string(inputs).map_err(Problem::internal)?;
        Ok(Self { id, request: digest(&[&inputs]) })
    }

    /// True where both stand for the same request: one batch cannot hold them both.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.id.is_some() && self.id == other.id
    }

    /// Keeps `answer` with the change. Call it before any other operation is added, so that a repetition shows first.
    pub fn keep(&self, batch: &mut Batch<'_>, answer: &impl Serialize) -> Result<(), Problem> {
        if let Some(id) = &self.id {
            let answer = serde_json::to_value(answer).map_err(Problem::internal)?;
            let until = batch.now() + LIFE;
            batch.create_until(&Replay { id: id.clone(), request: self.request.clone(), answer }, until);
        }
        Ok(())
    }

    /// The kept answer, where `error` says that this create has happened before; 422 where the key was used for
    /// something else; `None` where the error is another.
    pub async fn replay<T: DeserializeOwned>(
        &self,
        store: &Store,
        scope: &Scope,
        error: &StoreError,
    ) -> Result<Option<T>, Problem> {
        let (Some(id), StoreError::Conflict { .. }) = (&self.id, error) else { return Ok(None) };
        let Some(kept) = store.peek::<Replay>(scope, id).await? else { return Ok(None) };
        if kept.value.request != self.request {
            return Err(Problem::field("Idempotency-Key", "This key was used for another request."));
        }
        serde_json::from_value(kept.value.answer).map(Some).map_err(Problem::internal)
    }
}

fn digest(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_le_bytes());
        digest.update(part.as_bytes());
    }
    URL_SAFE_NO_PAD.encode(&digest.finalize()[..20])
}
