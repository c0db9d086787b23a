//! The provider's own certificate.

use der::EncodePem as _;
use der::pem::{LineEnding, encode_string};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ECDSA_P521_SHA512, PKCS_ED25519, PKCS_RSA_SHA256,
    SignatureAlgorithm, date_time_ymd,
};

use super::*;

/// A key, its certificate and that of an authority, in PEM; and the authority's alone.
struct Bought {
    key: String,
    own: String,
    authority: String,
}

impl Bought {
    fn whole(&self) -> String {
        [self.key.as_str(), &self.own, &self.authority].concat()
    }
}

fn pem(certificate: &rcgen::Certificate) -> String {
    use der::Decode as _;
    Certificate::from_der(certificate.der()).unwrap().to_pem(LineEnding::LF).unwrap()
}

fn params(name: &str, years: (i32, i32)) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    (params.not_before, params.not_after) = (date_time_ymd(years.0, 1, 1), date_time_ymd(years.1, 1, 1));
    params
}

fn bought(kind: &'static SignatureAlgorithm, usage: KeyUsagePurpose, years: (i32, i32)) -> Bought {
    let mut root = params("Example Document CA", (2020, 2046));
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    root.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let root_key = KeyPair::generate().unwrap();
    let authority = pem(&root.self_signed(&root_key).unwrap());
    let issuer = Issuer::new(root, root_key);
    let key = KeyPair::generate_for(kind).unwrap();
    let mut own = params("Northwind IT", years);
    own.key_usages = vec![usage];
    let own = pem(&own.signed_by(&key, &issuer).unwrap());
    let key = encode_string("PRIVATE KEY", LineEnding::LF, &key.serialize_der()).unwrap();
    Bought { key, own, authority }
}

const SIGNS: KeyUsagePurpose = KeyUsagePurpose::DigitalSignature;
const LONG: (i32, i32) = (2020, 2046);

#[tokio::test]
async fn sec_22_a_bought_certificate_signs_and_openssl_accepts_its_chain() {
    let kinds = [&PKCS_RSA_SHA256, &PKCS_ECDSA_P256_SHA256, &PKCS_ECDSA_P384_SHA384, &PKCS_ECDSA_P521_SHA512];
    for kind in kinds {
        let bought = bought(kind, SIGNS, LONG);
        let file = sealed(&settings(&[("PORTAL_SEAL_PEM", &bought.whole())]), 2).await.unwrap();
        let said = pdfsig(&file);
        assert!(said.contains("Signature is Valid") && said.contains("Northwind IT"), "{kind:?}: {said}");
        Opened::read(&file).openssl_verifies(&bought.authority).expect("a chain to the authority");
        let other = self::bought(kind, SIGNS, LONG);
        Opened::read(&file).openssl_verifies(&other.authority).expect_err("another authority");
        reader::qpdf_accepts(&file);
    }
}

#[tokio::test]
async fn a_bought_certificate_comes_in_any_order_and_as_one_line_or_a_file() {
    let bought = bought(&PKCS_ECDSA_P256_SHA256, SIGNS, LONG);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("seal.pem");
    std::fs::write(&path, bought.whole()).unwrap();
    let mixed = [bought.authority.as_str(), &bought.own, &bought.key].concat();
    for setting in [mixed, bought.whole().replace('\n', "\\n"), path.to_string_lossy().into_owned()] {
        let settings = settings(&[("PORTAL_SEAL_PEM_ACME", &setting)]);
        check_seals(&settings, moment()).unwrap();
        let file = sealed(&settings, 1).await.unwrap();
        assert!(pdfsig(&file).contains("Northwind IT"));
        Opened::read(&file).openssl_verifies(&bought.authority).unwrap();
        let globex = Seal::of(&settings, &[7; 32], &owner("globex"), moment()).unwrap();
        let file = globex.seal(plain(1), "x".into(), moment(), [0; 16]).await.unwrap();
        assert!(!pdfsig(&file).contains("Northwind IT"), "another tenant's");
    }
}

#[tokio::test]
async fn a_bought_certificate_that_cannot_be_used_is_named_at_the_start_and_seals_nothing() {
    let good = bought(&PKCS_ECDSA_P256_SHA256, SIGNS, LONG);
    let other = bought(&PKCS_ECDSA_P256_SHA256, SIGNS, LONG);
    let edwards = bought(&PKCS_ED25519, SIGNS, LONG);
    let ended = bought(&PKCS_ECDSA_P256_SHA256, SIGNS, (2020, 2026));
    let agreement = bought(&PKCS_ECDSA_P256_SHA256, KeyUsagePurpose::KeyAgreement, LONG);
    let locked = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n";
    for (pem, reason) in [
        ([good.key.as_str(), &other.own].concat(), "no certificate of its key"),
        (good.own.clone(), "no private key"),
        ([locked, &good.own].concat(), "a password protects"),
        (good.key.clone(), "no certificate of its key"),
        (edwards.whole(), "another kind"),
        (ended.whole(), "expired"),
        (agreement.whole(), "not for signing"),
        ("/nowhere/seal.pem".to_owned(), "cannot be read"),
    ] {
        let settings = settings(&[("PORTAL_SEAL_PEM", &pem)]);
        let said = check_seals(&settings, moment()).unwrap_err();
        assert!(
            said.starts_with("PORTAL_SEAL_PEM cannot be used: ") && said.contains(reason),
            "{reason}: {said}"
        );
        assert!(sealed(&settings, 1).await.unwrap_err().is_passing(), "{reason}");
    }
}
