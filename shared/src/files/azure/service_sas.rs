//! Links signed with the account's key: a service SAS for one blob, reading only.

use jiff::{SignedDuration, Timestamp};
use url::form_urlencoded::Serializer;

use super::super::shown::Shown;
use super::shared_key::AccountKey;
use super::{CACHE, KEYED_VERSION, SKEW};

/// Signs links into one container.
pub(super) struct ServiceSas {
    key: AccountKey,
    container: String,
}

impl ServiceSas {
    pub(super) fn new(key: AccountKey, container: String) -> Self {
        Self { key, container }
    }

    /// The query that opens the blob until `until`.
    pub(super) fn query(&self, blob: &str, shown: &Shown, now: Timestamp, until: Timestamp) -> String {
        let second = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let start = second(now.saturating_sub(SignedDuration::from_secs(SKEW)).unwrap_or(now));
        let end = second(until);
        let resource = format!("/blob/{}/{}/{blob}", self.key.account, self.container);
        // Permissions, start, end, resource, identifier, addresses, protocol, version, kind, snapshot, encryption
        // scope, then the headers of the answer: cache, disposition, encoding, language, type.
        let signed = [
            "r",
            &start,
            &end,
            &resource,
            "",
            "",
            "",
            KEYED_VERSION,
            "b",
            "",
            "",
            CACHE,
            &shown.disposition,
            "",
            "",
            shown.content_type,
        ];
        Serializer::new(String::new())
            .append_pair("sv", KEYED_VERSION)
            .append_pair("st", &start)
            .append_pair("se", &end)
            .append_pair("sr", "b")
            .append_pair("sp", "r")
            .append_pair("rscc", CACHE)
            .append_pair("rscd", &shown.disposition)
            .append_pair("rsct", shown.content_type)
            .append_pair("sig", &self.key.sign(&signed.join("\n")))
            .finish()
    }
}
