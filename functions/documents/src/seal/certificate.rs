//! A tenant's certificate: signed by its own key, good for signing files and nothing else.

use aws_lc_rs::signature::EcdsaKeyPair;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::der::{self, bits, context, integer, octets, oid, oids, sequence, set, tagged, text};
use super::{Owner, SealError, point, sign};

/// Years that it holds: longer than any paper is asked for.
const YEARS: i16 = 30;
/// Characters of a name at most.
const NAME: usize = 64;

/// The certificate in DER.
pub(super) fn make(key: &EcdsaKeyPair, owner: &Owner<'_>) -> Result<Vec<u8>, SealError> {
    let name = name(owner);
    let body = sequence(&[
        &context(0, &integer(&[2])),
        &serial(key, owner),
        &der::ecdsa(),
        &name,
        &sequence(&[&moment(owner.since, 0), &moment(owner.since, YEARS)]),
        &name,
        &public_key(key),
        &context(3, &extensions(key)),
    ]);
    let signature = sign(key, &body)?;
    Ok(sequence(&[&body, &der::ecdsa(), &bits(&signature)]))
}

/// What tells it from every other certificate.
pub(super) fn issuer_and_serial(key: &EcdsaKeyPair, owner: &Owner<'_>) -> Vec<u8> {
    sequence(&[&name(owner), &serial(key, owner)])
}

/// What names it: issuer and subject are the same.
fn name(owner: &Owner<'_>) -> Vec<u8> {
    let short: String = owner.name.chars().take(NAME).collect();
    let part = |kind: &[u8], value: &str| set(vec![sequence(&[&oid(kind), &text(value)])]);
    sequence(&[&part(oids::ORGANIZATION, &short), &part(oids::COMMON_NAME, &short)])
}

/// Of key and name: another name has another certificate of another number.
fn serial(key: &EcdsaKeyPair, owner: &Owner<'_>) -> Vec<u8> {
    let digest = Sha256::new().chain_update(point(key)).chain_update(name(owner)).finalize();
    let mut number: [u8; 16] = [0; 16];
    number.copy_from_slice(&digest[..16]);
    number[0] = (number[0] & 0x3F) | 0x40;
    integer(&number)
}

fn public_key(key: &EcdsaKeyPair) -> Vec<u8> {
    let algorithm = sequence(&[&oid(oids::EC_PUBLIC_KEY), &oid(oids::P256)]);
    sequence(&[&algorithm, &bits(point(key))])
}

fn extensions(key: &EcdsaKeyPair) -> Vec<u8> {
    let critical = tagged(0x01, &[0xFF]);
    // digitalSignature and contentCommitment: six bits are unused.
    let usage = tagged(0x03, &[6, 0xC0]);
    let identifier = Sha256::digest(point(key));
    sequence(&[
        &sequence(&[&oid(oids::BASIC_CONSTRAINTS), &critical, &octets(&sequence(&[]))]),
        &sequence(&[&oid(oids::KEY_USAGE), &critical, &octets(&usage)]),
        &sequence(&[&oid(oids::KEY_IDENTIFIER), &octets(&octets(&identifier[..20]))]),
    ])
}

/// A moment so many years later: two digits of the year before 2050, four from then on.
fn moment(at: Timestamp, years: i16) -> Vec<u8> {
    let at = at.to_zoned(TimeZone::UTC);
    let at = at.saturating_add(jiff::Span::new().years(years));
    if at.year() < 2050 {
        tagged(0x17, at.strftime("%y%m%d%H%M%SZ").to_string().as_bytes())
    } else {
        tagged(0x18, at.strftime("%Y%m%d%H%M%SZ").to_string().as_bytes())
    }
}
