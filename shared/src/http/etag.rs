//! Versions on the wire: `ETag` and `If-Match`.

use axum::Json;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::problem::Problem;

/// The version that the caller read, where they say it. `*` says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct IfMatch(pub Option<u64>);

impl IfMatch {
    /// 412 where the caller read another version than the stored one.
    pub fn check(self, stored: u64) -> Result<(), Problem> {
        match self.0 {
            Some(read) if read != stored => Err(Problem::Stale),
            _ => Ok(()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(Self(None)) };
        let text = value.to_str().map_err(|_| unreadable())?.trim();
        if text == "*" {
            return Ok(Self(None));
        }
        text.trim_start_matches("W/")
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .and_then(|version| version.parse().ok())
            .map(|version| Self(Some(version)))
            .ok_or_else(unreadable)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Problem> {
        <Self as FromRequestParts<S>>::from_request_parts(parts, state).await.map(Some)
    }
}

/// As [`IfMatch`], where the caller must say it: 428 otherwise.
#[derive(Debug, Clone, Copy)]
pub struct RequiredIfMatch(pub u64);

impl RequiredIfMatch {
    /// 412 where the caller read another version than the stored one.
    pub fn check(self, stored: u64) -> Result<(), Problem> {
        if self.0 == stored { Ok(()) } else { Err(Problem::Stale) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RequiredIfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let found = <IfMatch as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        found.0.map(Self).ok_or(Problem::PreconditionRequired)
    }
}

// A version that cannot be read is none that anybody was given.
fn unreadable() -> Problem {
    Problem::Stale
}

/// A JSON answer with its version as `ETag`.
pub struct WithETag<T> {
    /// The status.
    pub status: StatusCode,
    /// The version.
    pub version: u64,
    /// The body.
    pub body: T,
}

impl<T> WithETag<T> {
    /// 200 with this version.
    pub fn ok(version: u64, body: T) -> Self {
        Self { status: StatusCode::OK, version, body }
    }

    /// 201 with this version.
    pub fn created(version: u64, body: T) -> Self {
        Self { status: StatusCode::CREATED, version, body }
    }
}

impl<T: Serialize> IntoResponse for WithETag<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        if let Ok(value) = HeaderValue::from_str(&format!("\"{}\"", self.version)) {
            response.headers_mut().insert(header::ETAG, value);
        }
        response
    }
}

/// True where the caller holds what `etag` (with quotes) names: answer 304.
#[must_use]
pub fn not_modified(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|held| held.trim().trim_start_matches("W/") == etag)
}
