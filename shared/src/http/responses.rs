//! The problems that operations document, in sets.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};

fn set(statuses: &[(u16, &str)]) -> BTreeMap<String, RefOr<Response>> {
    statuses
        .iter()
        .map(|(status, description)| {
            let content = Content::new(Some(Ref::from_schema_name("Problem")));
            let response = ResponseBuilder::new()
                .description(*description)
                .content("application/problem+json", content)
                .build();
            (status.to_string(), RefOr::T(response))
        })
        .collect()
}

const MALFORMED: (u16, &str) = (400, "The request cannot be read");
const UNAUTHORIZED: (u16, &str) = (401, "Nobody is signed in, or the credentials are wrong");
const FORBIDDEN: (u16, &str) = (403, "Known to you, but not allowed");
const NOT_FOUND: (u16, &str) = (404, "Does not exist, or you may not know of it");
const CONFLICT: (u16, &str) =
    (409, "The state does not allow it, or `X-Portal-Person` names another person than the session's");
const OTHER_PERSON: (u16, &str) = (409, "`X-Portal-Person` names another person than the session's");
const STALE: (u16, &str) = (412, "Changed since it was read");
const TOO_LARGE: (u16, &str) = (413, "Too large");
const MEDIA: (u16, &str) = (415, "Another type of content is expected");
const MISDIRECTED: (u16, &str) = (421, "Not served at this address");
const INVALID: (u16, &str) = (422, "Fields are wrong; `errors` names them");
const PRECONDITION: (u16, &str) = (428, "If-Match is missing");
const LIMITED: (u16, &str) = (429, "Too often; `Retry-After` says when to try again");
const INTERNAL: (u16, &str) = (500, "A failure on our side");
const UNAVAILABLE: (u16, &str) = (503, "Temporarily unavailable; `Retry-After` says when to try again");

/// What an operation that anybody may call can answer besides success.
pub struct PublicProblems;

impl IntoResponses for PublicProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        set(&[NOT_FOUND, MISDIRECTED, INVALID, LIMITED, INTERNAL, UNAVAILABLE])
    }
}

/// What a change that anybody may make can answer besides success: as [`PublicProblems`], and 403 for other sites' pages.
pub struct PublicChangeProblems;

impl IntoResponses for PublicChangeProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        set(&[FORBIDDEN, NOT_FOUND, MISDIRECTED, INVALID, LIMITED, INTERNAL, UNAVAILABLE])
    }
}

/// What a reading operation can answer besides success.
pub struct ReadProblems;

impl IntoResponses for ReadProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        set(&[
            UNAUTHORIZED,
            FORBIDDEN,
            NOT_FOUND,
            OTHER_PERSON,
            MISDIRECTED,
            INVALID,
            LIMITED,
            INTERNAL,
            UNAVAILABLE,
        ])
    }
}

/// What a changing operation can answer besides success.
pub struct WriteProblems;

impl IntoResponses for WriteProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        set(&[
            MALFORMED,
            UNAUTHORIZED,
            FORBIDDEN,
            NOT_FOUND,
            CONFLICT,
            STALE,
            TOO_LARGE,
            MEDIA,
            MISDIRECTED,
            INVALID,
            PRECONDITION,
            LIMITED,
            INTERNAL,
            UNAVAILABLE,
        ])
    }
}

/// What a creating operation can answer besides success: as [`WriteProblems`].
pub type CreateProblems = WriteProblems;
