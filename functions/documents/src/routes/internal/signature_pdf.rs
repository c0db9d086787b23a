//! `GET /api/internal/signing/signatures/{id}/pdf` – the system that pushed a policy gets a signed file.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::app::App;
use shared::http::{PathId, Query, ReadProblems};
use shared::id::{SignatureKind, UserId};
use shared::pdf::Press;
use shared::problem::Problem;
use shared::service_key::{ServiceKey, Signing};
use utoipa::IntoParams;

use super::super::link::Flag;
use super::super::manage::SignaturePath;
use super::super::signed_pdf::{Asker, give};
use crate::model::{Policy, Signature};

/// Whose.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TenantQuery {
    /// The tenant's slug; needed with a key of the installation alone.
    #[serde(default)]
    tenant: Option<String>,
}

/// Leads to the PDF of a signature of a pushed policy, for at most five minutes: its SHA-256 is the `pdf_sha256` of the
/// callback.
///
/// Errors: 401 no key that holds · 403 a key for something else · 404 unknown, or of a policy that nobody pushed.
#[utoipa::path(
    get,
    path = "/api/internal/signing/signatures/{id}/pdf",
    tag = "documents",
    operation_id = "pushed_signature_pdf",
    params(SignaturePath, TenantQuery),
    responses((status = 302, description = "The file is at Location"), ReadProblems)
)]
pub(crate) async fn handler(
    key: ServiceKey<Signing>,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    PathId(id): PathId<SignatureKind>,
    Query(asked): Query<TenantQuery>,
) -> Result<Response, Problem> {
    let slug = key.means(asked.tenant.as_deref())?;
    let (scope, tenant) = app.directory.scope(&slug).await?.ok_or(Problem::NotFound)?;
    let found = app.store.get::<Signature>(&scope, id.as_str()).await?.ok_or(Problem::NotFound)?;
    let policy = app.store.get::<Policy>(&scope, found.value.policy.as_str()).await?;
    policy.filter(|policy| policy.value.external.is_some()).ok_or(Problem::NotFound)?;
    let asker =
        Asker { actor: key.actor(), id: UserId::named("service", key.id()), tenant: &tenant, scope: &scope };
    give(&app, &press, &asker, found, Flag::Yes).await
}
