//! Links open one file for a while, as they were signed, and nothing else.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use shared::files::Serving;

use super::{Ground, download, noise};

const LIFE: Duration = Duration::from_secs(300);

pub(crate) async fn a_link_gives_the_file_under_its_name(ground: &Ground) {
    for name in ["report.pdf", "Grüße aus Köln.pdf", "報告書 (2).docx", "a \"b\"; c=d%41+&.txt", "👩‍👧.jpg"]
    {
        let key = ground.key();
        ground.put(&key, b"content").await.unwrap();
        let link = ground.store.link(&key, &download(name), LIFE).await.unwrap();
        let answer = ground.browser.get(&link).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{link}");
        assert_eq!(answer.headers()[CONTENT_TYPE], "application/octet-stream");
        let disposition = answer.headers()[CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        let (how, encoded) = disposition.split_once("; filename*=UTF-8''").unwrap();
        assert!(how.starts_with("attachment; filename=\""), "{disposition}");
        assert_eq!(decoded(encoded), name);
        assert_eq!(answer.bytes().await.unwrap().as_ref(), b"content");
    }
}

pub(crate) async fn a_safe_type_is_shown(ground: &Ground) {
    for content_type in ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"] {
        let key = ground.key();
        ground.put(&key, b"content").await.unwrap();
        let serving =
            Serving { name: "a.bin".to_owned(), content_type: content_type.to_owned(), inline: true };
        let link = ground.store.link(&key, &serving, LIFE).await.unwrap();
        let answer = ground.browser.get(&link).send().await.unwrap();
        assert_eq!(answer.headers()[CONTENT_TYPE], content_type);
        assert!(answer.headers()[CONTENT_DISPOSITION].to_str().unwrap().starts_with("inline; "));
        let saved = ground.store.link(&key, &Serving { inline: false, ..serving }, LIFE).await.unwrap();
        let answer = ground.browser.get(&saved).send().await.unwrap();
        assert!(answer.headers()[CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment; "));
    }
}

pub(crate) async fn a_part_can_be_asked_for(ground: &Ground) {
    let (key, bytes) = (ground.key(), noise(300_000));
    ground.put(&key, &bytes).await.unwrap();
    let link = ground.store.link(&key, &download("a.bin"), LIFE).await.unwrap();
    let answer = ground.browser.get(&link).header(RANGE, "bytes=1000-200999").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(answer.headers()[CONTENT_RANGE], "bytes 1000-200999/300000");
    assert!(answer.bytes().await.unwrap() == bytes[1000..=200_999]);
    let answer = ground.browser.head(&link).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[CONTENT_LENGTH], "300000");
}

pub(crate) async fn a_forged_link_opens_nothing(ground: &Ground) {
    let (key, secret) = (ground.key(), ground.key());
    ground.put(&key, b"mine").await.unwrap();
    ground.put(&secret, b"not yours").await.unwrap();
    let link = ground.store.link(&key, &download("a.txt"), LIFE).await.unwrap();
    let (resource, query) = link.split_once('?').unwrap();
    let mut forged = vec![resource.to_owned(), link.replace(file(key.as_str()), file(secret.as_str()))];
    // Every parameter that the signature covers, changed alone and left out.
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    for place in 0..pairs.len() {
        let mut changed = pairs.clone();
        let value = &mut changed[place].1;
        *value = match value.as_str() {
            "false" => "true".to_owned(),
            text => format!("{text}1"),
        };
        forged.push(format!("{resource}?{}", encoded(&changed)));
        let mut shorter = pairs.clone();
        shorter.remove(place);
        forged.push(format!("{resource}?{}", encoded(&shorter)));
    }
    for link in forged {
        let answer = ground.browser.get(&link).send().await.unwrap();
        assert!(
            answer.status() == StatusCode::FORBIDDEN || answer.status().is_client_error(),
            "{} for {link}",
            answer.status()
        );
        assert!(!answer.text().await.unwrap().contains("yours"));
    }
}

pub(crate) async fn a_link_runs_out(ground: &Ground) {
    let key = ground.key();
    ground.put(&key, b"content").await.unwrap();
    ground.clock.move_to(-3600);
    let old = ground.store.link(&key, &download("a.txt"), LIFE).await.unwrap();
    ground.clock.move_to(0);
    assert_eq!(ground.browser.get(&old).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let fresh = ground.store.link(&key, &download("a.txt"), LIFE).await.unwrap();
    assert_eq!(ground.browser.get(&fresh).send().await.unwrap().status(), StatusCode::OK);
}

fn file(key: &str) -> &str {
    key.split_once('/').unwrap().1
}

fn encoded(pairs: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn decoded(text: &str) -> String {
    // In RFC 8187 `+` and `&` mean themselves.
    let pair = format!("x={}", text.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(pair.as_bytes()).next().unwrap().1.into_owned()
}
