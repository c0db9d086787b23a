//! Security headers on every answer.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

/// Adds what an answer does not say itself.
pub(super) async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut add = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    add(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    add(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    add(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    add(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    add(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    add(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    add(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=()"),
    );
    add(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let mut files = app.settings.links_origin();
    if app.settings.has_twin_hosts() {
        // A page on one of the two names shows files from the other.
        files = format!("{files} {}", app.settings.origin);
    }
    if let Ok(policy) = HeaderValue::from_str(&content_policy(&files, app.settings.hub_origin.as_deref())) {
        add(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The pages' policy: own scripts and styles only, pictures also from where uploaded files lie; where a Hub is set, its
/// list of products and their icons.
#[must_use]
pub(super) fn content_policy(files_origin: &str, hub: Option<&str>) -> String {
    let hub = hub.map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'{hub}; \
         img-src 'self' data: blob: {files_origin}{hub}; manifest-src 'self'; worker-src 'self'; \
         frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}
