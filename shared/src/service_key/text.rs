//! A key's text: made once, shown once, read with every call.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::KeyOwner;
use crate::clock::Entropy;
use crate::id::well_formed;
use crate::tenant::TenantSlug;

/// What every key begins with: scanners of leaked secrets know it by this.
const MARK: &str = "tsk";
/// The owner's word where no tenant owns it: no slug begins with a digit.
const INSTALLATION: &str = "0";
/// Letters of a key at most.
const LONGEST: usize = 160;

/// A key as it was sent.
pub(super) struct Sent<'a> {
    pub(super) owner: KeyOwner,
    pub(super) id: &'a str,
    pub(super) secret: &'a str,
}

/// Reads a key's form; what has another is no key.
pub(super) fn read(text: &str) -> Option<Sent<'_>> {
    if text.len() > LONGEST {
        return None;
    }
    let rest = text.strip_prefix(MARK)?.strip_prefix('_')?;
    let (owner, rest) = rest.split_once('_')?;
    let (id, secret) = rest.split_once('_')?;
    let bytes = URL_SAFE_NO_PAD.decode(secret).ok()?;
    let owner = match owner {
        INSTALLATION => KeyOwner::Installation,
        slug => KeyOwner::Tenant(TenantSlug::parse(slug).ok()?),
    };
    (bytes.len() == 32 && well_formed("key", &format!("key_{id}"))).then_some(Sent { owner, id, secret })
}

/// A new key's text and the digest of its secret.
pub(super) fn make(owner: &KeyOwner, id: &str, entropy: &dyn Entropy) -> (String, String) {
    let mut bytes = [0_u8; 32];
    entropy.fill(&mut bytes);
    let secret = URL_SAFE_NO_PAD.encode(bytes);
    let owner = match owner {
        KeyOwner::Installation => INSTALLATION,
        KeyOwner::Tenant(slug) => slug.as_str(),
    };
    (format!("{MARK}_{owner}_{id}_{secret}"), digest(&secret))
}

/// SHA-256 in hexadecimal: the secret is random and long, so a slow hash would add nothing.
pub(super) fn digest(secret: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(secret.as_bytes()).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Compares in the same time wherever the two differ.
pub(super) fn same(digest: &str, kept: &str) -> bool {
    !kept.is_empty() && bool::from(digest.as_bytes().ct_eq(kept.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemEntropy;

    #[test]
    fn a_key_reads_back_and_nothing_else_is_one() {
        let owner = KeyOwner::Tenant(TenantSlug::parse("acme-msp").unwrap());
        let (text, hash) = make(&owner, "01K00000000000000000000000", &SystemEntropy);
        let sent = read(&text).unwrap();
        assert_eq!((sent.owner, sent.id), (owner, "01K00000000000000000000000"));
        assert!(same(&digest(sent.secret), &hash));
        for wrong in [
            "",
            "tsk",
            "tsk_0",
            "tsk_0__",
            "tsk_0_01K00000000000000000000000_",
            "tsk_0_01K00000000000000000000000_AAAA",
            "tsk_WWW_01K00000000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            &text[1..],
            &text[..text.len() - 1],
            &format!("{text}A"),
            &"A".repeat(10_000),
        ] {
            assert!(read(wrong).is_none(), "{wrong:.60}");
        }
    }

    #[test]
    fn sec_23_an_empty_digest_matches_nothing() {
        assert!(!same("", "") && !same(&digest(""), "") && !same("", &digest("")));
    }
}
