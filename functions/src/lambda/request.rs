//! HTTP events as the router knows requests: without the name of a stage in the path, and with the caller's address from
//! the event's own context, which no client can write.

use axum::http::uri::PathAndQuery;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use lambda_http::request::RequestContext;
use lambda_http::{Error, Request, RequestExt as _};
use serde_json::Value;
use shared::http::{CallerAddress, last_entry, parse_address};

/// The streams of changes, which no buffered answer can carry.
const STREAMS: [&str; 2] = ["/api/portal/events", "/api/manage/events"];

/// True for an event of API Gateway (REST and HTTP APIs), of a function URL or of a load balancer.
pub(super) fn is_http(event: &Value) -> bool {
    let context = &event["requestContext"];
    event["httpMethod"].is_string() || context["http"].is_object() || context["elb"].is_object()
}

/// The request with the path that the browser asked for below the stage, and with the caller's address.
pub(super) fn for_router(mut request: Request) -> Result<Request, Error> {
    let path = request.raw_http_path().to_owned();
    let (path, caller) = match request.request_context_ref() {
        // A REST API names the stage apart from the path, an HTTP API in front of it.
        Some(RequestContext::ApiGatewayV1(context)) => (path, context.identity.source_ip.as_deref()),
        Some(RequestContext::ApiGatewayV2(context)) => {
            (below_stage(&path, context.stage.as_deref()).to_owned(), context.http.source_ip.as_deref())
        }
        // The balancer adds the address that it saw behind whatever the client sent.
        Some(RequestContext::Alb(_)) => {
            let lines = request.headers().get_all("x-forwarded-for");
            (path, lines.iter().next_back().and_then(|line| last_entry(line.as_bytes())))
        }
        _ => (path, None),
    };
    let caller = caller.and_then(parse_address);
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let path = if path.starts_with('/') { path } else { format!("/{path}") };
    *request.uri_mut() = Uri::from(format!("{path}{query}").parse::<PathAndQuery>()?);
    if let Some(caller) = caller {
        request.extensions_mut().insert(CallerAddress(caller));
    }
    Ok(request)
}

fn below_stage<'a>(path: &'a str, stage: Option<&str>) -> &'a str {
    let rest = stage
        .filter(|stage| !stage.is_empty() && *stage != "$default")
        .and_then(|stage| path.strip_prefix('/')?.strip_prefix(stage));
    match rest {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => path,
    }
}

pub(super) fn is_stream(request: &Request) -> bool {
    request.method() == Method::GET && STREAMS.contains(&request.uri().path())
}

/// Tells an `EventSource` not to come back; the pages then ask for changes from time to time.
pub(super) fn no_stream() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_taken_off_where_it_leads_the_path() {
        for (path, stage, below) in [
            ("/prod/api/health", Some("prod"), "/api/health"),
            ("/prod", Some("prod"), "/"),
            ("/production/api", Some("prod"), "/production/api"),
            ("/api/health", Some("prod"), "/api/health"),
            ("/api/health", Some("$default"), "/api/health"),
            ("/api/health", None, "/api/health"),
        ] {
            assert_eq!(below_stage(path, stage), below, "{path} {stage:?}");
        }
    }
}
