//! What readers that we did not write say of a seal.

mod own;
pub(crate) mod reader;
pub(crate) mod tsa;

use jiff::Timestamp;
use shared::pdf::{About, Fonts, Ink, Paper, Shaper, Side};
use shared::settings::Settings;

use self::reader::{Opened, pdfsig};
use super::*;

pub(super) fn owner(slug: &str) -> Owner<'_> {
    Owner { slug, name: "Grüße & Söhne IT", since: "2026-01-02T03:04:05Z".parse().unwrap() }
}

pub(super) fn moment() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

pub(super) fn settings(pairs: &[(&str, &str)]) -> Settings {
    Settings::read(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).unwrap()
}

pub(super) fn plain(pages: usize) -> Vec<u8> {
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

pub(super) async fn sealed(settings: &Settings, pages: usize) -> Result<Vec<u8>, SealError> {
    let seal = Seal::of(settings, &[7; 32], &owner("acme"), moment())?;
    seal.seal(plain(pages), "Grüße IT".into(), moment(), [9; 16]).await
}

#[tokio::test]
async fn sec_22_a_common_reader_accepts_the_signature_over_all_of_the_file() {
    for pages in [1, 2, 40] {
        let said = pdfsig(&sealed(&settings(&[]), pages).await.unwrap());
        for line in ["Signature is Valid", "Total document signed", "ETSI.CAdES.detached", "Grüße & Söhne IT"]
        {
            assert!(said.contains(line), "{pages}: {said}");
        }
    }
}

#[tokio::test]
async fn sec_22_the_signature_certifies_that_nothing_may_be_changed() {
    let before = plain(2);
    let file = sealed(&settings(&[]), 2).await.unwrap();
    assert!(file.starts_with(&before), "what was there stays byte for byte");
    let rule = reader::certification(&file);
    assert_eq!(rule, ("DocMDP".to_owned(), 1));
    reader::qpdf_accepts(&file);
}

#[tokio::test]
async fn sec_22_a_changed_byte_breaks_the_signature() {
    let whole = sealed(&settings(&[]), 2).await.unwrap();
    let title = whole.windows(6).position(|some| some == b"/Title").expect("a title");
    let certified = whole.windows(7).rposition(|some| some == b"/DocMDP").expect("a certification");
    // Somewhere in a page's stream, in the metadata, in the certification, and in the catalogue.
    for place in [whole.len() / 8, title + 8, certified + 2, 20] {
        let mut other = whole.clone();
        other[place] ^= 1;
        assert!(!pdfsig(&other).contains("Signature is Valid"), "byte {place}");
    }
}

#[test]
fn a_tenant_always_has_the_same_key_and_no_other_has_it() {
    let public = |secret: u8, slug: &str| Key::generated(&[secret; 32], slug).unwrap().public().unwrap();
    assert_eq!(public(1, "acme"), public(1, "acme"));
    assert_ne!(public(1, "acme"), public(1, "globex"));
    assert_ne!(public(1, "acme"), public(2, "acme"));
}

#[tokio::test]
async fn what_is_no_file_of_ours_is_refused() {
    let now = moment();
    for bytes in
        [&b""[..], b"%PDF-1.7\n", b"startxref\n9999999\n%%EOF", b"xref\ntrailer<<>>startxref\n0\n%%EOF"]
    {
        let seal = Seal::of(&settings(&[]), &[7; 32], &owner("acme"), now).unwrap();
        assert!(seal.seal(bytes.to_vec(), "x".into(), now, [0; 16]).await.is_err());
    }
}

#[tokio::test]
async fn sec_22_a_sealed_file_cannot_be_sealed_again() {
    let file = sealed(&settings(&[]), 1).await.unwrap();
    let seal = Seal::of(&settings(&[]), &[7; 32], &owner("acme"), moment()).unwrap();
    assert!(matches!(seal.seal(file, "x".into(), moment(), [0; 16]).await, Err(SealError::Pdf(_))));
}

#[tokio::test]
async fn sec_22_an_authority_stamps_the_signature_and_openssl_verifies_it() {
    let authority = tsa::Authority::start();
    let file = sealed(&settings(&[("PORTAL_TIMESTAMP_URL", authority.url())]), 2).await.unwrap();
    let said = pdfsig(&file);
    assert!(said.contains("Signature is Valid") && said.contains("Total document signed"), "{said}");
    let opened = Opened::read(&file);
    let token = opened.token().expect("a timestamp");
    authority.verifies(&token, opened.signature()).expect("openssl ts -verify");
    let mut other = opened.signature().to_vec();
    other[0] ^= 1;
    authority.verifies(&token, &other).expect_err("a timestamp of another signature");
    assert!(Opened::read(&sealed(&settings(&[]), 1).await.unwrap()).token().is_none());
}

#[tokio::test]
async fn sec_22_what_an_authority_says_of_something_else_is_no_timestamp() {
    let refused = |answer: tsa::Answers| async move {
        let authority = tsa::Authority::answering(answer);
        let file = sealed(&settings(&[("PORTAL_TIMESTAMP_URL", authority.url())]), 1).await;
        let error = file.expect_err("no timestamp, no file");
        assert!(error.is_passing(), "{error}");
        error.to_string()
    };
    assert!(refused(tsa::Answers::AnotherRequest).await.contains("about something else"));
    assert!(refused(tsa::Answers::Rejection).await.contains("refuses with status 2"));
    assert!(refused(tsa::Answers::Garbage).await.contains("cannot be read"));
    assert!(refused(tsa::Answers::Status500).await.contains("500"));
    assert!(refused(tsa::Answers::Endless).await.contains("too large"));
}
