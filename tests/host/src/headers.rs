//! What the host does to the headers of a proxied request.

use hyper::header::{HeaderMap, HeaderName, HeaderValue};

/// The version that the stand-in claims.
pub const HOST_VERSION: &str = "4.1052.200.26000";
/// The peer that the host sees: the platform's front end, never the browser.
pub const FRONT_END: &str = "10.0.32.12";

const HOP_BY_HOP: [&str; 9] = [
    "connection",
    "keep-alive",
    "proxy-connection",
    "transfer-encoding",
    "upgrade",
    "te",
    "trailer",
    "proxy-authenticate",
    "proxy-authorization",
];

/// Drops what belongs to one connection only.
pub fn without_hop_by_hop(headers: &mut HeaderMap) {
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
}

/// The headers as the handler gets them: `Host` is its own address, the original goes into `X-Forwarded-Host`, and
/// whatever a caller sent under the host's own names is replaced.
pub fn proxied(mut headers: HeaderMap, port: u16, invocation: &str) -> HeaderMap {
    without_hop_by_hop(&mut headers);
    let original = headers.remove("host").unwrap_or_else(|| HeaderValue::from_static("localhost"));
    let forwarded: Vec<HeaderName> =
        headers.keys().filter(|name| name.as_str().starts_with("x-forwarded-")).cloned().collect();
    for name in forwarded {
        headers.remove(name);
    }
    let trace = traceparent(headers.get("traceparent"), invocation);
    let text = |text: &str| HeaderValue::from_str(text).unwrap();
    for (name, value) in [
        ("host", text(&format!("127.0.0.1:{port}"))),
        ("x-azure-functions-hostversion", text(HOST_VERSION)),
        ("x-azure-functions-invocationid", text(invocation)),
        ("x-ms-invocation-id", text(invocation)),
        ("x-forwarded-for", text(FRONT_END)),
        ("x-forwarded-host", original),
        ("x-forwarded-proto", text("https")),
        ("traceparent", text(&trace)),
    ] {
        headers.insert(name, value);
    }
    headers
}

/// The caller's trace goes on under a span of the host; without one the host begins one.
pub fn traceparent(given: Option<&HeaderValue>, invocation: &str) -> String {
    let hex: String = invocation.chars().filter(char::is_ascii_hexdigit).collect();
    let parts: Vec<_> = given.and_then(|value| value.to_str().ok()).unwrap_or_default().split('-').collect();
    match parts[..] {
        ["00", trace, _, flags] if trace.len() == 32 => format!("00-{trace}-{}-{flags}", &hex[..16]),
        _ => format!("00-{}-{}-00", &hex[..32], &hex[..16]),
    }
}
