//! Points 6 to 8: bodies on their way in and out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::time::Duration;

use bytes::Bytes;
use host::{
    Portal,
    client::{Body, Trouble, chunked, nothing, whole},
    proxy::LARGEST_BODY,
};
use http_body_util::BodyExt;
use hyper::body::Frame;
use serde_json::json;

const UPLOAD: &str = "/api/portal/uploads?name=notes.txt";

#[tokio::test]
async fn an_upload_arrives_whole_with_a_length_and_in_chunks() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let text = "line of a log\n".repeat(40_000);
    let plain = [("content-type", "text/plain")];
    let sized = user.call("POST", UPLOAD, &plain, whole(text.clone())).await.unwrap();
    let pieces = text.as_bytes().chunks(7_001).map(Bytes::copy_from_slice).collect();
    let streamed = user.call("POST", UPLOAD, &plain, chunked(pieces)).await.unwrap();
    for answer in [&sized, &streamed] {
        assert_eq!(answer.status, 201, "{:?}", answer.body);
        assert_eq!(answer.json()["size"], text.len());
    }
}

#[tokio::test]
async fn more_than_the_host_takes_is_413_before_it_is_sent() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let length = (LARGEST_BODY + 1).to_string();
    let begun = user.open("POST", UPLOAD, &[("content-length", &length)], endless()).await.unwrap();
    assert_eq!(begun.status().as_u16(), 413);
}

#[tokio::test]
async fn more_than_the_portal_takes_is_a_problem_of_413() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let large = Bytes::from(vec![b'a'; 26 << 20]);
    let refused = user.call("POST", UPLOAD, &[("content-type", "text/plain")], whole(large)).await;
    // The handler may answer before it has read everything; what it says is what counts.
    if let Ok(answer) = refused {
        assert_eq!(answer.status, 413, "{:?}", answer.body);
        assert_eq!(answer.json()["code"], "PAYLOAD_TOO_LARGE");
    }
    let small =
        user.call("POST", UPLOAD, &[("content-type", "text/plain")], whole("still well")).await.unwrap();
    assert_eq!(small.status, 201);
}

#[tokio::test]
async fn an_upload_that_is_broken_off_leaves_nothing_behind() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let broken = futures::stream::iter([
        Ok(Frame::data(Bytes::from_static(b"the first half"))),
        Err::<_, Trouble>("the browser was closed".into()),
    ]);
    let body = BodyExt::boxed(http_body_util::StreamBody::new(broken));
    assert!(user.open("POST", UPLOAD, &[("content-type", "text/plain")], body).await.is_err());
    let after =
        user.call("POST", UPLOAD, &[("content-type", "text/plain")], whole("a whole one")).await.unwrap();
    assert_eq!(after.status, 201);
    assert_eq!(portal.host.shared.state(), host::State::Initialized);
}

#[tokio::test]
async fn live_events_arrive_one_by_one_and_end_with_the_reader() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let stream =
        user.open("GET", "/api/portal/events", &[("accept", "text/event-stream")], nothing()).await.unwrap();
    assert_eq!(stream.status().as_u16(), 200);
    let mut body = stream.into_body();
    let ticket = json!({ "subject": "Live", "description": "Does it show?" });
    host::demo::created(&user, "/api/portal/tickets", &ticket).await;
    // A first event, a comment or a heartbeat must come long before the front end would cut the silence.
    let first = tokio::time::timeout(Duration::from_secs(30), body.frame()).await.unwrap().unwrap().unwrap();
    assert!(first.into_data().is_ok_and(|data| !data.is_empty()));
    drop(body);
    assert_eq!(user.get("/api/portal/tickets").await.unwrap().status, 200);
}

#[tokio::test]
async fn a_compressed_answer_passes_untouched_and_is_compressed_once() {
    let portal = Portal::start().await;
    let client = portal.visitor();
    let plain = client.get("/api/openapi.json").await.unwrap();
    assert_eq!(plain.header("content-encoding"), None);
    let packed = client.with("accept-encoding", "gzip").get("/api/openapi.json").await.unwrap();
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(packed.body[..2], [0x1f, 0x8b], "the mark of gzip");
    assert!(packed.body.len() < plain.body.len() / 2, "{} of {}", packed.body.len(), plain.body.len());
}

#[tokio::test]
async fn an_unchanged_answer_is_304_without_a_body() {
    let portal = Portal::start().await;
    let target = "/api/portal/branding?tenant=acme";
    let first = portal.visitor().get(target).await.unwrap();
    let tag = first.header("etag").unwrap().to_owned();
    let second = portal.visitor().with("if-none-match", &tag).get(target).await.unwrap();
    assert_eq!((second.status, second.body.len()), (304, 0));
    assert_eq!(second.header("etag"), Some(tag.as_str()));
}

#[tokio::test]
async fn signing_out_has_no_body_and_takes_the_cookie_away() {
    let portal = Portal::start().await;
    let user = portal.client_user().await;
    let answer = user.call("POST", "/api/auth/logout", &[], nothing()).await.unwrap();
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert!(answer.header("set-cookie").unwrap().starts_with("__Host-portal_session=;"));
    assert_eq!(user.get("/api/portal/tickets").await.unwrap().status, 401);
}

fn endless() -> Body {
    BodyExt::boxed(http_body_util::StreamBody::new(
        futures::stream::pending::<Result<Frame<Bytes>, Trouble>>(),
    ))
}
