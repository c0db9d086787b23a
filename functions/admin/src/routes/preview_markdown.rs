//! `POST /api/manage/markdown/preview` – staff see a text as its readers will.

use axum::Json;
use serde::{Deserialize, Serialize};
use shared::http::{Body, WriteProblems, clean_text};
use shared::markdown::{to_html, to_signed};
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::ToSchema;

/// Characters of a text at most: as many as the longest text that staff write.
const LONGEST: usize = 100_000;

/// A text that is being written.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkdownDraft {
    /// Markdown.
    #[schema(max_length = 100_000)]
    text: String,
    /// True for a text to be signed: where links lead stands there as text.
    #[serde(default)]
    signed: bool,
}

/// The text as it is shown.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MarkdownPreview {
    /// Markup of a short list of elements, safe to show.
    html: String,
}

/// Renders markdown exactly as announcements, documents and the catalogue show it. Keeps nothing.
#[utoipa::path(post, path = "/api/manage/markdown/preview", tag = "admin", operation_id = "markdown_preview",
    request_body = MarkdownDraft, responses((status = 200, body = MarkdownPreview), WriteProblems))]
pub(crate) async fn preview_markdown(
    _: AnyStaff,
    Body(draft): Body<MarkdownDraft, 512>,
) -> Result<Json<MarkdownPreview>, Problem> {
    if draft.text.chars().count() > LONGEST {
        return Err(Problem::field("text", format!("Use at most {LONGEST} characters.")));
    }
    let text = clean_text(&draft.text);
    let html = if draft.signed { to_signed(&text).html } else { to_html(&text) };
    Ok(Json(MarkdownPreview { html }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared_testing::{TestApp, Who};

    const PATH: &str = "/api/manage/markdown/preview";

    #[tokio::test]
    async fn sec_08_a_preview_is_reduced_to_the_allow_list_like_everything_shown() {
        let app = TestApp::new(crate::router(&[], &[]), crate::kinds()).await;
        let text = "**Tonight**, <script>alert(1)</script> [here](javascript:alert(1))";
        let shown = app.as_(Who::Viewer).post(PATH).json(&json!({ "text": text })).await.expect(200).json();
        assert_eq!(shown["html"], shared::markdown::to_html(text));
        assert!(!shown["html"].as_str().unwrap().contains("<script"));
        let draft = json!({ "text": "[here](https://x.example)", "signed": true });
        let shown = app.as_(Who::Viewer).post(PATH).json(&draft).await.expect(200).json();
        assert!(shown["html"].as_str().unwrap().contains("here</a> (https://x.example)"), "{shown}");
    }

    #[tokio::test]
    async fn sec_28_a_preview_has_a_longest_text() {
        let app = TestApp::new(crate::router(&[], &[]), crate::kinds()).await;
        for (length, status) in [(0, 200), (100_000, 200), (100_001, 422)] {
            let draft = json!({ "text": "é".repeat(length) });
            let answer = app.as_(Who::Technician).post(PATH).json(&draft).await.expect(status);
            assert_eq!(answer.json()["errors"]["text"].is_string(), status == 422);
        }
    }
}
