//! No other site may change anything in a signed-in person's name.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::http::{public_host, public_scheme};
use crate::problem::Problem;

/// What mail programs send for their readers comes from no page. A signed word in the path says who and what, and no
/// cookie is looked at.
const SIGNED: &str = "/api/mail/one-click/";

/// Lets a state-changing request pass only where the browser says that it comes from the portal's own pages:
/// `Sec-Fetch-Site: same-origin`, or an `Origin` of the portal's scheme whose host is the one asked for.
pub(super) async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let path = request.uri().path();
    let guarded = path.starts_with("/api/") && !path.starts_with(SIGNED);
    // Machines call with a key, which no other site can make a browser send; a browser has no business there at all.
    let by_machine = path.starts_with("/api/internal/") && !by_browser(request.headers());
    if reads || !guarded || by_machine || same_origin(request.headers(), &app) {
        return next.run(request).await;
    }
    Problem::Forbidden("This request did not come from the portal's own pages.".into()).into_response()
}

fn by_browser(headers: &HeaderMap) -> bool {
    headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN)
}

fn same_origin(headers: &HeaderMap, app: &App) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site.as_bytes() == b"same-origin";
    }
    let Some(origin) = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let Some((scheme, host)) = origin.split_once("://") else { return false };
    // The same host over another scheme is another site: whoever answers on port 80 is not the portal.
    scheme == public_scheme(&app.settings)
        && public_host(headers, &app.settings).is_some_and(|asked| asked == host.to_ascii_lowercase())
}
