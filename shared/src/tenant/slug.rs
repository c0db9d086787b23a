//! The tenant slug: a tenant's URL-safe name and its partition key.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::settings::Settings;

/// Names that no tenant has: the product's own hosts and paths.
const RESERVED: [&str; 8] = ["www", "api", "app", "admin", "portal", "mission", "static", "assets"];

/// Names that no new tenant gets: further paths of the product, hosts that installations commonly have beside it, and those
/// that mail and other programs trust by their name. A tenant that has one from earlier keeps it.
const TAKEN: [&str; 44] = [
    "account",
    "accounts",
    "auth",
    "autoconfig",
    "autodiscover",
    "blob",
    "cdn",
    "console",
    "dashboard",
    "dev",
    "docs",
    "download",
    "email",
    "files",
    "ftp",
    "health",
    "help",
    "hub",
    "imap",
    "internal",
    "localhost",
    "login",
    "mail",
    "manage",
    "media",
    "mta-sts",
    "mx1",
    "ns1",
    "ns2",
    "pop",
    "root",
    "secure",
    "security",
    "signin",
    "smtp",
    "sso",
    "status",
    "storage",
    "support",
    "system",
    "test",
    "uploads",
    "webmail",
    "wpad",
];

/// A slug: 3 to 40 of `a-z0-9-`, starts with a letter, no `--`, no `-` at the end, not reserved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TenantSlug(String);

impl TenantSlug {
    /// Reads a slug; the error is a sentence for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if !(3..=40).contains(&text.len()) {
            return Err("Use 3 to 40 characters.");
        }
        if !text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            return Err("Use only lowercase letters a to z, digits and hyphens.");
        }
        if !text.as_bytes()[0].is_ascii_lowercase() {
            return Err("Start with a letter.");
        }
        if text.contains("--") || text.ends_with('-') {
            return Err("Put single hyphens between letters or digits only.");
        }
        if RESERVED.contains(&text) {
            return Err("This name is reserved.");
        }
        Ok(Self(text.to_owned()))
    }

    /// Reads the slug of a new tenant: none that the product or this installation uses itself. The error is a sentence
    /// for the person who typed it.
    pub fn choose(text: &str, settings: &Settings) -> Result<Self, &'static str> {
        let slug = Self::parse(text)?;
        // The label directly below the base domain is what a tenant's address begins with.
        let taken = |host: &str| {
            let base =
                settings.base_domain.as_deref().and_then(|base| host.strip_suffix(base)?.strip_suffix('.'));
            base.and_then(|labels| labels.rsplit('.').next()) == Some(text)
        };
        if TAKEN.contains(&text) || settings.all_hosts().iter().any(|host| taken(host)) {
            return Err("This name is reserved.");
        }
        Ok(slug)
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TenantSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for TenantSlug {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_rules_hold() {
        for good in ["acme-msp", "abc", "a1-b2-c3", &"a".repeat(40)] {
            assert!(TenantSlug::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "ab",
            "1abc",
            "-abc",
            "abc-",
            "a--b",
            "Acme",
            "acme_msp",
            "www",
            "admin",
            "",
            "ä-b-c",
            &"a".repeat(41),
        ] {
            assert!(TenantSlug::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn sec_27_no_tenant_gets_a_name_that_the_installation_uses() {
        let settings = |more: &[(&str, &str)]| {
            let mut pairs = vec![
                ("PORTAL_ORIGIN", "https://app.portal.example"),
                ("PORTAL_BASE_DOMAIN", "Portal.example"),
            ];
            pairs.extend(more);
            Settings::read(pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())))
                .unwrap()
        };
        let plain = settings(&[("PORTAL_FILES_ORIGIN", "https://f.example")]);
        for taken in ["files", "mail", "dev", "health", "www", "hub"] {
            assert!(TenantSlug::choose(taken, &plain).is_err(), "{taken}");
        }
        assert!(TenantSlug::choose("uploaded", &plain).is_ok());
        for (used, slug) in [
            (vec![("PORTAL_FILES_ORIGIN", "https://uploaded.portal.example:8443")], "uploaded"),
            (vec![("PORTAL_FILES_ORIGIN", "https://eu.uploaded.portal.example")], "uploaded"),
            (vec![("PORTAL_HUB_ORIGIN", "https://start.portal.example")], "start"),
            (vec![("BLOB_ENDPOINT", "https://bin.portal.example/x")], "bin"),
            (
                vec![
                    ("SMTP_URL", "smtps://u:p@Relay.portal.example:465"),
                    ("MAIL_FROM", "a@post.portal.example"),
                ],
                "relay",
            ),
            (
                vec![
                    ("SMTP_URL", "smtps://u:p@relay.portal.example:465"),
                    ("MAIL_FROM", "a@post.portal.example"),
                ],
                "post",
            ),
        ] {
            let mut more = vec![("PORTAL_FILES_ORIGIN", "https://f.example")];
            more.extend(&used);
            assert!(TenantSlug::choose(slug, &settings(&more)).is_err(), "{used:?}");
            assert!(TenantSlug::choose(slug, &plain).is_ok(), "{slug}");
            assert!(TenantSlug::parse(slug).is_ok(), "whoever has it keeps it");
        }
    }

    proptest! {
        #[test]
        fn an_accepted_slug_is_safe_in_hosts_paths_and_ids(text in "\\PC{0,45}") {
            if let Ok(slug) = TenantSlug::parse(&text) {
                prop_assert!(slug.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
                prop_assert!(!slug.as_str().starts_with('-') && !slug.as_str().ends_with('-'));
            }
        }
    }
}
