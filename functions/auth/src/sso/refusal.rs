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
    /// Into the portal, with cookies where a session was opened.
    In(&'static str, Vec<HeaderValue>),
    /// To the page that says that the token was used before. It goes on into the portal if the browser turns out to have a
    /// session of this person, such as the one that the first use has just opened.
    Used(TenantSlug, UserId),
    /// To the page that says what was wrong, dressed as the tenant where the token named a real one.
    Explained(Refusal, Option<TenantSlug>),
}

impl IntoResponse for Next {
    fn into_response(self) -> Response {
        let (place, cookies): (String, Vec<HeaderValue>) = match self {
            Self::In(path, cookies) => (path.to_owned(), cookies),
            Self::Used(tenant, user) => {
                let reason = Refusal::Replayed.as_str();
                (format!("/portal/sso-error?reason={reason}&tenant={tenant}&person={user}"), Vec::new())
            }
            Self::Explained(refusal, tenant) => {
                let tenant = tenant.map_or_else(String::new, |slug| format!("&tenant={slug}"));
                (format!("/portal/sso-error?reason={}{tenant}", refusal.as_str()), Vec::new())
            }
        };
        let mut response = StatusCode::SEE_OTHER.into_response();
        let headers = response.headers_mut();
        if let Ok(place) = HeaderValue::from_str(&place) {
            headers.insert(header::LOCATION, place);
        }
        for cookie in cookies {
            headers.append(header::SET_COOKIE, cookie);
        }
        // The token stands in the address that the browser comes from: it must not travel on.
        headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
        response
    }
}
