//! `handler tenant export`: a tenant whole, as one tar file.

use std::path::Path;

use futures::StreamExt as _;
use shared::app::App;
use shared::tenant::{TenantSlug, archive};
use tokio::io::AsyncWriteExt as _;

use super::print;
use crate::state::StartError;

/// Writes the archive to `file`, which must not exist; what was not finished is removed.
pub(super) async fn run(app: &App, slug: &TenantSlug, file: &Path) -> Result<(), StartError> {
    let found = app.directory.scope(slug).await.map_err(sentence)?;
    let (scope, tenant) = found.ok_or_else(|| StartError(format!("There is no tenant {slug}.")))?;
    let mut out = tokio::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .await
        .map_err(|error| StartError(format!("{} cannot be written: {error}.", file.display())))?;
    let mut content = archive(app.clone(), scope, tenant.as_ref().clone());
    let mut size = 0_u64;
    let written = async {
        while let Some(piece) = content.next().await {
            let piece = piece?;
            size += u64::try_from(piece.len()).unwrap_or(0);
            out.write_all(&piece).await?;
        }
        out.sync_all().await
    };
    if let Err(error) = written.await {
        // Half an archive must not pass for one.
        let _ = tokio::fs::remove_file(file).await;
        return Err(sentence(error));
    }
    print::json(&serde_json::json!({ "tenant_slug": slug, "file": file, "bytes": size })).map(drop)
}

fn sentence(error: impl std::fmt::Display) -> StartError {
    StartError(error.to_string())
}
