//! The session cookie.

use axum::http::{HeaderMap, HeaderValue, header};

/// Its name.
pub const COOKIE: &str = "portal_session";

/// The token in the request's cookie, where exactly one is sent.
#[must_use]
pub fn cookie_value(headers: &HeaderMap) -> Option<&str> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == COOKIE)
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
