//! Links that we sign: what they promise cannot be changed without our secret.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretSlice};
use serde::Deserialize;
use sha2::Sha256;
use url::form_urlencoded::Serializer;

use super::super::Serving;

/// Signed with everything, so that the secret's other uses cannot lend a signature.
const PURPOSE: &[u8] = b"portal file link 1\n";
const SHORTEST_SECRET: usize = 32;

/// Signs links and knows its signatures again.
#[derive(Clone)]
pub(super) struct Signer(Hmac<Sha256>);

/// The query of a link.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promise {
    name: String,
    #[serde(rename = "type")]
    content_type: String,
    inline: bool,
    /// Seconds since 1970.
    exp: i64,
    sig: String,
}

impl Signer {
    /// `None` where the secret is too short.
    pub(super) fn new(secret: &SecretSlice<u8>) -> Option<Self> {
        let secret = secret.expose_secret();
        if secret.len() < SHORTEST_SECRET {
            return None;
        }
        Hmac::new_from_slice(secret).ok().map(Self)
    }

    /// The path and query of a link that holds until `exp`, in seconds since 1970.
    pub(super) fn link(&self, key: &str, serving: &Serving, exp: i64) -> String {
        let mut link = promised(key, serving, exp);
        let signature = self.mac(&link).finalize().into_bytes();
        link.push_str("&sig=");
        link.push_str(&URL_SAFE_NO_PAD.encode(signature));
        link
    }

    /// What the link promises, where we signed it and it still holds. The comparison takes the same time for all.
    pub(super) fn verify(&self, key: &str, promise: Promise, now: i64) -> Option<Serving> {
        let serving =
            Serving { name: promise.name, content_type: promise.content_type, inline: promise.inline };
        let signature = URL_SAFE_NO_PAD.decode(&promise.sig).ok()?;
        self.mac(&promised(key, &serving, promise.exp)).verify_slice(&signature).ok()?;
        (now < promise.exp).then_some(serving)
    }

    fn mac(&self, promised: &str) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(PURPOSE);
        mac.update(promised.as_bytes());
        mac
    }
}

/// The one way to write a promise: two different promises never read the same.
fn promised(key: &str, serving: &Serving, exp: i64) -> String {
    let query = Serializer::new(String::new())
        .append_pair("name", &serving.name)
        .append_pair("type", &serving.content_type)
        .append_pair("inline", if serving.inline { "true" } else { "false" })
        .append_pair("exp", &exp.to_string())
        .finish();
    format!("/files/{key}?{query}")
}
