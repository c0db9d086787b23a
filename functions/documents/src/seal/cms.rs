//! The detached signature: CMS `SignedData` (RFC 5652) with the attributes that PAdES asks for.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use der::{Any, Encode as _, Sequence};
use x509_cert::Certificate;
use x509_cert::attr::{Attribute, Attributes};

use super::SealError;
use super::key::Key;

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
/// id-aa-timeStampToken
const TIME_STAMP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// RFC 5035: names the certificate by its digest. SHA-256 is the default and so left out.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
}

#[derive(Sequence)]
struct EssCertIdV2 {
    cert_hash: OctetString,
}

/// A signature that may still be given a timestamp.
pub(super) struct Signed {
    chain: Vec<Certificate>,
    signer: SignerInfo,
}

impl Signed {
    /// Signs content with this digest.
    pub(super) fn make(key: &Key, chain: Vec<Certificate>, digest: Vec<u8>) -> Result<Self, SealError> {
        let own = chain.first().ok_or(SealError::Key)?;
        let attributes = attributes(own, digest)?;
        // What is signed is the set as it stands alone; in its place it has another tag.
        let signature = key.sign(&attributes.to_der()?)?;
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: own.tbs_certificate.issuer.clone(),
                serial_number: own.tbs_certificate.serial_number.clone(),
            }),
            digest_alg: key.hash().algorithm(),
            signed_attrs: Some(attributes),
            signature_algorithm: key.algorithm(),
            signature: OctetString::new(signature)?,
            unsigned_attrs: None,
        };
        Ok(Self { chain, signer })
    }

    /// The signature's value: what a timestamp is about.
    pub(super) fn value(&self) -> &[u8] {
        self.signer.signature.as_bytes()
    }

    /// Adds the token of a time-stamp authority.
    pub(super) fn stamp(&mut self, token: Any) -> Result<(), SealError> {
        self.signer.unsigned_attrs = Some(set([attribute(TIME_STAMP, token)?])?);
        Ok(())
    }

    /// The whole in DER.
    pub(super) fn finish(self) -> Result<Vec<u8>, SealError> {
        let digest_algorithms = set([self.signer.digest_alg.clone()])?;
        let chain = self.chain.into_iter().map(CertificateChoices::Certificate);
        let data = SignedData {
            version: CmsVersion::V1,
            digest_algorithms,
            encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
            certificates: Some(CertificateSet(set(chain)?)),
            crls: None,
            signer_infos: SignerInfos(set([self.signer])?),
        };
        Ok(ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()?)
    }
}

fn attributes(own: &Certificate, digest: Vec<u8>) -> Result<Attributes, SealError> {
    let hash = super::key::Hash::Sha256.of(&own.to_der()?);
    let named = SigningCertificateV2 { certs: vec![EssCertIdV2 { cert_hash: OctetString::new(hash)? }] };
    set([
        attribute(CONTENT_TYPE, Any::encode_from(&DATA)?)?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest)?)?)?,
        attribute(SIGNING_CERTIFICATE, Any::encode_from(&named)?)?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, SealError> {
    Ok(Attribute { oid, values: set([value])? })
}

fn set<T: der::DerOrd>(parts: impl IntoIterator<Item = T>) -> Result<SetOfVec<T>, SealError> {
    Ok(SetOfVec::try_from(parts.into_iter().collect::<Vec<T>>())?)
}
