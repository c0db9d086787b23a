//! The same router answers AWS Lambda's events.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]
#![cfg(feature = "lambda")]

use lambda_http::Service as _;
use lambda_http::request::LambdaRequest;
use shared_testing::TestApp;

/// An event of an HTTP API of API Gateway, payload version 2.
fn event(method: &str, path: &str) -> LambdaRequest {
    serde_json::from_value(serde_json::json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "",
        "headers": { "host": "localhost:7071", "accept": "application/json" },
        "requestContext": {
            "accountId": "anonymous", "apiId": "api", "domainName": "localhost", "domainPrefix": "api",
            "http": { "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "test" },
            "requestId": "id", "routeKey": "$default", "stage": "$default",
            "time": "02/Mar/2026:09:00:00 +0000", "timeEpoch": 1_772_442_000_000_i64
        },
        "isBase64Encoded": false
    }))
    .expect("an API Gateway event")
}

#[tokio::test]
async fn the_router_answers_an_api_gateway_event() {
    let app = TestApp::new(handler::areas::router(), handler::areas::kinds()).await;
    let mut service = lambda_http::Adapter::from(handler::router::build(
        &app.state,
        None,
        handler::mails::outbox(&app.state.settings).unwrap(),
    ));
    let mut ask = async |method: &str, path: &str| {
        let response = service.call(lambda_runtime_event(event(method, path))).await.expect("an answer");
        serde_json::to_value(response).expect("an answer as JSON")
    };
    let health = ask("GET", "/api/health").await;
    assert_eq!(health["statusCode"], 200, "{health}");
    let refused = ask("GET", "/api/auth/session").await;
    assert_eq!(refused["statusCode"], 401);
    assert!(refused["body"].as_str().unwrap().contains("UNAUTHORIZED"));
}

fn lambda_runtime_event(request: LambdaRequest) -> lambda_http::lambda_runtime::LambdaEvent<LambdaRequest> {
    lambda_http::lambda_runtime::LambdaEvent::new(request, lambda_http::lambda_runtime::Context::default())
}
