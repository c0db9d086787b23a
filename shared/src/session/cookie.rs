//! The session cookie.

use super::impersonation::END;
use axum::http::{HeaderMap, HeaderValue, header};

/// Its name.
pub const COOKIE: &str = "portal_session";

/// Keeps the session of a member of staff while they act in somebody's name: sent to the one operation that ends it.
const STAFF: &str = "portal_staff_session";

/// The token in the request's cookie, where exactly one is sent.
#[must_use]
pub fn cookie_value(headers: &HeaderMap) -> Option<&str> {
    only(headers, COOKIE)
}

/// The kept token of a member of staff who acts in somebody's name.
#[must_use]
pub fn kept_value(headers: &HeaderMap) -> Option<&str> {
    only(headers, STAFF)
}

fn only<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == wanted)
        .map(|(_, value)| value);
    let first = found.next()?;
    // Two cookies of this name mean that somebody planted one: trust neither.
    found.next().is_none().then_some(first)
}

/// `Set-Cookie` for a new session: host-only, out of the reach of scripts, for `seconds`.
#[must_use]
pub fn set_cookie(token: &str, seconds: i64) -> HeaderValue {
    value(&format!("{COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax"))
}

/// `Set-Cookie` that removes the session.
#[must_use]
pub fn cleared() -> HeaderValue {
    value(&format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax"))
}

/// `Set-Cookie` that keeps the session of a member of staff for `seconds`.
#[must_use]
pub fn keep_staff(token: &str, seconds: i64) -> HeaderValue {
    let path = END.1;
    value(&format!("{STAFF}={token}; Path={path}; Max-Age={seconds}; HttpOnly; Secure; SameSite=Strict"))
}

/// `Set-Cookie` that removes what [`keep_staff`] kept.
#[must_use]
pub fn staff_cleared() -> HeaderValue {
    let path = END.1;
    value(&format!("{STAFF}=; Path={path}; Max-Age=0; HttpOnly; Secure; SameSite=Strict"))
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cookie_is_read_and_two_are_not() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; portal_session=x.y.z; b=2"));
        assert_eq!(cookie_value(&headers), Some("x.y.z"));
        headers.append(header::COOKIE, HeaderValue::from_static("portal_session=planted"));
        assert_eq!(cookie_value(&headers), None);
    }
}
