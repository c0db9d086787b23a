//! What a link's secret is made from. Pure.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Purpose;
use crate::clock::Entropy;
use crate::id::UserId;
use crate::session::KeyRing;
use crate::tenant::TenantSlug;

/// Bytes of chance in a recipe, and of the secret.
const BYTES: usize = 32;

/// Everything about a link but the key: enough for the portal to write the link, and nothing to anybody else. It may
/// stand in events and records of mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// What the link is good for.
    pub purpose: Purpose,
    /// Whom it lets in.
    pub user: UserId,
    /// 256 random bits, base64url.
    pub nonce: String,
    /// The session key that the secret is made with.
    pub kid: String,
    /// The one object that it is about; absent where it is about the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

impl Recipe {
    /// A new recipe.
    pub(super) fn new(
        purpose: Purpose,
        user: &UserId,
        about: Option<&str>,
        keys: &KeyRing,
        entropy: &dyn Entropy,
    ) -> Self {
        let mut nonce = [0_u8; BYTES];
        entropy.fill(&mut nonce);
        let (user, kid) = (user.clone(), keys.signing_kid().to_owned());
        Self { purpose, user, nonce: URL_SAFE_NO_PAD.encode(nonce), kid, about: about.map(str::to_owned) }
    }

    /// The link's token, as it stands in the address: `SLUG.USER.SECRET`. `None` where the key is no longer in the
    /// ring: then the link can be used, but no more be written.
    #[must_use]
    pub fn token(&self, keys: &KeyRing, tenant: &TenantSlug) -> Option<SecretString> {
        let secret = URL_SAFE_NO_PAD.encode(self.secret(keys, tenant)?);
        Some(format!("{tenant}.{}.{secret}", self.user).into())
    }

    pub(super) fn secret(&self, keys: &KeyRing, tenant: &TenantSlug) -> Option<[u8; BYTES]> {
        let mut mac = Hmac::<Sha256>::new_from_slice(keys.link_key(&self.kid)?).ok()?;
        let own = [self.purpose.as_str(), tenant.as_str(), self.user.as_str(), &self.nonce, &self.kid];
        for part in own.into_iter().chain(self.about.as_deref()) {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part.as_bytes());
        }
        Some(mac.finalize().into_bytes().into())
    }
}

/// What stands in the store for a secret.
pub(super) fn hash(secret: &[u8; BYTES]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret))
}

/// A token as somebody presents it.
#[derive(Debug)]
pub(super) struct Presented {
    pub(super) tenant: TenantSlug,
    pub(super) user: UserId,
    pub(super) hash: String,
}

impl Presented {
    /// Reads a token; `None` where it has another form, as the empty one has.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (tenant, user, secret) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || secret.len() != 43 {
            return None;
        }
        let secret: [u8; BYTES] = URL_SAFE_NO_PAD.decode(secret).ok()?.try_into().ok()?;
        let tenant = TenantSlug::parse(tenant).ok()?;
        Some(Self { tenant, user: UserId::parse(user)?, hash: hash(&secret) })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use secrecy::ExposeSecret;

    use super::*;
    use crate::clock::{SystemClock, SystemEntropy};

    fn ring(text: &str) -> KeyRing {
        KeyRing::parse(&text.to_owned().into()).unwrap()
    }

    const OLD: &str = "old:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";
    const NEW: &str = "new:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY";

    #[test]
    fn sec_06_a_secret_belongs_to_its_purpose_tenant_person_chance_and_key() {
        let keys = ring(&format!("{OLD},{NEW}"));
        let user = UserId::mint(&SystemClock, &SystemEntropy);
        let acme = TenantSlug::parse("acme").unwrap();
        let one = Recipe::new(Purpose::Invite, &user, None, &keys, &SystemEntropy);
        let secrets: BTreeSet<_> = [
            one.secret(&keys, &acme),
            one.secret(&keys, &TenantSlug::parse("globex").unwrap()),
            Recipe { purpose: Purpose::Reset, ..one.clone() }.secret(&keys, &acme),
            Recipe { user: UserId::mint(&SystemClock, &SystemEntropy), ..one.clone() }.secret(&keys, &acme),
            Recipe { kid: "new".into(), ..one.clone() }.secret(&keys, &acme),
            Recipe { about: Some("req_1".into()), ..one.clone() }.secret(&keys, &acme),
            Recipe { about: Some("req_2".into()), ..one.clone() }.secret(&keys, &acme),
            Recipe::new(Purpose::Invite, &user, None, &keys, &SystemEntropy).secret(&keys, &acme),
        ]
        .into_iter()
        .map(Option::unwrap)
        .collect();
        assert_eq!(secrets.len(), 8);
        assert_eq!(one.secret(&keys, &acme), one.secret(&ring(&format!("{NEW},{OLD}")), &acme));
        assert_eq!(one.token(&ring(NEW), &acme).map(drop), None, "no key, no link");
    }

    #[test]
    fn a_token_reads_back_as_its_hash() {
        let keys = ring(OLD);
        let user = UserId::mint(&SystemClock, &SystemEntropy);
        let acme = TenantSlug::parse("acme-msp").unwrap();
        let recipe = Recipe::new(Purpose::Reset, &user, None, &keys, &SystemEntropy);
        let token = recipe.token(&keys, &acme).unwrap();
        let read = Presented::read(token.expose_secret()).unwrap();
        assert_eq!((&read.tenant, &read.user), (&acme, &user));
        assert_eq!(read.hash, hash(&recipe.secret(&keys, &acme).unwrap()));
        let kept = serde_json::to_string(&recipe).unwrap();
        assert!(!kept.contains(token.expose_secret().rsplit('.').next().unwrap()));
    }

    proptest! {
        #[test]
        fn sec_06_nothing_but_the_form_of_a_token_is_read(text in "\\PC{0,120}") {
            prop_assert!(Presented::read(&text).is_none());
        }
    }

    #[test]
    fn sec_06_the_empty_token_is_none() {
        let user = UserId::mint(&SystemClock, &SystemEntropy);
        for text in [
            "".to_owned(),
            ".".into(),
            "..".into(),
            format!("acme.{user}."),
            format!("acme.{user}"),
            "acme..".into(),
        ] {
            assert!(Presented::read(&text).is_none(), "{text}");
        }
        assert!(Presented::read(&format!("acme.{user}.{}", "A".repeat(43))).is_some());
        assert!(Presented::read(&format!("acme.{user}.{}.", "A".repeat(43))).is_none());
        assert!(Presented::read(&format!("acme.{user}.{}", "A".repeat(44))).is_none());
    }
}
