//! The keys that sign sessions: a ring, so that a new key does not end the sessions of the old one.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use secrecy::{ExposeSecret, SecretString};

use super::claims::{Claims, PARTY};
use crate::problem::Problem;

/// Bytes of a key at least.
const SHORTEST: usize = 32;

/// Why a ring cannot be made of a text. The sentence follows the name of the setting or of the file that holds it, and
/// repeats nothing of it.
#[derive(Debug, thiserror::Error)]
pub enum KeyRingError {
    /// No key at all.
    #[error("no key; expected `kid:base64url` of at least 32 random bytes, several separated by commas")]
    Empty,
    /// An entry of another form.
    #[error("entry {0} is not `kid:base64url` of at least 32 bytes")]
    Entry(usize),
    /// Two entries of one name.
    #[error("entry {0} has the name of an earlier one")]
    Twice(usize),
}

/// The ring: the first key signs, all verify.
pub struct KeyRing {
    signing: (String, EncodingKey),
    verifying: BTreeMap<String, DecodingKey>,
    links: BTreeMap<String, [u8; 32]>,
    sealing: BTreeMap<String, [u8; 32]>,
    /// Never empty; the first belongs to the key that signs.
    derived: Vec<[u8; 32]>,
}

impl KeyRing {
    /// Reads `kid:base64url[,kid:base64url…]`.
    pub fn parse(setting: &SecretString) -> Result<Self, KeyRingError> {
        let mut signing = None;
        let mut verifying = BTreeMap::new();
        let mut links = BTreeMap::new();
        let mut sealing = BTreeMap::new();
        let mut derived = Vec::new();
        for (place, entry) in
            setting.expose_secret().split(',').map(str::trim).filter(|e| !e.is_empty()).enumerate()
        {
            let (kid, key) = entry.split_once(':').ok_or(KeyRingError::Entry(place + 1))?;
            let key = URL_SAFE_NO_PAD
                .decode(key.trim_end_matches('='))
                .map_err(|_| KeyRingError::Entry(place + 1))?;
            if key.len() < SHORTEST || kid.is_empty() {
                return Err(KeyRingError::Entry(place + 1));
            }
            if signing.is_none() {
                signing = Some((kid.to_owned(), EncodingKey::from_secret(&key)));
            }
            links.insert(kid.to_owned(), derive(b"the-one-portal: one-time tokens", &key));
            sealing.insert(kid.to_owned(), derive(b"the-one-portal: sealed secrets", &key));
            derived.push(derive(b"the-one-portal: links and cursors", &key));
            if verifying.insert(kid.to_owned(), DecodingKey::from_secret(&key)).is_some() {
                return Err(KeyRingError::Twice(place + 1));
            }
        }
        let signing = signing.ok_or(KeyRingError::Empty)?;
        Ok(Self { signing, verifying, links, sealing, derived })
    }

    /// A key for other signatures of the portal (cursors, links), made from the first one.
    #[must_use]
    pub fn derived(&self) -> [u8; 32] {
        self.derived.first().copied().unwrap_or_default()
    }

    /// [`KeyRing::derived`] of every key, the first one's first: for signatures that outlive a change of keys.
    #[must_use]
    pub fn all_derived(&self) -> &[[u8; 32]] {
        &self.derived
    }

    /// The name of the key that signs.
    #[must_use]
    pub fn signing_kid(&self) -> &str {
        &self.signing.0
    }

    /// The key that one-time tokens are made with, from the session key of that name.
    #[must_use]
    pub(crate) fn link_key(&self, kid: &str) -> Option<&[u8; 32]> {
        self.links.get(kid)
    }

    /// The key that secrets are sealed under, from the session key of that name.
    #[must_use]
    pub(crate) fn sealing_key(&self, kid: &str) -> Option<&[u8; 32]> {
        self.sealing.get(kid)
    }

    /// Signs a token.
    pub fn sign(&self, claims: &Claims) -> Result<String, Problem> {
        let header = Header { kid: Some(self.signing.0.clone()), ..Header::new(Algorithm::HS256) };
        encode(&header, claims, &self.signing.1).map_err(Problem::internal)
    }

    /// The claims of a token that this ring signed and that has not ended.
    #[must_use]
    pub fn verify(&self, token: &str, now: Timestamp) -> Option<Claims> {
        if token.len() > 4_096 {
            return None;
        }
        let header = decode_header(token).ok()?;
        // We know no extension, so a token that demands one cannot be understood (RFC 7515, 4.1.11).
        if header.crit.is_some() {
            return None;
        }
        let kid = header.kid?;
        let key = self.verifying.get(&kid)?;
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_issuer(&[PARTY]);
        rules.set_audience(&[PARTY]);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The injected clock decides below.
        rules.validate_exp = false;
        let claims = decode::<Claims>(token, key, &rules).ok()?.claims;
        let now = now.as_second();
        let life = claims.exp.checked_sub(claims.iat)?;
        (claims.iat <= now + 60 && now < claims.exp && life <= super::LIFE.as_secs()).then_some(claims)
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyRing").field("keys", &self.verifying.keys()).finish_non_exhaustive()
    }
}

fn derive(purpose: &[u8], key: &[u8]) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    let mut digest = Sha256::new();
    digest.update(purpose);
    digest.update(key);
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_19_a_token_that_demands_an_extension_is_refused() {
        use crate::account::Role;
        use crate::clock::{SystemClock, SystemEntropy};
        use crate::id::{SessionId, TenantId, UserId};
        use crate::tenant::{OrgType, TenantSlug};
        let ring =
            KeyRing::parse(&"one:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE".to_owned().into()).unwrap();
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let claims = Claims {
            sub: UserId::mint(&SystemClock, &SystemEntropy),
            tid: TenantId::mint(&SystemClock, &SystemEntropy),
            tenant: TenantSlug::parse("acme").unwrap(),
            company: None,
            role: Role::Admin,
            org_type: OrgType::Msp,
            sid: SessionId::mint(&SystemClock, &SystemEntropy),
            epoch: 1,
            act: None,
            iat: now.as_second(),
            exp: now.as_second() + 60,
            iss: PARTY.to_owned(),
            aud: PARTY.to_owned(),
        };
        let token = |crit: Option<Vec<String>>| {
            let header = Header { kid: Some("one".into()), crit, ..Header::new(Algorithm::HS256) };
            encode(&header, &claims, &ring.signing.1).unwrap()
        };
        assert!(ring.verify(&token(None), now).is_some());
        assert!(ring.verify(&token(Some(vec!["exp".into()])), now).is_none());
        assert!(ring.verify(&token(Some(vec!["urn:example:unknown".into()])), now).is_none());
    }
}
