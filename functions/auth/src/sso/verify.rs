//! Checking a token of the Hub: one algorithm, one secret, typed claims, a short life. Pure.

use jiff::Timestamp;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;

use super::Refusal;
use super::claims::Framed;

/// Bytes of a token at most.
const LONGEST: usize = 8_192;
/// How far the Hub's clock may be ahead, in seconds.
const AHEAD: i64 = 30;

/// Whose token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A client's.
    Client,
    /// A staff member's.
    Staff,
}

impl Kind {
    /// Seconds that a token lives at most.
    fn life(self) -> i64 {
        match self {
            Self::Client => 70,
            Self::Staff => 60,
        }
    }

    /// What identities are kept under.
    pub(super) fn issuer(self) -> &'static str {
        match self {
            Self::Client => "hub:client",
            Self::Staff => "hub:staff",
        }
    }
}

/// The claims of a token that holds now.
pub(crate) fn verify<C: DeserializeOwned + Framed>(
    kind: Kind,
    token: &str,
    secret: Option<&SecretString>,
    now: Timestamp,
) -> Result<C, Refusal> {
    let secret = secret.ok_or(Refusal::NotConfigured)?;
    if token.is_empty() {
        return Err(Refusal::Missing);
    }
    if token.len() > LONGEST {
        return Err(Refusal::Malformed);
    }
    let header = decode_header(token).map_err(|_| Refusal::Malformed)?;
    if header.alg != Algorithm::HS256 {
        return Err(Refusal::Malformed);
    }
    let mut rules = Validation::new(Algorithm::HS256);
    // The injected clock decides below, and audiences are no part of what is documented.
    (rules.validate_exp, rules.validate_nbf, rules.validate_aud) = (false, false, false);
    rules.set_required_spec_claims::<&str>(&[]);
    let key = DecodingKey::from_secret(secret.expose_secret().as_bytes());
    let claims = decode::<C>(token, &key, &rules).map_err(|error| match error.kind() {
        ErrorKind::InvalidSignature => Refusal::Forged,
        ErrorKind::InvalidToken | ErrorKind::Base64(_) | ErrorKind::InvalidAlgorithm => Refusal::Malformed,
        _ => Refusal::Claims,
    })?;
    check(kind, &claims.claims, now.as_second())?;
    Ok(claims.claims)
}

fn check(kind: Kind, claims: &impl Framed, now: i64) -> Result<(), Refusal> {
    let frame = claims.frame();
    let sound =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && !text.chars().any(char::is_control);
    if !sound(frame.sub, 255) || !sound(frame.jti, 255) {
        return Err(Refusal::Claims);
    }
    if !frame.fits {
        return Err(Refusal::WrongContext);
    }
    if frame.exp <= now {
        return Err(Refusal::Expired);
    }
    let begins = frame.iat.unwrap_or(now);
    let early =
        begins > now.saturating_add(AHEAD) || frame.nbf.is_some_and(|nbf| nbf > now.saturating_add(AHEAD));
    let long =
        frame.exp.saturating_sub(begins) > kind.life() || frame.exp.saturating_sub(now) > kind.life() + AHEAD;
    if early || long { Err(Refusal::Lifetime) } else { Ok(()) }
}
