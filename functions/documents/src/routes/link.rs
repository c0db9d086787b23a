//! The way to a file's content, for either side: a short-lived link on the files' own origin, noted in the audit log.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use shared::app::App;
use shared::files::{FileKey, Serving};
use shared::problem::Problem;
use shared::session::Person;
use shared::tenant::Scope;
use utoipa::{IntoParams, ToSchema};

use crate::model::{FileVersion, SharedFile};

/// How long a link is good: the browser follows it at once.
pub(crate) const LIFE: Duration = Duration::from_secs(300);

/// Yes or no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[schema(as = DownloadFlag)]
pub(crate) enum Flag {
    /// No.
    #[default]
    #[serde(rename = "0")]
    No,
    /// Yes.
    #[serde(rename = "1")]
    Yes,
}

/// Open or save.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DownloadQuery {
    /// `1` saves the file even where the browser could show it.
    #[serde(default)]
    #[param(inline)]
    pub(crate) download: Flag,
}

/// 302 to a shared file's content.
pub(crate) async fn shared_file(
    app: &App,
    (person, scope): (&Person, &Scope),
    file: &SharedFile,
    version: &FileVersion,
    save: Flag,
) -> Result<Response, Problem> {
    let mut batch = app.store.batch(scope);
    let detail = json!({ "title": file.title, "name": version.name, "version": version.number });
    batch.audit_with(&person.actor(), "document.download", file.id.as_str(), detail);
    app.store.commit(batch).await?;
    let serving = Serving {
        name: version.name.clone(),
        content_type: version.content_type.clone(),
        inline: version.inline && save == Flag::No,
    };
    redirect(&app.files.link(&FileKey::new(scope, &version.file), &serving, LIFE).await?)
}

/// 302.
pub(crate) fn redirect(link: &str) -> Result<Response, Problem> {
    let link = HeaderValue::from_str(link).map_err(Problem::internal)?;
    Ok((StatusCode::FOUND, [(header::LOCATION, link)]).into_response())
}
