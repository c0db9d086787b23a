//! The addresses that settings name: origins, endpoints, domains. What a lenient parser would repair (`https:host`, a
//! tab in a host, `\`) is refused, and what is kept is the parsed form, so that nothing later reads the text another way.

use std::net::IpAddr;

use url::{Host, Url};

use super::{SettingsError, wrong};

/// Parses `http://…` or `https://…`; `None` for anything else, for a fragment, port 0 and hosts that are patterns or
/// end with a dot.
fn parse(text: &str) -> Option<Url> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let rest = &text[scheme.len()..];
    let strange = |letter: char| letter.is_whitespace() || letter.is_control() || letter == '\\';
    if text.contains(strange) || rest.contains('#') {
        return None;
    }
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.is_empty() || authority.ends_with(':') {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let host = url.host_str()?;
    let plain = !host.is_empty() && !host.ends_with('.') && !host.contains(['*', '%']);
    (plain && url.port() != Some(0)).then_some(url)
}

fn is_anonymous(url: &Url) -> bool {
    url.username().is_empty() && url.password().is_none()
}

/// An origin, as `https://host[:port]`.
pub(super) fn origin(name: &str, text: &str) -> Result<String, SettingsError> {
    let url = parse(text).filter(|url| is_anonymous(url) && !text.contains(['@', '?']) && url.path() == "/");
    let url = url.ok_or_else(|| wrong(name, "expected `https://host[:port]` and nothing behind it."))?;
    encrypted(name, &url)?;
    Ok(url.origin().ascii_serialization())
}

/// The address of a storage service. `form` is the sentence for anything else; nothing of the value is repeated, since a
/// connection string or a SAS may have been put in its place.
pub(super) fn endpoint(
    name: &str,
    text: &str,
    has_path: bool,
    form: &'static str,
) -> Result<String, SettingsError> {
    let url = parse(text).filter(|url| is_anonymous(url) && !text.contains(['@', '?', ';']));
    let url = url.filter(|url| has_path || url.path() == "/");
    url.map(String::from).ok_or_else(|| wrong(name, form))
}

/// Any address of the web, as that of a time-stamp authority.
pub(super) fn address(name: &str, text: &str) -> Result<String, SettingsError> {
    parse(text).map(String::from).ok_or_else(|| wrong(name, "expected `http://…` or `https://…`."))
}

/// The host of an origin without its port: browsers send a cookie to every port of a host.
pub(super) fn host_name(origin: &str) -> Option<String> {
    Url::parse(origin).ok()?.host_str().map(str::to_owned)
}

/// A domain whose subdomains are tenants, in small letters.
pub(super) fn domain(name: &str, text: &str) -> Result<String, SettingsError> {
    let domain = text.to_ascii_lowercase();
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_number = labels.last().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    // A top-level domain alone belongs to nobody, but `localhost` to this machine.
    let is_owned = labels.len() > 1 || domain == "localhost";
    if domain.len() > 200 || !labels.iter().all(is_label) || is_number || !is_owned {
        return Err(wrong(
            name,
            "expected a domain such as `portal.example.com`, without `https://` or a port.",
        ));
    }
    Ok(domain)
}

/// Refuses `http://` for anything but this machine: cookies and passwords would travel in the clear.
pub(super) fn encrypted(name: &str, url: &Url) -> Result<(), SettingsError> {
    if url.scheme() == "https" || is_this_machine(url.host()) {
        return Ok(());
    }
    Err(wrong(name, "expected `https://…`: `http://` is for this machine (localhost) alone."))
}

/// True for `localhost`, its subdomains and the loopback addresses.
pub(crate) fn is_this_machine<T: AsRef<str>>(host: Option<Host<T>>) -> bool {
    match host {
        // Hosts of schemes that `url` does not know, as `smtp`, are all domains.
        Some(Host::Domain(host)) => {
            let host = host.as_ref().to_ascii_lowercase();
            host == "localhost"
                || host.ends_with(".localhost")
                || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_23_only_this_machine_is_served_without_encryption() {
        for (origin, good) in [
            ("https://portal.example", true),
            ("http://localhost:7071", true),
            ("http://demo.localhost", true),
            ("http://127.0.0.1:7071", true),
            ("http://[::1]:7071", true),
            ("http://portal.example", false),
            ("http://localhost.example", false),
            ("http://127.0.0.1.example", false),
            ("http://192.168.1.5:7071", false),
            ("http://[::1:2]:7071", false),
        ] {
            assert_eq!(encrypted("PORTAL_ORIGIN", &origin.parse().unwrap()).is_ok(), good, "{origin}");
            assert_eq!(super::origin("PORTAL_ORIGIN", origin).is_ok(), good, "{origin}");
        }
    }

    #[test]
    fn sec_23_an_origin_that_a_parser_would_repair_is_refused() {
        for refused in [
            " http://portal.example",
            "http:portal.example",
            "http:/portal.example",
            "http:\\\\portal.example",
            "https:portal.example",
            "https:/portal.example",
            " https://portal.example",
            "https://portal.example ",
            "https://por\ttal.example",
            "https:///portal.example",
            "https://portal.example#f",
            "https://portal.example#",
            "https://portal.example?",
            "https://portal.example?a",
            "https://portal.example/a",
            "https://portal.example//",
            "https://portal.example\\",
            "https://:p@portal.example",
            "https://u@portal.example",
            "https://@portal.example",
            "https://portal.example:0",
            "https://portal.example:",
            "https://portal.example.",
            "https://*.example",
            "https://",
            "ftp://portal.example",
            "portal.example",
        ] {
            let said = origin("PORTAL_ORIGIN", refused).unwrap_err();
            assert_eq!(said.name, "PORTAL_ORIGIN", "{refused}");
            assert!(!said.to_string().contains("portal.example"), "{refused}");
        }
    }

    #[test]
    fn an_origin_is_kept_as_browsers_write_it() {
        for (text, kept) in [
            ("https://portal.example", "https://portal.example"),
            ("https://portal.example/", "https://portal.example"),
            ("HTTPS://Portal.Example:443", "https://portal.example"),
            ("https://portal.example:8443", "https://portal.example:8443"),
            ("http://localhost:80", "http://localhost"),
            ("http://127.1:7071", "http://127.0.0.1:7071"),
            ("https://münchen.example", "https://xn--mnchen-3ya.example"),
        ] {
            assert_eq!(origin("PORTAL_ORIGIN", text).unwrap(), kept, "{text}");
        }
    }

    #[test]
    fn a_base_domain_is_a_domain() {
        assert_eq!(domain("PORTAL_BASE_DOMAIN", "Portal.example").unwrap(), "portal.example");
        assert!(domain("PORTAL_BASE_DOMAIN", "localhost").is_ok());
        assert!(domain("PORTAL_BASE_DOMAIN", "xn--mnchen-3ya.example").is_ok());
        for refused in [
            "https://portal.example",
            "x/y",
            "*.x",
            ".",
            ".portal.example",
            "portal.example.",
            "a..b",
            "10.0.0.1",
            "com",
            "host:8080",
            "-a.example",
            "a_b.example",
        ] {
            assert!(domain("PORTAL_BASE_DOMAIN", refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn sec_23_an_endpoint_carries_no_secret() {
        let of = |text: &str| endpoint("BLOB_ENDPOINT", text, true, "expected `https://…`.");
        for refused in [
            "AccountEndpoint=https://a.documents.azure.com:443/;AccountKey=SECRET;",
            "https://a.example/;AccountKey=SECRET",
            "https://a.example/?sig=SECRET",
            "https://u:SECRET@a.example",
            "https://SECRET@a.example",
            "https://a.example/#SECRET",
        ] {
            assert!(!of(refused).unwrap_err().to_string().contains("SECRET"), "{refused}");
        }
        assert_eq!(of("https://a.example/sub").unwrap(), "https://a.example/sub");
        assert!(endpoint("COSMOS_ENDPOINT", "https://a.example/sub", false, "x").is_err());
        assert_eq!(
            endpoint("COSMOS_ENDPOINT", "https://a.example:443/", false, "x").unwrap(),
            "https://a.example/"
        );
    }

    #[test]
    fn a_time_stamp_authority_may_have_a_path_and_plain_http() {
        assert!(address("PORTAL_TIMESTAMP_URL", "http://tsa.example/tsr?a=b").is_ok());
        for refused in ["http:tsa.example", " http://tsa.example", "tsa.example", "http://tsa.example:0"] {
            assert!(address("PORTAL_TIMESTAMP_URL", refused).is_err(), "{refused}");
        }
    }
}
