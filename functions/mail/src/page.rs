//! A mail as a page of its own, for a frame: no script runs in it, and nothing is loaded but the tenant's logo.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::account::Language;
use shared::app::App;
use shared::mail::{Message, Page, Topic, page};
use shared::problem::Problem;
use shared::tenant::Tenant;

use crate::room::Room;

/// Same origin, so that the logo is shown; without scripts that gives nothing away.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'self'; \
     sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/// What stands in place of the signed word of a real mail: declines nothing.
const NO_WORD: &str = "preview";

/// Both bodies of a message, as its recipient would see them.
pub(crate) async fn bodies(
    app: &App,
    room: &Room,
    tenant: &Tenant,
    language: Language,
    mut message: Message,
) -> Result<Page, Problem> {
    if let Some(button) = &mut message.button
        && button.recipe.is_some()
    {
        // Whoever reads it here is not whom it lets in.
        button.path = "/".into();
    }
    let brand = room.brands.brand(app, tenant).await?;
    let word = (message.topic != Topic::Account).then_some(NO_WORD);
    page(&app.settings, (tenant, &brand), language, &message, word)
}

/// The HTML body as an answer.
pub(crate) fn framed(body: &Page) -> Response {
    // Links open beside the portal, not in the frame.
    let html = body.html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
        (HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer")),
    ];
    (headers, html).into_response()
}
