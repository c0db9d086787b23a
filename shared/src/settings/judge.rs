//! Which secrets are good enough to start with. Pure.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{SettingsError, wrong};

/// Bytes of a secret at least.
const SHORTEST: usize = 32;
/// Bits that its bytes carry at least, by how often each occurs: 32 random hexadecimal digits have about 115.
const BITS: f64 = 96.0;
/// What stands in examples.
const SAMPLES: [&str; 8] =
    ["changeme", "change-me", "change_me", "change me", "placeholder", "your-", "your_", "replace"];

/// Why nobody should trust this secret; `None` where it may be one.
fn weakness(secret: &[u8]) -> Option<&'static str> {
    if secret.len() < SHORTEST {
        return Some("expected at least 32 bytes, for example of `openssl rand -base64 48`.");
    }
    let text = String::from_utf8_lossy(secret).to_lowercase();
    if SAMPLES.iter().any(|sample| text.contains(sample)) {
        return Some(
            "this is the sample of an instruction; make a secret, for example with `openssl rand -base64 48`.",
        );
    }
    // One piece over and over, or a row of neighbors: 0000…, abcabc…, 0123456789….
    let repeats = (1..=secret.len() / 2).any(|step| secret.iter().zip(&secret[step..]).all(|(a, b)| a == b));
    let mut steps = secret.windows(2).map(|pair| pair[1].wrapping_sub(pair[0]));
    let counts_up = steps.next().is_some_and(|first| steps.all(|step| step == first));
    if repeats || counts_up || bits(secret) < BITS {
        return Some("this can be guessed; make a secret, for example with `openssl rand -base64 48`.");
    }
    None
}

/// Shannon's entropy of the bytes as they occur, in bits for the whole.
fn bits(secret: &[u8]) -> f64 {
    let mut counts = BTreeMap::<u8, f64>::new();
    for byte in secret {
        *counts.entry(*byte).or_default() += 1.0;
    }
    let length: f64 = counts.values().sum();
    counts.values().map(|count| -count * (count / length).log2()).sum()
}

/// The bytes of the keys in `SESSION_KEYS`. What is no key is named when the ring is made.
fn session_keys(setting: &str) -> Vec<Vec<u8>> {
    let entries = setting.split(',').filter_map(|entry| entry.trim().split_once(':'));
    entries.filter_map(|(_, key)| URL_SAFE_NO_PAD.decode(key.trim_end_matches('=')).ok()).collect()
}

/// Checks all secrets of an installation: each is good, and no two are the same.
pub(super) fn secrets(
    keys: Option<&str>,
    shared: &[(&'static str, Option<&str>)],
) -> Result<(), SettingsError> {
    let mut all: Vec<(&'static str, Vec<u8>)> =
        keys.map(session_keys).unwrap_or_default().into_iter().map(|key| ("SESSION_KEYS", key)).collect();
    for (name, secret) in shared {
        all.extend(secret.map(|secret| (*name, secret.as_bytes().to_vec())));
    }
    for (place, (name, secret)) in all.iter().enumerate() {
        if let Some(sentence) = weakness(secret) {
            return Err(wrong(name, sentence));
        }
        if let Some((other, _)) = all.iter().take(place).find(|(_, before)| before == secret) {
            return Err(wrong(
                name,
                format!("this is the same secret as in {other}; each needs one of its own."),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = "q3Jv0VYw1nYpJXfE7o5sKk2tUuB9cRz8";

    #[test]
    fn sec_23_worthless_secrets_are_refused_with_their_setting() {
        let numbers = "0123456789".repeat(4);
        let worthless = [
            "short",
            &"a".repeat(32),
            &"ab".repeat(20),
            &numbers,
            "changeme-q3Jv0VYw1nYpJXfE7o5sKk2t",
            "aaaaaaaabbbbbbbbccccccccddddddddab",
        ];
        for worthless in worthless {
            let refused = secrets(None, &[("PORTAL_HUB_SSO_SECRET", Some(worthless))]).unwrap_err();
            assert_eq!(refused.name, "PORTAL_HUB_SSO_SECRET", "{worthless}");
            assert!(!refused.to_string().contains(worthless));
        }
        let up: Vec<u8> = (0..40).collect();
        for bytes in [vec![0; 32], up] {
            let keys = format!("a:{}", URL_SAFE_NO_PAD.encode(bytes));
            assert_eq!(secrets(Some(&keys), &[]).unwrap_err().name, "SESSION_KEYS");
        }
        assert!(secrets(None, &[("PORTAL_HUB_SSO_SECRET", Some(GOOD))]).is_ok());
    }

    #[test]
    fn sec_23_no_secret_serves_twice() {
        let other = GOOD.to_lowercase();
        let both = |one, two| {
            secrets(None, &[("PORTAL_CLIENT_SSO_SECRET", Some(one)), ("PORTAL_HUB_SSO_SECRET", Some(two))])
        };
        assert_eq!(both(GOOD, GOOD).unwrap_err().name, "PORTAL_HUB_SSO_SECRET");
        assert!(both(GOOD, &other).is_ok());
        let key = URL_SAFE_NO_PAD.encode(GOOD);
        assert!(secrets(Some(&format!("a:{key},b:{key}")), &[]).is_err());
        assert!(secrets(Some(&format!("a:{key}")), &[("PORTAL_HUB_SSO_SECRET", Some(GOOD))]).is_err());
    }

    proptest! {
        #[test]
        fn what_is_drawn_at_random_is_accepted(bytes in prop::array::uniform32(any::<u8>()).no_shrink()) {
            let spread = bytes.iter().collect::<std::collections::BTreeSet<_>>().len();
            prop_assume!(spread >= 20);
            let keys = format!("a:{}", URL_SAFE_NO_PAD.encode(bytes));
            prop_assert!(secrets(Some(&keys), &[]).is_ok());
        }
    }
}
