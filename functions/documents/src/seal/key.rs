//! Keys that sign: ECDSA on the three NIST curves, and RSA.

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use aws_lc_rs::digest::{self, Context};
use aws_lc_rs::encoding::{AsDer as _, EcPrivateKeyRfc5915Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING,
    EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use der::Any;
use der::asn1::ObjectIdentifier;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rustls_pki_types::PrivateKeyDer;
use sha2::Sha256;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::SealError;

/// The digest that goes with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// An empty digest, to be fed.
    pub(super) fn context(self) -> Context {
        Context::new(match self {
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        })
    }

    /// The digest of `bytes`.
    pub(super) fn of(self, bytes: &[u8]) -> Vec<u8> {
        let mut context = self.context();
        context.update(bytes);
        context.finish().as_ref().to_vec()
    }

    /// Its name in a signature.
    pub(super) fn algorithm(self) -> AlgorithmIdentifierOwned {
        let oid = match self {
            Self::Sha256 => "2.16.840.1.101.3.4.2.1",
            Self::Sha384 => "2.16.840.1.101.3.4.2.2",
            Self::Sha512 => "2.16.840.1.101.3.4.2.3",
        };
        AlgorithmIdentifierOwned { oid: ObjectIdentifier::new_unwrap(oid), parameters: None }
    }
}

/// A key that signs.
pub(super) enum Key {
    Ec(EcdsaKeyPair, Hash),
    Rsa(RsaKeyPair),
}

/// The curves, and the digest that goes with each.
const CURVES: [(&EcdsaSigningAlgorithm, Hash); 3] = [
    (&ECDSA_P256_SHA256_ASN1_SIGNING, Hash::Sha256),
    (&ECDSA_P384_SHA384_ASN1_SIGNING, Hash::Sha384),
    (&ECDSA_P521_SHA512_ASN1_SIGNING, Hash::Sha512),
];

impl Key {
    /// The key of a file; `None` where it is of another kind.
    pub(super) fn read(key: &PrivateKeyDer<'_>) -> Option<Self> {
        let bytes = key.secret_der();
        let curve = CURVES.into_iter().find_map(|(curve, hash)| {
            EcdsaKeyPair::from_private_key_der(curve, bytes).ok().map(|pair| Self::Ec(pair, hash))
        });
        let rsa = || match key {
            PrivateKeyDer::Pkcs1(_) => RsaKeyPair::from_der(bytes).ok(),
            _ => RsaKeyPair::from_pkcs8(bytes).ok(),
        };
        curve.or_else(|| rsa().map(Self::Rsa))
    }

    /// The key of a tenant, made of the installation's secret, so that every process has the same one and none lies in
    /// the store. Nearly every number is a key on the curve P-256, and where one is not, the next is taken.
    pub(super) fn generated(secret: &[u8; 32], slug: &str) -> Result<Self, SealError> {
        for turn in 0..16_u8 {
            let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(|_| SealError::Key)?;
            mac.update(b"the-one-portal: seal of documents\0");
            mac.update(slug.as_bytes());
            mac.update(&[0, turn]);
            let scalar = mac.finalize().into_bytes();
            let Ok(key) = PrivateKey::from_private_key(&ECDH_P256, &scalar) else { continue };
            let form: EcPrivateKeyRfc5915Der<'_> = key.as_der().map_err(|_| SealError::Key)?;
            let pair = EcdsaKeyPair::from_private_key_der(&ECDSA_P256_SHA256_ASN1_SIGNING, form.as_ref());
            return Ok(Self::Ec(pair.map_err(|_| SealError::Key)?, Hash::Sha256));
        }
        Err(SealError::Key)
    }

    /// The digest that it signs.
    pub(super) fn hash(&self) -> Hash {
        match self {
            Self::Ec(_, hash) => *hash,
            Self::Rsa(_) => Hash::Sha256,
        }
    }

    /// The signature of a message.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SealError> {
        let chance = SystemRandom::new();
        match self {
            Self::Ec(pair, _) => {
                let signature = pair.sign(&chance, message).map_err(|_| SealError::Key)?;
                Ok(signature.as_ref().to_vec())
            }
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &chance, message, &mut signature).map_err(|_| SealError::Key)?;
                Ok(signature)
            }
        }
    }

    /// The name of its signatures.
    pub(super) fn algorithm(&self) -> AlgorithmIdentifierOwned {
        let (oid, parameters) = match self {
            Self::Ec(_, Hash::Sha256) => ("1.2.840.10045.4.3.2", None),
            Self::Ec(_, Hash::Sha384) => ("1.2.840.10045.4.3.3", None),
            Self::Ec(_, Hash::Sha512) => ("1.2.840.10045.4.3.4", None),
            Self::Rsa(_) => ("1.2.840.113549.1.1.11", Some(Any::null())),
        };
        AlgorithmIdentifierOwned { oid: ObjectIdentifier::new_unwrap(oid), parameters }
    }

    /// `SubjectPublicKeyInfo` in DER.
    pub(super) fn public(&self) -> Result<Vec<u8>, SealError> {
        let form: Result<PublicKeyX509Der<'_>, _> = match self {
            Self::Ec(pair, _) => pair.public_key().as_der(),
            Self::Rsa(pair) => pair.public_key().as_der(),
        };
        Ok(form.map_err(|_| SealError::Key)?.as_ref().to_vec())
    }
}
