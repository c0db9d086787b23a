//! `GET /api/portal/branding` – how the portal looks, before anybody has signed in.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use shared::app::App;
use shared::http::{PublicProblems, Query, not_modified};
use shared::problem::Problem;
use utoipa::IntoParams;

use crate::answer::BrandingView;
use crate::resolve::{by_host, by_slug};

/// Which portal.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichPortal {
    /// The portal's slug; without it the host decides.
    #[param(max_length = 40)]
    tenant: Option<String>,
}

/// Look of a portal
///
/// Name, colours, logo, greeting and where to get help. Ask with `If-None-Match`: an unchanged look answers 304.
#[utoipa::path(get, path = "/api/portal/branding", tag = "branding", operation_id = "branding_get",
    params(WhichPortal),
    responses((status = 200, body = BrandingView, headers(("etag" = String))), (status = 304, description = "Unchanged"),
        PublicProblems))]
pub(crate) async fn get_branding(
    State(app): State<App>,
    headers: HeaderMap,
    Query(which): Query<WhichPortal>,
) -> Result<Response, Problem> {
    let found = match &which.tenant {
        Some(text) => by_slug(&app, text).await?,
        None => by_host(&app, &headers).await?,
    };
    let public = found.ok_or(Problem::NotFound)?;
    // `no-cache` and not a time to live: a change must show on the next load, and asking costs no round trip.
    let known = [(header::ETAG, public.etag.clone()), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if not_modified(&headers, &public.etag) {
        return Ok((StatusCode::NOT_MODIFIED, known).into_response());
    }
    Ok((known, [(header::CONTENT_TYPE, "application/json")], public.json.clone()).into_response())
}

#[cfg(test)]
mod tests {
    use shared_testing::Who;

    #[tokio::test]
    async fn a_visitor_sees_the_portal_s_look() {
        let app = crate::testing::app().await;
        let answer = app.as_(Who::Nobody).get("/api/portal/branding?tenant=acme").await.expect(200);
        assert_eq!(answer.header("cache-control"), "no-cache");
        let mut json = answer.json();
        let theme = json["theme_url"].take();
        assert!(theme.as_str().unwrap().starts_with("/api/portal/branding/theme.css?tenant=acme&v="));
        insta::assert_json_snapshot!(json, @r##"
        {
          "tenant": "acme",
          "org_type": "msp",
          "portal_name": "ACME",
          "primary_color": "#8b5cf6",
          "accent_color": "#8b5cf6",
          "logo_url": null,
          "favicon_url": null,
          "welcome_text": "",
          "welcome_html": "",
          "support_email": null,
          "support_phone": null,
          "show_powered_by": true,
          "theme_url": null,
          "version": 1
        }
        "##);
    }

    #[tokio::test]
    async fn an_unchanged_look_is_not_sent_again() {
        let app = crate::testing::app().await;
        let visitor = app.as_(Who::Nobody);
        let etag =
            visitor.get("/api/portal/branding?tenant=acme").await.expect(200).header("etag").to_owned();
        let again =
            visitor.get("/api/portal/branding?tenant=acme").header("if-none-match", &etag).await.expect(304);
        assert_eq!((again.header("etag"), again.bytes()), (etag.as_str(), &b""[..]));
        let other = visitor.get("/api/portal/branding?tenant=acme").header("if-none-match", "\"1\"").await;
        assert_eq!(other.status(), 200);
    }

    #[tokio::test]
    async fn an_unknown_portal_is_not_found() {
        let app = crate::testing::app().await;
        let visitor = app.as_(Who::Nobody);
        for path in [
            "/api/portal/branding",
            "/api/portal/branding?tenant=",
            "/api/portal/branding?tenant=nobody-here",
            "/api/portal/branding?tenant=ACME",
            "/api/portal/branding?tenant=acme%2f..%2fglobex",
        ] {
            let _ = visitor.get(path).await.expect(404);
        }
        let _ = visitor.get("/api/portal/branding?tenant=acme&x=1").await.expect(422);
        let _ = visitor.get("/api/portal/branding?tenant=acme&tenant=globex").await.expect(422);
    }

    #[tokio::test]
    async fn who_is_signed_in_does_not_matter() {
        let app = crate::testing::app().await;
        let json =
            app.as_(Who::ForeignAdmin).get("/api/portal/branding?tenant=acme").await.expect(200).json();
        assert_eq!(json["tenant"], "acme");
        assert!(json.get("custom_css").is_none(), "the source is for staff");
    }
}
