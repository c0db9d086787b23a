//! `POST /api/manage/branding/check` – what colours and CSS would become; nothing is saved.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, WriteProblems};
use shared::problem::{Fields, Problem};
use shared::session::AnyStaff;
use utoipa::ToSchema;

use crate::colour::{self, Contrast, Variables};
use crate::css::{self, Policy, Removed};
use crate::update::{colour, stylesheet};

/// What is being tried out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BrandingDraft {
    /// `#rrggbb`.
    #[schema(pattern = "^#[0-9a-fA-F]{6}$")]
    primary_color: String,
    /// `#rrggbb`.
    #[schema(pattern = "^#[0-9a-fA-F]{6}$")]
    accent_color: String,
    /// CSS, at most 20 KB.
    #[schema(max_length = 20480)]
    custom_css: String,
}

/// What it would become.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BrandingCheck {
    /// Whether the colours pass WCAG 2 AA as chosen.
    contrast: Contrast,
    /// The CSS as pages would get it.
    custom_css: String,
    /// What would be left out, and why.
    custom_css_removed: Vec<Removed>,
    /// The derived shades.
    variables: Variables,
}

/// Try out colours and CSS
#[utoipa::path(post, path = "/api/manage/branding/check", tag = "branding", operation_id = "branding_check",
    request_body = BrandingDraft, responses((status = 200, body = BrandingCheck), WriteProblems))]
pub(crate) async fn check_branding(
    _staff: AnyStaff,
    State(_app): State<App>,
    Body(draft): Body<BrandingDraft>,
) -> Result<Json<BrandingCheck>, Problem> {
    let mut fields = Fields::default();
    let primary = colour(&mut fields, "primary_color", &draft.primary_color);
    let accent = colour(&mut fields, "accent_color", &draft.accent_color);
    let source = stylesheet(&mut fields, &draft.custom_css);
    let source = fields.ok(source)?;
    let check = tokio::task::spawn_blocking(move || {
        let rebuilt = css::rebuild(&source, &Policy::PAGES);
        BrandingCheck {
            contrast: colour::check(primary, accent),
            custom_css: rebuilt.css,
            custom_css_removed: rebuilt.removed,
            variables: colour::variables(primary, accent),
        }
    });
    check.await.map(Json).map_err(Problem::internal)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared_testing::Who;

    #[tokio::test]
    async fn a_draft_is_judged_and_not_saved() {
        let app = crate::testing::app().await;
        let draft = json!({ "primary_color": "#ffd400", "accent_color": "#0f766e", "custom_css": "body { color: red; top: 0 }" });
        let found =
            app.as_(Who::Viewer).post("/api/manage/branding/check").json(&draft).await.expect(200).json();
        assert_eq!(found["contrast"]["accent"], json!({ "ratio": 5.47, "passes": true }));
        assert_eq!(found["contrast"]["primary"]["passes"], false);
        assert!(found["contrast"]["primary"]["suggestion"].as_str().unwrap().starts_with('#'));
        assert_eq!(found["custom_css"], ".portal-root {\n  color: red;\n}\n");
        assert_eq!(
            found["custom_css_removed"],
            json!([{ "line": 1, "what": "top is not allowed, or not with this value." }])
        );
        assert_eq!(found["variables"]["light"]["--brand-accent"], "#0f766e");
        assert_eq!(found["variables"]["dark"].as_object().unwrap().len(), 7);
        assert_eq!(app.as_(Who::Admin).get("/api/manage/branding").await.expect(200).json()["version"], 1);
    }

    #[tokio::test]
    async fn wrong_fields_are_named_and_clients_are_refused() {
        let app = crate::testing::app().await;
        let draft =
            json!({ "primary_color": "", "accent_color": "#0f766e", "custom_css": "x".repeat(21_000) });
        let refused =
            app.as_(Who::Admin).post("/api/manage/branding/check").json(&draft).await.expect(422).json();
        assert_eq!(refused["errors"].as_object().unwrap().len(), 2);
        let _ = app.as_(Who::User).post("/api/manage/branding/check").json(&draft).await.expect(403);
    }
}
