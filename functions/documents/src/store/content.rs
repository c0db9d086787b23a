//! Texts that are too large for a document: files that the area writes once and never changes.

use bytes::Bytes;
use futures::StreamExt as _;
use serde::{Serialize, de::DeserializeOwned};
use shared::app::App;
use shared::files::{FileError, FileKey};
use shared::id::{FileId, UserId};
use shared::problem::Problem;
use shared::store::Stored;
use shared::tenant::Scope;
use shared::upload::{Upload, stage as keep};

use crate::chain::sha256;

/// Bytes of a text at most.
const LARGEST: usize = 24 * 1024 * 1024;

/// Writes a text; whoever uses it deletes the record in the same batch. The digest of its bytes beside it.
pub(crate) async fn stage(
    app: &App,
    scope: &Scope,
    owner: &UserId,
    text: &impl Serialize,
) -> Result<(Stored<Upload>, String), Problem> {
    let bytes = serde_json::to_vec(text).map_err(Problem::internal)?;
    if bytes.len() > LARGEST {
        return Err(Problem::TooLarge("This text is longer than a policy may be.".into()));
    }
    let digest = sha256(&bytes);
    let upload = keep(app, scope, owner, "application/json", Bytes::from(bytes)).await?;
    Ok((upload, digest))
}

/// Reads a text whose bytes have this digest.
///
/// Errors: [`Problem::Internal`] where they have another: nobody is shown what nobody wrote.
pub(crate) async fn read<T: DeserializeOwned>(
    app: &App,
    scope: &Scope,
    file: &FileId,
    digest: &str,
) -> Result<T, Problem> {
    let mut content = app.files.get(&FileKey::new(scope, file)).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = content.next().await {
        bytes.extend_from_slice(&piece.map_err(FileError::Interrupted)?);
        if bytes.len() > LARGEST {
            return Err(Problem::internal(format!("{file} is longer than a policy may be")));
        }
    }
    if sha256(&bytes) != digest {
        return Err(Problem::internal(format!("{file} is not what was written")));
    }
    serde_json::from_slice(&bytes).map_err(Problem::internal)
}
