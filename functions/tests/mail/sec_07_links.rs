//! Hostile Host and forwarding headers never reach a link.

use proptest::prelude::*;
use serde_json::json;
use shared_testing::Who;

use crate::post::Post;

const HEADERS: [&str; 8] = [
    "host",
    "x-forwarded-host",
    "x-forwarded-for",
    "x-forwarded-proto",
    "forwarded",
    "x-original-host",
    "x-host",
    "x-azure-fdid",
];

/// Spellings of somebody else's host.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("evil.example".to_owned()),
        Just("EVIL.example.".to_owned()),
        Just("evil.example:8443".to_owned()),
        Just("localhost:7071@evil.example".to_owned()),
        Just("acme.evil.example".to_owned()),
        Just("for=1.2.3.4;host=evil.example".to_owned()),
        Just("evil.example, localhost:7071".to_owned()),
        "[a-z]{1,10}\\.evil\\.example(:[0-9]{1,5})?",
    ]
}

/// All addresses in a mail.
pub fn addresses(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for scheme in ["http://", "https://"] {
        for (place, _) in text.match_indices(scheme) {
            let rest = &text[place..];
            let end = rest.find(|c: char| c.is_whitespace() || "\"'<>".contains(c)).unwrap_or(rest.len());
            found.push(rest[..end].to_owned());
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]
    #[test]
    fn sec_07_no_link_carries_what_a_request_says_of_its_host(
        values in proptest::collection::vec(hostile(), HEADERS.len()),
        left in proptest::collection::vec(any::<bool>(), HEADERS.len()),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let post = Post::new().await;
            let new = json!({ "subject": "Printer", "description": "Help" });
            let mut request = post.app.as_(Who::User).post("/api/portal/tickets").json(&new);
            for ((name, value), left) in HEADERS.iter().zip(&values).zip(&left) {
                if *left {
                    request = request.header(name, value);
                }
            }
            let _ = request.await.expect(201);
            post.settle().await;
            let got = post.got();
            assert_eq!(got.len(), 2);
            for mail in got {
                let raw = format!("{}{}{}", mail.html, mail.text, mail.raw);
                assert!(!raw.to_lowercase().contains("evil"), "{raw}");
                for address in addresses(&format!("{} {}", mail.html, mail.text)) {
                    assert!(address.starts_with("http://localhost:7071/"), "{address}");
                }
            }
        });
    }
}
