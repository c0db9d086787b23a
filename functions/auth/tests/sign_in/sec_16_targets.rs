//! Row 16: nothing that a token or an address says chooses where the browser goes.

use proptest::prelude::*;
use serde_json::json;
use shared_testing::{TestApp, Who};

use crate::hub::{self, client_enters, companies};
use crate::support::app;

fn is_fixed(place: &str) -> bool {
    let explained = place.strip_prefix("/portal/sso-error?reason=").is_some_and(|rest| {
        rest.bytes().all(|byte| byte.is_ascii_lowercase() || b"_-=&".contains(&byte) || byte.is_ascii_digit())
    });
    matches!(place, "/portal/tickets" | "/admin") || explained
}

async fn place(app: &TestApp, query: &str) -> Option<String> {
    let answer = app.as_(Who::Nobody).get(&format!("/api/auth/client-hub-sso{query}")).await;
    (answer.status() == 303).then(|| answer.header("location").to_owned())
}

#[tokio::test]
async fn sec_16_a_return_target_is_no_parameter() {
    let app = app().await;
    for name in ["return_to", "redirect", "next", "url", "RelayState", "tenant"] {
        assert_eq!(
            place(&app, &format!("?token=x&{name}=https://evil.example")).await,
            None,
            "{name} is refused"
        );
    }
    assert_eq!(place(&app, "").await.as_deref(), Some("/portal/sso-error?reason=missing"));
}

#[test]
fn sec_16_whatever_a_token_says_leads_to_the_same_places() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let app = runtime.block_on(async {
        let app = app().await;
        companies(&app).await;
        app
    });
    let text = prop_oneof![
        Just("//evil.example".to_owned()),
        Just("\\\\evil.example".to_owned()),
        Just("https://evil.example/%2f..".to_owned()),
        Just("acme&next=//evil.example".to_owned()),
        Just("acme\r\nLocation: https://evil.example".to_owned()),
        "\\PC{0,40}",
    ];
    proptest!(ProptestConfig::with_cases(64), |(text in text, field in 0_usize..8, jti in any::<u64>())| {
        let names = ["sub", "email", "tenant_id", "tenant_slug", "client_id", "psa_contact_id", "context", "name"];
        let answer = runtime.block_on(async {
            let mut claims = hub::client(&app, "nora", "nora@birch.example", &jti.to_string()).await;
            claims[names[field]] = json!(text);
            client_enters(&app, &claims).await
        });
        prop_assert!(is_fixed(answer.header("location")), "{} {}", names[field], answer.header("location"));
    });
}
