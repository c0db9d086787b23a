//! The client for typed addresses against real listeners of this machine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

mod names;
mod server;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, Method};
use bytes::Bytes;
use shared::egress::{Answer, Call, Egress, EgressError, PATIENCE, Reach, Refusal, Target};

use names::Names;
use server::Server;

const HOME: &str = "127.0.0.1";
const PUBLIC: &str = "8.8.8.8";

fn client(names: &Arc<Names>, reach: Reach) -> Egress {
    Egress::new(names.clone(), reach)
}

async fn post(egress: &Egress, target: &Target) -> Result<Answer, EgressError> {
    let mut headers = HeaderMap::new();
    headers.insert("webhook-id", HeaderValue::from_static("evt_1"));
    let body = Bytes::from_static(b"{\"a\":1}");
    egress.send(Call { method: Method::POST, target, headers, body, at_most: 1_000 }).await
}

#[tokio::test]
async fn a_call_arrives_with_its_headers_and_the_answer_comes_back() {
    let server = Server::start(|_| "HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\nhello".into()).await;
    let egress = client(&Names::always(&[HOME]), Reach::Loopback);
    let target = egress.check(&format!("http://receiver.example:{}/in?a=b", server.port)).await.unwrap();
    let answer = post(&egress, &target).await.unwrap();
    assert_eq!((answer.status, &answer.body[..], answer.cut), (202, &b"hello"[..], false));
    let got = server.requests();
    let [request] = &got[..] else { panic!("{got:?}") };
    assert!(request.starts_with("POST /in?a=b HTTP/1.1\r\n"), "{request}");
    for part in ["webhook-id: evt_1", &format!("host: receiver.example:{}", server.port), "{\"a\":1}"] {
        assert!(request.contains(part), "{part} in {request}");
    }
    for never in ["cookie", "authorization", "referer", "accept-encoding"] {
        assert!(!request.to_lowercase().contains(never), "{never} in {request}");
    }
}

#[tokio::test]
async fn sec_12_a_name_is_refused_where_any_of_its_addresses_leads_inside() {
    for inside in
        [HOME, "10.0.0.1", "169.254.169.254", "::1", "fd00:ec2::254", "::ffff:10.0.0.1", "64:ff9b::a00:1"]
    {
        for addresses in [vec![inside], vec![PUBLIC, inside], vec![inside, "2606:4700::1111"]] {
            let egress = client(&Names::always(&addresses), Reach::Public);
            let refused = egress.check("https://receiver.example/").await.unwrap_err();
            assert_eq!(refused, EgressError::Refused(Refusal::Inner), "{addresses:?}");
        }
    }
    let public = client(&Names::always(&[PUBLIC, "2606:4700::1111"]), Reach::Public);
    assert!(public.check("https://receiver.example/").await.is_ok());
    let unknown = client(&Names::always(&[]), Reach::Public).check("https://receiver.example/").await;
    assert_eq!(unknown.unwrap_err(), EgressError::Unknown);
    let silent = client(&Names::silent(), Reach::Public).check("https://receiver.example/").await;
    assert_eq!(silent.unwrap_err(), EgressError::Silent);
}

#[tokio::test]
async fn sec_12_a_name_that_leads_inside_the_second_time_is_not_called() {
    let server = Server::start(|_| "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".into()).await;
    for turn in [vec![HOME], vec![PUBLIC, HOME], vec!["::1"], vec!["::ffff:127.0.0.1"]] {
        let names = Names::in_turn(&[&[PUBLIC], &turn]);
        let egress = client(&names, Reach::Public);
        let target = egress.check(&format!("https://receiver.example:{}/", server.port)).await.unwrap();
        let refused = post(&egress, &target).await.unwrap_err();
        assert_eq!(refused, EgressError::Refused(Refusal::Inner), "{turn:?}");
        assert_eq!(names.asked.load(Ordering::SeqCst), 2, "one look-up for each step");
    }
    assert_eq!(server.connections(), 0, "nobody was even connected to");
}

#[tokio::test]
async fn sec_12_the_connection_goes_to_the_address_that_was_judged() {
    let server = Server::start(|_| "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".into()).await;
    // No other resolver knows the name, and the answer changes with every look-up: only the judged one can be used.
    let names = Names::in_turn(&[&[HOME], &[HOME], &["10.255.255.1"]]);
    let egress = client(&names, Reach::Loopback);
    let target = egress.check(&format!("http://receiver.example:{}/", server.port)).await.unwrap();
    assert_eq!(post(&egress, &target).await.unwrap().status, 200);
    assert_eq!(names.asked.load(Ordering::SeqCst), 2);
    // The connection is not kept for a later call either: that one looks up and judges anew.
    assert_eq!(post(&egress, &target).await.unwrap_err(), EgressError::Refused(Refusal::Inner));
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn sec_12_a_target_of_a_wider_reach_is_judged_again() {
    let server = Server::start(|_| "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".into()).await;
    for text in [format!("http://127.0.0.1:{}/", server.port), format!("https://127.0.0.1:{}/", server.port)]
    {
        let target = Target::parse(&text, Reach::Loopback).unwrap();
        let refused = post(&client(&Names::always(&[HOME]), Reach::Public), &target).await.unwrap_err();
        assert!(matches!(refused, EgressError::Refused(_)), "{refused:?}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn sec_12_a_redirect_is_an_answer_and_is_not_followed() {
    let inner = Server::start(|_| "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret".into()).await;
    let to = format!("http://127.0.0.1:{}/credentials", inner.port);
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let to = to.clone();
        let server = Server::start(move |_| {
            format!("HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n")
        })
        .await;
        let egress = client(&Names::always(&[HOME]), Reach::Loopback);
        let target = egress.check(&format!("http://receiver.example:{}/", server.port)).await.unwrap();
        assert_eq!(post(&egress, &target).await.unwrap().status.to_string(), &status[..3]);
    }
    assert_eq!(inner.connections(), 0);
}

#[tokio::test]
async fn sec_12_a_long_answer_is_read_to_the_bound_and_no_further() {
    for head in ["Content-Length: 50000000", "Transfer-Encoding: chunked"] {
        let server = Server::flood(head).await;
        let egress = client(&Names::always(&[HOME]), Reach::Loopback);
        let target = egress.check(&format!("http://receiver.example:{}/", server.port)).await.unwrap();
        let answer = post(&egress, &target).await.unwrap();
        assert_eq!((answer.status, answer.body.len(), answer.cut), (200, 1_000, true), "{head}");
    }
}

#[tokio::test]
async fn sec_12_a_slow_answer_ends_with_the_time() {
    let slow = async |server: Server| {
        let egress = client(&Names::always(&[HOME]), Reach::Loopback);
        let target = egress.check(&format!("http://receiver.example:{}/", server.port)).await.unwrap();
        let begun = tokio::time::Instant::now();
        assert_eq!(post(&egress, &target).await.unwrap_err(), EgressError::Late);
        let took = begun.elapsed();
        assert!(took >= PATIENCE && took < PATIENCE + Duration::from_secs(3), "{took:?}");
    };
    tokio::join!(slow(Server::mute().await), slow(Server::drip().await));
}

#[tokio::test]
async fn sec_12_a_silent_name_system_ends_with_the_time() {
    let egress = client(&Names::endless(), Reach::Public);
    let begun = tokio::time::Instant::now();
    assert_eq!(egress.check("https://receiver.example/").await.unwrap_err(), EgressError::Silent);
    assert!(begun.elapsed() < PATIENCE + Duration::from_secs(3));
}

#[tokio::test]
async fn sec_12_only_a_certificate_of_the_name_is_trusted() {
    let (server, root) = Server::tls("receiver.example").await;
    let trusting = |names: &Arc<Names>, roots: Vec<reqwest::Certificate>| {
        Egress::trusting(names.clone(), Reach::Loopback, roots)
    };
    let names = Names::always(&[HOME]);
    let egress = trusting(&names, vec![root.clone()]);
    let target = egress.check(&format!("https://receiver.example:{}/", server.port)).await.unwrap();
    assert_eq!(post(&egress, &target).await.unwrap().status, 200);
    let other = egress.check(&format!("https://other.example:{}/", server.port)).await.unwrap();
    let refused = post(&egress, &other).await.unwrap_err();
    assert!(matches!(&refused, EgressError::Broken(_)), "another name: {refused:?}");
    let refused = post(&trusting(&names, vec![]), &target).await.unwrap_err();
    assert!(matches!(&refused, EgressError::Broken(_)), "unknown issuer: {refused:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn nobody_there_is_told_in_a_sentence_without_the_address() {
    let port = Server::start(|_| String::new()).await.port;
    let egress = client(&Names::always(&[HOME]), Reach::Loopback);
    let target = egress.check(&format!("http://receiver.example:{port}/secret-path")).await.unwrap();
    let failed = post(&egress, &target).await.unwrap_err().to_string();
    assert!(failed.starts_with("There was no answer: ") && !failed.contains("secret-path"), "{failed}");
}
