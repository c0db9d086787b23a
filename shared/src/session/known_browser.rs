//! Browsers in which people have signed in before, known by a cookie that only the portal can create. It grants no
//! access: it only exempts this browser from locks caused by wrong passwords from elsewhere.

use axum::http::{HeaderMap, HeaderValue};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;

use super::KeyRing;
use super::cookie::{keep_browsers, kept_browsers};
use crate::clock::Entropy;
use crate::settings::Settings;
use crate::tenant::TenantSlug;

/// People one browser is known for; the one whose last sign-in is oldest is dropped first.
const PEOPLE: usize = 5;
/// Days that a browser stays known without a sign-in.
const DAYS: u32 = 180;
/// Length of the random name and of the signature in bytes.
const BYTES: usize = 12;
const DAY: i64 = 24 * 60 * 60;

/// What the browser of a request is known for.
#[derive(Debug, Clone, Default)]
pub struct KnownBrowser(Vec<String>);

impl KnownBrowser {
    /// Reads the request's cookie.
    #[must_use]
    pub fn read(headers: &HeaderMap, settings: &Settings) -> Self {
        let sent = kept_browsers(headers, settings).unwrap_or_default();
        Self(sent.split('.').filter(|entry| !entry.is_empty()).take(PEOPLE).map(str::to_owned).collect())
    }

    /// This browser's name for the person with that login key; `None` if they have never signed in with it.
    #[must_use]
    pub fn of(&self, keys: &KeyRing, tenant: &TenantSlug, login_key: &str, now: Timestamp) -> Option<&str> {
        let is_theirs = |entry: &&String| holds(keys, (tenant, login_key), entry, now);
        self.0.iter().find(is_theirs).map(String::as_str)
    }

    /// `Set-Cookie` that adds this person, who has just been authenticated.
    #[must_use]
    pub fn remember(
        &self,
        settings: &Settings,
        (keys, entropy): (&KeyRing, &dyn Entropy),
        (tenant, login_key): (&TenantSlug, &str),
        now: Timestamp,
    ) -> HeaderValue {
        let mut entry = [0_u8; BYTES];
        entropy.fill(&mut entry);
        let mut entry = entry.to_vec();
        entry.extend(day(now).to_be_bytes());
        entry.extend(signature(&keys.derived(), (tenant, login_key), &entry));
        let mut all = vec![URL_SAFE_NO_PAD.encode(entry)];
        all.extend(
            self.0
                .iter()
                .filter(|other| !holds(keys, (tenant, login_key), other, now))
                .take(PEOPLE - 1)
                .cloned(),
        );
        keep_browsers(settings, &all.join("."), i64::from(DAYS) * DAY)
    }
}

fn holds(keys: &KeyRing, person: (&TenantSlug, &str), entry: &str, now: Timestamp) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(entry) else { return false };
    let Some((content, signed)) = bytes.split_at_checked(BYTES + 4) else { return false };
    let Some(since) = content.last_chunk().map(|since| u32::from_be_bytes(*since)) else { return false };
    signed.len() == BYTES
        && day(now).saturating_sub(since) < DAYS
        && keys.all_derived().iter().any(|key| {
            Hmac::<Sha256>::new_from_slice(key)
                .is_ok_and(|mac| fed(mac, person, content).verify_truncated_left(signed).is_ok())
        })
}

fn signature(key: &[u8; 32], person: (&TenantSlug, &str), content: &[u8]) -> Vec<u8> {
    // HMAC accepts keys of any length.
    let made =
        Hmac::<Sha256>::new_from_slice(key).map(|mac| fed(mac, person, content).finalize().into_bytes());
    made.map(|bytes| bytes.iter().take(BYTES).copied().collect()).unwrap_or_default()
}

fn fed(mut mac: Hmac<Sha256>, (tenant, login_key): (&TenantSlug, &str), content: &[u8]) -> Hmac<Sha256> {
    for part in [b"known browser", tenant.as_str().as_bytes(), login_key.as_bytes(), content] {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    mac
}

fn day(now: Timestamp) -> u32 {
    u32::try_from(now.as_second() / DAY).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use jiff::SignedDuration;

    use super::*;
    use crate::clock::SystemEntropy;

    fn ring(keys: &str) -> KeyRing {
        KeyRing::parse(&keys.to_owned().into()).unwrap()
    }

    const OLD: &str = "one:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";
    const NEW: &str =
        "two:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY,one:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";

    fn sent_back(settings: &Settings, cookie: &HeaderValue) -> KnownBrowser {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(pair).unwrap());
        KnownBrowser::read(&headers, settings)
    }

    #[test]
    fn sec_31_a_browser_is_known_for_its_people_alone_and_cannot_be_made_up() {
        let settings =
            Settings::read([("PORTAL_ORIGIN".to_owned(), "https://portal.example".to_owned())]).unwrap();
        let (acme, globex) = (TenantSlug::parse("acme").unwrap(), TenantSlug::parse("globex").unwrap());
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let keys = ring(OLD);
        let mut browser = KnownBrowser::default();
        assert_eq!(browser.of(&keys, &acme, "jane", now), None);
        let cookie = browser.remember(&settings, (&keys, &SystemEntropy), (&acme, "jane"), now);
        let text = cookie.to_str().unwrap();
        assert!(
            text.starts_with("__Secure-portal_browser=") && text.contains("; HttpOnly; Secure"),
            "{text}"
        );
        browser = sent_back(&settings, &cookie);
        let known = browser.of(&keys, &acme, "jane", now).unwrap().to_owned();
        assert_eq!(browser.of(&keys, &acme, "june", now), None);
        assert_eq!(browser.of(&keys, &globex, "jane", now), None);
        assert_eq!(
            browser.of(&ring(NEW), &acme, "jane", now),
            Some(known.as_str()),
            "after a change of keys"
        );
        assert_eq!(browser.of(&keys, &acme, "jane", now + SignedDuration::from_hours(24 * 180)), None);
        for (place, _) in known.char_indices().step_by(5) {
            let other = if known.as_bytes()[place] == b'A' { "B" } else { "A" };
            let mut forged = known.clone();
            forged.replace_range(place..=place, other);
            assert_eq!(KnownBrowser(vec![forged]).of(&keys, &acme, "jane", now), None);
        }
        for forged in ["", "x", "AAAA", &"A".repeat(400)] {
            assert_eq!(KnownBrowser(vec![forged.to_owned()]).of(&keys, &acme, "", now), None);
        }
        // Five people share it; a sixth replaces the first, and nobody is listed twice.
        for person in ["b", "c", "d", "e", "b", "c"] {
            browser = sent_back(
                &settings,
                &browser.remember(&settings, (&keys, &SystemEntropy), (&acme, person), now),
            );
        }
        assert_eq!(browser.0.len(), 5);
        assert!(browser.of(&keys, &acme, "jane", now).is_some());
        browser =
            sent_back(&settings, &browser.remember(&settings, (&keys, &SystemEntropy), (&acme, "f"), now));
        assert_eq!((browser.0.len(), browser.of(&keys, &acme, "jane", now)), (5, None));
    }
}
