//! The copy of a company: made when the first of its people opens a version, the same for all of them from then on.

use shared::app::App;
use shared::id::PolicyId;
use shared::pdf::Press;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::StoreError;

use super::content;
use crate::model::{Copy, Policy};
use crate::paper::{Cover, Source};

/// The caller's company's copy of the version that is there now.
///
/// Errors: 404 it is not asked for any more.
pub(crate) async fn copy(
    app: &App,
    press: &Press,
    client: &ClientScope,
    policy: &PolicyId,
    version: u32,
) -> Result<Copy, Problem> {
    let scope = client.scope();
    let company = client.user().company.as_ref().ok_or(Problem::NotFound)?;
    let id = Copy::id_of(policy, version, &company.id);
    let mut found = app.store.read(scope, &[id.clone(), policy.to_string()]).await?;
    if let Some(kept) = found.take::<Copy>(&id)? {
        return Ok(kept.value);
    }
    let policy = found.take::<Policy>(policy.as_str())?.ok_or(Problem::NotFound)?.value;
    let published = policy.asked().filter(|published| published.version == version);
    let published = published.ok_or(Problem::NotFound)?;
    let terms = &published.terms;
    let source: Source = content::read(app, scope, &terms.source, &terms.sha256).await?;
    let fonts = press.fonts(app).await?;
    let cover = Cover {
        title: &terms.title,
        issuer: &terms.issuer,
        version,
        published_at: published.at,
        company: Some(&company.id),
        company_name: &company.name,
    };
    let paper = source.paper(cover, |text| fonts.printable(text));
    let (file, sha256) = content::stage(app, scope, &client.user().id, &paper).await?;
    let made = Copy::new(
        (&policy.id, version, &company.id),
        (&terms.title, &terms.issuer, terms.flags),
        (file.value.id.clone(), sha256),
        published.at,
    );
    let mut batch = app.store.batch(scope);
    batch.create(&made).delete(&file);
    match app.store.commit(batch).await {
        Ok(_) => Ok(made),
        // A colleague opened it at the same moment: theirs is the copy, the sweep removes this file.
        Err(StoreError::Conflict { .. }) => {
            let kept = app.store.get::<Copy>(scope, &id).await?;
            kept.map(|kept| kept.value).ok_or_else(super::busy)
        }
        Err(error) => Err(error.into()),
    }
}
