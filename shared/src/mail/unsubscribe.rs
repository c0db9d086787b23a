//! The signed word by which a mail lets its recipient decline more of its sort, without signing in (RFC 8058).

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::message::Topic;
use crate::id::UserId;
use crate::session::KeyRing;
use crate::tenant::TenantSlug;

const SIGNATURE: usize = 16;

/// Who declines what. It never ends: a mail may be read after years, and declining is always allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsubscribe {
    /// The tenant.
    #[serde(rename = "t")]
    pub tenant: TenantSlug,
    /// The person.
    #[serde(rename = "u")]
    pub user: UserId,
    /// What they decline.
    #[serde(rename = "k")]
    pub topic: Topic,
}

/// The signed word.
#[must_use]
pub fn token(keys: &KeyRing, what: &Unsubscribe) -> String {
    let body = serde_json::to_vec(what).unwrap_or_default();
    let mut bytes = sign(&keys.derived(), &body);
    bytes.extend_from_slice(&body);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What a word says that [`token`] gave; `None` for any other.
#[must_use]
pub fn read(keys: &KeyRing, token: &str) -> Option<Unsubscribe> {
    if token.len() > 512 {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (signature, body) = bytes.split_at_checked(SIGNATURE)?;
    let signed = keys.all_derived().iter().any(|key| {
        let expected = sign(key, body);
        bool::from(subtle::ConstantTimeEq::ct_eq(signature, expected.as_slice()))
    });
    if signed { serde_json::from_slice(body).ok() } else { None }
}

fn sign(key: &[u8; 32], body: &[u8]) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(b"unsubscribe\0");
    mac.update(body);
    mac.finalize().into_bytes()[..SIGNATURE].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{SystemClock, SystemEntropy};

    #[test]
    fn a_word_is_read_by_its_maker_alone_and_outlives_a_change_of_keys() {
        let old = "old:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";
        let ring = KeyRing::parse(&old.into()).unwrap();
        let what = Unsubscribe {
            tenant: TenantSlug::parse("acme").unwrap(),
            user: UserId::mint(&SystemClock, &SystemEntropy),
            topic: Topic::TicketUpdates,
        };
        let word = token(&ring, &what);
        assert_eq!(read(&ring, &word), Some(what.clone()));
        let new = "new:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY";
        let both = KeyRing::parse(&format!("{new},{old}").into()).unwrap();
        assert_eq!(read(&both, &word), Some(what));
        assert_eq!(read(&KeyRing::parse(&new.into()).unwrap(), &word), None);
        for place in 0..word.len() {
            let mut altered = word.clone().into_bytes();
            altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert!(altered == word || read(&ring, &altered).is_none());
        }
        assert_eq!(read(&ring, ""), None);
    }
}
