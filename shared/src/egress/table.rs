//! Which addresses of the net are public. Pure.
//!
//! From IANA's registries of special-purpose addresses (RFC 6890 and what came after it), the addresses at which clouds
//! serve their machines' credentials, and every form in which IPv6 carries an IPv4 address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

const fn four(a: u8, b: u8, c: u8, d: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length)
}

const fn six(first: [u16; 4], length: u8) -> Ipv6Net {
    let [a, b, c, d] = first;
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0), length)
}

/// Not public, and why.
const FOUR: &[(Ipv4Net, &str)] = &[
    (four(0, 0, 0, 0, 8), "unspecified, this network"),
    (four(10, 0, 0, 0, 8), "private"),
    (four(100, 64, 0, 0, 10), "shared by carriers (CGNAT), Alibaba's metadata"),
    (four(127, 0, 0, 0, 8), "loopback"),
    (four(168, 63, 129, 16, 32), "Azure's own service for its machines"),
    (four(169, 254, 0, 0, 16), "link-local, metadata"),
    (four(172, 16, 0, 0, 12), "private"),
    (four(192, 0, 0, 0, 24), "protocol assignments, Oracle's metadata"),
    (four(192, 0, 2, 0, 24), "documentation"),
    (four(192, 31, 196, 0, 24), "AS112"),
    (four(192, 52, 193, 0, 24), "AMT"),
    (four(192, 88, 99, 0, 24), "6to4 relays"),
    (four(192, 168, 0, 0, 16), "private"),
    (four(192, 175, 48, 0, 24), "AS112"),
    (four(198, 18, 0, 0, 15), "benchmarks"),
    (four(198, 51, 100, 0, 24), "documentation"),
    (four(203, 0, 113, 0, 24), "documentation"),
    (four(224, 0, 0, 0, 4), "multicast"),
    (four(240, 0, 0, 0, 4), "reserved, broadcast"),
];

/// All that is given out of IPv6; everything outside of it (loopback, mapped, NAT64, unique-local, link-local, multicast)
/// is not public.
const GIVEN: Ipv6Net = six([0x2000, 0, 0, 0], 3);

/// Not public within [`GIVEN`], and why.
const SIX: &[(Ipv6Net, &str)] = &[
    (six([0x2001, 0, 0, 0], 23), "protocol assignments: Teredo, benchmarks, ORCHID"),
    (six([0x2001, 0xdb8, 0, 0], 32), "documentation"),
    (six([0x2002, 0, 0, 0], 16), "6to4: carries an IPv4 address"),
    (six([0x2620, 0x4f, 0x8000, 0], 48), "AS112"),
    (six([0x3fff, 0, 0, 0], 20), "documentation"),
];

/// True where anybody on the internet may be reached there.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => FOUR.iter().all(|(net, _)| !net.contains(&address)),
        IpAddr::V6(address) => GIVEN.contains(&address) && SIX.iter().all(|(net, _)| !net.contains(&address)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is not public: the first and the last of every range, and what clouds serve credentials at.
    const INSIDE: &[&str] = &[
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.31.196.1",
        "192.52.193.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "192.175.48.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.255",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "100:0:0:1::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:808:808::1",
        "2620:4f:8000::1",
        "3fff::1",
        "3fff:fff:ffff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fdff:ffff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
    ];

    /// What is public: right beside the ranges.
    const OUTSIDE: &[&str] = &[
        "1.0.0.0",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2000::1",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2001:db7:ffff::1",
        "2001:db9::1",
        "2003::1",
        "2606:4700:4700::1111",
        "2620:4f:8001::1",
        "3ffe::1",
        "3fff:1000::1",
    ];

    #[test]
    fn sec_12_the_table_knows_every_range_to_its_edges() {
        for text in INSIDE {
            assert!(!is_public(text.parse().unwrap()), "{text} is not public");
        }
        for text in OUTSIDE {
            assert!(is_public(text.parse().unwrap()), "{text} is public");
        }
    }

    /// What the standard library calls special, written apart from the table.
    fn special(address: Ipv4Addr) -> bool {
        let [a, b, ..] = address.octets();
        address.is_private()
            || address.is_loopback()
            || address.is_link_local()
            || address.is_multicast()
            || address.is_broadcast()
            || address.is_documentation()
            || address.is_unspecified()
            || (a == 100 && b & 0xC0 == 64)
            || a == 0
            || a >= 240
    }

    /// Every form in which IPv6 carries an IPv4 address.
    fn carried(address: Ipv4Addr) -> Vec<Ipv6Addr> {
        let [a, b, c, d] = address.octets();
        let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        let at_end = |first: [u16; 6]| {
            let [a, b, c, d, e, f] = first;
            Ipv6Addr::new(a, b, c, d, e, f, high, low)
        };
        vec![
            address.to_ipv6_mapped(),
            address.to_ipv6_compatible(),
            at_end([0, 0, 0, 0, 0xFFFF, 0]),
            at_end([0x64, 0xFF9B, 0, 0, 0, 0]),
            at_end([0x64, 0xFF9B, 1, 0, 0, 0]),
            Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1),
            Ipv6Addr::new(0x2001, 0, high, low, 0, 0, 0, 0),
            Ipv6Addr::new(0x2001, 0, 0x4136, 0xE378, 0x8000, 0x63BF, !high, !low),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]
        #[test]
        fn sec_12_no_private_address_is_public_in_any_form(bits: u32, base in 0_usize..FOUR.len(), within: bool) {
            // Half of the cases lie within a range of the table: by chance alone most would be public.
            let (net, _) = FOUR[base];
            let address = if within {
                Ipv4Addr::from_bits(net.network().to_bits() | (bits & net.hostmask().to_bits()))
            } else {
                Ipv4Addr::from_bits(bits)
            };
            prop_assert!(!(special(address) && is_public(address.into())), "{address}");
            prop_assert!(!(within && is_public(address.into())), "{address}");
            for form in carried(address) {
                prop_assert!(!is_public(form.into()), "{form} carries {address}");
            }
        }

        #[test]
        fn sec_12_of_ipv6_only_what_is_given_out_is_public(bits: u128) {
            let address = Ipv6Addr::from_bits(bits);
            let public = is_public(address.into());
            prop_assert!(!public || (bits >> 125 == 1 && !address.is_multicast() && !address.is_loopback()));
        }
    }
}
