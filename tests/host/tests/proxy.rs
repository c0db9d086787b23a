//! Points 4, 5 and 12: what a request looks like after the host passed it on, and what never arrives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use host::{Portal, client::nothing, demo::ORIGIN, headers::FRONT_END};
use serde_json::json;

#[tokio::test]
async fn paths_and_queries_arrive_byte_for_byte() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    // The same request through the host and around it must be answered alike; what is compared is the status and
    // the problem's own words, which name the field that was understood.
    let long = format!("/api/portal/tickets?q={}", "a".repeat(8_000));
    for target in [
        "/api/portal/tickets?status=open&status=closed",
        "/api/portal/tickets/%2e%2e/x",
        "/api/portal//tickets",
        "/api/portal/tickets?q=%F0%9F%96%A8%20%26%3D",
        "/api/portal/tickets/tkt_%E2%80%AE",
        long.as_str(),
    ] {
        let outside = user.get(target).await.unwrap();
        let mut inside = portal.host.inside();
        inside.headers.clone_from(&user.headers);
        let inside = inside.get(target).await.unwrap();
        assert_eq!(outside.status, inside.status, "{target}");
        assert_eq!(outside.json()["detail"], inside.json()["detail"], "{target}");
        assert!(outside.status < 500, "{target}: {}", outside.status);
    }
}

#[tokio::test]
async fn a_search_in_another_script_is_understood_through_the_host() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let ticket = json!({ "subject": "プリンター 故障", "description": "紙が詰まりました" });
    host::demo::created(&user, "/api/portal/tickets", &ticket).await;
    let found =
        user.get("/api/portal/tickets?q=%E3%83%97%E3%83%AA%E3%83%B3%E3%82%BF%E3%83%BC").await.unwrap();
    assert_eq!(found.json()["items"].as_array().map(Vec::len), Some(1), "{:?}", found.body);
}

#[tokio::test]
async fn head_and_options_and_patch_reach_the_handler() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let head = user.call("HEAD", "/api/health", &[], nothing()).await.unwrap();
    assert!(head.body.is_empty() && head.status < 500, "{}", head.status);
    let unknown = portal
        .admin()
        .await
        .json("PATCH", "/api/manage/tickets/tkt_none", &json!({ "status": "open" }))
        .await;
    assert_eq!(unknown.unwrap().header("content-type"), Some("application/problem+json"));
}

#[tokio::test]
async fn the_session_cookie_is_for_the_public_host_and_secure() {
    let portal = Portal::start().await;
    let answer = portal.sign_in("dana@acme.example").await;
    let cookie = answer.header("set-cookie").unwrap().to_lowercase();
    assert!(cookie.starts_with("__host-portal_session="), "{cookie}");
    for part in ["secure", "httponly", "samesite=lax"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("domain="), "host-only: {cookie}");
}

#[tokio::test]
async fn no_answer_names_the_handlers_own_address() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let address = format!("127.0.0.1:{}", portal.host.shared.port());
    for target in [
        "/api/health",
        "/api/openapi.json",
        "/api/portal/branding?tenant=acme",
        "/api/portal/tickets",
        "/api/none",
    ] {
        let answer = user.get(target).await.unwrap();
        let text = format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.body));
        assert!(!text.contains(&address), "{target}");
    }
}

#[tokio::test]
async fn a_change_from_another_origin_is_refused() {
    let portal = Portal::start().await;
    let mut user = portal.client_user().await;
    user.headers.retain(|(name, _)| name != "origin");
    let body = json!({ "subject": "x", "description": "y" });
    for (origin, status) in [("https://evil.example", 403), (ORIGIN, 201)] {
        let answer = user.with("origin", origin).json("POST", "/api/portal/tickets", &body).await.unwrap();
        assert_eq!(answer.status, status, "{origin}");
    }
}

#[tokio::test]
async fn what_a_caller_forges_under_the_hosts_names_changes_nothing() {
    let portal = Portal::start().await;
    let forged = portal
        .visitor()
        .with("x-forwarded-for", "6.6.6.6")
        .with("x-forwarded-host", "evil.example")
        .with("x-azure-clientip", "6.6.6.6")
        .with("x-ms-invocation-id", "forged")
        .with("x-ms-client-principal", "eyJ1c2VyUm9sZXMiOlsiYWRtaW5pc3RyYXRvciJdfQ==");
    assert_eq!(forged.get("/api/portal/tickets").await.unwrap().status, 401);
    let said: Vec<_> = portal.host.lines().into_iter().map(|line| line.text).collect();
    let said = said.join("\n");
    assert!(!said.contains("6.6.6.6") && !said.contains("evil.example"), "{said}");
    assert!(!FRONT_END.is_empty());
}

#[tokio::test]
async fn the_callers_trace_goes_on_in_the_answer() {
    let portal = Portal::start().await;
    let trace = "0af7651916cd43dd8448eb211c80319c";
    let client = portal.visitor().with("traceparent", &format!("00-{trace}-b7ad6b7169203331-01"));
    let problem = client.get("/api/portal/tickets").await.unwrap();
    assert_eq!(problem.json()["trace_id"], trace, "{:?}", problem.body);
}

#[tokio::test]
async fn the_hosts_own_paths_never_reach_the_handler() {
    let portal = Portal::start().await;
    let before = portal.host.lines().len();
    for target in ["/admin/host/status", "/ADMIN/users", "/runtime/webhooks/x"] {
        assert_eq!(portal.visitor().get(target).await.unwrap().status, 401, "{target}");
    }
    assert_eq!(portal.host.lines().len(), before, "nothing was logged, so nothing arrived");
    // None of the declared functions lies there either: the host would refuse to start.
    let routes = portal.host.shared.config.functions.iter().filter_map(|function| function.http.as_ref());
    for (route, _) in routes {
        assert!(route.template.starts_with("api/"), "{}", route.template);
    }
}
