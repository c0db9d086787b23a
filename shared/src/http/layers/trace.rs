//! One trace id and one log line for each request.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;

use crate::clock::{Entropy, SystemEntropy};
use crate::trace;

/// Continues the caller's trace or starts one; logs what came of the request, without its query.
pub(super) async fn request(request: Request, next: Next) -> Response {
    let id = continued(&request).unwrap_or_else(fresh);
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut response = trace::within(id.clone(), next.run(request)).await;
    let status = response.status().as_u16();
    let route = route.as_deref().unwrap_or("-");
    let millis = started.elapsed().as_secs_f64() * 1_000.0;
    if status >= 500 {
        tracing::error!(trace = id, %method, route, status, millis, "answered");
    } else {
        tracing::debug!(trace = id, %method, route, status, millis, "answered");
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-trace-id", value);
    }
    response
}

/// The trace id of a `traceparent` header.
fn continued(request: &Request) -> Option<String> {
    let text = request.headers().get("traceparent")?.to_str().ok()?;
    let id = text.split('-').nth(1)?;
    let good = id.len() == 32
        && id.bytes().all(|byte| byte.is_ascii_hexdigit())
        && id.bytes().any(|byte| byte != b'0');
    good.then(|| id.to_ascii_lowercase())
}

fn fresh() -> String {
    use std::fmt::Write as _;
    let mut bytes = [0_u8; 16];
    SystemEntropy.fill(&mut bytes);
    bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
