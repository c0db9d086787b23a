//! Why somebody who comes over from the Hub is not let in: one word for each rule, which the page puts into sentences.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::id::UserId;
use shared::problem::Problem;
use shared::tenant::TenantSlug;

use crate::complete_login::Refused;

/// Which rule failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// This installation shares no secret with the Hub.
    NotConfigured,
    /// There is no token.
    Missing,
    /// It is no token, or not signed in the one way that is expected.
    Malformed,
    /// It was not signed with the shared secret.
    Forged,
    /// A claim is missing, given twice, or of another type.
    Claims,
    /// It is meant for something else.
    WrongContext,
    /// Its time is over.
    Expired,
    /// It would live longer than such a token may, or begins in the future.
    Lifetime,
    /// It was used before.
    Replayed,
    /// Its tenant is not one of this portal's, or slug and id belong to different ones.
    UnknownTenant,
    /// The whole portal is suspended.
    Suspended,
    /// The portal's admins have closed this way.
    WayClosed,
    /// No company of this portal is known by the token's `client_id`.
    UnknownCompany,
    /// The person belongs to another company here.
    OtherCompany,
    /// Somebody else's account has this email, and nothing proves that it is the same person.
    EmailTaken,
    /// The account or its company is disabled.
    Disabled,
    /// Too many failed attempts on the account.
    Locked,
    /// Another request came between; never shown.
    Raced,
    /// Something that the portal needs does not answer.
    Unavailable,
}

impl Refusal {
    /// The word in the page's address; also the key of its sentences.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::NotConfigured => "not_configured",
            Self::Missing => "missing",
            Self::Malformed => "malformed",
            Self::Forged => "forged",
            Self::Claims => "claims",
            Self::WrongContext => "wrong_context",
            Self::Expired => "expired",
            Self::Lifetime => "lifetime",
            Self::Replayed => "replayed",
            Self::UnknownTenant => "unknown_tenant",
            Self::Suspended => "suspended",
            Self::WayClosed => "way_closed",
            Self::UnknownCompany => "unknown_company",
            Self::OtherCompany => "other_company",
            Self::EmailTaken => "email_taken",
            Self::Disabled => "disabled",
            Self::Locked => "locked",
            Self::Raced | Self::Unavailable => "unavailable",
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::Disabled,
            Refused::Suspended => Self::Suspended,
            Refused::WayClosed => Self::WayClosed,
            Refused::Locked(_) => Self::Locked,
            Refused::Failed(problem) => problem.into(),
        }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        // Its making writes the source to the log.
        drop(problem.into_response());
        Self::Unavailable
    }
}

impl From<shared::store::StoreError> for Refusal {
    fn from(error: shared::store::StoreError) -> Self {
        Problem::from(error).into()
    }
}

/// Where the browser goes next. Only these paths, whatever the token says.
pub(crate) enum Next {
    /// Into the portal, with a cookie where a session was opened.
    In(&'static str, Option<HeaderValue>),
    /// To the page that says that the token was used before. It goes on into the portal if the browser turns out to have a
    /// session of this person, such as the one that the first use has just opened.
    Used(TenantSlug, UserId),
    /// To the page that says what was wrong, dressed as the tenant where the token named a real one.
    Explained(Refusal, Option<TenantSlug>),
}

impl IntoResponse for Next {
    fn into_response(self) -> Response {
        let (place, cookie): (String, Option<HeaderValue>) = match self {
            Self::In(path, cookie) => (path.to_owned(), cookie),
            Self::Used(tenant, user) => {
                let reason = Refusal::Replayed.as_str();
                (format!("/portal/sso-error?reason={reason}&tenant={tenant}&person={user}"), None)
            }
            Self::Explained(refusal, tenant) => {
                let tenant = tenant.map_or_else(String::new, |slug| format!("&tenant={slug}"));
                (format!("/portal/sso-error?reason={}{tenant}", refusal.as_str()), None)
            }
        };
        let mut response = StatusCode::SEE_OTHER.into_response();
        let headers = response.headers_mut();
        if let Ok(place) = HeaderValue::from_str(&place) {
            headers.insert(header::LOCATION, place);
        }
        if let Some(cookie) = cookie {
            headers.insert(header::SET_COOKIE, cookie);
        }
        // The token stands in the address that the browser comes from: it must not travel on.
        headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
        response
    }
}
