//! An address that somebody typed, as far as it can be judged without asking anybody. Pure.

use std::net::IpAddr;

use url::{Host, Url};

use super::table::is_public;

/// Characters of an address at most.
pub const LONGEST: usize = 2_000;
/// The lowest port beside 443: below are the services of machines that speak no HTTP.
const UNPRIVILEGED: u16 = 1_024;
/// Last labels of names that no public name has.
const INNER: [&str; 6] = ["arpa", "internal", "invalid", "local", "localhost", "onion"];

/// Whom the portal calls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// Public hosts by HTTPS.
    #[default]
    Public,
    /// The own machine too, also without TLS: for development.
    Loopback,
}

impl Reach {
    /// True where this address may be called.
    #[must_use]
    pub fn admits(self, address: IpAddr) -> bool {
        is_public(address) || (self == Self::Loopback && address.to_canonical().is_loopback())
    }
}

/// Why an address is not called, as a sentence for whoever typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It cannot be read.
    #[error("Use an address such as https://example.com/callback, of at most 2,000 characters.")]
    Form,
    /// Another scheme.
    #[error("The address must begin with https://.")]
    Scheme,
    /// Name or password in it.
    #[error("The address must not contain a name or a password.")]
    Credentials,
    /// A port that is not called.
    #[error("Use port 443, or one from 1024 on.")]
    Port,
    /// A host that is not public, or leads to an address that is not.
    #[error("This host is not public.")]
    Inner,
}

/// An address that may be called, unless its name leads elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target(Url);

impl Target {
    /// Reads an address. Numbers are judged at once, in every spelling that a browser would understand; names are
    /// judged once they are resolved.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, Refusal> {
        if text.len() > LONGEST || text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
            return Err(Refusal::Form);
        }
        let url = Url::parse(text).map_err(|_| Refusal::Form)?;
        match url.scheme() {
            "https" => {}
            "http" if reach == Reach::Loopback => {}
            _ => return Err(Refusal::Scheme),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        if url.fragment().is_some() {
            return Err(Refusal::Form);
        }
        if !matches!(url.port_or_known_default(), Some(443 | UNPRIVILEGED..)) {
            return Err(Refusal::Port);
        }
        let admitted = match url.host() {
            Some(Host::Ipv4(address)) => reach.admits(address.into()),
            Some(Host::Ipv6(address)) => reach.admits(address.into()),
            Some(Host::Domain(name)) => is_outer(name) || reach == Reach::Loopback,
            None => return Err(Refusal::Form),
        };
        if admitted { Ok(Self(url)) } else { Err(Refusal::Inner) }
    }

    /// The name that must be resolved; `None` where the host is a number.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self.0.host() {
            Some(Host::Domain(name)) => Some(name),
            _ => None,
        }
    }

    /// The address as it is called.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, for a line in a log.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    pub(super) fn url(&self) -> Url {
        self.0.clone()
    }
}

/// False for names of inner networks: those of one label, and the ends that nobody can register.
fn is_outer(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.rsplit_once('.').is_some_and(|(_, last)| !INNER.contains(&last))
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Target, Refusal> {
        Target::parse(text, Reach::Public)
    }

    /// Hosts that lead inside, in every spelling.
    const INSIDE: &[&str] = &[
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0x7F.0x0.0x0.0x1",
        "017700000001",
        "0177.0.0.1",
        "0177.0.0.01",
        "00000177.1",
        "127.0.0.1.",
        "%31%32%37.0.0.1",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "１２７.0.0.1",
        "0",
        "0.0.0.0",
        "0x0",
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "169.254.43518",
        "0xA9.254.0251.254",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "10.1.2.3",
        "167838211",
        "192.168.1",
        "255.255.255.255",
        "4294967295",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:a9fe:a9fe]",
        "[::127.0.0.1]",
        "[64:ff9b::a00:1]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "[fc00::1]",
        "[ff02::1]",
        "[2001:db8::1]",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "printer",
        "metadata.google.internal",
        "metadata.google.internal.",
        "router.local",
        "1.0.0.127.in-addr.arpa",
        "ⓛocalhost",
    ];

    #[test]
    fn sec_12_inner_hosts_are_refused_in_every_spelling() {
        for host in INSIDE {
            for address in [format!("https://{host}/"), format!("https://{host}:8443/hook?a=b")] {
                let refused = read(&address).unwrap_err();
                assert!(matches!(refused, Refusal::Inner | Refusal::Form), "{address}: {refused:?}");
            }
        }
    }

    #[test]
    fn sec_12_only_https_to_a_public_host_without_credentials_is_read() {
        for good in [
            "https://example.com",
            "https://example.com/a?b=c",
            "https://example.com:443/",
            "https://example.com:1024/",
            "https://example.com:65535/",
            "https://8.8.8.8/",
            "https://134744072/",
            "https://[2606:4700::1111]/",
            "HTTPS://EXAMPLE.com./",
            "https://xn--bcher-kva.example/",
            "https://bücher.example/",
        ] {
            assert!(read(good).is_ok(), "{good}");
        }
        let long = format!("https://example.com/{}", "a".repeat(2_000));
        for (bad, expected) in [
            ("http://example.com/", Refusal::Scheme),
            ("http://127.0.0.1:8080/", Refusal::Scheme),
            ("ftp://example.com/", Refusal::Scheme),
            ("file:///etc/passwd", Refusal::Scheme),
            ("gopher://example.com/", Refusal::Scheme),
            ("data:text/plain,a", Refusal::Scheme),
            ("https://user@example.com/", Refusal::Credentials),
            ("https://user:pass@example.com/", Refusal::Credentials),
            ("https://:pass@example.com/", Refusal::Credentials),
            ("https://example.com#@127.0.0.1/", Refusal::Form),
            ("https://example.com:22/", Refusal::Port),
            ("https://example.com:80/", Refusal::Port),
            ("https://example.com:1023/", Refusal::Port),
            ("https://example.com:0/", Refusal::Port),
            ("https://example.com:65536/", Refusal::Form),
            ("https://", Refusal::Form),
            ("https:example.com\\@127.0.0.1", Refusal::Form),
            ("https://exam\tple.com/", Refusal::Form),
            (" https://example.com/", Refusal::Form),
            ("https://example.com/\r\nHost: a", Refusal::Form),
            ("example.com", Refusal::Form),
            ("//example.com", Refusal::Form),
            ("", Refusal::Form),
            (&long, Refusal::Form),
        ] {
            assert_eq!(read(bad).unwrap_err(), expected, "{bad:.60}");
        }
    }

    #[test]
    fn sec_12_only_development_reaches_the_own_machine_and_nothing_else_of_the_inside() {
        let read = |text: &str| Target::parse(text, Reach::Loopback);
        for good in
            ["http://127.0.0.1:9000/", "https://localhost:9000/", "http://[::1]:9000/", "https://a.example/"]
        {
            assert!(read(good).is_ok(), "{good}");
        }
        for bad in [
            "http://10.0.0.1:9000/",
            "http://169.254.169.254:9000/",
            "http://127.0.0.1:22/",
            "ftp://127.0.0.1",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn sec_12_a_number_is_judged_alike_however_it_is_written(bits: u32) {
            let address = Ipv4Addr::from_bits(bits);
            let [a, b, c, d] = address.octets();
            let expected = is_public(address.into());
            for spelling in [
                address.to_string(), format!("{bits}"), format!("{bits:#x}"), format!("0{bits:o}"),
                format!("{a:#x}.{b:#o}.{c}.{d:#X}").replace("0o", "0").replace("0X", "0x"),
                format!("{a}.{}", bits & 0xFF_FFFF), format!("{a}.{b}.{}", bits & 0xFFFF), format!("{address}."),
            ] {
                prop_assert_eq!(read(&format!("https://{spelling}/")).is_ok(), expected, "{}", spelling);
            }
            let mapped = format!("https://[{}]/", address.to_ipv6_mapped());
            prop_assert!(read(&mapped).is_err());
        }

        #[test]
        fn sec_12_whatever_is_typed_ends_in_an_answer(text in "\\PC{0,80}", tail in "https://[a-z0-9.:@\\[\\]%#?/]{0,60}") {
            for text in [text, tail] {
                if let Ok(target) = read(&text) {
                    prop_assert!(target.as_str().starts_with("https://"));
                }
            }
        }
    }
}
