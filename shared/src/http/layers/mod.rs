//! Layers around every operation, from the outside in: trace, panics, security headers, hosts, same origin, time.

mod hosts;
mod refused_body;
mod same_origin;
mod security;
mod trace;

use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::app::App;
use crate::problem::Problem;

/// An operation that takes longer is given up; well below the Functions host's own limit, which ends the process.
const PATIENCE: Duration = Duration::from_secs(60);

/// Puts the layers around `router`.
pub fn around(router: Router, app: &App) -> Router {
    let worth_compressing = SizeAbove::new(1_024)
        .and(NotForContentType::SSE)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("application/octet-stream"));
    router
        .layer(from_fn(patience))
        .layer(from_fn(refused_body::drain))
        .layer(from_fn_with_state(app.clone(), same_origin::check))
        .layer(from_fn_with_state(app.clone(), hosts::check))
        .layer(CompressionLayer::new().compress_when(worth_compressing))
        .layer(from_fn_with_state(app.clone(), security::headers))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(trace::request))
}

/// Answers what no operation serves: an unknown path, a method that a path does not have.
pub fn fallbacks<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
}

async fn patience(request: Request, next: Next) -> Response {
    // Uploads are as slow as the line; their own limit is bytes.
    if request.uri().path().ends_with("/uploads") {
        return next.run(request).await;
    }
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::Unavailable { retry_after: Duration::from_secs(5) }.into_response(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the layer hands the cause over")]
fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default();
    Problem::internal(format!("panic: {text}")).into_response()
}
