//! What everybody may know of a tenant, made once and remembered for a while.

use std::sync::Arc;

use bytes::Bytes;
use shared::app::App;
use shared::id::FileId;
use shared::problem::Problem;
use shared::store::Stored;
use shared::tenant::TenantSlug;

use crate::answer::BrandingView;
use crate::cache::Cache;
use crate::css::{self, Policy};
use crate::model::{Asset, Branding, ID};
use crate::picture::Format;
use crate::theme::{fingerprint, stylesheet};

/// A tenant's public branding, ready to be sent.
#[derive(Debug)]
pub struct Public {
    /// The answer.
    pub view: BrandingView,
    /// The answer as JSON.
    pub json: Bytes,
    /// Its ETag, with quotes.
    pub etag: String,
    /// The stylesheet.
    pub theme: Bytes,
    /// The stylesheet's fingerprint, as in its address.
    pub theme_fingerprint: String,
    /// Address of the logo in pixels, for mail programs, which show no shapes.
    pub logo_pixels_url: Option<String>,
    assets: Vec<Asset>,
}

impl Public {
    fn of(stored: &Stored<Branding>) -> Result<Self, Problem> {
        let branding = &stored.value;
        let rebuilt = css::rebuild(&branding.custom_css, &Policy::PAGES);
        let theme = stylesheet(branding.primary_color, branding.accent_color, &rebuilt.css);
        let view = BrandingView::of(stored, &theme);
        let json = serde_json::to_vec(&view).map_err(Problem::internal)?;
        Ok(Self {
            etag: format!("\"{}-{}\"", stored.version, fingerprint(&json)),
            json: json.into(),
            logo_pixels_url: branding.logo.as_ref().and_then(Asset::pixels).map(|file| {
                format!("/api/portal/branding/assets/{}/{file}.{}", branding.slug, Format::Png.ending())
            }),
            view,
            theme_fingerprint: fingerprint(theme.as_bytes()),
            theme: theme.into(),
            assets: branding.assets().cloned().collect(),
        })
    }

    /// The picture of that name, where the branding refers to it.
    pub(crate) fn asset(&self, name: &str) -> Option<(&FileId, Format)> {
        let mut files = self.assets.iter().flat_map(Asset::files);
        files.find(|(file, format)| format!("{file}.{}", format.ending()) == name)
    }
}

/// The branding of the tenant; `None` where there is none. No round trip while it is remembered, else one.
pub async fn public(app: &App, slug: &TenantSlug) -> Result<Option<Arc<Public>>, Problem> {
    let cache = app.store.memory().of::<Cache>();
    if let Some(known) = cache.get(slug) {
        return Ok(Some(known));
    }
    let reading = cache.reading();
    let scope = app.directory.public_scope(slug.clone());
    // Nothing is remembered of unknown slugs: whoever tries them out must not fill the memory.
    let Some(stored) = app.store.get::<Branding>(&scope, ID).await? else { return Ok(None) };
    // Rebuilding custom CSS can take some milliseconds; other requests must not wait for it.
    let made =
        tokio::task::spawn_blocking(move || Public::of(&stored)).await.map_err(Problem::internal)??;
    let made = Arc::new(made);
    cache.keep(&reading, slug, Arc::clone(&made));
    cache.listen(&app.store);
    Ok(Some(made))
}

#[cfg(test)]
mod tests {
    use shared_testing::TestApp;

    use super::*;

    #[tokio::test]
    async fn nothing_is_asked_of_the_store_while_it_is_remembered() {
        let app = crate::testing::app().await;
        let slug = TenantSlug::parse("acme").unwrap();
        let before = app.round_trips();
        assert!(public(&app.state, &slug).await.unwrap().is_some());
        assert_eq!(app.round_trips() - before, 1, "cold");
        assert!(public(&app.state, &slug).await.unwrap().is_some());
        assert_eq!(app.round_trips() - before, 1, "remembered");
    }

    #[tokio::test]
    async fn an_unknown_slug_has_none() {
        let app: TestApp = crate::testing::app().await;
        let slug = TenantSlug::parse("nobody-here").unwrap();
        assert!(public(&app.state, &slug).await.unwrap().is_none());
    }
}
