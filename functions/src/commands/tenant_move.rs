//! `handler tenant move`: a tenant's documents and files, carried from one store to another and verified.

use std::sync::Arc;

use futures::StreamExt as _;
use sha2::{Digest, Sha256};
use shared::account::User;
use shared::files::{Content, FileKey, FileStore};
use shared::settings::Settings;
use shared::store::limits::BATCH_BYTES;
use shared::store::{DocumentStore, Operation, Partition, RawDocument, StoreError, Tag, terms_if};
use shared::tenant::{Directory, Scope, TenantSlug, TenantStatus};

use super::print;
use crate::folders;
use crate::state::{self, StartError};

/// Documents read and written at once.
const PAGE: usize = 50;
/// Bytes of a file at most: above every limit of the portal.
const FILE_LIMIT: u64 = 1 << 30;

fn sentence(error: impl std::fmt::Display) -> StartError {
    StartError(error.to_string())
}

/// Carries the tenant over.
pub(super) async fn run(
    slug: &TenantSlug,
    from: Option<&str>,
    to: &str,
    settings: Settings,
) -> Result<(), StartError> {
    let source = named(from, settings.clone())?;
    folders::existing_data(if from.is_some() { "--from" } else { "PORTAL_DATA" }, &source)?;
    let target = named(Some(to), settings)?;
    let (source, target) = (state::build(source).await?, state::build(target).await?);
    let tenant = source.app.directory.set_status(slug, TenantStatus::Suspended).await.map_err(sentence)?;
    let scope = scope(&source.app.directory, slug).await?;
    let (from, to) = (source.app.store.adapter(), target.app.store.adapter());
    let at = Partition::Tenant(slug.to_string());
    copy(from, to, &at).await?;
    let files = copy_files(&source.app.files, &target.app.files, &scope).await?;
    let (there, here) = (digest(to, &at).await?, digest(from, &at).await?);
    if there != here {
        return Err(StartError(format!(
            "The copy differs ({} documents here, {} there); the tenant stays suspended here and absent there. Empty \
             the target and try again.",
            here.0, there.0
        )));
    }
    target
        .app
        .directory
        .adopt(&shared::tenant::Tenant { status: TenantStatus::Active, ..tenant })
        .await
        .map_err(sentence)?;
    print::json(&serde_json::json!({
        "tenant_slug": slug, "documents": here.0, "files": files, "sha256": here.1,
    }))
    .map(drop)
}

/// The settings with the store that an option names.
fn named(which: Option<&str>, mut settings: Settings) -> Result<Settings, StartError> {
    match which {
        Some("cosmos") if settings.cosmos.is_none() || settings.blob.is_none() => {
            return Err(StartError("`cosmos` needs COSMOS_ENDPOINT and BLOB_ENDPOINT.".into()));
        }
        None | Some("cosmos") => {}
        Some(other) => {
            let folder = other
                .strip_prefix("sqlite:")
                .ok_or_else(|| StartError("Use `sqlite:FOLDER` or `cosmos`.".into()))?;
            settings.data = folder.into();
            settings.cosmos = None;
            settings.blob = None;
        }
    }
    Ok(settings)
}

async fn scope(directory: &Directory, slug: &TenantSlug) -> Result<Scope, StartError> {
    let found = directory.scope(slug).await.map_err(sentence)?;
    found.map(|(scope, _)| scope).ok_or_else(|| StartError(format!("There is no tenant {slug}.")))
}

/// Copies what the target does not hold yet: a move that was killed goes on where it stopped.
async fn copy(
    from: &Arc<dyn DocumentStore>,
    to: &Arc<dyn DocumentStore>,
    at: &Partition,
) -> Result<(), StartError> {
    let mut after: Option<String> = None;
    loop {
        let page = from.export(at, after.as_deref(), PAGE).await.map_err(sentence)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id.clone());
        let ids: Vec<String> = page.iter().map(|document| document.id.clone()).collect();
        let there = to.get_many(at, &ids).await.map_err(sentence)?;
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for mut document in page {
            if there.iter().any(|held| held.id == document.id) {
                continue;
            }
            document.terms = terms_of(&document).map_err(sentence)?;
            document.tag = Tag::default();
            let size =
                document.data.get().len() + document.terms.iter().map(|term| term.len() + 3).sum::<usize>();
            if bytes + size > BATCH_BYTES {
                to.commit(at, std::mem::take(&mut batch)).await.map_err(sentence)?;
                bytes = 0;
            }
            bytes += size;
            batch.push(Operation::Create(document));
        }
        if !batch.is_empty() {
            to.commit(at, batch).await.map_err(sentence)?;
        }
    }
}

async fn copy_files(
    from: &Arc<dyn FileStore>,
    to: &Arc<dyn FileStore>,
    scope: &Scope,
) -> Result<usize, StartError> {
    let mut count = 0;
    let mut after: Option<String> = None;
    loop {
        let page = from.list(scope, after.as_deref(), PAGE).await.map_err(sentence)?;
        let Some(last) = page.last() else { return Ok(count) };
        after = Some(last.as_str().to_owned());
        for key in page {
            let written =
                to.put(&key, from.get(&key).await.map_err(sentence)?, FILE_LIMIT).await.map_err(sentence)?;
            let original = sum(from.get(&key).await.map_err(sentence)?).await?;
            if original != written.sha256 {
                return Err(StartError(format!("The file {} differs in the target.", FileKey::as_str(&key))));
            }
            count += 1;
        }
    }
}

async fn sum(mut content: Content) -> Result<String, StartError> {
    let mut digest = Sha256::new();
    while let Some(piece) = content.next().await {
        digest.update(piece.map_err(sentence)?);
    }
    Ok(hex(&digest.finalize()))
}

/// Number of documents and a digest over what they say.
async fn digest(store: &Arc<dyn DocumentStore>, at: &Partition) -> Result<(usize, String), StartError> {
    let mut digest = Sha256::new();
    let mut count = 0;
    let mut after: Option<String> = None;
    loop {
        let page = store.export(at, after.as_deref(), PAGE).await.map_err(sentence)?;
        let Some(last) = page.last() else { return Ok((count, hex(&digest.finalize()))) };
        after = Some(last.id.clone());
        for document in page {
            count += 1;
            let data: serde_json::Value = serde_json::from_str(document.data.get()).map_err(sentence)?;
            let line = serde_json::json!([
                document.id,
                document.kind,
                document.company,
                document.schema,
                document.version,
                document.created_at,
                document.updated_at,
                document.expires_at,
                sorted(data),
            ]);
            digest.update(line.to_string());
        }
    }
}

/// The value with its fields in order of name: stores may keep them in another.
fn sorted(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(fields) => {
            let mut fields: Vec<_> = fields.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            fields.sort_by(|a, b| a.0.cmp(&b.0));
            serde_json::Value::Object(fields.into_iter().collect())
        }
        serde_json::Value::Array(items) => serde_json::Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The search terms of a document: stores do not give them back, so they are made anew.
pub fn terms_of(document: &RawDocument) -> Result<Vec<String>, StoreError> {
    let areas = [
        terms_if::<User>,
        terms_if::<admin::Company>,
        terms_if::<tickets::SearchEntry>,
        terms_if::<invoices::model::Invoice>,
        announcements::terms_of,
        documents::terms_of,
    ];
    for area in areas {
        if let Some(terms) = area(document)? {
            return Ok(terms);
        }
    }
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_made_for_every_kind_that_has_some() {
        for kind in crate::areas::kinds().into_iter().filter(|kind| kind.terms) {
            let nothing = RawDocument {
                id: "x".into(),
                kind: kind.name.into(),
                company: None,
                schema: 1,
                version: 1,
                created_at: jiff::Timestamp::UNIX_EPOCH,
                updated_at: jiff::Timestamp::UNIX_EPOCH,
                expires_at: None,
                data: serde_json::value::to_raw_value(&serde_json::json!({})).unwrap(),
                terms: Vec::new(),
                tag: Tag::default(),
            };
            // It was read as that kind, and found wanting.
            assert!(terms_of(&nothing).is_err(), "{} would be moved without its terms", kind.name);
        }
    }
}
