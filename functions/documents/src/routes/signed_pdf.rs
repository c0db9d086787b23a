//! `GET /api/portal/documents/signed/{id}/pdf` – a client gets what they signed, on paper.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::json;
use shared::app::App;
use shared::files::{FileKey, Serving};
use shared::http::{PathId, Query, ReadProblems};
use shared::id::SignatureKind;
use shared::pdf::Press;
use shared::problem::Problem;
use shared::session::{ClientScope, Person};
use shared::store::Stored;
use shared::tenant::Scope;

use super::link::{DownloadQuery, Flag, LIFE, redirect};
use super::manage::SignaturePath;
use crate::model::{Outcome, Signature};
use crate::store::pdf;

/// Leads to the PDF of a signature of the caller's, for at most five minutes: the text, the signature page and the audit
/// trail, digitally signed.
#[utoipa::path(
    get,
    path = "/api/portal/documents/signed/{id}/pdf",
    tag = "documents",
    operation_id = "document_pdf",
    params(SignaturePath, DownloadQuery),
    responses((status = 302, description = "The file is at Location"), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    PathId(id): PathId<SignatureKind>,
    Query(asked): Query<DownloadQuery>,
) -> Result<Response, Problem> {
    let found = app.store.get::<Signature>(client.scope(), id.as_str()).await?;
    let own = found.filter(|stored| stored.value.user == client.user().id).ok_or(Problem::NotFound)?;
    give(&app, &press, (client.person(), client.scope()), own, asked.download).await
}

/// 302 to the PDF of a signature, noted in the audit log.
pub(super) async fn give(
    app: &App,
    press: &Press,
    (person, scope): (&Person, &Scope),
    stored: Stored<Signature>,
    save: Flag,
) -> Result<Response, Problem> {
    if stored.value.outcome != Outcome::Signed {
        return Err(Problem::NotFound);
    }
    let (id, title) = (stored.value.id.clone(), stored.value.evidence.title.clone());
    let (file, _) = pdf(app, press, (scope, &person.tenant), &person.user().id, stored).await?;
    let mut batch = app.store.batch(scope);
    batch.audit_with(&person.actor(), "document.download", id.as_str(), json!({ "title": title }));
    app.store.commit(batch).await?;
    let name =
        shared::files::sniff::clean_name(&format!("{title}.pdf")).unwrap_or_else(|_| "signed.pdf".to_owned());
    let serving = Serving { name, content_type: "application/pdf".to_owned(), inline: save == Flag::No };
    redirect(&app.files.link(&FileKey::new(scope, &file), &serving, LIFE).await?)
}
