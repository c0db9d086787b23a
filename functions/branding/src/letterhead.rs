//! The tenant's look on paper.

use async_trait::async_trait;
use futures::TryStreamExt;
use shared::app::App;
use shared::files::FileKey;
use shared::id::FileId;
use shared::pdf::{Letterhead, Letterheads};
use shared::problem::Problem;
use shared::tenant::Scope;

use crate::colour::{Colour, variables};
use crate::model::{Asset, Branding, ID};

/// Bytes of a logo at most; a larger one is not printed.
const LARGEST: usize = 2 * 1024 * 1024;

/// Gives paper the look of its tenant.
pub struct PaperLooks;

#[async_trait]
impl Letterheads for PaperLooks {
    async fn letterhead(&self, app: &App, scope: &Scope) -> Result<Letterhead, Problem> {
        let Some(branding) = app.store.get::<Branding>(scope, ID).await?.map(|stored| stored.value) else {
            return Ok(Letterhead::plain(scope.tenant().as_str()));
        };
        let logo = match branding.logo.as_ref().and_then(Asset::pixels) {
            Some(file) => picture(app, scope, file).await,
            None => None,
        };
        let contact = [branding.support_email, branding.support_phone];
        Ok(Letterhead {
            accent: accent(branding.primary_color, branding.accent_color),
            name: branding.portal_name,
            logo,
            contact: contact.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        })
    }
}

/// The shade that can be read on white.
fn accent(primary: Colour, accent: Colour) -> (u8, u8, u8) {
    let shades = variables(primary, accent).light;
    let readable = shades.get("--brand-link").and_then(|shade| Colour::parse(shade));
    readable.unwrap_or(accent).channels()
}

/// Paper is printed also where the picture is missing.
async fn picture(app: &App, scope: &Scope, file: &FileId) -> Option<Vec<u8>> {
    let mut content = app.files.get(&FileKey::new(scope, file)).await.ok()?;
    let mut bytes = Vec::new();
    while let Some(piece) = content.try_next().await.ok()? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LARGEST {
            return None;
        }
    }
    Some(bytes)
}
