//! `GET /files/TENANT/FILE?…`: hands out what a signed link promises.
//!
//! Answers on an origin of its own: whatever a file holds, it meets neither the portal's cookies nor its pages.

use std::io::SeekFrom;
use std::time::UNIX_EPOCH;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH, IF_RANGE, RANGE, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use super::super::shown::Shown;
use super::link::Promise;
use super::range::{Part, part};
use super::store::PIECE;
use super::{FileError, FolderStore, failed};

/// On every answer: nothing in it runs, nothing in it loads, and the portal's pages may show it.
const GUARDS: [(HeaderName, &str); 4] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    (REFERRER_POLICY, "no-referrer"),
];

/// Serves the store's files; to be mounted where the files' origin answers.
pub fn router(store: FolderStore) -> Router {
    Router::new().route("/files/{tenant}/{file}", get(serve)).with_state(store)
}

async fn serve(
    State(store): State<FolderStore>,
    path: Result<Path<(String, String)>, PathRejection>,
    promise: Result<Query<Promise>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let (Ok(Path((tenant, file))), Ok(Query(promise))) = (path, promise) else { return forbidden() };
    let key = format!("{tenant}/{file}");
    let now = store.0.clock.now().as_second();
    let Some(serving) = store.0.signer.verify(&key, promise, now) else { return forbidden() };
    match answer(&store, &key, &Shown::of(&serving), &headers).await {
        Ok(answer) => answer,
        Err(FileError::NotFound) => said(StatusCode::NOT_FOUND, "This file is no longer there."),
        Err(error) => {
            tracing::error!(%error, key, "a file cannot be read");
            said(
                StatusCode::SERVICE_UNAVAILABLE,
                "This file cannot be read at the moment. Try again in a minute.",
            )
        }
    }
}

async fn answer(
    store: &FolderStore,
    key: &str,
    shown: &Shown,
    asked: &HeaderMap,
) -> Result<Response, FileError> {
    let mut file = File::open(store.0.path(key)?).await.map_err(|error| failed(&error))?;
    let known = file.metadata().await.map_err(|error| failed(&error))?;
    let size = known.len();
    // A file is replaced as a whole by a rename, later than the one before it, so that time and
    // size name its content.
    let written = known.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let etag = format!("\"{:x}-{size:x}\"", written.as_nanos());
    let common = [
        (CACHE_CONTROL, "private, max-age=300"),
        (ETAG, etag.as_str()),
        (ACCEPT_RANGES, "bytes"),
        (CONTENT_TYPE, shown.content_type),
        (CONTENT_DISPOSITION, shown.disposition.as_str()),
    ];
    let text = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    if text(IF_NONE_MATCH)
        .is_some_and(|known| known.split(',').any(|one| matches!(one.trim(), "*") || same(one, &etag)))
    {
        return Ok((StatusCode::NOT_MODIFIED, common, GUARDS).into_response());
    }
    // A part of another version of the file would be no part of this one.
    let range = text(RANGE).filter(|_| text(IF_RANGE).is_none_or(|known| known.trim() == etag));
    let (first, length, status, content_range) = match part(range, size) {
        Part::Whole => (0, size, StatusCode::OK, None),
        Part::Bytes(first, last) => (
            first,
            last - first + 1,
            StatusCode::PARTIAL_CONTENT,
            Some(format!("bytes {first}-{last}/{size}")),
        ),
        Part::Outside => {
            let range = [(CONTENT_RANGE, format!("bytes */{size}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, range, GUARDS).into_response());
        }
    };
    if first > 0 {
        file.seek(SeekFrom::Start(first)).await.map_err(|error| failed(&error))?;
    }
    let body = Body::from_stream(ReaderStream::with_capacity(file.take(length), PIECE));
    let range = content_range.map(|range| [(CONTENT_RANGE, range)]);
    let mut answer = (status, common, GUARDS, [(CONTENT_LENGTH, length.to_string())], body).into_response();
    if let Some([(name, value)]) = range
        && let Ok(value) = value.parse()
    {
        answer.headers_mut().insert(name, value);
    }
    Ok(answer)
}

fn same(one: &str, etag: &str) -> bool {
    let one = one.trim();
    one.strip_prefix("W/").unwrap_or(one) == etag
}

fn forbidden() -> Response {
    said(StatusCode::FORBIDDEN, "This link is not valid or has run out. Open the file from the portal again.")
}

fn said(status: StatusCode, sentence: &'static str) -> Response {
    let headers = [(CACHE_CONTROL, "no-store"), (CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, headers, GUARDS, sentence).into_response()
}
