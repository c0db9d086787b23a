//! Problems: every way in which a request can fail, and the one place where it becomes an answer (RFC 9457).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::files::FileError;
use crate::store::StoreError;
use crate::trace;

/// What is wrong with which field; keys are the fields' names on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(transparent)]
pub struct Fields(pub BTreeMap<String, String>);

impl Fields {
    /// One wrong field.
    pub fn one(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut fields = Self::default();
        fields.add(field, message);
        fields
    }

    /// Adds a wrong field; the first message of a field stays.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.entry(field.into()).or_insert_with(|| message.into());
    }

    /// `value` where nothing is wrong.
    pub fn ok<T>(self, value: T) -> Result<T, Problem> {
        if self.0.is_empty() { Ok(value) } else { Err(Problem::Invalid(self)) }
    }
}

/// A sentence for the person at the screen.
pub type Sentence = Cow<'static, str>;

/// Every way in which a request can fail.
#[derive(Debug)]
pub enum Problem {
    /// 400: the request cannot be read at all.
    Malformed(Sentence),
    /// 401: nobody is signed in.
    Unauthorized,
    /// 401: the email and the password do not belong together.
    InvalidCredentials,
    /// 403: you may know of it, but not do this.
    Forbidden(Sentence),
    /// 403: the password is one that staff chose; nothing is answered until it is changed.
    PasswordChangeRequired,
    /// 404: it does not exist, or you may not know of it.
    NotFound,
    /// 405: the path exists, the method does not.
    MethodNotAllowed,
    /// 409: the state does not allow it.
    Conflict(Sentence),
    /// 409: the request names another person than the session's.
    OtherPerson,
    /// 412: it has changed since you read it.
    Stale,
    /// 413: too large.
    TooLarge(Sentence),
    /// 415: not the type of content that is expected.
    UnsupportedMedia(Sentence),
    /// 421: asked on an address that does not serve this.
    Misdirected(Sentence),
    /// 422: fields are wrong.
    Invalid(Fields),
    /// 428: say by `If-Match` which version you change.
    PreconditionRequired,
    /// 429: too often.
    RateLimited {
        /// When to try again.
        retry_after: Duration,
        /// What was too often.
        detail: Sentence,
    },
    /// 503: something that the portal needs does not answer.
    Unavailable {
        /// When to try again.
        retry_after: Duration,
    },
    /// 500: our fault. The source goes to the log, never to the client.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

/// The body of a problem.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// A stable address that names the kind of problem.
    #[schema(format = "uri")]
    pub r#type: String,
    /// The kind of problem in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The kind of problem as a word.
    pub code: String,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Fields>,
    /// Names this request in the logs.
    pub trace_id: String,
}

impl Problem {
    /// One wrong field.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(Fields::one(field, message))
    }

    /// A failure of ours, with its source for the log.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    /// The same problem for somebody else who waited for the same work.
    #[must_use]
    pub fn again(&self) -> Self {
        match self {
            Self::Malformed(text) => Self::Malformed(text.clone()),
            Self::Unauthorized => Self::Unauthorized,
            Self::InvalidCredentials => Self::InvalidCredentials,
            Self::Forbidden(text) => Self::Forbidden(text.clone()),
            Self::NotFound => Self::NotFound,
            Self::MethodNotAllowed => Self::MethodNotAllowed,
            Self::Conflict(text) => Self::Conflict(text.clone()),
            Self::Stale => Self::Stale,
            Self::OtherPerson => Self::OtherPerson,
            Self::PasswordChangeRequired => Self::PasswordChangeRequired,
            Self::TooLarge(text) => Self::TooLarge(text.clone()),
            Self::UnsupportedMedia(text) => Self::UnsupportedMedia(text.clone()),
            Self::Misdirected(text) => Self::Misdirected(text.clone()),
            Self::Invalid(fields) => Self::Invalid(fields.clone()),
            Self::PreconditionRequired => Self::PreconditionRequired,
            Self::RateLimited { retry_after, detail } => {
                Self::RateLimited { retry_after: *retry_after, detail: detail.clone() }
            }
            Self::Unavailable { retry_after } => Self::Unavailable { retry_after: *retry_after },
            Self::Internal(source) => Self::internal(chain(source.as_ref())),
        }
    }

    fn parts(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, "VALIDATION_ERROR", "The request cannot be read"),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "UNAUTHORIZED", "Sign in first"),
            Self::InvalidCredentials => (StatusCode::UNAUTHORIZED, "UNAUTHORIZED", "Invalid credentials"),
            Self::Forbidden(_) => (StatusCode::FORBIDDEN, "FORBIDDEN", "Not allowed"),
            Self::PasswordChangeRequired => {
                (StatusCode::FORBIDDEN, "PASSWORD_CHANGE_REQUIRED", "Choose a password of your own first")
            }
            Self::NotFound => (StatusCode::NOT_FOUND, "NOT_FOUND", "Not found"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "NOT_FOUND", "Method not allowed"),
            Self::Conflict(_) => (StatusCode::CONFLICT, "CONFLICT", "Not possible in this state"),
            Self::OtherPerson => (StatusCode::CONFLICT, "SESSION_CHANGED", "Somebody else is signed in"),
            Self::Stale => {
                (StatusCode::PRECONDITION_FAILED, "PRECONDITION_FAILED", "Changed in the meantime")
            }
            Self::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", "Too large"),
            Self::UnsupportedMedia(_) => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "VALIDATION_ERROR", "Unsupported type of content")
            }
            Self::Misdirected(_) => {
                (StatusCode::MISDIRECTED_REQUEST, "NOT_FOUND", "Not served at this address")
            }
            Self::Invalid(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "VALIDATION_ERROR", "Some fields need attention")
            }
            Self::PreconditionRequired => {
                (StatusCode::PRECONDITION_REQUIRED, "PRECONDITION_FAILED", "If-Match is missing")
            }
            Self::RateLimited { .. } => {
                (StatusCode::TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED", "Too many requests")
            }
            Self::Unavailable { .. } => {
                (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", "Temporarily unavailable")
            }
            Self::Internal(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", "Something went wrong on our side")
            }
        }
    }

    fn detail(&self) -> Option<Sentence> {
        match self {
            Self::Malformed(text)
            | Self::Forbidden(text)
            | Self::Conflict(text)
            | Self::TooLarge(text)
            | Self::UnsupportedMedia(text)
            | Self::Misdirected(text)
            | Self::RateLimited { detail: text, .. } => Some(text.clone()),
            Self::InvalidCredentials => Some("Invalid credentials".into()),
            Self::OtherPerson => Some(
                "The page that sent this shows somebody else than who is signed in. Load it again.".into(),
            ),
            Self::PasswordChangeRequired => Some(
                "Your password was chosen by somebody else. Change it (POST /api/auth/password), and go on."
                    .into(),
            ),
            Self::Stale => Some("Somebody else changed this since you opened it.".into()),
            Self::PreconditionRequired => {
                Some("Say which version you change: send its ETag as If-Match.".into())
            }
            Self::Unavailable { .. } => Some("The portal cannot do this right now. Please try again.".into()),
            Self::Unauthorized
            | Self::NotFound
            | Self::MethodNotAllowed
            | Self::Invalid(_)
            | Self::Internal(_) => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code, title) = self.parts();
        if let Self::Internal(source) = &self {
            tracing::error!(error = chain(source.as_ref()), "request failed");
        }
        let retry_after = match &self {
            Self::RateLimited { retry_after, .. } | Self::Unavailable { retry_after } => Some(*retry_after),
            _ => None,
        };
        let slug = title.to_lowercase().replace(' ', "-");
        let body = ProblemBody {
            r#type: format!("https://theoneportal.app/problems/{slug}"),
            title: title.into(),
            status: status.as_u16(),
            detail: self.detail().map(Cow::into_owned),
            code: code.into(),
            errors: if let Self::Invalid(fields) = self { Some(fields) } else { None },
            trace_id: trace::current(),
        };
        let bytes = serde_json::to_vec(&body).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], bytes).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
        }
        response
    }
}

/// An error and all its sources in one line.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound { .. } | StoreError::Stale { .. } => Self::Stale,
            StoreError::Conflict { .. } => Self::Conflict("This already exists.".into()),
            StoreError::TooLarge(_) => Self::TooLarge("This is more than can be kept at once.".into()),
            StoreError::Throttled { retry_after } => Self::Unavailable { retry_after },
            StoreError::Unavailable(source) => {
                tracing::error!(%source, "the store is unavailable");
                Self::Unavailable { retry_after: Duration::from_secs(2) }
            }
            error @ StoreError::Misuse(_) => Self::Internal(Box::new(error)),
        }
    }
}

impl From<FileError> for Problem {
    fn from(error: FileError) -> Self {
        match error {
            FileError::NotFound => Self::NotFound,
            FileError::TooLarge { limit } => {
                Self::TooLarge(format!("A file may have at most {} MB.", limit / (1024 * 1024)).into())
            }
            FileError::Interrupted(source) => {
                tracing::info!(%source, "upload ended early");
                Self::Malformed("The upload ended early. Please try again.".into())
            }
            FileError::Unavailable(source) => {
                tracing::error!(%source, "the file store is unavailable");
                Self::Unavailable { retry_after: Duration::from_secs(2) }
            }
        }
    }
}
