//! `PUT /api/manage/branding/logo` – an admin uploads a logo.

use axum::extract::{Request, State};
use shared::app::App;
use shared::http::{RequiredIfMatch, WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::picture_change;
use crate::answer::ManagedBranding;
use crate::picture::Purpose;

/// Upload a logo
///
/// PNG, JPEG, WebP or SVG by its content, at most 1 MB. Pixels are encoded anew, drawings reduced to shapes.
#[utoipa::path(put, path = "/api/manage/branding/logo", tag = "branding", operation_id = "branding_logo_set",
    params(("if-match" = String, Header, description = "The version that was read")),
    request_body(content = Vec<u8>, content_type = "image/*"),
    responses((status = 200, body = ManagedBranding, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn put_logo(
    staff: Staff<Admin>,
    State(app): State<App>,
    expected: RequiredIfMatch,
    request: Request,
) -> Result<WithETag<ManagedBranding>, Problem> {
    picture_change::put(&app, &staff, expected, Purpose::Logo, request).await
}

#[cfg(test)]
mod tests {
    use shared::mail::Brands as _;
    use shared::pdf::Letterheads as _;
    use shared_testing::Who;

    use crate::testing::png;

    const PATH: &str = "/api/manage/branding/logo";

    #[tokio::test]
    async fn a_new_logo_takes_the_place_of_the_old_one() {
        let app = crate::testing::app().await;
        let admin = app.as_(Who::Admin);
        let first = admin.put(PATH).if_match(1).body(png(1_200, 100)).await.expect(200).json();
        let shown = app.as_(Who::Nobody).get(first["logo_url"].as_str().unwrap()).await.expect(200);
        assert_eq!(image::load_from_memory(shown.bytes()).unwrap().width(), 600);
        let second = admin.put(PATH).if_match(2).body(png(10, 10)).await.expect(200).json();
        assert_ne!(first["logo_url"], second["logo_url"]);
        let _ = app.as_(Who::Nobody).get(first["logo_url"].as_str().unwrap()).await.expect(404);
        let scope = app.scope("acme").await;
        assert_eq!(app.state.files.list(&scope, None, 10).await.unwrap().len(), 1, "the old file is gone");
        let public = app.as_(Who::Nobody).get("/api/portal/branding?tenant=acme").await.expect(200).json();
        assert_eq!(public["logo_url"], second["logo_url"]);
    }

    #[tokio::test]
    async fn what_is_no_picture_is_refused_and_leaves_nothing_behind() {
        let app = crate::testing::app().await;
        let admin = app.as_(Who::Admin);
        for (body, status) in [
            (b"<html><script>alert(1)</script>".to_vec(), 415),
            (b"GIF89a".to_vec(), 415),
            (Vec::new(), 415),
            (b"\x89PNG\r\n\x1a\nnothing".to_vec(), 422),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), 422),
            (
                b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>".to_vec(),
                422,
            ),
            (vec![0; 1024 * 1024 + 1], 413),
            (vec![0; 10 * 1024 * 1024], 413),
        ] {
            let _ = admin
                .put(PATH)
                .if_match(1)
                .header("content-type", "image/png")
                .body(body)
                .await
                .expect(status);
        }
        let scope = app.scope("acme").await;
        assert!(app.state.files.list(&scope, None, 10).await.unwrap().is_empty());
        assert_eq!(admin.get("/api/manage/branding").await.expect(200).json()["version"], 1);
    }

    #[tokio::test]
    async fn a_logo_of_shapes_goes_into_mails_and_onto_paper_as_pixels() {
        let app = crate::testing::app().await;
        let admin = app.as_(Who::Admin);
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><rect width='10' height='10' fill='#00aa44'/>\
                   <text x='11' y='9' font-size='9'>A</text></svg>";
        let first = admin.put(PATH).if_match(1).body(svg).await.expect(200).json();
        assert!(first["logo_url"].as_str().unwrap().ends_with(".svg"), "pages show the shapes");
        assert!(first["logo_not_in_mail"].is_null());
        let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
        let brand = async || {
            let (_, tenant) = app.state.directory.scope(&slug).await.unwrap().unwrap();
            crate::MailBrands.brand(&app.state, &tenant).await.unwrap()
        };
        let scope = app.scope("acme").await;
        let path = brand().await.logo_path.expect("a logo in mails");
        assert!(path.ends_with(".png"));
        let shown = app.as_(Who::Nobody).get(&path).await.expect(200);
        assert_eq!(shown.header("content-type"), "image/png");
        let image = image::load_from_memory(shown.bytes()).unwrap().into_rgba8();
        assert_eq!((image.dimensions(), image.get_pixel(60, 96).0), ((384, 192), [0, 0xaa, 0x44, 255]));
        let inked = image.enumerate_pixels().filter(|(x, _, pixel)| *x > 200 && pixel.0[3] > 200).count();
        assert!(inked > 500, "the letter: {inked}");
        let paper = crate::PaperLooks.letterhead(&app.state, &scope).await.unwrap();
        assert_eq!(paper.logo.as_deref(), Some(shown.bytes()));
        // A picture of pixels has one file, and nothing of the other is left.
        let _ = admin.put(PATH).if_match(2).body(png(10, 10)).await.expect(200);
        assert_eq!(app.state.files.list(&scope, None, 10).await.unwrap().len(), 1);
        let _ = app.as_(Who::Nobody).get(&path).await.expect(404);
        assert_ne!(brand().await.logo_path, Some(path));
    }

    #[tokio::test]
    async fn a_logo_that_cannot_be_painted_is_kept_and_says_why_mails_do_without() {
        let app = crate::testing::app().await;
        let admin = app.as_(Who::Admin);
        let svg =
            |inner: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{inner}</svg>");
        for (version, (inner, why)) in [
            ("<rect width='9' height='9'/>".repeat(9_900), "too_complex"),
            ("<path d='M0 0h9v9z' fill='none'/>".to_owned(), "invisible"),
            (format!("<text>{}</text>", "a".repeat(2_001)), "letters"),
        ]
        .into_iter()
        .enumerate()
        {
            let version = u64::try_from(version).unwrap() + 1;
            let kept = admin.put(PATH).if_match(version).body(svg(&inner)).await.expect(200).json();
            assert_eq!(kept["logo_not_in_mail"], why);
            assert!(kept["logo_url"].as_str().unwrap().ends_with(".svg"));
            let (scope, tenant) = {
                let slug = shared::tenant::TenantSlug::parse("acme").unwrap();
                app.state.directory.scope(&slug).await.unwrap().unwrap()
            };
            assert_eq!(crate::MailBrands.brand(&app.state, &tenant).await.unwrap().logo_path, None);
            assert!(crate::PaperLooks.letterhead(&app.state, &scope).await.unwrap().logo.is_none());
        }
    }

    #[tokio::test]
    async fn only_admins_may_and_only_what_they_saw() {
        let app = crate::testing::app().await;
        for who in [Who::Technician, Who::Viewer, Who::CompanyAdmin] {
            let _ = app.as_(who).put(PATH).if_match(1).body(png(9, 9)).await.expect(403);
        }
        let _ = app.as_(Who::Nobody).put(PATH).if_match(1).body(png(9, 9)).await.expect(401);
        let _ = app.as_(Who::Admin).put(PATH).body(png(9, 9)).await.expect(428);
        let _ = app.as_(Who::Admin).put(PATH).if_match(7).body(png(9, 9)).await.expect(412);
    }
}
