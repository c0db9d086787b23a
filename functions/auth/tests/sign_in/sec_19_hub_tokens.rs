//! Row 19, at the door of the Hub: tokens that somebody made up, and tokens that come twice.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use serde_json::{Value, json};
use shared_testing::{CLIENT_SSO_SECRET, HUB_SSO_SECRET, TestApp};

use crate::hub::{self, client_enters, companies, enter, reason, sign, staff_enters};
use crate::support::app;

async fn client(app: &TestApp, change: impl FnOnce(&mut Value)) -> String {
    let mut claims = hub::client(app, "nora", "nora@birch.example", "j").await;
    change(&mut claims);
    reason(&client_enters(app, &claims).await)
}

#[tokio::test]
async fn sec_19_headers_that_choose_their_own_rules_are_refused_from_the_hub() {
    let app = app().await;
    companies(&app).await;
    let claims = hub::client(&app, "nora", "nora@birch.example", "j").await.to_string();
    for (header, secret, expected) in [
        (json!({ "alg": "none" }), CLIENT_SSO_SECRET, "malformed"),
        (json!({ "alg": "HS512" }), CLIENT_SSO_SECRET, "malformed"),
        (json!({ "alg": "RS256" }), CLIENT_SSO_SECRET, "malformed"),
        (json!({ "alg": "ES256" }), CLIENT_SSO_SECRET, "malformed"),
        (json!({ "typ": "JWT" }), CLIENT_SSO_SECRET, "malformed"),
        (json!({ "alg": "HS256", "kid": "../../dev/null" }), "", "forged"),
        (json!({ "alg": "HS256", "jwk": { "kty": "oct", "k": "AAAA" } }), "\0\0\0", "forged"),
        (json!({ "alg": "HS256" }), HUB_SSO_SECRET, "forged"),
        (json!({ "alg": "HS256" }), "", "forged"),
    ] {
        assert_eq!(
            reason(&enter(&app, "client-hub-sso", &sign(&header, &claims, secret)).await),
            expected,
            "{header}"
        );
    }
    let unsigned =
        format!("{}.{}.", BASE64.encode(json!({ "alg": "none" }).to_string()), BASE64.encode(&claims));
    for (token, expected) in [
        (unsigned.as_str(), "malformed"),
        ("", "missing"),
        ("a.b.c", "malformed"),
        (&"a.".repeat(9_000), "malformed"),
    ] {
        assert_eq!(reason(&enter(&app, "client-hub-sso", token).await), expected);
    }
    assert_eq!(client(&app, |_| {}).await, "/portal/tickets", "otherwise the refusals prove nothing");
}

#[tokio::test]
async fn sec_19_times_are_numbers_and_short() {
    let app = app().await;
    companies(&app).await;
    let now = app.state.clock.now().as_second();
    for (name, value, expected) in [
        ("exp", json!((now + 70).to_string()), "claims"),
        ("exp", json!(now as f64 + 60.5), "claims"),
        ("exp", json!(null), "claims"),
        ("exp", json!(u64::MAX), "claims"),
        ("exp", json!(1e300), "claims"),
        ("exp", json!(now), "expired"),
        ("exp", json!(now - 1), "expired"),
        ("exp", json!(-1), "expired"),
        ("exp", json!(i64::MIN), "expired"),
        ("exp", json!(now + 71), "lifetime"),
        ("exp", json!(9_999_999_999_i64), "lifetime"),
        ("exp", json!(i64::MAX), "lifetime"),
        ("iat", json!("now"), "claims"),
        ("iat", json!(now + 31), "lifetime"),
        ("iat", json!(i64::MIN), "lifetime"),
        ("iat", json!(i64::MAX), "lifetime"),
        ("nbf", json!(now + 31), "lifetime"),
    ] {
        assert_eq!(client(&app, |claims| claims[name] = value.clone()).await, expected, "{name}: {value}");
    }
    // A token without `iat` lives no longer than one with it.
    let without = |exp: i64| {
        move |claims: &mut Value| {
            claims.as_object_mut().unwrap().remove("iat");
            claims["exp"] = json!(exp);
        }
    };
    assert_eq!(client(&app, without(now + 71)).await, "lifetime");
    assert_eq!(client(&app, without(now + 70)).await, "/portal/tickets");
    let mut long = hub::staff(&app, "sam", "sam@msp.example", "j").await;
    long["exp"] = json!(now + 61);
    assert_eq!(reason(&staff_enters(&app, &long).await), "lifetime");
}

#[tokio::test]
async fn sec_19_claims_are_all_there_once_and_typed() {
    let app = app().await;
    companies(&app).await;
    let good = hub::client(&app, "nora", "nora@birch.example", "j").await;
    for name in
        ["sub", "email", "tenant_id", "tenant_slug", "client_id", "access_level", "context", "jti", "exp"]
    {
        let remove = |claims: &mut Value| drop(claims.as_object_mut().unwrap().remove(name));
        assert_eq!(client(&app, remove).await, "claims", "without {name}");
        assert_eq!(client(&app, |claims| claims[name] = json!(["x"])).await, "claims", "{name} is a list");
        let twice = format!("{},\"{name}\":{}}}", good.to_string().trim_end_matches('}'), good[name]);
        let token = sign(&json!({ "alg": "HS256" }), &twice, CLIENT_SSO_SECRET);
        assert_eq!(reason(&enter(&app, "client-hub-sso", &token).await), "claims", "{name} twice");
    }
    for (name, value, expected) in [
        ("context", "hub", "wrong_context"),
        ("context", "", "wrong_context"),
        ("context", "CLIENT_PORTAL", "wrong_context"),
        ("access_level", "admin", "claims"),
        ("access_level", "owner", "claims"),
        ("sub", "", "claims"),
        ("jti", "", "claims"),
    ] {
        assert_eq!(client(&app, |claims| claims[name] = json!(value)).await, expected, "{name}: {value}");
    }
    let mut staff = hub::staff(&app, "sam", "sam@msp.example", "j").await;
    staff["context"] = json!("client_portal");
    assert_eq!(reason(&staff_enters(&app, &staff).await), "wrong_context");
    staff["context"] = json!(null);
    staff["orgRole"] = json!("root");
    assert_eq!(reason(&staff_enters(&app, &staff).await), "claims");
    // A client's token at the staff's door and the other way round.
    let client = sign(&json!({ "alg": "HS256" }), &good.to_string(), HUB_SSO_SECRET);
    assert_eq!(reason(&enter(&app, "hub-sso", &client).await), "claims");
}

#[tokio::test]
async fn sec_19_a_token_is_good_once() {
    let app = app().await;
    companies(&app).await;
    let claims = hub::client(&app, "nora", "nora@birch.example", "once").await;
    assert_eq!(reason(&client_enters(&app, &claims).await), "/portal/tickets");
    assert_eq!(reason(&client_enters(&app, &claims).await), "replayed");
    let mut other = hub::client(&app, "olga", "olga@birch.example", "once").await;
    assert_eq!(reason(&client_enters(&app, &other).await), "replayed");
    other["jti"] = json!("twice");
    assert_eq!(reason(&client_enters(&app, &other).await), "/portal/tickets");
    // The same id from the staff's issuer is another token.
    let staff = hub::staff(&app, "sam", "sam@msp.example", "once").await;
    assert_eq!(reason(&staff_enters(&app, &staff).await), "/admin");
    app.clock.advance(jiff::SignedDuration::from_secs(70));
    assert_eq!(reason(&client_enters(&app, &claims).await), "expired");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sec_06_of_two_uses_of_a_hub_token_one_wins_two_hundred_times() {
    let app = app().await;
    companies(&app).await;
    for number in 0..200 {
        // Half of them provision somebody, half find them known.
        let sub = format!("hub-{}", number / 2);
        let claims = hub::client(&app, &sub, &format!("{sub}@birch.example"), &format!("j{number}")).await;
        let (one, other) =
            futures::future::join(client_enters(&app, &claims), client_enters(&app, &claims)).await;
        let mut reasons = [reason(&one), reason(&other)];
        reasons.sort_unstable();
        assert_eq!(reasons, ["/portal/tickets", "replayed"]);
    }
}

#[tokio::test]
async fn sec_23_without_a_shared_secret_nobody_comes_over() {
    let app = app().await;
    let mut state = app.state.clone();
    let mut settings = state.settings.as_ref().clone();
    (settings.client_sso_secret, settings.hub_sso_secret) = (None, None);
    state.settings = std::sync::Arc::new(settings);
    let claims = hub::client(&app, "nora", "nora@birch.example", "j").await.to_string();
    for path in ["client-hub-sso", "hub-sso"] {
        for secret in ["", CLIENT_SSO_SECRET] {
            let token = sign(&json!({ "alg": "HS256" }), &claims, secret);
            let (api, _) = auth::router().split_for_parts();
            let router = shared::http::layers::around(api.with_state(state.clone()), &state);
            let request = axum::http::Request::get(format!("/api/auth/{path}?token={token}"))
                .header("host", "localhost:7071")
                .body(axum::body::Body::empty())
                .unwrap();
            let answer = tower::ServiceExt::oneshot(router, request).await.unwrap();
            assert_eq!(answer.headers()["location"], "/portal/sso-error?reason=not_configured");
        }
    }
}
