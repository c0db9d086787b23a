//! Requests signed with the account's key ("Shared Key"), which the SDK's clients do not offer.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::http::headers::{HeaderName, HeaderValue};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Context, Request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::fmt::rfc2822::DateTimePrinter;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use crate::clock::SharedClock;

/// An account and its key.
#[derive(Clone)]
pub(super) struct AccountKey {
    pub(super) account: String,
    key: Hmac<Sha256>,
}

impl AccountKey {
    /// `None` where the key is not base64.
    pub(super) fn parse(account: &str, key: &SecretString) -> Option<Self> {
        let key = STANDARD.decode(key.expose_secret().trim()).ok().filter(|key| !key.is_empty())?;
        Some(Self { account: account.to_owned(), key: Hmac::new_from_slice(&key).ok()? })
    }

    /// HMAC-SHA256 in base64.
    pub(super) fn sign(&self, text: &str) -> String {
        let mut mac = self.key.clone();
        mac.update(text.as_bytes());
        STANDARD.encode(mac.finalize().into_bytes())
    }
}

/// Signs every try of a request: the signature covers its date.
pub(super) struct SharedKey {
    key: AccountKey,
    clock: SharedClock,
}

impl SharedKey {
    pub(super) fn new(key: AccountKey, clock: SharedClock) -> Self {
        Self { key, clock }
    }
}

impl std::fmt::Debug for SharedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SharedKey").field("account", &self.key.account).finish_non_exhaustive()
    }
}

#[async_trait]
#[expect(elided_lifetimes_in_paths, reason = "the trait's own signature, which async_trait compares")]
impl Policy for SharedKey {
    async fn send(&self, context: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        use azure_core::error::{Error, ErrorKind};
        let now = self.clock.now();
        let date = DateTimePrinter::new()
            .timestamp_to_rfc9110_string(&now)
            .map_err(|error| Error::new(ErrorKind::DataConversion, error))?;
        request.insert_header(HeaderName::from_static("x-ms-date"), HeaderValue::from(date));
        let signature = self.key.sign(&to_sign(request, &self.key.account));
        let header = HeaderValue::from(format!("SharedKey {}:{signature}", self.key.account));
        request.insert_header(HeaderName::from_static("authorization"), header);
        match next.split_first() {
            Some((first, rest)) => first.send(context, request, rest).await,
            None => Err(Error::with_message(ErrorKind::Other, "no transport behind the signing policy")),
        }
    }
}

/// The text that Shared Key signs: verb, standard headers, `x-ms-` headers, resource.
fn to_sign(request: &Request, account: &str) -> String {
    use std::fmt::Write as _;
    let header = |name: &'static str| {
        request.headers().get_optional_str(&HeaderName::from_static(name)).unwrap_or_default()
    };
    let length = match request.body().len() {
        Some(length) if length > 0 => length.to_string(),
        _ => String::new(),
    };
    // `Date` stays empty: `x-ms-date` takes its place.
    let standard = [
        header("content-encoding"),
        header("content-language"),
        length.as_str(),
        header("content-md5"),
        header("content-type"),
        "",
        header("if-modified-since"),
        header("if-match"),
        header("if-none-match"),
        header("if-unmodified-since"),
        header("range"),
    ];
    let mut text = format!("{}\n{}\n", request.method().as_ref(), standard.join("\n"));
    let mut own: Vec<_> =
        request.headers().iter().filter(|(name, _)| name.as_str().starts_with("x-ms-")).collect();
    own.sort_unstable_by(|one, other| one.0.as_str().cmp(other.0.as_str()));
    for (name, value) in own {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}:{}", name.as_str(), value.as_str().trim());
    }
    let _ = write!(text, "/{account}{}", request.url().path());
    let mut query: Vec<_> =
        request.url().query_pairs().map(|(name, value)| (name.to_lowercase(), value)).collect();
    query.sort_unstable();
    for (name, value) in query {
        let _ = write!(text, "\n{name}:{value}");
    }
    text
}
