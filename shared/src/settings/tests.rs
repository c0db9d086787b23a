use super::*;

fn read(pairs: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    Settings::read(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

#[test]
fn the_defaults_serve_one_machine() {
    let settings = read(&[]).unwrap();
    assert_eq!((settings.port, settings.origin.as_str()), (7071, "http://localhost:7071"));
    assert!(settings.cosmos.is_none() && settings.blob.is_none());
}

#[test]
fn links_to_files_lead_to_blob_storage_where_it_is_set() {
    assert_eq!(read(&[]).unwrap().links_origin(), "http://127.0.0.1:7071");
    let blob = [("BLOB_ENDPOINT", "https://acct.blob.core.windows.net/sub/")];
    assert_eq!(read(&blob).unwrap().links_origin(), "https://acct.blob.core.windows.net");
    assert_eq!(
        read(&[("BLOB_ENDPOINT", "http://127.0.0.1:10000/dev")]).unwrap().links_origin(),
        "http://127.0.0.1:10000"
    );
}

#[test]
fn a_tenants_own_certificate_goes_before_the_one_for_all() {
    use secrecy::ExposeSecret as _;
    let settings = read(&[("PORTAL_SEAL_PEM", "all.pem"), ("PORTAL_SEAL_PEM_ACME_MSP", "acme.pem")]).unwrap();
    let of = |slug: &str| settings.seal_pem(slug).map(|pem| pem.expose_secret().to_owned());
    assert_eq!(of("acme-msp").as_deref(), Some("acme.pem"));
    assert_eq!(of("acme").as_deref(), Some("all.pem"));
    assert!(read(&[]).unwrap().seal_pem("acme").is_none());
}

#[test]
fn a_wrong_setting_is_named() {
    for (pairs, name) in [
        (vec![("PORTAL_PORT", "x")], "PORTAL_PORT"),
        (vec![("PORTAL_PROT", "7071")], "PORTAL_PROT"),
        (vec![("PORTAL_ORIGIN", "portal.example")], "PORTAL_ORIGIN"),
        (vec![("PORTAL_PROXY", "yes")], "PORTAL_PROXY"),
        (vec![("PORTAL_TIMESTAMP_URL", "tsa.example")], "PORTAL_TIMESTAMP_URL"),
        (vec![("PORTAL_SEAL_PEMS", "x")], "PORTAL_SEAL_PEMS"),
        (vec![("PORTAL_SEAL_PEM_", "x")], "PORTAL_SEAL_PEM_"),
        (vec![("PORTAL_OUTBOX", "timer")], "PORTAL_OUTBOX"),
        (vec![("PORTAL_OUTBOX", "never"), ("COSMOS_ENDPOINT", "https://x")], "PORTAL_OUTBOX"),
        (vec![("PORTAL_CLIENT_SSO_SECRET", "thirty-one bytes are not enough")], "PORTAL_CLIENT_SSO_SECRET"),
        (vec![("PORTAL_HUB_SSO_SECRET", "short")], "PORTAL_HUB_SSO_SECRET"),
        (vec![("PORTAL_HUB_ORIGIN", "hub.example")], "PORTAL_HUB_ORIGIN"),
        (vec![("PORTAL_HUB_ORIGIN", "http://hub.example")], "PORTAL_HUB_ORIGIN"),
        (vec![("PORTAL_ORIGIN", "http://portal.example")], "PORTAL_ORIGIN"),
        (vec![("PORTAL_FILES_ORIGIN", "http://files.example")], "PORTAL_FILES_ORIGIN"),
        (vec![("SESSION_KEYS", "")], "SESSION_KEYS"),
        (vec![("SESSION_KEYS", " ")], "SESSION_KEYS"),
        (vec![("SESSION_KEYS", "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")], "SESSION_KEYS"),
        (vec![("PORTAL_STORAGE_GB", "0")], "PORTAL_STORAGE_GB"),
        (vec![("PORTAL_WORK_MEMORY_MB", "8")], "PORTAL_WORK_MEMORY_MB"),
        (
            vec![("PORTAL_ORIGIN", "https://a.example"), ("PORTAL_FILES_ORIGIN", "https://a.example")],
            "PORTAL_FILES_ORIGIN",
        ),
    ] {
        assert_eq!(read(&pairs).unwrap_err().name, name);
    }
}

#[test]
fn sec_12_only_a_desk_reaches_itself() {
    let reach = |more: &[(&str, &str)]| {
        let mut pairs = vec![("PORTAL_EGRESS", "loopback")];
        pairs.extend(more);
        read(&pairs).map(|settings| settings.egress)
    };
    assert_eq!(read(&[]).unwrap().egress, Reach::Public);
    assert_eq!(read(&[("PORTAL_EGRESS", "public")]).unwrap().egress, Reach::Public);
    assert_eq!(reach(&[]).unwrap(), Reach::Loopback);
    assert_eq!(reach(&[("FUNCTIONS_CUSTOMHANDLER_PORT", "7001")]).unwrap(), Reach::Loopback);
    for real in [
        ("PORTAL_ORIGIN", "https://portal.example.com"),
        ("PORTAL_ORIGIN", "https://localhost.example.com"),
        ("PORTAL_PROXY", "functions"),
        ("PORTAL_PROXY", "front-door"),
        ("SESSION_KEYS", "a:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"),
        ("PORTAL_EGRESS", "all"),
    ] {
        assert_eq!(reach(&[real]).unwrap_err().name, "PORTAL_EGRESS", "{real:?}");
    }
}

#[test]
fn secrets_are_hidden_from_debug() {
    let settings = read(&[
        ("SESSION_KEYS", "a:topsecret4Qm7Zx1Vb9Rk2Ld6Hs3Jf8Wc5Ty0GpNeAE"),
        ("COSMOS_ENDPOINT", "https://x"),
        ("COSMOS_KEY", "topsecretkey"),
        ("PORTAL_CLIENT_SSO_SECRET", "topsecret words that only two systems know"),
        ("PORTAL_HUB_SSO_SECRET", "topsecret words that the staff's systems know"),
    ]);
    assert!(settings.is_ok());
    assert!(!format!("{settings:?}").contains("topsecret"));
}

#[test]
fn sec_08_files_never_share_a_host_with_the_portal() {
    for files in ["https://portal.example:443", "https://portal.example:8443", "https://PORTAL.example"] {
        let refused = read(&[("PORTAL_ORIGIN", "https://portal.example"), ("PORTAL_FILES_ORIGIN", files)]);
        assert_eq!(refused.unwrap_err().name, "PORTAL_FILES_ORIGIN", "{files}");
    }
    let dotted =
        [("PORTAL_ORIGIN", "https://portal.example"), ("PORTAL_FILES_ORIGIN", "https://portal.example.")];
    assert_eq!(read(&dotted).unwrap_err().name, "PORTAL_FILES_ORIGIN");
    assert_eq!(
        read(&[("PORTAL_FILES_ORIGIN", "http://localhost:7072")]).unwrap_err().name,
        "PORTAL_FILES_ORIGIN"
    );
    assert_eq!(read(&[("BLOB_ENDPOINT", "http://localhost:10000/dev")]).unwrap_err().name, "BLOB_ENDPOINT");
    let apart =
        [("PORTAL_ORIGIN", "https://portal.example"), ("PORTAL_FILES_ORIGIN", "https://files.example:8443")];
    assert_eq!(read(&apart).unwrap().files_origin, "https://files.example:8443");
}

#[test]
fn a_setting_without_its_partner_starts_no_other_store() {
    for (name, value) in [
        ("COSMOS_KEY", "dGVzdGtleQ=="),
        ("COSMOS_DATABASE", "portal"),
        ("BLOB_KEY", "dGVzdGtleQ=="),
        ("BLOB_CONTAINER", "files"),
        ("MAIL_FROM", "portal@example.com"),
    ] {
        assert_eq!(read(&[(name, value)]).unwrap_err().name, name);
    }
}

#[test]
fn sec_23_a_secret_in_the_place_of_an_address_is_refused_and_not_repeated() {
    for name in [
        "COSMOS_ENDPOINT",
        "BLOB_ENDPOINT",
        "PORTAL_ORIGIN",
        "PORTAL_FILES_ORIGIN",
        "PORTAL_HUB_ORIGIN",
        "PORTAL_BASE_DOMAIN",
        "PORTAL_TIMESTAMP_URL",
        "PORTAL_PORT",
        "PORTAL_PROXY",
        "PORTAL_OUTBOX",
        "PORTAL_EGRESS",
        "PORTAL_STORAGE_GB",
        "PORTAL_WORK_MEMORY_MB",
        "PORTAL_REQUESTS_PER_MINUTE",
    ] {
        for value in ["AccountEndpoint=https://a.example/;AccountKey=SECRET==", "SECRET+/=="] {
            let refused = read(&[(name, value)]).unwrap_err();
            assert_eq!(refused.name, name);
            assert!(!refused.to_string().contains("SECRET"), "{refused}");
        }
    }
    for (name, value) in [
        ("COSMOS_KEY", "SECRET;"),
        ("COSMOS_DATABASE", "SECRET+/=="),
        ("BLOB_KEY", "SECRET;"),
        ("BLOB_CONTAINER", "SECRETkey"),
    ] {
        let endpoints = [("COSMOS_ENDPOINT", "https://c.example"), ("BLOB_ENDPOINT", "https://b.example")];
        let refused = read(&[endpoints[0], endpoints[1], (name, value)]).unwrap_err();
        assert_eq!(refused.name, name);
        assert!(!refused.to_string().contains("SECRET"), "{refused}");
    }
}

#[test]
fn a_port_is_one_that_can_be_known_beforehand() {
    for (name, value) in
        [("PORTAL_PORT", "0"), ("FUNCTIONS_CUSTOMHANDLER_PORT", "0"), ("PORTAL_PORT", "65536")]
    {
        assert_eq!(read(&[(name, value)]).unwrap_err().name, name);
    }
    assert_eq!(read(&[("PORTAL_PORT", "80")]).unwrap().origin, "http://localhost");
    let most = read(&[("PORTAL_REQUESTS_PER_MINUTE", "4294967295")]).unwrap();
    assert_eq!(most.requests_per_minute, u32::MAX);
    let said = read(&[("PORTAL_REQUESTS_PER_MINUTE", "4294967296")]).unwrap_err().to_string();
    assert!(said.contains("1 to 4294967295"), "{said}");
}
