//! The program's start: wrong settings end it with a sentence, and no secret is ever printed.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const KEY: &str =
    "SECRETsecretSECRETsecretSECRETsecretSECRETsecretSECRETsecretSECRETsecretSECRETsecretSECRET==";

fn handler(words: &[&str], folder: &Path, settings: &[(&str, &str)]) -> std::io::Result<Output> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_handler"))
        .args(words)
        .env_clear()
        .env("PORTAL_FONTS", concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/fonts"))
        .envs(settings.iter().copied())
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let begin = Instant::now();
    while child.try_wait()?.is_none() {
        if begin.elapsed() > Duration::from_secs(40) {
            child.kill()?;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output()
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

/// Every setting but the folders of data and of caught mails, which may be missing and are shown.
const SETTINGS: [&str; 27] = [
    "PORTAL_PORT",
    "FUNCTIONS_CUSTOMHANDLER_PORT",
    "PORTAL_STATIC",
    "PORTAL_FONTS",
    "PORTAL_ORIGIN",
    "PORTAL_FILES_ORIGIN",
    "PORTAL_BASE_DOMAIN",
    "PORTAL_PROXY",
    "PORTAL_REQUESTS_PER_MINUTE",
    "PORTAL_WORK_MEMORY_MB",
    "PORTAL_STORAGE_GB",
    "PORTAL_LOG",
    "PORTAL_OUTBOX",
    "PORTAL_EGRESS",
    "PORTAL_HUB_ORIGIN",
    "PORTAL_SEAL_PEM",
    "PORTAL_SEAL_PEM_ACME",
    "PORTAL_TIMESTAMP_URL",
    "SESSION_KEYS",
    "SMTP_URL",
    "MAIL_FROM",
    "COSMOS_ENDPOINT",
    "COSMOS_KEY",
    "COSMOS_DATABASE",
    "BLOB_ENDPOINT",
    "BLOB_KEY",
    "BLOB_CONTAINER",
];

#[test]
fn sec_23_a_secret_in_the_wrong_setting_ends_the_start_and_is_not_printed() {
    let folder = tempfile::tempdir().unwrap();
    let connection = format!("AccountEndpoint=https://a.documents.azure.com:443/;AccountKey={KEY};");
    let storage = format!("DefaultEndpointsProtocol=https;AccountName=a;AccountKey={KEY}");
    let sas = format!("https://a.blob.core.windows.net/?sv=2025&sig={KEY}");
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    for name in SETTINGS {
        for value in
            [connection.as_str(), &storage, "MIIEvQIBADANSECRET", "line\nSECRET\n", &format!(" {KEY}")]
        {
            // The endpoints, so that their partners are looked at; nothing listens there.
            let mut settings = vec![
                ("PORTAL_PORT", free.as_str()),
                ("COSMOS_ENDPOINT", "http://127.0.0.1:9/"),
                ("BLOB_ENDPOINT", "http://127.0.0.1:9/a"),
                ("SMTP_URL", "smtp://127.0.0.1"),
                ("MAIL_FROM", "portal@example.com"),
                ("SESSION_KEYS", "a:q3Jv0VYw1nYpJXfE7o5sKk2tUuB9cRz8q3Jv0VYw1nY"),
            ];
            let is_sound = matches!((name, value), ("COSMOS_DATABASE", "MIIEvQIBADANSECRET"));
            if is_sound {
                continue;
            }
            settings.retain(|(given, _)| *given != name);
            settings.push((name, value));
            let output = handler(&["serve"], folder.path(), &settings).unwrap();
            let said = said(&output);
            assert_eq!(output.status.code(), Some(2), "{name}={value}: {said}");
            assert!(!said.contains("SECRET") && said.contains(name), "{name}={value}: {said}");
            assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        }
    }
    for (name, value) in [
        ("BLOB_ENDPOINT", sas.as_str()),
        ("COSMOS_ENDPOINT", "https://u:SECRET@a.documents.azure.com"),
        ("SMTP_URL", "smtp://u:SECRET@mail.example?TLS=required"),
        ("PORTAL_ORIGIN", "https://:SECRET@portal.example"),
        ("PORTAL_ORIGIN", "https://portal.example#SECRET"),
    ] {
        let output =
            handler(&["serve"], folder.path(), &[(name, value), ("MAIL_FROM", "a@example.com")]).unwrap();
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(!said.contains("SECRET"), "{said}");
    }
}

#[test]
fn an_unusable_setting_ends_the_start_with_one_sentence_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "x").unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for (name, value) in [
        ("PORTAL_DATA", "file"),
        ("PORTAL_DATA", "file/under"),
        ("PORTAL_STATIC", "missing"),
        ("PORTAL_FONTS", "missing"),
        ("PORTAL_DEV_MAIL", "file"),
        ("PORTAL_LOG", "loud"),
        ("PORTAL_PORT", &port),
        ("PORTAL_PORT", "0"),
    ] {
        let free =
            std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
        let settings = [("PORTAL_PORT", free.as_str()), (name, value)];
        let output = handler(&[], folder.path(), &settings).unwrap();
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{name}={value}: {said}");
        assert!(said.contains(&format!("{name}: ")), "{name}={value}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        assert!(!said.trim_end().ends_with(".."), "{said}");
    }
}

#[test]
fn a_damaged_key_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for text in ["", "nonsense"] {
        std::fs::create_dir_all(folder.path().join("data")).unwrap();
        std::fs::write(folder.path().join("data/session.key"), text).unwrap();
        let output =
            handler(&["key", "create", "--name", "Hub"], folder.path(), &[("PORTAL_DATA", "data")]).unwrap();
        let said = said(&output);
        assert!(said.contains("session.key") && said.contains("PORTAL_DATA"), "{said}");
        assert!(!said.contains("SESSION_KEYS"), "{said}");
        std::fs::remove_dir_all(folder.path().join("data")).unwrap();
    }
}

#[test]
fn a_command_with_a_mistyped_folder_says_so_and_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    for words in [&["tenant", "list"][..], &["key", "list"], &["tenant", "suspend", "acme"]] {
        let output = handler(words, folder.path(), &[("PORTAL_DATA", "typo")]).unwrap();
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.starts_with("PORTAL_DATA: ") && said.contains("does not exist"), "{said}");
        assert!(!folder.path().join("typo").exists());
    }
    let made =
        handler(&["key", "create", "--name", "Hub"], folder.path(), &[("PORTAL_DATA", "data")]).unwrap();
    assert!(made.status.success(), "{}", said(&made));
    let listed = handler(&["tenant", "list"], folder.path(), &[("PORTAL_DATA", "data")]).unwrap();
    assert!(listed.status.success(), "{}", said(&listed));
}
