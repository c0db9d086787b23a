//! Whether somebody has signed in from this browser and network before. Pure.

use std::net::IpAddr;

use shared::account::{User, login_key};
use shared::http::parse_address;

/// Places remembered for a person; the one longest unused makes room.
const MOST: usize = 30;

/// Notes the place in the account. True where the person has signed in before, but never from there: worth a mail.
pub(crate) fn is_new(user: &mut User, device: &str, address: Option<&str>) -> bool {
    let place = login_key(&format!("{device} at {}", neighbourhood(address)));
    let known = user.devices.iter().position(|known| *known == place);
    let is_first = user.devices.is_empty();
    if let Some(known) = known {
        user.devices.remove(known);
    }
    user.devices.push(place);
    user.devices.drain(..user.devices.len().saturating_sub(MOST));
    known.is_none() && !is_first
}

/// The network at large: people's providers give them another address of it every few days.
fn neighbourhood(address: Option<&str>) -> String {
    match address.and_then(parse_address) {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(ip)) => {
            let [a, b, ..] = ip.octets();
            format!("{a}.{b}.0.0/16")
        }
        Some(IpAddr::V6(ip)) => {
            let [a, b, ..] = ip.segments();
            format!("{a:x}:{b:x}::/32")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_provider_are_one_place() {
        for (one, other, same) in [
            ("203.0.113.9", "203.0.7.1", true),
            ("203.0.113.9", "203.1.113.9", false),
            ("203.0.113.9", "::ffff:203.0.113.9", true),
            ("2001:db8:1:2::1", "2001:db8:9:2::1", true),
            ("2001:db8:1:2::1", "2001:db9:1:2::1", false),
        ] {
            assert_eq!(neighbourhood(Some(one)) == neighbourhood(Some(other)), same, "{one} {other}");
        }
    }
}
