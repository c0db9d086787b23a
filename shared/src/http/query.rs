//! Query and path, read strictly.

use std::collections::BTreeSet;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::Serializer;
use serde::de::DeserializeOwned;

use crate::id::{Id, IdKind};
use crate::problem::{Fields, Problem};

/// For `skip_serializing_if`: leaves a field out of what is written. Plain `skip_serializing` would leave it out of the
/// API's description too.
pub fn left_out<T>(_: &T) -> bool {
    true
}

/// For `serialize_with`: writes null in the field's place, so that a secret is in the API's description and in
/// nothing else.
///
/// Errors: those of the serializer.
pub fn unsaid<T, S: Serializer>(_: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit()
}

/// The query string as `T`. Every parameter must be known, given once and of its type: else 422.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let raw = parts.uri.query().unwrap_or("");
        let mut seen = BTreeSet::new();
        for (name, _) in url::form_urlencoded::parse(raw.as_bytes()) {
            if !seen.insert(name.to_string()) {
                return Err(Problem::field(
                    name.chars().take(60).collect::<String>(),
                    "Give this parameter once.",
                ));
            }
        }
        match axum::extract::Query::<T>::try_from_uri(&parts.uri) {
            Ok(found) => Ok(Self(found.0)),
            Err(error) => Err(Problem::Invalid(explain(&error, &seen))),
        }
    }
}

fn explain(error: &axum::extract::rejection::QueryRejection, seen: &BTreeSet<String>) -> Fields {
    use std::error::Error as _;
    let text = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    let field = text
        .split('`')
        .nth(1)
        .filter(|_| text.starts_with("unknown field") || text.starts_with("missing field"))
        .or_else(|| seen.iter().map(String::as_str).find(|name| text.starts_with(&format!("{name}:"))))
        .unwrap_or("query");
    let message = if text.contains("unknown field") {
        "This parameter does not exist."
    } else if text.contains("missing field") {
        "This parameter is required."
    } else {
        "This value is not accepted here."
    };
    Fields::one(field.chars().take(60).collect::<String>(), message)
}

/// An id in the path. Text of another form names nothing: 404 without asking the store.
pub struct PathId<K: IdKind>(pub Id<K>);

impl<S: Send + Sync, K: IdKind> FromRequestParts<S> for PathId<K> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) =
            Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::NotFound)?;
        Id::parse(&text).map(Self).ok_or(Problem::NotFound)
    }
}

/// Two ids in the path, in their order; as [`PathId`].
pub struct PathIds<A: IdKind, B: IdKind>(pub Id<A>, pub Id<B>);

impl<S: Send + Sync, A: IdKind, B: IdKind> FromRequestParts<S> for PathIds<A, B> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((a, b)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::NotFound)?;
        Id::parse(&a).zip(Id::parse(&b)).map(|(a, b)| Self(a, b)).ok_or(Problem::NotFound)
    }
}
