//! `GET /api/portal/branding/theme.css` – the shades of the tenant's colours and its own CSS.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use shared::app::App;
use shared::http::{PublicProblems, Query, not_modified};
use shared::problem::Problem;
use utoipa::IntoParams;

use crate::resolve::by_slug;

/// Which portal's stylesheet.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichTheme {
    /// The portal's slug.
    #[param(max_length = 40)]
    tenant: String,
    /// The fingerprint that `theme_url` carries: with it the answer may be kept for ever.
    #[param(max_length = 40)]
    v: Option<String>,
}

/// Stylesheet of a portal
#[utoipa::path(get, path = "/api/portal/branding/theme.css", tag = "branding", operation_id = "branding_theme_get",
    params(WhichTheme),
    responses((status = 200, body = String, content_type = "text/css", headers(("etag" = String))),
        (status = 304, description = "Unchanged"), PublicProblems))]
pub(crate) async fn get_theme(
    State(app): State<App>,
    headers: HeaderMap,
    Query(which): Query<WhichTheme>,
) -> Result<Response, Problem> {
    let public = by_slug(&app, &which.tenant).await?.ok_or(Problem::NotFound)?;
    let named = which.v.as_deref() == Some(public.theme_fingerprint.as_str());
    let keep = if named { "public, max-age=31536000, immutable" } else { "no-cache" };
    let etag = format!("\"{}\"", public.theme_fingerprint);
    let held = not_modified(&headers, &etag);
    let known = [(header::ETAG, etag), (header::CACHE_CONTROL, keep.to_owned())];
    if held {
        return Ok((StatusCode::NOT_MODIFIED, known).into_response());
    }
    Ok((known, [(header::CONTENT_TYPE, "text/css; charset=utf-8")], public.theme.clone()).into_response())
}

#[cfg(test)]
mod tests {
    use shared_testing::Who;

    #[tokio::test]
    async fn the_address_of_the_branding_may_be_kept_for_ever() {
        let app = crate::testing::app().await;
        let visitor = app.as_(Who::Nobody);
        let branding = visitor.get("/api/portal/branding?tenant=acme").await.expect(200).json();
        let url = branding["theme_url"].as_str().unwrap();
        let theme = visitor.get(url).await.expect(200);
        assert_eq!(theme.header("content-type"), "text/css; charset=utf-8");
        assert_eq!(theme.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(theme.header("x-content-type-options"), "nosniff");
        assert!(theme.text().contains("--brand-primary-text: #ffffff;"));
        let old =
            visitor.get("/api/portal/branding/theme.css?tenant=acme&v=0123456789abcdef").await.expect(200);
        assert_eq!(old.header("cache-control"), "no-cache");
        let etag = theme.header("etag").to_owned();
        let _ = visitor.get(url).header("if-none-match", &etag).await.expect(304);
    }

    #[tokio::test]
    async fn an_unknown_portal_has_no_stylesheet() {
        let app = crate::testing::app().await;
        let visitor = app.as_(Who::Nobody);
        let _ = visitor.get("/api/portal/branding/theme.css?tenant=nobody-here").await.expect(404);
        let _ = visitor.get("/api/portal/branding/theme.css").await.expect(422);
    }
}
