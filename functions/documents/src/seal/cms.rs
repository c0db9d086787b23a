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
        &seal.issuer_and_serial,
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
