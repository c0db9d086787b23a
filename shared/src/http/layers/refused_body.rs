//! What a refused request still sends is read and thrown away before its answer goes out.
//!
//! Otherwise the connection closes on a sender that is still writing: it sees a broken pipe instead of the problem,
//! and a proxy in between, such as the Functions host, makes a 502 of it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt as _;

/// Whoever sends more than this, or more slowly than the time allows, is cut off after all.
const MOST: usize = 32 * 1024 * 1024;
const TIME: Duration = Duration::from_secs(10);

/// A body of which this layer keeps hold while an operation reads from it.
#[derive(Clone)]
struct Held(Arc<Mutex<Inner>>);

struct Inner {
    body: Body,
    /// Whether anybody has asked for a piece of it.
    begun: bool,
}

impl Held {
    fn new(body: Body) -> Self {
        Self(Arc::new(Mutex::new(Inner { body, begun: false })))
    }

    fn with<T>(&self, work: impl FnOnce(&mut Inner) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.with(|inner| {
            inner.begun = true;
            Pin::new(&mut inner.body).poll_frame(context)
        })
    }

    fn is_end_stream(&self) -> bool {
        self.with(|inner| inner.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.with(|inner| inner.body.size_hint())
    }
}

/// Reads on after a refusal.
pub(super) async fn drain(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let waits = parts
        .headers
        .get(header::EXPECT)
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"));
    let held = Held::new(body);
    let response = next.run(Request::from_parts(parts, Body::new(held.clone()))).await;
    // Who waits for "100 Continue" has sent nothing yet, and asking for the body would call it up.
    let nothing_comes = waits && !held.with(|inner| inner.begun);
    let status = response.status();
    // A full line refuses before it reads, as a wrong request is refused.
    let refused = status.is_client_error() || status == StatusCode::SERVICE_UNAVAILABLE;
    if refused && !held.is_end_stream() && !nothing_comes {
        // Cut off or through: the answer is the same.
        let _ = tokio::time::timeout(TIME, throw_away(held)).await;
    }
    response
}

async fn throw_away(mut body: Held) {
    let mut read = 0;
    while let Some(Ok(frame)) = body.frame().await {
        read += frame.data_ref().map_or(0, Bytes::len);
        if read > MOST {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use futures::StreamExt as _;
    use tower::ServiceExt as _;

    use super::*;

    /// Sends ten pieces to a route that answers at once; how many were taken.
    async fn taken(status: StatusCode, expect: bool) -> usize {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let pieces = futures::stream::iter(0..10).map(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok::<_, std::io::Error>(Bytes::from_static(b"piece"))
        });
        let router = Router::new().route("/", post(move || async move { status })).layer(from_fn(drain));
        let mut request = Request::post("/").body(Body::from_stream(pieces)).unwrap();
        if expect {
            request.headers_mut().insert(header::EXPECT, "100-continue".parse().unwrap());
        }
        assert_eq!(router.oneshot(request).await.unwrap().status(), status);
        count.load(Ordering::Relaxed)
    }

    #[tokio::test]
    async fn a_refused_body_is_read_to_its_end_and_any_other_is_left_to_its_operation() {
        assert_eq!(taken(StatusCode::PAYLOAD_TOO_LARGE, false).await, 10);
        assert_eq!(taken(StatusCode::SERVICE_UNAVAILABLE, false).await, 10);
        assert_eq!(taken(StatusCode::OK, false).await, 0);
    }

    #[tokio::test]
    async fn a_refused_body_that_waits_to_be_asked_for_is_never_asked_for() {
        assert_eq!(taken(StatusCode::UNAUTHORIZED, true).await, 0);
    }

    #[tokio::test]
    async fn the_announced_length_still_reaches_the_operation() {
        let router = Router::new()
            .route("/", post(|body: Body| async move { HttpBody::size_hint(&body).lower().to_string() }))
            .layer(from_fn(drain));
        let request = Request::post("/").body(Body::from("four")).unwrap();
        let answer = router.oneshot(request).await.unwrap().into_body().collect().await.unwrap();
        assert_eq!(answer.to_bytes(), "4");
    }
}
