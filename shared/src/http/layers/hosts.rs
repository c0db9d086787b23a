//! Uploaded files and the portal never share a host: what a user uploaded must not run beside the session cookie.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::http::public_host;
use crate::problem::Problem;
use crate::settings::Settings;

const FILES: &str = "/files/";

/// The files' host serves `/files/…` (and tells that it lives); every other host serves the rest. On one machine, where
/// the two are `localhost` and `127.0.0.1`, pages open on either, and files come from the one that the page is not on.
pub(super) async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let settings = &app.settings;
    let path = request.uri().path();
    let on_files_host =
        public_host(request.headers(), settings).is_some_and(|host| host == settings.files_host());
    let wants_file = path.starts_with(FILES);
    let lives = path == "/" || path == "/api/health";
    if settings.has_twin_hosts() {
        if wants_file && by_own_page(request.headers()) {
            return Problem::NotFound.into_response();
        }
        let response = next.run(request).await;
        return if on_files_host { files_from_the_twin(response, settings) } else { response };
    }
    if on_files_host == wants_file || (on_files_host && lives) {
        return next.run(request).await;
    }
    if on_files_host && request.method() == Method::GET && !path.starts_with("/api/") {
        // Somebody typed the wrong one of the two addresses.
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        return Redirect::temporary(&format!("{}{target}", settings.origin)).into_response();
    }
    Problem::Misdirected(format!("The portal answers at {}.", settings.origin).into()).into_response()
}

/// True where a page of the very host asks: it must get files from the other one.
fn by_own_page(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin")
}

/// Leads to files by the other name of this machine.
fn files_from_the_twin(mut response: Response, settings: &Settings) -> Response {
    let target = response.headers().get(header::LOCATION).and_then(|target| target.to_str().ok());
    let file = target.and_then(|target| target.strip_prefix(&settings.files_origin));
    let other = file
        .filter(|path| path.starts_with(FILES))
        .and_then(|path| HeaderValue::from_str(&format!("{}{path}", settings.origin)).ok());
    if let Some(other) = other {
        response.headers_mut().insert(header::LOCATION, other);
    }
    response
}
