//! Row 19: tokens that somebody made up.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Sha256, Sha512};
use shared::http::layers;
use shared::session::KeyRing;
use shared_testing::{TestApp, Who};
use tower::ServiceExt;

use crate::support::{app, status_of};

/// The key of the tests' ring.
const KEY: &[u8] = b"01234567890123456789012345678901";

fn sign(header: &Value, payload: &str, key: &[u8]) -> String {
    let body = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(payload));
    let signature = if header["alg"] == "HS512" {
        let mut mac = Hmac::<Sha512>::new_from_slice(key).unwrap();
        mac.update(body.as_bytes());
        mac.finalize().into_bytes().to_vec()
    } else {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(body.as_bytes());
        mac.finalize().into_bytes().to_vec()
    };
    format!("{body}.{}", BASE64.encode(signature))
}

fn claims(app: &TestApp) -> Value {
    let payload = app.token(Who::User).split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64.decode(payload).unwrap()).unwrap()
}

fn header() -> Value {
    json!({ "typ": "JWT", "alg": "HS256", "kid": "test" })
}

#[tokio::test]
async fn sec_19_a_token_made_as_the_portal_makes_it_is_accepted() {
    // Otherwise the refusals below would prove nothing.
    let app = app().await;
    assert_eq!(status_of(&app, &sign(&header(), &claims(&app).to_string(), KEY)).await, 200);
}

#[tokio::test]
async fn sec_19_headers_that_choose_their_own_rules_are_refused() {
    let app = app().await;
    let payload = claims(&app).to_string();
    for (change, key) in [
        (json!({ "alg": "none" }), KEY),
        (json!({ "alg": "None" }), KEY),
        (json!({ "alg": "HS512" }), KEY),
        (json!({ "alg": "RS256" }), KEY),
        (json!({ "alg": "ES256" }), KEY),
        (json!({ "alg": "" }), KEY),
        (json!({ "alg": null }), KEY),
        (json!({ "kid": null }), KEY),
        (json!({ "kid": "" }), KEY),
        (json!({ "kid": "other" }), KEY),
        (json!({ "kid": "../../dev/null" }), b"".as_slice()),
        (json!({ "kid": "other", "jwk": { "kty": "oct", "k": "AAAA" } }), &[0, 0, 0]),
        (json!({}), b"another key that is also 32 bytes".as_slice()),
        (json!({}), b"".as_slice()),
        (json!({}), b"test".as_slice()),
    ] {
        let mut header = header();
        for (name, value) in change.as_object().unwrap() {
            header[name] = value.clone();
        }
        assert_eq!(status_of(&app, &sign(&header, &payload, key)).await, 401, "{header}");
    }
    let unsigned =
        format!("{}.{}.", BASE64.encode(json!({ "alg": "none" }).to_string()), BASE64.encode(&payload));
    for token in [unsigned.as_str(), unsigned.trim_end_matches('.'), "", ".", "..", "a.b.c", "not a token"] {
        assert_eq!(status_of(&app, token).await, 401, "{token}");
    }
    let mut no_kid = header();
    no_kid.as_object_mut().unwrap().remove("kid");
    assert_eq!(status_of(&app, &sign(&no_kid, &payload, KEY)).await, 401);
}

#[tokio::test]
async fn sec_19_claims_of_another_type_or_out_of_bounds_are_refused() {
    let app = app().await;
    let good = claims(&app);
    let (iat, exp) = (good["iat"].as_i64().unwrap(), good["exp"].as_i64().unwrap());
    for (name, value) in [
        ("exp", json!(exp.to_string())),
        ("exp", json!(exp as f64 + 0.5)),
        ("exp", json!(null)),
        ("exp", json!(iat - 1)),
        ("exp", json!(exp + 1)),
        ("exp", json!(9_999_999_999_999_i64)),
        ("exp", json!(i64::MAX)),
        ("exp", json!(u64::MAX)),
        ("exp", json!(1e300)),
        ("exp", json!(-1)),
        ("exp", json!(["x"])),
        ("iat", json!(iat + 3_600)),
        ("iat", json!(iat - 86_400)),
        ("iat", json!(i64::MIN)),
        ("iat", json!("now")),
        ("iss", json!("somebody else")),
        ("iss", json!(["the-one-portal", "somebody else"])),
        ("aud", json!("another portal")),
        ("sub", json!(app.person(Who::Admin).id.as_str())),
        ("sub", json!("usr_1")),
        ("sub", json!("")),
        ("sub", json!("../usr")),
        ("tid", json!("tnt_00000000000000000000000000")),
        ("tenant", json!("globex")),
        ("tenant", json!("no-such-portal")),
        ("tenant", json!("../acme")),
        ("company", json!(null)),
        ("company", json!(app.person(Who::Stranger).company.as_ref().unwrap().id.as_str())),
        ("role", json!("admin")),
        ("role", json!("root")),
        ("role", json!(1)),
        ("org_type", json!("both")),
        ("sid", json!("ses_00000000000000000000000000")),
        ("sid", json!(app.person(Who::OtherUser).sessions[0].id.as_str())),
        ("epoch", json!(0)),
        ("epoch", json!(2)),
        ("epoch", json!(-1)),
        ("epoch", json!("1")),
    ] {
        let mut claims = good.clone();
        claims[name] = value;
        let token = sign(&header(), &claims.to_string(), KEY);
        assert_eq!(status_of(&app, &token).await, 401, "{name}: {}", claims[name]);
    }
    for name in
        ["exp", "iat", "iss", "aud", "sub", "tid", "tenant", "company", "role", "org_type", "sid", "epoch"]
    {
        let mut claims = good.clone();
        claims.as_object_mut().unwrap().remove(name);
        assert_eq!(status_of(&app, &sign(&header(), &claims.to_string(), KEY)).await, 401, "without {name}");
    }
}

#[tokio::test]
async fn sec_19_claims_that_are_given_twice_are_refused() {
    let app = app().await;
    let good = claims(&app).to_string();
    let body = good.trim_end_matches('}');
    for twice in [r#""role":"user""#, r#""role":"admin""#, r#""exp":9999999999"#, r#""tenant":"globex""#] {
        let payload = format!("{body},{twice}}}");
        assert_eq!(status_of(&app, &sign(&header(), &payload, KEY)).await, 401, "{twice}");
    }
}

#[tokio::test]
async fn sec_19_a_token_of_any_size_is_answered() {
    let app = app().await;
    let mut claims = claims(&app);
    claims["padding"] = json!("x".repeat(20_000));
    assert_eq!(status_of(&app, &sign(&header(), &claims.to_string(), KEY)).await, 401);
    assert_eq!(status_of(&app, &"a.".repeat(10_000)).await, 401);
}

/// The status that a token gets from a process with this ring over the same store.
async fn status_with(app: &TestApp, ring: &str, token: &str) -> StatusCode {
    let mut state = app.state.clone();
    state.keys = Arc::new(KeyRing::parse(&ring.to_owned().into()).unwrap());
    let (api, _) = auth::router().split_for_parts();
    let router = layers::around(layers::fallbacks(api).with_state(state.clone()), &state);
    let request = Request::get("/api/auth/session")
        .header("host", "localhost:7071")
        .header("cookie", format!("portal_session={token}"))
        .body(Body::empty())
        .unwrap();
    router.oneshot(request).await.unwrap().status()
}

#[tokio::test]
async fn sec_19_a_new_key_keeps_the_sessions_of_the_old_one_until_that_is_taken_out() {
    let app = app().await;
    let old = format!("test:{}", BASE64.encode(KEY));
    let new = format!("next:{}", BASE64.encode([7_u8; 32]));
    let token = app.token(Who::User);
    for (ring, expected) in [
        (old.clone(), StatusCode::OK),
        (format!("{new},{old}"), StatusCode::OK),
        (new.clone(), StatusCode::UNAUTHORIZED),
        // The same name with another key is another key.
        (new.replace("next", "test"), StatusCode::UNAUTHORIZED),
    ] {
        assert_eq!(status_with(&app, &ring, token).await, expected, "{ring}");
    }
}
