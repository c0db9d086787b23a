//! `GET /api/portal/branding/assets/{tenant}/{file}` – a logo or favicon that a branding refers to.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use shared::app::App;
use shared::files::FileKey;
use shared::http::PublicProblems;
use shared::problem::Problem;

use crate::resolve::by_slug;

/// A drawing may style itself and do nothing else, also where somebody opens it by its address.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Picture of a portal
#[utoipa::path(get, path = "/api/portal/branding/assets/{tenant}/{file}", tag = "branding",
    operation_id = "branding_asset_get",
    params(("tenant" = String, Path, description = "The portal's slug"), ("file" = String, Path, description = "The file's name")),
    responses((status = 200, description = "The picture", content((Vec<u8> = "image/png"), (Vec<u8> = "image/svg+xml"))),
        PublicProblems))]
pub(crate) async fn get_asset(
    State(app): State<App>,
    Path((tenant, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let public = by_slug(&app, &tenant).await?.ok_or(Problem::NotFound)?;
    let (file, format) = public.asset(&name).ok_or(Problem::NotFound)?;
    let scope = app.directory.public_scope(public.view.tenant.clone());
    let content = app.files.get(&FileKey::new(&scope, file)).await?;
    let headers = [
        (header::CONTENT_TYPE, format.content_type()),
        // A new picture gets a new name.
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CONTENT_DISPOSITION, "inline"),
    ];
    Ok((headers, Body::from_stream(content)).into_response())
}

#[cfg(test)]
mod tests {
    use shared_testing::Who;

    #[tokio::test]
    async fn sec_08_a_drawing_is_served_without_rights() {
        let app = crate::testing::app().await;
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script><path d='M0 0h9v9z'/></svg>";
        let put = app.as_(Who::Admin).put("/api/manage/branding/logo").header("content-type", "text/html");
        let branding = put.if_match(1).body(svg).await.expect(200).json();
        let url = branding["logo_url"].as_str().unwrap();
        assert!(url.starts_with("/api/portal/branding/assets/acme/fil_") && url.ends_with(".svg"));
        let file = app.as_(Who::Nobody).get(url).await.expect(200);
        assert_eq!(
            file.text(),
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9v9z\"></path></svg>"
        );
        assert_eq!(file.header("content-type"), "image/svg+xml");
        assert_eq!(file.header("content-security-policy"), super::POLICY);
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
    }

    #[tokio::test]
    async fn sec_20_only_the_pictures_of_the_branding_are_served() {
        let app = crate::testing::app().await;
        let put = app.as_(Who::Admin).put("/api/manage/branding/logo").if_match(1);
        let url = put.body(crate::testing::png(30, 10)).await.expect(200).json()["logo_url"]
            .as_str()
            .unwrap()
            .to_owned();
        let visitor = app.as_(Who::Nobody);
        let _ = visitor.get(&url).await.expect(200);
        let name = url.rsplit('/').next().unwrap();
        for path in [
            format!("globex/{name}"),
            format!("acme/{}", name.replace(".png", ".svg")),
            format!("acme/{}", name.replace(".png", "")),
            format!("acme/..%2facme%2f{name}"),
            format!("..%2facme/{name}"),
            "acme/..%2f..%2fportal.sqlite".to_owned(),
            "acme/fil_00000000000000000000000000.png".to_owned(),
            "acme/%00".to_owned(),
        ] {
            let _ = visitor.get(&format!("/api/portal/branding/assets/{path}")).await.expect(404);
        }
    }
}
