//! The digital signature of a PDF: a tenant's own key and certificate, and a detached signature over all of the file
//! (PAdES baseline B: `ETSI.CAdES.detached`). See ADR 7.
//!
//! The key is made of the installation's secret and the tenant's name, so that every process has the same one and none
//! lies in the store.

mod certificate;
mod cms;
mod der;
mod update;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;

/// Why a file could not be sealed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SealError {
    /// No key could be made, or it does not sign.
    #[error("the key for signing files cannot be used")]
    Key,
    /// The file is none that we have made.
    #[error("the PDF has no {0}")]
    Pdf(&'static str),
    /// The signature is larger than the place that is left for it.
    #[error("the signature does not fit its place")]
    Room,
}

/// Seals files in a tenant's name.
pub(crate) struct Seal {
    key: EcdsaKeyPair,
    certificate: Vec<u8>,
    /// What tells the certificate from every other.
    issuer_and_serial: Vec<u8>,
}

/// Whose seal it is.
pub(crate) struct Owner<'a> {
    /// The tenant's slug.
    pub(crate) slug: &'a str,
    /// What it is called.
    pub(crate) name: &'a str,
    /// Since when it is there.
    pub(crate) since: Timestamp,
}

impl Seal {
    /// The seal of a tenant, of the installation's secret.
    pub(crate) fn of(secret: &[u8; 32], owner: &Owner<'_>) -> Result<Self, SealError> {
        let key = key(secret, owner.slug)?;
        let certificate = certificate::make(&key, owner)?;
        let issuer_and_serial = certificate::issuer_and_serial(&key, owner);
        Ok(Self { key, certificate, issuer_and_serial })
    }

    /// The file with a signature over every byte of it but the signature's own.
    pub(crate) fn seal(&self, pdf: &[u8], name: &str, at: Timestamp) -> Result<Vec<u8>, SealError> {
        let draft = update::append(pdf, name, at)?;
        let digest = draft.digest();
        draft.fill(&cms::make(self, &digest)?)
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SealError> {
        sign(&self.key, message)
    }
}

fn sign(key: &EcdsaKeyPair, message: &[u8]) -> Result<Vec<u8>, SealError> {
    let signature = key.sign(&SystemRandom::new(), message).map_err(|_| SealError::Key)?;
    Ok(signature.as_ref().to_vec())
}

/// A key on the curve P-256: nearly every number is one, and where one is not, the next is taken.
fn key(secret: &[u8; 32], slug: &str) -> Result<EcdsaKeyPair, SealError> {
    for turn in 0..16_u8 {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(|_| SealError::Key)?;
        mac.update(b"the-one-portal: seal of documents\0");
        mac.update(slug.as_bytes());
        mac.update(&[0, turn]);
        let scalar = mac.finalize().into_bytes();
        let form = der::private_key(&scalar);
        if let Ok(key) = EcdsaKeyPair::from_private_key_der(&ECDSA_P256_SHA256_ASN1_SIGNING, &form) {
            return Ok(key);
        }
    }
    Err(SealError::Key)
}

/// The public key as a point, uncompressed.
fn point(key: &EcdsaKeyPair) -> &[u8] {
    key.public_key().as_ref()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use shared::pdf::{About, Fonts, Ink, Paper, Shaper, Side};

    use super::*;

    fn owner(slug: &str) -> Owner<'_> {
        Owner { slug, name: "Grüße & Söhne IT", since: "2026-01-02T03:04:05Z".parse().unwrap() }
    }

    fn plain(pages: usize) -> Vec<u8> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts");
        let fonts = Fonts::load(std::path::Path::new(folder)).unwrap();
        let mut paper = Paper::new(Shaper::new(&fonts));
        for page in 0..pages {
            if page > 0 {
                paper.turn();
            }
            let ink = Ink { size: 12.0, bold: false, colour: (0, 0, 0) };
            paper.text((50.0, 50.0), Side::Left, ink, &format!("Page {page}"));
        }
        let about = About { title: "Test".into(), author: "Test".into(), language: "en".into() };
        paper.finish(about).unwrap()
    }

    fn sealed(pages: usize) -> Vec<u8> {
        let seal = Seal::of(&[7; 32], &owner("acme")).unwrap();
        seal.seal(&plain(pages), "Grüße IT", "2026-03-02T09:00:00Z".parse().unwrap()).unwrap()
    }

    /// What `pdfsig` of poppler says.
    fn pdfsig(bytes: &[u8]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("signed.pdf");
        std::fs::write(&path, bytes).unwrap();
        let said =
            Command::new("pdfsig").arg("-nocert").arg(&path).output().expect("pdfsig of poppler-utils");
        String::from_utf8_lossy(&said.stdout).into_owned()
    }

    #[test]
    fn sec_22_a_common_reader_accepts_the_signature_over_all_of_the_file() {
        for pages in [1, 2, 40] {
            let said = pdfsig(&sealed(pages));
            for line in
                ["Signature is Valid", "Total document signed", "ETSI.CAdES.detached", "Grüße & Söhne IT"]
            {
                assert!(said.contains(line), "{pages}: {said}");
            }
        }
    }

    #[test]
    fn sec_22_a_changed_byte_breaks_the_signature() {
        let whole = sealed(2);
        let title = whole.windows(6).position(|some| some == b"/Title").expect("a title");
        // Somewhere in a page's stream, in the metadata, and in the catalogue.
        for place in [whole.len() / 4, title + 8, 20] {
            let mut other = whole.clone();
            other[place] ^= 1;
            assert!(!pdfsig(&other).contains("Signature is Valid"), "byte {place}");
        }
    }

    #[test]
    fn a_tenant_always_has_the_same_key_and_no_other_has_it() {
        let point = |secret: u8, slug: &str| point(&key(&[secret; 32], slug).unwrap()).to_vec();
        assert_eq!(point(1, "acme"), point(1, "acme"));
        assert_ne!(point(1, "acme"), point(1, "globex"));
        assert_ne!(point(1, "acme"), point(2, "acme"));
    }

    #[test]
    fn what_is_no_file_of_ours_is_refused() {
        let seal = Seal::of(&[7; 32], &owner("acme")).unwrap();
        for bytes in
            [&b""[..], b"%PDF-1.7\n", b"startxref\n9999999\n%%EOF", b"xref\ntrailer<<>>startxref\n0\n%%EOF"]
        {
            assert!(seal.seal(bytes, "x", Timestamp::UNIX_EPOCH).is_err());
        }
    }
}
