//! `sec_08`: files that attack whoever opens them leave the store harmless, whatever the uploader claims.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use shared::files::Serving;
use shared::files::sniff::{clean_name, sniff};

use super::Ground;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

/// Name, bytes, and whether it may be shown as what it truly is.
fn corpus() -> Vec<(&'static str, Vec<u8>, bool)> {
    let svg =
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(2)</script></svg>";
    let html = b"<!doctype html><script>parent.postMessage(document.cookie,'*')</script>";
    let bom16: Vec<u8> =
        "\u{feff}<script>alert(1)</script>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("logo.svg", svg.to_vec(), false),
        ("logo.png", svg.to_vec(), false),
        ("photo.png", html.to_vec(), false),
        ("photo.jpg", [&b"\n\t  "[..], html].concat(), false),
        ("page.html", html.to_vec(), false),
        (
            "page.xhtml",
            b"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>".to_vec(),
            false,
        ),
        ("feed.xml", b"<?xml version=\"1.0\"?><?xml-stylesheet href=\"evil.xsl\"?><x/>".to_vec(), false),
        ("utf7.txt", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-".to_vec(), false),
        ("utf16.txt", bom16, false),
        ("late.txt", [&b"a".repeat(600)[..], html].concat(), false),
        ("run.js", b"fetch('/api/portal/session')".to_vec(), false),
        ("polyglot.gif", b"GIF89a=1;alert(document.cookie)//".to_vec(), true),
        ("polyglot.js", b"GIF89a=1;alert(document.cookie)//".to_vec(), false),
        ("picture.html", [PNG, html].concat(), false),
        ("picture.png", [PNG, html].concat(), true),
        ("form.pdf", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>".to_vec(), true),
        ("form.pdf.html", b"%PDF-1.7\n<script>alert(1)</script>".to_vec(), false),
        ("../../../etc/cron.d/evil", b"* * * * * root sh".to_vec(), false),
        ("..\\..\\start.bat", b"@echo off".to_vec(), false),
        ("bomb.zip", [&b"PK\x03\x04\x14\0\0\0\x08\0"[..], &[0; 64]].concat(), false),
        ("42.zip/../../x.svg", svg.to_vec(), false),
        ("movie.swf", b"FWS\x09\0\0\0\0".to_vec(), false),
        ("invoice\u{202e}gpj.exe", b"MZ\x90\0\x03\0\0\0".to_vec(), false),
        ("a\r\nSet-Cookie: x=1.png", PNG.to_vec(), true),
        ("a\";filename=b.html;\".png", PNG.to_vec(), true),
    ]
}

/// The answers to what the portal itself would serve, and to the worst that a mistaken caller could ask for.
pub(crate) async fn no_hostile_file_is_given_out_to_run(ground: &Ground) {
    for (name, bytes, shown) in corpus() {
        let clean = clean_name(name).unwrap();
        assert!(!clean.contains(['/', '\\', '\r', '\n', '"', '\u{202e}']), "{clean:?}");
        let sniffed = sniff(&bytes, &clean);
        assert_eq!(sniffed.inline, shown, "{name:?} is {sniffed:?}");
        let key = ground.key();
        ground.put(&key, &bytes).await.unwrap();
        let honest =
            Serving { name: clean, content_type: sniffed.content_type.to_owned(), inline: sniffed.inline };
        answers(ground, &key, &honest, shown).await;
        for content_type in ["text/html", "image/svg+xml", "text/xml", "application/javascript", "text/plain"]
        {
            let worst =
                Serving { name: name.to_owned(), content_type: content_type.to_owned(), inline: true };
            answers(ground, &key, &worst, false).await;
        }
    }
}

async fn answers(ground: &Ground, key: &shared::files::FileKey, serving: &Serving, shown: bool) {
    let link = ground.store.link(key, serving, Duration::from_secs(300)).await.unwrap();
    let answer = ground.browser.get(&link).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{link}");
    let of =
        |name| answer.headers().get_all(name).iter().map(|value| value.to_str().unwrap()).collect::<Vec<_>>();
    let (content_type, disposition) = (of(CONTENT_TYPE), of(CONTENT_DISPOSITION));
    assert_eq!((content_type.len(), disposition.len()), (1, 1), "one header each: {serving:?}");
    if shown {
        let safe = ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"];
        assert!(safe.contains(&content_type[0]), "{content_type:?} for {serving:?}");
    } else {
        assert_eq!(content_type, ["application/octet-stream"], "{serving:?}");
        assert!(disposition[0].starts_with("attachment; "), "{disposition:?} for {serving:?}");
    }
    assert!(answer.headers().get("set-cookie").is_none());
}
