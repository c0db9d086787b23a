//! `GET /api/portal/documents/signed/{id}/pdf` – a client gets what they signed, on paper.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::json;
use shared::app::App;
use shared::audit::Actor;
use shared::files::{FileKey, Serving};
use shared::http::{PathId, Query, ReadProblems};
use shared::id::{SignatureKind, UserId};
use shared::pdf::Press;
use shared::problem::Problem;
use shared::session::{ClientScope, Person};
use shared::store::Stored;
use shared::tenant::{Scope, Tenant};

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
    give(&app, &press, &Asker::person(client.person(), client.scope()), own, asked.download).await
}

/// Who gets a PDF.
pub(super) struct Asker<'a> {
    pub(super) actor: Actor,
    pub(super) id: UserId,
    pub(super) tenant: &'a Tenant,
    pub(super) scope: &'a Scope,
}

impl<'a> Asker<'a> {
    /// Somebody with a session.
    pub(super) fn person(person: &'a Person, scope: &'a Scope) -> Self {
        Self { actor: person.actor(), id: person.user().id.clone(), tenant: &person.tenant, scope }
    }
}

/// 302 to the PDF of a signature, noted in the audit log.
pub(super) async fn give(
    app: &App,
    press: &Press,
    asker: &Asker<'_>,
    stored: Stored<Signature>,
    save: Flag,
) -> Result<Response, Problem> {
    if stored.value.outcome != Outcome::Signed {
        return Err(Problem::NotFound);
    }
    let (id, title) = (stored.value.id.clone(), stored.value.evidence.title.clone());
    let (file, _) = pdf(app, press, (asker.scope, asker.tenant), &asker.id, stored).await?;
    let mut batch = app.store.batch(asker.scope);
    batch.audit_with(&asker.actor, "document.download", id.as_str(), json!({ "title": title }));
    app.store.commit(batch).await?;
    let name =
        shared::files::sniff::clean_name(&format!("{title}.pdf")).unwrap_or_else(|_| "signed.pdf".to_owned());
    let serving = Serving { name, content_type: "application/pdf".to_owned(), inline: save == Flag::No };
    redirect(&app.files.link(&FileKey::new(asker.scope, &file), &serving, LIFE).await?)
}
