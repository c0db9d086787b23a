//! The same program answers AWS Lambda's events.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]
#![cfg(feature = "lambda")]

use handler::lambda::Lambda;
use lambda_http::lambda_runtime::{Context, LambdaEvent};
use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

struct Portal {
    app: TestApp,
    lambda: Lambda,
}

impl Portal {
    async fn start() -> Self {
        let app = TestApp::new(handler::router::operations(), handler::areas::kinds()).await;
        let outbox = || handler::mails::outbox(&app.state.settings).unwrap();
        let router = handler::router::build(&app.state, None, outbox());
        let lambda = Lambda::new(router, app.state.clone(), outbox());
        Self { app, lambda }
    }

    async fn ask(&self, event: Value) -> Value {
        self.lambda.answer(LambdaEvent::new(event, Context::default())).await.expect("an answer")
    }
}

/// An event of an HTTP API of API Gateway, payload version 2.
fn http_api(method: &str, stage: &str, path: &str) -> Value {
    json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "",
        "headers": { "host": "localhost:7071", "accept": "application/json" },
        "requestContext": {
            "accountId": "anonymous", "apiId": "api", "domainName": "localhost", "domainPrefix": "api",
            "http": { "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "test" },
            "requestId": "id", "routeKey": "$default", "stage": stage,
            "time": "02/Mar/2026:09:00:00 +0000", "timeEpoch": 1_772_442_000_000_i64
        },
        "isBase64Encoded": false
    })
}

/// An event of a REST API of API Gateway: the stage is no part of the path.
fn rest_api(method: &str, path: &str) -> Value {
    json!({
        "resource": "/{proxy+}", "path": path, "httpMethod": method,
        "headers": { "Host": "localhost:7071", "Accept": "application/json" },
        "multiValueHeaders": { "Host": ["localhost:7071"], "Accept": ["application/json"] },
        "queryStringParameters": null, "multiValueQueryStringParameters": null,
        "pathParameters": { "proxy": path.trim_start_matches('/') }, "stageVariables": null,
        "requestContext": {
            "resourceId": "r", "resourcePath": "/{proxy+}", "httpMethod": method, "path": format!("/prod{path}"),
            "accountId": "123456789012", "protocol": "HTTP/1.1", "stage": "prod", "requestId": "id", "apiId": "api",
            "requestTimeEpoch": 1_772_442_000_000_i64, "domainName": "localhost",
            "identity": { "sourceIp": "192.0.2.2", "userAgent": "test" }
        },
        "body": null, "isBase64Encoded": false
    })
}

/// An event of an application load balancer.
fn balancer(method: &str, path: &str) -> Value {
    json!({
        "requestContext": { "elb": { "targetGroupArn": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/portal/1" } },
        "httpMethod": method, "path": path, "queryStringParameters": {},
        "headers": { "host": "localhost:7071", "accept": "application/json", "x-forwarded-for": "10.9.9.9, 192.0.2.3" },
        "body": "", "isBase64Encoded": false
    })
}

/// Signs in through an event, with the address that the event names.
fn sign_in(mut event: Value, email: &str, password: &str) -> Value {
    event["body"] = json!({ "tenant": "acme", "email": email, "password": password }).to_string().into();
    for name in ["headers", "multiValueHeaders"] {
        let Some(headers) = event[name].as_object_mut() else { continue };
        for (header, value) in [("content-type", "application/json"), ("sec-fetch-site", "same-origin")] {
            headers.insert(header.into(), if name == "headers" { value.into() } else { json!([value]) });
        }
    }
    event
}

#[tokio::test]
async fn every_kind_of_front_and_every_stage_reaches_the_router() {
    let portal = Portal::start().await;
    for event in [
        http_api("GET", "$default", "/api/health"),
        http_api("GET", "prod", "/prod/api/health"),
        rest_api("GET", "/api/health"),
        balancer("GET", "/api/health"),
    ] {
        let health = portal.ask(event.clone()).await;
        assert_eq!(health["statusCode"], 200, "{event}: {health}");
        assert!(health["body"].as_str().unwrap().contains("\"ok\""), "{health}");
    }
    for event in [http_api("GET", "prod", "/prod/api/auth/session"), rest_api("GET", "/api/auth/session")] {
        let refused = portal.ask(event).await;
        assert_eq!(refused["statusCode"], 401);
        assert!(refused["body"].as_str().unwrap().contains("UNAUTHORIZED"));
    }
}

#[tokio::test]
async fn sec_03_the_events_own_context_names_the_caller() {
    let portal = Portal::start().await;
    let person = portal.app.person(Who::User).email.clone();
    for (event, address) in [
        (http_api("POST", "$default", "/api/auth/login"), "192.0.2.1"),
        (rest_api("POST", "/api/auth/login"), "192.0.2.2"),
        (balancer("POST", "/api/auth/login"), "192.0.2.3"),
    ] {
        let mut event = sign_in(event, &person, shared_testing::PASSWORD);
        // What the client claims of itself is not believed; the balancer's own entry is the last.
        if event["requestContext"]["elb"].is_null() {
            event["headers"]["x-forwarded-for"] = "198.51.100.7".into();
        }
        let answer = portal.ask(event).await;
        assert_eq!(answer["statusCode"], 200, "{answer}");
        let sessions = portal.app.as_(Who::User).get("/api/auth/sessions").await.expect(200).json();
        assert!(sessions.to_string().contains(address), "{address}: {sessions}");
        assert!(!sessions.to_string().contains("198.51.100.7"));
    }
}

#[tokio::test]
async fn sec_03_a_balancers_entry_is_read_in_every_form_and_behind_anything() {
    let portal = Portal::start().await;
    let person = portal.app.person(Who::User).email.clone();
    for (line, address) in [
        ("ÿ, 192.0.2.11", "192.0.2.11"),
        ("10.9.9.9, 192.0.2.12:4711", "192.0.2.12"),
        ("[2001:db8::13]:80", "2001:db8::13"),
        ("::ffff:192.0.2.14", "192.0.2.14"),
    ] {
        let mut event = sign_in(balancer("POST", "/api/auth/login"), &person, shared_testing::PASSWORD);
        event["headers"]["x-forwarded-for"] = line.into();
        let answer = portal.ask(event).await;
        assert_eq!(answer["statusCode"], 200, "{answer}");
        let sessions = portal.app.as_(Who::User).get("/api/auth/sessions").await.expect(200).json();
        assert!(sessions.to_string().contains(&format!("\"{address}\"")), "{line}: {sessions}");
    }
}

#[tokio::test]
async fn a_stream_of_changes_is_declined_so_that_pages_ask_instead() {
    let portal = Portal::start().await;
    for path in ["/api/portal/events", "/api/manage/events"] {
        let answer = portal.ask(http_api("GET", "$default", path)).await;
        assert_eq!(answer["statusCode"], 204, "{answer}");
    }
}

#[tokio::test]
async fn a_schedule_runs_what_is_due_and_nothing_else_is_taken_for_one() {
    let portal = Portal::start().await;
    for event in [
        json!({ "source": "aws.events", "detail-type": "Scheduled Event", "detail": {}, "resources": [] }),
        json!({ "portal": "timers" }),
    ] {
        let ran = portal.ask(event).await;
        assert_eq!(ran["failed"], json!([]), "{ran}");
        let done = ran["done"].to_string();
        for name in ["outbox", "sweep", "storage"] {
            assert!(done.contains(&format!("\"{name}\"")), "{name}: {ran}");
        }
    }
    for event in [json!({}), json!({ "Records": [] }), json!("timers"), json!(null)] {
        let answer = portal.lambda.answer(LambdaEvent::new(event.clone(), Context::default())).await;
        assert!(answer.is_err(), "{event}");
    }
}
