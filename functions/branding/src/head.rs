//! What the head of a page says of its tenant, so that nothing else is painted first.

use std::fmt::Write as _;

use axum::http::HeaderMap;
use shared::app::App;
use shared::problem::Problem;

use crate::public::Public;
use crate::resolve::resolve;

/// Title, icon, stylesheet and branding of the portal that a page belongs to, as HTML; `None` where it is not known.
pub async fn head(app: &App, query: Option<&str>, headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let tenant = url::form_urlencoded::parse(query.unwrap_or("").as_bytes())
        .find_map(|(name, value)| (name == "tenant").then(|| value.into_owned()));
    Ok(resolve(app, headers, tenant.as_deref()).await?.map(|public| written(&public)))
}

fn written(public: &Public) -> String {
    let view = &public.view;
    let mut html = format!("<title>{}</title>", escaped(&view.portal_name));
    if let Some(icon) = &view.favicon_url {
        let _ = write!(html, "<link rel=\"icon\" href=\"{}\">", escaped(icon));
    }
    let _ = write!(html, "<link rel=\"stylesheet\" href=\"{}\">", escaped(&view.theme_url));
    // Inside of a script only `<` could end it; in JSON it may be written as its number.
    let json = String::from_utf8_lossy(&public.json).replace('<', "\\u003c");
    let _ = write!(html, "<script type=\"application/json\" id=\"portal-branding\">{json}</script>");
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared_testing::Who;

    use super::*;

    #[tokio::test]
    async fn sec_09_a_hostile_name_stays_text() {
        let app = crate::testing::app().await;
        let hostile = "</title></script><script>alert(1)</script>&\"'<!--";
        let update = json!({
            "portal_name": hostile, "primary_color": "#0f766e", "accent_color": "#0f766e",
            "welcome_text": "</script><img src=x onerror=alert(1)>", "support_email": null, "support_phone": null,
            "custom_css": "", "show_powered_by": true,
        });
        let _ = app.as_(Who::Admin).put("/api/manage/branding").if_match(1).json(&update).await.expect(200);
        let html = head(&app.state, Some("x=1&tenant=acme"), &HeaderMap::new()).await.unwrap().unwrap();
        assert_eq!(html.matches("<script").count(), 1, "{html}");
        assert_eq!(html.matches("</script>").count(), 1, "{html}");
        assert_eq!(html.matches('<').count(), 5, "title, link, script, and their ends: {html}");
        let json = html.split("id=\"portal-branding\">").nth(1).unwrap().split("</script>").next().unwrap();
        let read: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(read["portal_name"], hostile);
    }

    #[tokio::test]
    async fn a_page_of_no_tenant_has_no_head() {
        let app = crate::testing::app().await;
        assert_eq!(head(&app.state, None, &HeaderMap::new()).await.unwrap(), None);
        assert_eq!(head(&app.state, Some("tenant=nobody-here"), &HeaderMap::new()).await.unwrap(), None);
    }
}
