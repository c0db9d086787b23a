//! Points 9 to 11: functions that the host calls by itself, and nobody else can.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use host::{Portal, client::chunked, payload};
use serde_json::{Value, json};

#[tokio::test]
async fn a_timer_is_understood_in_every_form_that_azure_sends() {
    let portal = Portal::start().await;
    let cases = [
        (payload::timer(false, &Value::Null), json!({})),
        (payload::timer(true, &payload::schedule_status()), json!({})),
        (payload::timer(false, &payload::schedule_status()), payload::retry(2, 5)),
    ];
    for (data, metadata) in cases {
        let ran = portal.host.invoke("sweep", &data, &metadata).await.unwrap();
        assert!(ran.dropped.is_empty(), "outputs that the host would drop: {:?}", ran.dropped);
        assert_eq!(ran.logs.len(), 1);
        assert_eq!(ran.outputs, json!({}));
    }
}

#[tokio::test]
async fn the_same_delivery_twice_at_once_does_no_harm() {
    let portal = Portal::start().await;
    let data = payload::timer(false, &Value::Null);
    let metadata = json!({});
    let (first, second) = tokio::join!(
        portal.host.invoke("sweep", &data, &metadata),
        portal.host.invoke("sweep", &data, &metadata)
    );
    assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
    assert_eq!(portal.sign_in("dana@acme.example").await.status, 200, "nothing that lives was swept");
}

#[tokio::test]
async fn a_trigger_that_does_not_exist_fails_the_invocation() {
    let portal = Portal::start().await;
    let said =
        portal.host.invoke("cleanup", &payload::timer(false, &Value::Null), &json!({})).await.unwrap_err();
    assert!(said.contains("404"), "{said}");
}

#[tokio::test]
async fn nobody_outside_reaches_a_trigger() {
    let portal = Portal::start().await;
    let forged = [
        ("content-type", "application/json"),
        ("user-agent", "Azure-Functions-Host/4.1052.200.26000"),
        ("x-azure-functions-invocationid", "a5a5a5a5-0000-4000-8000-000000000000"),
        ("x-azure-functions-hostversion", "4.1052.200.26000"),
    ];
    let payload = json!({ "Data": payload::timer(false, &Value::Null), "Metadata": {} }).to_string();
    for target in ["/sweep", "//sweep", "/api/sweep", "/api/../sweep", "/api/%2e%2e/sweep", "/SWEEP"] {
        let body = chunked(vec![payload.clone().into()]);
        let answer = portal.visitor().call("POST", target, &forged, body).await.unwrap();
        assert_eq!(answer.status, 404, "{target}");
    }
}

#[tokio::test]
async fn a_proxied_request_is_refused_by_the_handler_itself() {
    // The second wall: even if a route of the host led here, what the host forwards is told apart from its own calls.
    let portal = Portal::start().await;
    let inside = portal.host.inside().with("x-azure-functions-invocationid", "a5a5a5a5");
    for name in ["x-ms-invocation-id", "x-forwarded-for", "x-forwarded-host"] {
        let answer = inside.with(name, "x").json("POST", "/sweep", &json!({})).await.unwrap();
        assert_eq!(answer.status, 404, "{name}");
    }
    assert_eq!(
        portal.host.inside().json("POST", "/sweep", &json!({})).await.unwrap().status,
        404,
        "no invocation id"
    );
}
