//! The folder as file store: the contract, and what only a folder must care for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "files_folder/browser.rs"]
mod browser;
mod files_contract;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use files_contract::{Ground, MovedClock, download, noise, pieces, promises};
use reqwest::StatusCode;
use reqwest::header::{ETAG, IF_NONE_MATCH, IF_RANGE, RANGE};
use secrecy::SecretSlice;
use shared::files::Serving;
use shared::files::folder::{FolderStore, OpenError, router};

const LIFE: Duration = Duration::from_secs(300);

fn secret(byte: u8) -> SecretSlice<u8> {
    SecretSlice::from(vec![byte; 32])
}

/// A store in `root`, answering on a port of its own.
async fn ground(root: &Path) -> Ground {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let clock = Arc::new(MovedClock::default());
    let store = FolderStore::open(root.to_owned(), &origin, &secret(7), clock.clone()).unwrap();
    let service = router(store.clone());
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    Ground::new(Arc::new(store), clock)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn the_folder_keeps_the_contract() {
    let root = tempfile::tempdir().unwrap();
    promises::keeps_the_contract(&ground(root.path()).await).await;
    assert!(names(&root.path().join(".incoming")).is_empty(), "failed uploads left something behind");
}

#[tokio::test]
async fn sec_08_the_folder_gives_no_hostile_file_out_to_run() {
    let root = tempfile::tempdir().unwrap();
    promises::gives_nothing_out_to_run(&ground(root.path()).await).await;
}

#[tokio::test]
async fn sec_08_every_answer_carries_the_guards() {
    let root = tempfile::tempdir().unwrap();
    let ground = ground(root.path()).await;
    let key = ground.key();
    ground.put(&key, b"%PDF-1.7").await.unwrap();
    let serving = Serving { name: "a.pdf".into(), content_type: "application/pdf".into(), inline: true };
    let good = ground.store.link(&key, &serving, LIFE).await.unwrap();
    let missing = ground.store.link(&ground.key(), &serving, LIFE).await.unwrap();
    for (link, range, status) in [
        (good.clone(), "", StatusCode::OK),
        (good.clone(), "bytes=0-1", StatusCode::PARTIAL_CONTENT),
        (good.clone(), "bytes=99-", StatusCode::RANGE_NOT_SATISFIABLE),
        (format!("{good}x"), "", StatusCode::FORBIDDEN),
        (missing, "", StatusCode::NOT_FOUND),
    ] {
        let answer = ground.browser.get(&link).header(RANGE, range).send().await.unwrap();
        assert_eq!(answer.status(), status);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(answer.headers()[name], value, "{status}");
        }
        let cache = if status.is_success() { "private, max-age=300" } else { "no-store" };
        if status != StatusCode::RANGE_NOT_SATISFIABLE {
            assert_eq!(answer.headers()["cache-control"], cache);
        }
    }
}

#[tokio::test]
async fn a_known_file_is_not_sent_again() {
    let root = tempfile::tempdir().unwrap();
    let ground = ground(root.path()).await;
    let key = ground.key();
    ground.put(&key, b"first").await.unwrap();
    let link = ground.store.link(&key, &download("a.txt"), LIFE).await.unwrap();
    let etag = ground.browser.get(&link).send().await.unwrap().headers()[ETAG].clone();
    let again = ground.browser.get(&link).header(IF_NONE_MATCH, &etag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let part =
        ground.browser.get(&link).header(RANGE, "bytes=0-1").header(IF_RANGE, &etag).send().await.unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    ground.put(&key, b"other").await.unwrap();
    let changed = ground.browser.get(&link).header(IF_NONE_MATCH, &etag).send().await.unwrap();
    assert_eq!(changed.status(), StatusCode::OK);
    let whole =
        ground.browser.get(&link).header(RANGE, "bytes=0-1").header(IF_RANGE, &etag).send().await.unwrap();
    assert_eq!(whole.bytes().await.unwrap().as_ref(), b"other", "no part of another version");
}

#[tokio::test]
async fn versions_written_at_one_moment_are_told_apart() {
    let root = tempfile::tempdir().unwrap();
    let ground = ground(root.path()).await;
    let key = ground.key();
    let mut seen = std::collections::HashSet::new();
    for version in 0..50 {
        ground.put(&key, format!("version {version:02}").as_bytes()).await.unwrap();
        let link = ground.store.link(&key, &download("a.txt"), LIFE).await.unwrap();
        let answer = ground.browser.get(&link).send().await.unwrap();
        assert!(seen.insert(answer.headers()[ETAG].clone()), "version {version} bears the tag of another");
    }
}

#[tokio::test]
async fn files_survive_a_restart_and_leftovers_do_not() {
    let root = tempfile::tempdir().unwrap();
    let first = ground(root.path()).await;
    let key = first.key();
    first.put(&key, &noise(100_000)).await.unwrap();
    std::fs::write(root.path().join(".incoming/upload-9"), b"half of a file").unwrap();
    let second = ground(root.path()).await;
    assert!(names(&root.path().join(".incoming")).is_empty());
    assert!(second.read(&key).await.unwrap() == noise(100_000));
    second.store.put(&second.key(), pieces(b"new", 1), 10).await.unwrap();
}

#[tokio::test]
async fn sec_20_no_address_leaves_the_folder() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("secret.txt"), b"secret").unwrap();
    let ground = ground(&root.path().join("files")).await;
    let key = ground.key();
    ground.put(&key, b"mine").await.unwrap();
    let link = ground.store.link(&key, &download("a.txt"), LIFE).await.unwrap();
    let (address, query) = link.split_once('?').unwrap();
    let origin = address.split_once("/files/").unwrap().0;
    for path in [
        "/files/../secret.txt",
        "/files/..%2f..%2fsecret.txt",
        "/files/..%2fsecret.txt/x",
        "/files/%2e%2e/secret.txt",
        "/files/acme-msp/..%2f..%2fsecret.txt",
        "/files/acme-msp/%00",
        "/files/.incoming/upload-0",
        "/files/acme-msp/fil_%ff",
    ] {
        let answer = ground.browser.get(format!("{origin}{path}?{query}")).send().await.unwrap();
        assert!(matches!(answer.status().as_u16(), 403 | 404), "{} for {path}", answer.status());
        assert!(!answer.text().await.unwrap().contains("secret"));
    }
}

#[tokio::test]
async fn another_secret_signs_other_links() {
    let root = tempfile::tempdir().unwrap();
    let ground = ground(root.path()).await;
    let key = ground.key();
    ground.put(&key, b"content").await.unwrap();
    let link = ground.store.link(&key, &download("a.txt"), LIFE).await.unwrap();
    let origin = link.split_once("/files/").unwrap().0;
    let elsewhere = tempfile::tempdir().unwrap();
    let clock = Arc::new(MovedClock::default());
    let other = FolderStore::open(elsewhere.path().to_owned(), origin, &secret(8), clock).unwrap();
    let forged = shared::files::FileStore::link(&other, &key, &download("a.txt"), LIFE).await.unwrap();
    assert_eq!(ground.browser.get(&forged).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(ground.browser.get(&link).send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn what_cannot_serve_is_said() {
    let root = tempfile::tempdir().unwrap();
    let open = |root: &Path, origin: &str, secret: &SecretSlice<u8>| {
        FolderStore::open(root.to_owned(), origin, secret, Arc::new(MovedClock::default())).map(drop)
    };
    assert!(open(root.path(), "http://127.0.0.1:7071/", &secret(1)).is_ok());
    for origin in ["", "127.0.0.1:7071", "ftp://127.0.0.1", "http://127.0.0.1/files", "http://a@127.0.0.1"] {
        assert!(matches!(open(root.path(), origin, &secret(1)), Err(OpenError::Origin(_))), "{origin}");
    }
    let short = SecretSlice::from(vec![1; 31]);
    assert!(matches!(open(root.path(), "http://127.0.0.1", &short), Err(OpenError::Secret)));
    let file = root.path().join("file");
    std::fs::write(&file, b"").unwrap();
    assert!(matches!(open(&file, "http://127.0.0.1", &secret(1)), Err(OpenError::Folder { .. })));
}
