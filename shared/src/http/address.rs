//! Where a request comes from and which host it asked for: only the configured hop is believed.

use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, header, request::Parts};

use super::network::{last_entry, parse_address};
use crate::settings::{Proxy, Settings};

/// The caller's address where the connection does not tell it: AWS Lambda names it in the event beside the request.
#[derive(Debug, Clone, Copy)]
pub struct CallerAddress(pub std::net::IpAddr);

/// The client's address, from the hop that the settings name; any other forwarding header is ignored.
#[must_use]
pub fn client_address(parts: &Parts, settings: &Settings) -> Option<String> {
    let forwarded = |name: &str| parse_address(last_of(&parts.headers, name)?);
    let address = match settings.proxy {
        Proxy::None => {
            let named = parts.extensions.get::<CallerAddress>().map(|named| named.0);
            let peer = || parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>().map(|peer| peer.0.ip());
            named.or_else(peer)
        }
        Proxy::Functions => forwarded("x-forwarded-for"),
        Proxy::FrontDoor => forwarded("x-azure-clientip"),
    };
    address.map(|ip| ip.to_canonical().to_string())
}

/// The host that the browser asked for, in small letters, with its port where it has one.
#[must_use]
pub fn public_host(headers: &HeaderMap, settings: &Settings) -> Option<String> {
    let host = || headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let host = match settings.proxy {
        Proxy::None => host(),
        Proxy::Functions | Proxy::FrontDoor if headers.contains_key("x-forwarded-host") => {
            last_of(headers, "x-forwarded-host")
        }
        Proxy::Functions | Proxy::FrontDoor => host(),
    }?;
    let host = host.trim().trim_end_matches('.').to_ascii_lowercase();
    let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte));
    (plain && !host.is_empty() && host.len() <= 260).then_some(host)
}

/// The last entry of the last line of a header: the one that our own hop added. Whatever stands before it, the client
/// may have sent.
fn last_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    last_entry(headers.get_all(name).iter().next_back()?.as_bytes())
}

/// The scheme that browsers use with the portal: that of its own origin.
#[must_use]
pub fn public_scheme(settings: &Settings) -> &str {
    settings.origin.split_once("://").map_or("https", |(scheme, _)| scheme)
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn parts(headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    fn settings(proxy: &str) -> Settings {
        Settings::read([("PORTAL_PROXY".to_owned(), proxy.to_owned())]).unwrap()
    }

    #[test]
    fn sec_03_of_several_lines_the_last_entry_of_the_last_one_counts() {
        for (proxy, name) in [("functions", "x-forwarded-for"), ("front-door", "x-azure-clientip")] {
            let address = |lines: &[&str]| {
                let headers: Vec<_> = lines.iter().map(|line| (name, *line)).collect();
                client_address(&parts(&headers), &settings(proxy))
            };
            assert_eq!(address(&["1.2.3.4:5"]).unwrap(), "1.2.3.4");
            assert_eq!(address(&["9.9.9.9", "1.2.3.4:5"]).unwrap(), "1.2.3.4");
            assert_eq!(address(&["9.9.9.9, 8.8.8.8", "7.7.7.7, 1.2.3.4"]).unwrap(), "1.2.3.4");
            assert_eq!(address(&["9.9.9.9", "2001:db8::1"]).unwrap(), "2001:db8::1");
            assert_eq!(address(&["9.9.9.9", "unknown"]), None, "no other line is believed in its place");
            assert_eq!(address(&[]), None);
        }
        assert_eq!(client_address(&parts(&[("x-forwarded-for", "1.2.3.4")]), &settings("none")), None);
        assert_eq!(client_address(&parts(&[("x-forwarded-for", "1.2.3.4")]), &settings("front-door")), None);
    }

    #[test]
    fn sec_03_a_client_cannot_remove_its_own_address() {
        let address = |line: &[u8]| {
            let request = Request::builder().header("x-forwarded-for", line);
            client_address(&request.body(()).unwrap().into_parts().0, &settings("functions"))
        };
        assert_eq!(address(b"\xFF, 203.0.113.7").unwrap(), "203.0.113.7");
        assert_eq!(address(b"\", 203.0.113.7").unwrap(), "203.0.113.7");
        assert_eq!(address(b"9.9.9.9, \xFF"), None);
    }

    #[test]
    fn every_form_that_proxies_write_is_the_same_address() {
        for (line, expected) in [
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:80", "2001:db8::1"),
            ("\"1.2.3.4\"", "1.2.3.4"),
            ("1.2.3.4,", "1.2.3.4"),
            ("::ffff:3.3.3.3", "3.3.3.3"),
        ] {
            let found = client_address(&parts(&[("x-forwarded-for", line)]), &settings("functions"));
            assert_eq!(found.as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_connection_over_ipv6_with_an_ipv4_address_counts_as_that() {
        let mut peer = parts(&[]);
        let address: std::net::SocketAddr = "[::ffff:3.3.3.3]:80".parse().unwrap();
        peer.extensions.insert(ConnectInfo(address));
        assert_eq!(client_address(&peer, &settings("none")).as_deref(), Some("3.3.3.3"));
    }

    #[test]
    fn sec_03_the_forwarded_host_is_our_own_hops() {
        let host = |lines: &[(&str, &str)], proxy: &str| public_host(&parts(lines).headers, &settings(proxy));
        let forged =
            [("host", "inner"), ("x-forwarded-host", "evil.example"), ("x-forwarded-host", "Portal.example")];
        assert_eq!(host(&forged, "functions").unwrap(), "portal.example");
        assert_eq!(host(&forged, "front-door").unwrap(), "portal.example");
        assert_eq!(host(&forged, "none").unwrap(), "inner");
        let listed = [("x-forwarded-host", "evil.example, portal.example")];
        assert_eq!(host(&listed, "functions").unwrap(), "portal.example");
        assert_eq!(host(&[("host", "inner")], "functions").unwrap(), "inner");
        let unreadable = [("host", "inner"), ("x-forwarded-host", "a b")];
        assert_eq!(host(&unreadable, "functions"), None, "not the host in its place");
    }
}
