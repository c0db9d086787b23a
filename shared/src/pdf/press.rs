//! What printing needs: fonts and letterheads.

use std::sync::Arc;

use tokio::sync::OnceCell;

use super::fonts::Fonts;
use super::letterhead::{Letterhead, Letterheads};
use super::paper::PdfError;
use crate::app::App;
use crate::problem::Problem;
use crate::tenant::Scope;
use crate::work::Place;

/// Prints PDF files. Reads the fonts when they are first needed and keeps them, for all its clones.
#[derive(Clone)]
pub struct Press {
    fonts: Arc<OnceCell<Arc<Fonts>>>,
    letterheads: Arc<dyn Letterheads>,
}

impl Press {
    /// With letterheads from there.
    #[must_use]
    pub fn new(letterheads: impl Letterheads) -> Self {
        Self { fonts: Arc::default(), letterheads: Arc::new(letterheads) }
    }

    /// How the tenant looks on paper now.
    pub async fn letterhead(&self, app: &App, scope: &Scope) -> Result<Letterhead, Problem> {
        self.letterheads.letterhead(app, scope).await
    }

    /// A file with that letterhead. `make` runs in a place for heavy work.
    pub async fn print<M>(
        &self,
        app: &App,
        place: &Place,
        letterhead: Letterhead,
        make: M,
    ) -> Result<Vec<u8>, Problem>
    where
        M: FnOnce(&Fonts, &Letterhead) -> Result<Vec<u8>, PdfError> + Send + 'static,
    {
        let fonts = self.fonts(app).await?;
        place.run(move || make(&fonts, &letterhead)).await?.map_err(Problem::internal)
    }

    /// The fonts: what they draw. Read when they are first asked for.
    pub async fn fonts(&self, app: &App) -> Result<Arc<Fonts>, Problem> {
        let folder = app.settings.fonts.clone();
        let load = || async {
            let loaded = tokio::task::spawn_blocking(move || Fonts::load(&folder)).await;
            loaded.map_err(Problem::internal)?.map(Arc::new).map_err(Problem::internal)
        };
        self.fonts.get_or_try_init(load).await.cloned()
    }
}
