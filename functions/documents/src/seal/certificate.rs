//! Certificates: the one that is generated for a tenant, and the provider's own from a PEM file.

use der::{Decode as _, Encode as _};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, IsCa, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
    SerialNumber,
};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;
use x509_cert::ext::pkix::{KeyUsage, KeyUsages};

use super::key::Key;
use super::{Owner, SealError};

/// Years that a generated certificate holds: longer than any document is asked for.
const YEARS: i16 = 30;
/// Characters of a name at most.
const NAME: usize = 64;

/// The certificate that is generated for a tenant: signed by its own key, good for signing files and nothing else.
pub(super) fn generate(key: &Key, owner: &Owner<'_>) -> Result<Certificate, SealError> {
    let Key::Ec(pair, _) = key else { return Err(SealError::Key) };
    let form = pair.to_pkcs8v1().map_err(|_| SealError::Key)?;
    let form = PrivatePkcs8KeyDer::from(form.as_ref());
    let signer =
        KeyPair::from_pkcs8_der_and_sign_algo(&form, &PKCS_ECDSA_P256_SHA256).map_err(|_| SealError::Key)?;
    let name: String = owner.name.chars().take(NAME).collect();
    let mut subject = DistinguishedName::new();
    subject.push(DnType::OrganizationName, name.as_str());
    subject.push(DnType::CommonName, name.as_str());
    let mut params = CertificateParams::default();
    params.distinguished_name = subject;
    params.not_before = moment(owner.since, 0)?;
    params.not_after = moment(owner.since, YEARS)?;
    params.serial_number = Some(serial(&key.public()?, &name));
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::ContentCommitment];
    let made = params.self_signed(&signer).map_err(|_| SealError::Key)?;
    Certificate::from_der(made.der()).map_err(SealError::Form)
}

/// Of key and name: another name has another certificate of another number.
fn serial(public: &[u8], name: &str) -> SerialNumber {
    let digest = Sha256::new().chain_update(public).chain_update(name).finalize();
    let mut number: [u8; 16] = [0; 16];
    number.copy_from_slice(&digest[..16]);
    number[0] = (number[0] & 0x3F) | 0x40;
    SerialNumber::from_slice(&number)
}

fn moment(at: Timestamp, years: i16) -> Result<time::OffsetDateTime, SealError> {
    let at = at.to_zoned(TimeZone::UTC).saturating_add(Span::new().years(years)).timestamp();
    time::OffsetDateTime::from_unix_timestamp(at.as_second()).map_err(|_| SealError::Key)
}

/// A key and its certificates, the key's own first.
pub(super) struct Own {
    pub(super) key: Key,
    pub(super) chain: Vec<Certificate>,
}

/// The provider's own key and certificates, from PEM: one private key without a password, its certificate, and those
/// that lead from it to an authority, in any order.
pub(super) fn read(pem: &[u8]) -> Result<Own, SealError> {
    let key = PrivateKeyDer::from_pem_slice(pem)
        .map_err(|_| SealError::Own("holds no private key, or one that a password protects"))?;
    let key = Key::read(&key).ok_or(SealError::Own(
        "holds a key of another kind than RSA (2,048 bits or more), P-256, P-384 or P-521",
    ))?;
    let mut chain = Vec::new();
    for found in CertificateDer::pem_slice_iter(pem) {
        let found = found.map_err(|_| SealError::Own("holds a certificate that cannot be read"))?;
        let read = Certificate::from_der(&found).ok();
        // A signature names the certificate byte by byte, so it must be written as it was read.
        let read = read.filter(|read| read.to_der().is_ok_and(|again| again.as_slice() == &found[..]));
        chain.push(read.ok_or(SealError::Own("holds a certificate that cannot be read"))?);
    }
    let public = key.public()?;
    let mine = |one: &Certificate| {
        one.tbs_certificate.subject_public_key_info.to_der().is_ok_and(|form| form == public)
    };
    let place = chain.iter().position(mine).ok_or(SealError::Own("holds no certificate of its key"))?;
    chain.swap(0, place);
    if !signs(&chain[0]) {
        return Err(SealError::Own("holds a certificate that is not for signing documents"));
    }
    Ok(Own { key, chain })
}

/// True where the certificate's purpose allows signing documents.
fn signs(certificate: &Certificate) -> bool {
    match certificate.tbs_certificate.get::<KeyUsage>() {
        Ok(Some((_, KeyUsage(usage)))) => {
            usage.contains(KeyUsages::DigitalSignature) || usage.contains(KeyUsages::NonRepudiation)
        }
        Ok(None) => true,
        Err(_) => false,
    }
}

/// True where the certificate holds at `now`.
pub(super) fn holds(certificate: &Certificate, now: Timestamp) -> bool {
    let validity = &certificate.tbs_certificate.validity;
    let seconds = |time: &x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).ok();
    let (Some(begin), Some(end)) = (seconds(&validity.not_before), seconds(&validity.not_after)) else {
        return false;
    };
    (begin..=end).contains(&now.as_second())
}
