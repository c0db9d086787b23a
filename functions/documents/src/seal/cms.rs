//! The detached signature: CMS `SignedData` (RFC 5652) with the attributes that PAdES asks for.

use sha2::{Digest, Sha256};

use super::der::{self, context, integer, octets, oid, oids, sequence, set, set_content, tagged};
use super::{Seal, SealError};

/// The signature of content with this digest.
pub(super) fn make(seal: &Seal, digest: &[u8]) -> Result<Vec<u8>, SealError> {
    let attributes = attributes(seal, digest);
    // What is signed is the set as it stands alone; in its place it has another tag.
    let signature = seal.sign(&tagged(0x31, &attributes))?;
    let signer = sequence(&[
        &integer(&[1]),
        &issuer_and_serial(seal)?,
        &der::sha256(),
        &context(0, &attributes),
        &der::ecdsa(),
        &octets(&signature),
    ]);
    let data = sequence(&[
        &integer(&[1]),
        &set(vec![der::sha256()]),
        &sequence(&[&oid(oids::DATA)]),
        &context(0, &seal.certificate),
        &set(vec![signer]),
    ]);
    Ok(sequence(&[&oid(oids::SIGNED_DATA), &context(0, &data)]))
}

fn attributes(seal: &Seal, digest: &[u8]) -> Vec<u8> {
    let attribute = |kind: &[u8], value: Vec<u8>| sequence(&[&oid(kind), &set(vec![value])]);
    // ESSCertIDv2 with SHA-256, which is its default and so left out.
    let certificate = sequence(&[&octets(&Sha256::digest(&seal.certificate))]);
    set_content(vec![
        attribute(oids::CONTENT_TYPE, oid(oids::DATA)),
        attribute(oids::MESSAGE_DIGEST, octets(digest)),
        attribute(oids::SIGNING_CERTIFICATE, sequence(&[&sequence(&[&certificate])])),
    ])
}

/// Issuer and serial number, cut out of the certificate that we have written ourselves: behind its version.
fn issuer_and_serial(seal: &Seal) -> Result<Vec<u8>, SealError> {
    let whole = content(&seal.certificate).ok_or(SealError::Key)?;
    let body = content(whole).ok_or(SealError::Key)?;
    let mut parts = Vec::new();
    let mut rest = body;
    for _ in 0..4 {
        let length = total(rest).ok_or(SealError::Key)?;
        let (part, behind) = rest.split_at_checked(length).ok_or(SealError::Key)?;
        parts.push(part);
        rest = behind;
    }
    match parts.as_slice() {
        [_, serial, _, issuer] => Ok(sequence(&[issuer, serial])),
        _ => Err(SealError::Key),
    }
}

/// Bytes of the head and of all of a value.
fn measure(value: &[u8]) -> Option<(usize, usize)> {
    let first = usize::from(*value.get(1)?);
    if first < 0x80 {
        return Some((2, 2 + first));
    }
    let count = first & 0x7F;
    let length = value.get(2..2 + count)?.iter().fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte));
    Some((2 + count, 2 + count + length))
}

fn total(value: &[u8]) -> Option<usize> {
    measure(value).map(|(_, whole)| whole)
}

fn content(value: &[u8]) -> Option<&[u8]> {
    let (head, whole) = measure(value)?;
    value.get(head..whole)
}
