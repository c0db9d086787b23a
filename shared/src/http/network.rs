//! Addresses of clients as proxies write them, and the networks that they are counted by. Pure.

use std::net::{IpAddr, SocketAddr};

/// The last entry of one header line that lists entries between commas. Empty entries count for nothing (RFC 9110,
/// 5.6.1). Works on bytes: what a client sent before the last comma may be no text, and must not hide what our own hop
/// put behind it.
#[must_use]
pub fn last_entry(line: &[u8]) -> Option<&str> {
    let entries = line.rsplit(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    let entry = entries.into_iter().find(|entry| !entry.is_empty())?;
    std::str::from_utf8(entry).ok()
}

/// Reads an address in any form that proxies use: with a port, in brackets, in quotes. An IPv4 address inside of IPv6
/// (`::ffff:192.0.2.1`) is the IPv4 address.
#[must_use]
pub fn parse_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    let bare = || match text.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?.parse().ok().map(IpAddr::V6),
        None => text.parse().ok(),
    };
    let address = text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()).or_else(bare)?;
    Some(address.to_canonical())
}

/// The network that an address is counted by: rate limits and locks. For IPv6 this is the /64, since one customer
/// controls 2⁶⁴ addresses.
#[must_use]
pub fn network(address: Option<&str>) -> String {
    let Some(text) = address else { return "unknown".to_owned() };
    match parse_address(text) {
        Some(IpAddr::V4(ip)) => ip.to_string(),
        Some(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_form_of_an_address_is_read() {
        for (text, address) in [
            ("1.2.3.4", "1.2.3.4"),
            ("1.2.3.4:4711", "1.2.3.4"),
            (" \"1.2.3.4\" ", "1.2.3.4"),
            ("\"1.2.3.4:80\"", "1.2.3.4"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:80", "2001:db8::1"),
            ("\"[2001:db8::1]:80\"", "2001:db8::1"),
            ("::ffff:1.2.3.4", "1.2.3.4"),
            ("[::ffff:1.2.3.4]:80", "1.2.3.4"),
        ] {
            assert_eq!(parse_address(text).unwrap().to_string(), address, "{text}");
        }
        for text in ["", "unknown", "1.2.3", "[1.2.3.4]", "[2001:db8::1", "2001:db8::1]", "\"1.2.3.4", "a:80"]
        {
            assert_eq!(parse_address(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_counts_as_its_network() {
        for (one, other, same) in [
            ("203.0.113.9", "203.0.113.9", true),
            ("203.0.113.9", "203.0.113.10", false),
            ("203.0.113.9", "::ffff:203.0.113.9", true),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ] {
            assert_eq!(network(Some(one)) == network(Some(other)), same, "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn sec_03_nothing_in_front_of_the_last_comma_hides_the_last_entry(
            forged in prop::collection::vec(any::<u8>(), 0..40)
        ) {
            let line = [&forged[..], b", 203.0.113.7"].concat();
            prop_assert_eq!(last_entry(&line), Some("203.0.113.7"));
        }

        #[test]
        fn an_address_is_read_as_it_was_written(ip in any::<std::net::IpAddr>(), port in any::<u16>()) {
            let written = SocketAddr::new(ip, port).to_string();
            prop_assert_eq!(parse_address(&written), Some(ip.to_canonical()));
            prop_assert_eq!(parse_address(&format!("\"{ip}\"")), Some(ip.to_canonical()));
        }
    }
}
