//! Links signed with a user delegation key, which the account lends to the managed identity for some hours.

use azure_core::time::OffsetDateTime;
use azure_storage_blob::BlobServiceClient;
use azure_storage_blob::models::KeyInfo;
use azure_storage_common::models::UserDelegationKey;
use azure_storage_sas::{SasBuilder, SasProtocol};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

use super::super::FileError;
use super::super::shown::Shown;
use super::{CACHE, SKEW, call};

/// A key is asked for so long …
const LENT: SignedDuration = SignedDuration::from_hours(2);
/// … and used for links that end while it lasts: for about an hour, where links live for minutes.
const RENEW: SignedDuration = SignedDuration::from_hours(1);

/// Signs links into one container.
pub(super) struct Delegation {
    service: BlobServiceClient,
    account: String,
    container: String,
    /// The key and when it ends. The lock is held while a new one is fetched, so that one request fetches it for all.
    key: Mutex<Option<(UserDelegationKey, Timestamp)>>,
}

impl Delegation {
    pub(super) fn new(service: BlobServiceClient, account: String, container: String) -> Self {
        Self { service, account, container, key: Mutex::new(None) }
    }

    /// The query that opens the blob until `until`, at most an hour ahead.
    pub(super) async fn query(
        &self,
        blob: &str,
        shown: &Shown,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<String, FileError> {
        let mut kept = self.key.lock().await;
        let needed = until.max(now.saturating_add(RENEW).unwrap_or(until));
        let key = match kept.take().filter(|(_, end)| *end > needed) {
            Some(known) => kept.insert(known),
            None => kept.insert(self.fetch(now).await?),
        };
        sign(&self.account, &self.container, blob, shown, &key.0, (now, until.min(key.1)))
    }

    async fn fetch(&self, now: Timestamp) -> Result<(UserDelegationKey, Timestamp), FileError> {
        let end = now.saturating_add(LENT).unwrap_or(now);
        let info = KeyInfo { start: Some(earlier(now)?), expiry: Some(moment(end)?), ..Default::default() };
        let info = info.try_into().map_err(|error: azure_core::Error| unusable(&error))?;
        let answer = call(self.service.get_user_delegation_key(info, None)).await?;
        Ok((answer.into_model().map_err(|error| unusable(&error))?, end))
    }
}

fn sign(
    account: &str,
    container: &str,
    blob: &str,
    shown: &Shown,
    key: &UserDelegationKey,
    (now, until): (Timestamp, Timestamp),
) -> Result<String, FileError> {
    let builder = SasBuilder::new(account, key, moment(until)?).map_err(|error| unusable(&error))?;
    Ok(builder
        .start(earlier(now)?)
        .protocol(SasProtocol::Https)
        .blob(container, blob)
        .cache_control(CACHE)
        .content_disposition(shown.disposition.as_str())
        .content_type(shown.content_type)
        .read()
        .build())
}

/// The account's clock may be behind ours.
fn earlier(now: Timestamp) -> Result<OffsetDateTime, FileError> {
    moment(now.saturating_sub(SignedDuration::from_secs(SKEW)).unwrap_or(now))
}

fn moment(at: Timestamp) -> Result<OffsetDateTime, FileError> {
    OffsetDateTime::from_unix_timestamp(at.as_second())
        .map_err(|error| FileError::Unavailable(error.to_string()))
}

fn unusable(error: &azure_core::Error) -> FileError {
    FileError::Unavailable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Serving;

    #[test]
    fn a_delegated_link_reads_one_blob_until_its_end_and_says_how_to_show_it() {
        let now: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
        let at = |text: &str| Some(moment(text.parse().unwrap()).unwrap());
        let key = UserDelegationKey {
            signed_oid: Some("23657296-5cd5-45b0-a809-d972a7f4dfe1".into()),
            signed_tid: Some("ab1f708d-50f6-404c-a006-d71b2ac7a606".into()),
            signed_start: at("2026-11-20T09:55:00Z"),
            signed_expiry: at("2026-11-20T12:00:00Z"),
            signed_service: Some("b".into()),
            signed_version: Some("2026-04-06".into()),
            value: Some(vec![7; 32]),
            ..Default::default()
        };
        let serving = Serving { name: "Grüße.html".into(), content_type: "text/html".into(), inline: true };
        let until = "2026-11-20T10:05:00Z".parse().unwrap();
        let blob = "acme/fil_01";
        let query = sign("acct", "files", blob, &Shown::of(&serving), &key, (now, until)).unwrap();
        let pairs: std::collections::BTreeMap<_, _> =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        for (name, value) in [
            ("sp", "r"),
            ("sr", "b"),
            ("spr", "https"),
            ("st", "2026-11-20T09:55:00Z"),
            ("se", "2026-11-20T10:05:00Z"),
            ("rsct", "application/octet-stream"),
            ("rscd", "attachment; filename=\"Gr__e.html\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.html"),
            ("rscc", CACHE),
        ] {
            assert_eq!(pairs.get(name).map(String::as_str), Some(value), "{name}");
        }
        assert!(pairs.contains_key("sig"));
    }
}
