//! A tenant whole, as one tar file: what it is, its documents as JSON Lines, its files.
//!
//! `manifest.json`, then `documents/000001.jsonl` … (a document a line, with its envelope), then `files/fil_…`, and at the
//! end `summary.json` with counts and a digest: an archive without it was cut off. See `docs/provisioning.md`.

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::{Scope, Tenant};
use crate::app::App;
use crate::files::Content;
use crate::store::RawDocument;

/// Documents of one entry.
const PAGE: usize = 200;
/// Files listed at once.
const FILES: usize = 200;
/// Entries that wait for a slow reader.
const AHEAD: usize = 2;
/// Bytes of a block.
const BLOCK: usize = 512;

/// A document on its line.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<&'a str>,
    schema: u32,
    version: u64,
    created_at: jiff::Timestamp,
    updated_at: jiff::Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<jiff::Timestamp>,
    data: &'a serde_json::value::RawValue,
}

impl<'a> Line<'a> {
    fn of(raw: &'a RawDocument) -> Self {
        Self {
            id: &raw.id,
            kind: &raw.kind,
            company: raw.company.as_deref(),
            schema: raw.schema,
            version: raw.version,
            created_at: raw.created_at,
            updated_at: raw.updated_at,
            expires_at: raw.expires_at,
            data: &raw.data,
        }
    }
}

type Send = mpsc::Sender<std::io::Result<Bytes>>;

/// The archive as it is made; one page of documents or one file is held at a time. A failure cuts it off.
#[must_use]
pub fn archive(app: App, scope: Scope, tenant: Tenant) -> Content {
    let (send, receive) = mpsc::channel(AHEAD);
    tokio::spawn(async move {
        let made = make(&app, &scope, &tenant, &send).await;
        if let Err(error) = made {
            tracing::warn!(%error, tenant = %tenant.slug, "an archive was not finished");
            let _ = send.send(Err(error)).await;
        }
    });
    Box::pin(ReceiverStream::new(receive))
}

async fn make(app: &App, scope: &Scope, tenant: &Tenant, send: &Send) -> std::io::Result<()> {
    let now = app.clock.now();
    let manifest = json!({
        "format": 1, "tenant_id": tenant.tenant_id, "tenant_slug": tenant.slug, "name": tenant.name,
        "org_type": tenant.org_type, "created_at": tenant.created_at, "exported_at": now, "domain": tenant.domain,
    });
    entry(send, "manifest.json", &json_bytes(&manifest)?, now).await?;
    let (mut documents, mut digest) = (0_u64, Sha256::new());
    let (mut after, mut number) = (None::<String>, 0_u32);
    loop {
        let page = app.store.adapter().export(&scope.partition(), after.as_deref(), PAGE).await;
        let page = page.map_err(std::io::Error::other)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id.clone());
        let mut lines = Vec::new();
        for raw in &page {
            serde_json::to_writer(&mut lines, &Line::of(raw))?;
            lines.push(b'\n');
            documents += 1;
        }
        digest.update(&lines);
        number += 1;
        entry(send, &format!("documents/{number:06}.jsonl"), &lines, now).await?;
    }
    let files = files(app, scope, send, now).await?;
    let sha256 = hex(&digest.finalize());
    let summary = json!({ "documents": documents, "files": files, "documents_sha256": sha256 });
    entry(send, "summary.json", &json_bytes(&summary)?, now).await?;
    give(send, Bytes::from_static(&[0; 2 * BLOCK])).await
}

async fn files(app: &App, scope: &Scope, send: &Send, now: jiff::Timestamp) -> std::io::Result<u64> {
    let (mut count, mut after) = (0, None::<String>);
    loop {
        let page = app.files.list(scope, after.as_deref(), FILES).await.map_err(std::io::Error::other)?;
        let Some(last) = page.last() else { return Ok(count) };
        after = Some(last.as_str().to_owned());
        for key in &page {
            let mut content = match app.files.get(key).await {
                Ok(content) => content,
                // Removed since it was listed.
                Err(crate::files::FileError::NotFound) => continue,
                Err(error) => return Err(std::io::Error::other(error)),
            };
            let mut bytes = BytesMut::new();
            while let Some(piece) = content.next().await {
                bytes.extend_from_slice(&piece?);
            }
            let name = key.as_str().rsplit('/').next().unwrap_or_default();
            entry(send, &format!("files/{name}"), &bytes, now).await?;
            count += 1;
        }
    }
}

fn json_bytes(value: &serde_json::Value) -> std::io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// One file of the archive: header, content, zeros up to the next block.
async fn entry(send: &Send, name: &str, content: &[u8], at: jiff::Timestamp) -> std::io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_path(name)?;
    header.set_size(u64::try_from(content.len()).map_err(std::io::Error::other)?);
    header.set_mode(0o600);
    header.set_mtime(u64::try_from(at.as_second()).unwrap_or(0));
    header.set_cksum();
    let mut bytes = BytesMut::with_capacity(2 * BLOCK + content.len());
    bytes.extend_from_slice(header.as_bytes());
    bytes.extend_from_slice(content);
    bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
    give(send, bytes.freeze()).await
}

async fn give(send: &Send, bytes: Bytes) -> std::io::Result<()> {
    send.send(Ok(bytes)).await.map_err(|_| std::io::Error::other("nobody reads the archive any more"))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
