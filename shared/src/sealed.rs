//! Secrets of others that the portal must be able to read again: kept sealed, never plain.
//!
//! AES-256-GCM under a key made from a session key of the ring, bound to the place where it is kept. A ring that has a new
//! first key opens what the old one sealed; [`Sealed::is_current`] says when it is time to seal it anew.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::clock::Entropy;
use crate::session::KeyRing;

/// A sealed secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The session key that it is sealed under.
    kid: String,
    /// Nonce, ciphertext and tag, base64url.
    text: String,
}

impl Sealed {
    /// Seals `secret` for `place`; `None` where the ring cannot.
    #[must_use]
    pub fn seal(keys: &KeyRing, entropy: &dyn Entropy, place: &str, secret: &SecretString) -> Option<Self> {
        let kid = keys.signing_kid().to_owned();
        let key = key(keys, &kid)?;
        let mut nonce = [0_u8; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut text = secret.expose_secret().as_bytes().to_vec();
        let unique = Nonce::assume_unique_for_key(nonce);
        key.seal_in_place_append_tag(unique, Aad::from(place.as_bytes()), &mut text).ok()?;
        let text = URL_SAFE_NO_PAD.encode([&nonce[..], &text].concat());
        Some(Self { kid, text })
    }

    /// Opens it; `None` where the key is no longer in the ring, or it was sealed for another place.
    #[must_use]
    pub fn open(&self, keys: &KeyRing, place: &str) -> Option<SecretString> {
        let key = key(keys, &self.kid)?;
        let bytes = URL_SAFE_NO_PAD.decode(&self.text).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let plain = key.open_in_place(nonce, Aad::from(place.as_bytes()), &mut sealed).ok()?;
        String::from_utf8(plain.to_vec()).ok().map(SecretString::from)
    }

    /// True where it is sealed under the ring's first key.
    #[must_use]
    pub fn is_current(&self, keys: &KeyRing) -> bool {
        self.kid == keys.signing_kid()
    }
}

fn key(keys: &KeyRing, kid: &str) -> Option<LessSafeKey> {
    UnboundKey::new(&AES_256_GCM, keys.sealing_key(kid)?).ok().map(LessSafeKey::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemEntropy;

    const OLD: &str = "old:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";
    const NEW: &str = "new:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY";

    fn ring(text: &str) -> KeyRing {
        KeyRing::parse(&text.to_owned().into()).unwrap()
    }

    #[test]
    fn sec_23_a_sealed_secret_opens_in_its_place_under_its_key_and_nowhere_else() {
        let (old, both, new) = (ring(OLD), ring(&format!("{NEW},{OLD}")), ring(NEW));
        let secret = SecretString::from("whsec_topsecret".to_owned());
        let sealed = Sealed::seal(&old, &SystemEntropy, "key.1", &secret).unwrap();
        assert!(!serde_json::to_string(&sealed).unwrap().contains("topsecret"));
        let open =
            |ring: &KeyRing, place: &str| sealed.open(ring, place).map(|it| it.expose_secret().to_owned());
        assert_eq!(open(&old, "key.1").as_deref(), Some("whsec_topsecret"));
        assert_eq!(open(&both, "key.1").as_deref(), Some("whsec_topsecret"));
        assert_eq!(open(&old, "key.2"), None);
        assert_eq!(open(&new, "key.1"), None);
        assert!(sealed.is_current(&old) && !sealed.is_current(&both));
        let again = Sealed::seal(&both, &SystemEntropy, "key.1", &secret).unwrap();
        assert!(again.is_current(&both) && again.open(&new, "key.1").is_some());
        assert_ne!(
            sealed,
            Sealed::seal(&old, &SystemEntropy, "key.1", &secret).unwrap(),
            "never twice alike"
        );
    }

    #[test]
    fn sec_23_a_changed_letter_opens_nothing() {
        let ring = ring(OLD);
        let sealed =
            Sealed::seal(&ring, &SystemEntropy, "key.1", &"whsec_topsecret".to_owned().into()).unwrap();
        for place in 0..sealed.text.len() {
            let mut text = sealed.text.clone().into_bytes();
            text[place] = if text[place] == b'A' { b'B' } else { b'A' };
            let other = Sealed { text: String::from_utf8(text).unwrap(), ..sealed.clone() };
            // The last letter holds bits that mean nothing.
            assert!(other.open(&ring, "key.1").is_none() || place + 1 == sealed.text.len());
        }
        for text in ["", "A", "AAAAAAAAAAAAAAAA"] {
            assert!(Sealed { text: text.into(), ..sealed.clone() }.open(&ring, "key.1").is_none());
        }
    }
}
