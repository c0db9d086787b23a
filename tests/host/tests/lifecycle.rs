//! Points 13, 14, 15 and 17: crashes, signals, timeouts, and what is said meanwhile.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::time::{Duration, Instant};

use bytes::Bytes;
use host::{Portal, State, client::Trouble, demo::created};
use http_body_util::BodyExt;
use hyper::body::Frame;
use rustix::process::Signal;
use serde_json::json;

#[tokio::test]
async fn a_killed_handler_is_back_and_waiting_requests_are_answered() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let id = created(&user, "/api/portal/tickets", &json!({ "subject": "Kept", "description": "d" })).await;
    portal.host.signal(Signal::KILL);
    portal.host.becomes(State::Restarting).await;
    // The host tries a refused connection again, so this request outlives the restart.
    let found = user.get(&format!("/api/portal/tickets/{id}")).await.unwrap();
    assert_eq!(found.status, 200, "{:?}", found.body);
}

#[tokio::test]
async fn being_told_to_stop_is_never_taken_for_success() {
    for signal in [Signal::TERM, Signal::INT] {
        let portal = Portal::start().await;
        portal.host.signal(signal);
        portal.host.becomes(State::Restarting).await;
        portal.host.becomes(State::Initialized).await;
        assert_eq!(portal.sign_in("dana@acme.example").await.status, 200);
    }
}

#[tokio::test]
async fn a_request_under_way_is_finished_before_the_end() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let (sender, parts) = tokio::sync::mpsc::unbounded_channel::<Result<Frame<Bytes>, Trouble>>();
    let stream =
        futures::stream::unfold(parts, |mut parts| async move { Some((parts.recv().await?, parts)) });
    let body = BodyExt::boxed(http_body_util::StreamBody::new(stream));
    sender.send(Ok(Frame::data(Bytes::from_static(b"{\"subject\":\"Drained\",")))).unwrap();
    let posting = tokio::spawn(async move {
        user.call("POST", "/api/portal/tickets", &[("content-type", "application/json")], body).await
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    portal.host.signal(Signal::TERM);
    tokio::time::sleep(Duration::from_millis(300)).await;
    sender.send(Ok(Frame::data(Bytes::from_static(b"\"description\":\"d\"}")))).unwrap();
    drop(sender);
    let answer = posting.await.unwrap().unwrap();
    assert_eq!(answer.status, 201, "{:?}", answer.body);
}

#[tokio::test]
async fn the_handlers_own_timeout_fires_before_the_hosts_kill() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let limit = portal.host.shared.config.function_timeout;
    let begin = Instant::now();
    let silent = futures::stream::pending::<Result<Frame<Bytes>, Trouble>>();
    let body = BodyExt::boxed(http_body_util::StreamBody::new(silent));
    let headers = [("content-type", "application/json"), ("content-length", "100")];
    let answer = user.call("POST", "/api/portal/tickets", &headers, body).await;
    assert!(begin.elapsed() < limit / 2, "{:?} of {limit:?}", begin.elapsed());
    if let Ok(answer) = answer {
        assert!(matches!(answer.status, 408 | 502 | 503 | 504), "{}", answer.status);
    }
    assert_eq!(portal.host.shared.state(), State::Initialized, "nobody else was hurt");
}

#[tokio::test]
async fn logs_are_json_lines_on_stdout_without_secrets() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    created(&user, "/api/portal/tickets", &json!({ "subject": "s", "description": "Confidential words" }))
        .await;
    portal.sign_in("nobody@acme.example").await;
    user.get("/api/portal/tickets/tkt_unknown").await.unwrap();
    let cookie = user.headers.iter().find(|(name, _)| name == "cookie").unwrap().1.clone();
    let lines = portal.host.lines();
    assert!(!lines.is_empty(), "a start says at least that it is ready");
    for line in lines {
        assert!(!line.stderr, "the host takes stderr for errors: {}", line.text);
        let entry: serde_json::Value = serde_json::from_str(&line.text).unwrap_or_default();
        assert!(entry["level"].is_string(), "no JSON: {}", line.text);
        for secret in ["Granite-Orchard", "Confidential", cookie.as_str()] {
            assert!(!line.text.contains(secret), "{}", line.text);
        }
    }
}
