//! Where a tenant's links lead: never to what a request says of itself, always to a host that is known to be the tenant's.

use super::Tenant;
use crate::settings::Settings;

impl Tenant {
    /// Address of something that tells its tenant itself: a picture, an operation with a signed word. `path` starts
    /// with `/`.
    #[must_use]
    pub fn address(&self, settings: &Settings, path: &str) -> String {
        format!("{}{}", self.origin(settings), own_path(path))
    }

    /// The whole address of a page, such as `/portal/tickets/tkt_…`, in this tenant's portal: what mails link to. The
    /// path may have a query and a fragment; one that could lead to another host becomes `/`.
    #[must_use]
    pub fn page(&self, settings: &Settings, path: &str) -> String {
        let path = own_path(path);
        let origin = self.origin(settings);
        if self.has_own_host(settings) {
            return format!("{origin}{path}");
        }
        let (before, fragment) = path.split_once('#').map_or((path, None), |(path, part)| (path, Some(part)));
        let mark = if before.contains('?') { '&' } else { '?' };
        let fragment = fragment.map_or(String::new(), |part| format!("#{part}"));
        format!("{origin}{before}{mark}tenant={}{fragment}", self.slug)
    }
}

/// A path that cannot leave the host; `/` in place of any other.
fn own_path(path: &str) -> &str {
    let plain = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    let clean =
        path.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>'));
    if plain && clean { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::clock::{SystemClock, SystemEntropy};
    use crate::id::TenantId;

    fn tenant(domain: Option<&str>) -> Tenant {
        let tenant = serde_json::json!({
            "slug": "acme", "tenant_id": TenantId::mint(&SystemClock, &SystemEntropy), "name": "Acme",
            "org_type": "msp", "status": "active", "created_at": Timestamp::UNIX_EPOCH, "key": "tenant.acme",
            "domain": domain,
        });
        serde_json::from_value(tenant).unwrap()
    }

    fn settings(base: Option<&str>) -> Settings {
        let pairs = base.map(|base| ("PORTAL_BASE_DOMAIN".to_owned(), base.to_owned()));
        Settings::read(pairs).unwrap()
    }

    #[test]
    fn a_link_leads_to_the_domain_else_the_subdomain_else_the_portal() {
        for (domain, base, expected) in [
            (Some("help.acme.com"), Some("portal.example"), "https://help.acme.com/a?b=1#c"),
            (None, Some("portal.example"), "http://acme.portal.example/a?b=1#c"),
            (None, None, "http://localhost:7071/a?b=1&tenant=acme#c"),
        ] {
            assert_eq!(tenant(domain).page(&settings(base), "/a?b=1#c"), expected);
        }
        assert_eq!(tenant(None).page(&settings(None), "/a"), "http://localhost:7071/a?tenant=acme");
    }

    proptest! {
        #[test]
        fn sec_07_no_path_leads_to_another_host(path in "(/|//|\\\\|@|:|https?://evil\\.example|%2f|\r\n|\"|[a-z?#&=.]){0,8}") {
            for base in [None, Some("portal.example")] {
                let link = tenant(None).page(&settings(base), &path);
                let parsed = url::Url::parse(&link).unwrap();
                let host = if base.is_some() { "acme.portal.example" } else { "localhost" };
                prop_assert_eq!(parsed.host_str(), Some(host));
                prop_assert_eq!(parsed.username(), "");
            }
        }
    }
}
