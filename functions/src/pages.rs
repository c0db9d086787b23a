//! The frontend's files, where this process serves them: on one machine. In Azure they come from a static origin.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use shared::app::App;
use shared::problem::Problem;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

/// What the head of `index.html` says where the tenant's own head belongs.
const PLACE: &str = "<!--portal-head-->";

#[derive(Clone)]
struct Pages {
    files: ServeDir,
    index: Arc<str>,
}

/// Serves files of `folder`; every other path outside of `/api` is a page of the single-page frontend.
pub(crate) fn serve(router: Router<App>, folder: &Path) -> Router<App> {
    let index = std::fs::read_to_string(folder.join("index.html")).unwrap_or_else(|error| {
        tracing::error!(%error, folder = %folder.display(), "the frontend is missing; build it first");
        "<!doctype html><title>The portal's pages are missing</title><p>The portal's pages are missing."
            .into()
    });
    let files =
        ServeDir::new(folder).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    let pages = Pages { files, index: index.into() };
    router.fallback(move |state: State<App>, request: Request| answer(state, pages, request))
}

async fn answer(State(app): State<App>, pages: Pages, request: Request) -> Result<Response, Problem> {
    let path = request.uri().path();
    if path.starts_with("/api/") || path == "/api" || !matches!(*request.method(), Method::GET | Method::HEAD)
    {
        return Err(Problem::NotFound);
    }
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.')) && path != "/index.html";
    if is_file {
        let hashed = path.starts_with("/assets/");
        let Ok(response) = pages.files.oneshot(request).await;
        if response.status() != StatusCode::NOT_FOUND {
            let mut response = response.into_response();
            let age = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(age));
            return Ok(response);
        }
        return Err(Problem::NotFound);
    }
    Ok(index(&app, &pages.index, &uri, &headers).await)
}

/// `index.html` with the tenant's name, icon, colours and branding in its head, so that nothing else is painted first.
async fn index(app: &App, template: &str, uri: &Uri, headers: &HeaderMap) -> Response {
    let head = match branding::head(app, uri.query(), headers).await {
        Ok(Some(head)) => head,
        // The page itself says what is wrong, or asks which portal.
        Ok(None) => "<title>Portal</title>".to_owned(),
        Err(problem) => {
            tracing::warn!(?problem, "a page goes out without branding");
            "<title>Portal</title>".to_owned()
        }
    };
    let html = template.replacen(PLACE, &head, 1);
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    // Not kept, also not by the memory behind the browser's Back: the page may be another person's by then.
    let cache = HeaderValue::from_static("no-store");
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], html).into_response()
}
