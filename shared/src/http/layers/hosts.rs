//! Uploaded files and the portal never share a host: what a user uploaded must not run beside the session cookie.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::http::public_host;
use crate::problem::Problem;

/// The files' host serves `/files/…` (and tells that it lives); every other host serves the rest.
pub(super) async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let on_files_host =
        public_host(request.headers(), &app.settings).is_some_and(|host| host == app.settings.files_host());
    let wants_file = path.starts_with("/files/");
    let lives = path == "/" || path == "/api/health";
    if on_files_host == wants_file || (on_files_host && lives) {
        return next.run(request).await;
    }
    if on_files_host && request.method() == axum::http::Method::GET && !path.starts_with("/api/") {
        // Somebody typed the wrong one of the two local addresses.
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        return Redirect::temporary(&format!("{}{target}", app.settings.origin)).into_response();
    }
    Problem::Misdirected(format!("The portal answers at {}.", app.settings.origin).into()).into_response()
}
