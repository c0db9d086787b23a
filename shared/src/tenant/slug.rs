//! The tenant slug: a tenant's URL-safe name and its partition key.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

/// Names that no tenant may take: the product's own hosts and paths.
const RESERVED: [&str; 8] = ["www", "api", "app", "admin", "portal", "mission", "static", "assets"];

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
            return Err("Use only small letters a to z, digits and hyphens.");
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
