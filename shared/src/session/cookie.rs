//! The session cookie.

use axum::http::{HeaderMap, HeaderValue, header};

use super::impersonation::END;
use crate::http::public_scheme;
use crate::settings::Settings;

/// Its name where the portal is served without encryption, on one's own machine.
pub const COOKIE: &str = "portal_session";

/// Its name everywhere else. Browsers take a cookie of this prefix from the very host alone, over HTTPS and for all paths:
/// neither a neighboring subdomain nor somebody on the line can plant one.
pub const HOST_COOKIE: &str = "__Host-portal_session";

/// Keeps the session of a member of staff while they act in somebody's name: sent to the one operation that ends it, so
/// that its prefix is the one that allows a path.
const STAFF: (&str, &str) = ("portal_staff_session", "__Secure-portal_staff_session");

/// Keeps for whom a browser is known: sent to the operations of signing in alone.
const BROWSER: (&str, &str) = ("portal_browser", "__Secure-portal_browser");

/// Which of a cookie's two names is used: never both, or the plain one could be planted in place of the other.
fn name(settings: &Settings, (plain, prefixed): (&'static str, &'static str)) -> &'static str {
    if public_scheme(settings) == "https" { prefixed } else { plain }
}

fn session(settings: &Settings) -> &'static str {
    name(settings, (COOKIE, HOST_COOKIE))
}

/// The token in the request's cookie, where exactly one is sent.
#[must_use]
pub fn cookie_value<'a>(headers: &'a HeaderMap, settings: &Settings) -> Option<&'a str> {
    only(headers, session(settings))
}

/// The kept token of a member of staff who acts in somebody's name.
#[must_use]
pub fn kept_value<'a>(headers: &'a HeaderMap, settings: &Settings) -> Option<&'a str> {
    only(headers, name(settings, STAFF))
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
pub fn set_cookie(settings: &Settings, token: &str, seconds: i64) -> HeaderValue {
    let name = session(settings);
    value(&format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax"))
}

/// `Set-Cookie` that removes the session.
#[must_use]
pub fn cleared(settings: &Settings) -> HeaderValue {
    let name = session(settings);
    value(&format!("{name}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax"))
}

/// `Set-Cookie` that keeps the session of a member of staff for `seconds`.
#[must_use]
pub fn keep_staff(settings: &Settings, token: &str, seconds: i64) -> HeaderValue {
    let (name, path) = (name(settings, STAFF), END.1);
    value(&format!("{name}={token}; Path={path}; Max-Age={seconds}; HttpOnly; Secure; SameSite=Strict"))
}

/// `Set-Cookie` that removes what [`keep_staff`] kept.
#[must_use]
pub fn staff_cleared(settings: &Settings) -> HeaderValue {
    let (name, path) = (name(settings, STAFF), END.1);
    value(&format!("{name}=; Path={path}; Max-Age=0; HttpOnly; Secure; SameSite=Strict"))
}

/// For whom the request's browser is known.
pub(super) fn kept_browsers<'a>(headers: &'a HeaderMap, settings: &Settings) -> Option<&'a str> {
    only(headers, name(settings, BROWSER))
}

/// `Set-Cookie` that keeps for `seconds` for whom a browser is known. Coming from the Hub is a visit from another site.
pub(super) fn keep_browsers(settings: &Settings, text: &str, seconds: i64) -> HeaderValue {
    let name = name(settings, BROWSER);
    value(&format!("{name}={text}; Path=/api/auth; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax"))
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(origin: &str) -> Settings {
        Settings::read([("PORTAL_ORIGIN".to_owned(), origin.to_owned())]).unwrap()
    }

    #[test]
    fn one_cookie_is_read_and_two_are_not() {
        let settings = settings("http://localhost:7071");
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; portal_session=x.y.z; b=2"));
        assert_eq!(cookie_value(&headers, &settings), Some("x.y.z"));
        headers.append(header::COOKIE, HeaderValue::from_static("portal_session=planted"));
        assert_eq!(cookie_value(&headers, &settings), None);
    }

    #[test]
    fn sec_15_behind_https_no_other_host_can_plant_a_session() {
        let settings = settings("https://portal.example");
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("portal_session=planted; portal_staff_session=planted"),
        );
        assert_eq!((cookie_value(&headers, &settings), kept_value(&headers, &settings)), (None, None));
        let own = "__Host-portal_session=own; portal_session=planted; __Secure-portal_staff_session=staff";
        headers.insert(header::COOKIE, HeaderValue::from_static(own));
        assert_eq!(
            (cookie_value(&headers, &settings), kept_value(&headers, &settings)),
            (Some("own"), Some("staff"))
        );
        // What the prefix demands of a browser: no domain, all paths, HTTPS alone.
        for cookie in [set_cookie(&settings, "own", 60), cleared(&settings)] {
            let cookie = cookie.to_str().unwrap().to_owned();
            assert!(
                cookie.starts_with("__Host-portal_session=") && cookie.contains("; Path=/; "),
                "{cookie}"
            );
            assert!(cookie.contains("; Secure") && !cookie.to_lowercase().contains("domain"), "{cookie}");
        }
        for cookie in [keep_staff(&settings, "staff", 60), staff_cleared(&settings)] {
            let cookie = cookie.to_str().unwrap().to_owned();
            assert!(
                cookie.starts_with("__Secure-portal_staff_session=") && cookie.contains("; Secure"),
                "{cookie}"
            );
        }
    }
}
