//! Passwords: which are good enough, and hashing them without slowing anything else.

use std::collections::HashSet;
use std::hint::black_box;
use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};

use crate::problem::Problem;
use crate::tenant::TenantSlug;
use crate::work::{Kind, Work};

/// Passwords that everybody tries first, sorted, one a line: the common list of the zxcvbn estimator (MIT, Dropbox).
static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());
const SHORTEST: usize = 12;
const LONGEST: usize = 128;
/// Memory in KiB, passes, lanes: Argon2id as OWASP recommends at least.
const PARAMS: (u32, u32, u32) = (19_456, 2, 1);
/// What an unknown person's password is compared with, so that it takes the same work. Nobody knows its password.
const DECOY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGtub3dzIGl0$qHvqkQYdS4P8v1W5O4K0yvMZ7q8hJw3mXk2Tn5cR9aE";

/// Why `password` is not good enough, as a sentence; `None` where it is.
#[must_use]
pub fn weakness(password: &str, email: &str, portal_name: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some("Use at least 12 characters.");
    }
    if length > LONGEST {
        return Some("Use at most 128 characters.");
    }
    let folded = password.to_lowercase();
    let local = email.split('@').next().unwrap_or_default().to_lowercase();
    if local.chars().count() >= 3 && folded.contains(&local) {
        return Some("Leave your email name out of the password.");
    }
    let name = portal_name.trim().to_lowercase();
    if name.chars().count() >= 3 && folded.contains(&name) {
        return Some("Leave the portal's name out of the password.");
    }
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    if COMMON.contains(folded.as_str()) || COMMON.contains(core) || is_monotonous(&folded) {
        return Some("This password is among the first that others would guess. Choose another one.");
    }
    None
}

/// True for one short piece repeated: `abcabcabcabc`.
fn is_monotonous(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=4).any(|step| letters.iter().zip(letters.iter().skip(step)).all(|(a, b)| a == b))
}

/// Hashes in places for heavy work, so that a storm ends in 503 and not in memory.
#[derive(Clone)]
pub struct Hasher {
    work: Work,
    counted: Arc<std::sync::atomic::AtomicU64>,
}

/// What a comparison found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The password is right.
    pub right: bool,
    /// The hash was made with weaker parameters than today's.
    pub outdated: bool,
}

impl Hasher {
    /// Takes its places there.
    #[must_use]
    pub fn new(work: Work) -> Self {
        Self { work, counted: Arc::default() }
    }

    /// Hashes and comparisons so far.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.counted.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// The hash of a new password, in PHC form. 503 where too many hashes wait, the tenant's or all.
    pub async fn hash(&self, tenant: &TenantSlug, password: SecretString) -> Result<String, Problem> {
        self.work(tenant, move || hash(password.expose_secret())).await?.map_err(Problem::internal)
    }

    /// Compares; without a hash it compares with a decoy and finds it wrong, after the same work.
    /// 503 where too many hashes wait, the tenant's or all.
    pub async fn verify(
        &self,
        tenant: &TenantSlug,
        password: SecretString,
        hash: Option<String>,
    ) -> Result<Verdict, Problem> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| DECOY.to_owned());
        let verdict = self.work(tenant, move || verify(password.expose_secret(), &hash)).await?;
        Ok(Verdict { right: verdict.right && known, ..verdict })
    }

    async fn work<T: Send + 'static>(
        &self,
        tenant: &TenantSlug,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.work.enter(Kind::Hash, tenant).await?;
        self.counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        place.run(job).await
    }
}

fn argon() -> Result<Argon2<'static>, argon2::Error> {
    let (memory, passes, lanes) = PARAMS;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(memory, passes, lanes, None)?))
}

/// The two calls into the library go through pointers that the compiler cannot see through: inlined here, the library's
/// inner loop would be compiled for size, as most of the delivered program is, and would take twice as long.
fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    let argon = argon().map_err(|_| argon2::password_hash::Error::Crypto)?;
    let salt = argon2::password_hash::try_generate_salt()?;
    let work: fn(&Argon2<'static>, &[u8], &[u8]) -> Result<PasswordHash, _> =
        <Argon2<'static> as PasswordHasher<PasswordHash>>::hash_password_with_salt;
    Ok(black_box(work)(&argon, password.as_bytes(), &salt)?.to_string())
}

fn verify(password: &str, hash: &str) -> Verdict {
    let Ok(parsed) = PasswordHash::new(hash) else { return Verdict { right: false, outdated: false } };
    let work: fn(&Argon2<'static>, &[u8], &str) -> Result<(), _> =
        <Argon2<'static> as PasswordVerifier<str>>::verify_password;
    let right = black_box(work)(&Argon2::default(), password.as_bytes(), hash).is_ok();
    let outdated = Params::try_from(&parsed)
        .is_ok_and(|params| params.m_cost() < PARAMS.0 || params.t_cost() < PARAMS.1);
    Verdict { right, outdated }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_named() {
        for (password, ok) in [
            ("short", false),
            ("correct horse battery", true),
            ("jane.doe-rocks-2026", false),
            ("welcome to northwind it", false),
            ("password1234", false),
            ("abcabcabcabcabc", false),
            ("пароль-не-угадать", true),
        ] {
            assert_eq!(
                weakness(password, "jane.doe@example.com", "Northwind IT").is_none(),
                ok,
                "{password}"
            );
        }
        assert!(weakness(&"x1y2".repeat(33), "a@b.example", "P").is_some());
    }

    #[tokio::test]
    async fn a_right_password_verifies_and_a_wrong_or_missing_one_does_not() {
        let hasher = Hasher::new(Work::new(1, 192));
        let tenant = TenantSlug::parse("acme").unwrap();
        let right = |password: &'static str, hash: Option<String>| {
            let (hasher, tenant) = (hasher.clone(), tenant.clone());
            async move { hasher.verify(&tenant, password.into(), hash).await.unwrap().right }
        };
        let hash = hasher.hash(&tenant, "correct horse battery".into()).await.unwrap();
        assert!(right("correct horse battery", Some(hash.clone())).await);
        assert!(!right("correct horse batterx", Some(hash)).await);
        assert!(!right("the password of nobody", None).await);
        assert_eq!(hasher.count(), 4);
    }

    #[test]
    fn the_decoy_takes_the_same_work_as_a_real_hash() {
        let decoy = PasswordHash::new(DECOY).unwrap();
        let params = Params::try_from(&decoy).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), PARAMS);
        assert_eq!(decoy.hash.unwrap().as_bytes().len(), 32);
    }
}
