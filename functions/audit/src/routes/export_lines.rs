//! `GET /api/manage/audit/export` – the same lines as a file for a spreadsheet.

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde::Deserialize;
use shared::app::App;
use shared::audit::AuditLine;
use shared::csv::{Cell, Csv, download_headers};
use shared::http::{Query, ReadProblems};
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::{Page, Query as Asked};
use shared::tenant::Scope;
use utoipa::IntoParams;

use crate::query::Wanted;

/// Lines read at once.
const PAGE: u32 = 500;
/// Lines of a file at most.
const MOST: usize = 50_000;
const HEAD: [&str; 9] =
    ["time", "name", "role", "person", "acting_for", "address", "action", "object", "details"];

/// Which lines.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditExportQuery {
    /// Id of the person who did it.
    #[param(max_length = 200)]
    person: Option<String>,
    /// What it was about, such as `ticket`.
    #[param(max_length = 200)]
    area: Option<String>,
    /// What was done, such as `ticket.create`.
    #[param(max_length = 200)]
    action: Option<String>,
    /// Id of the object.
    #[param(max_length = 200)]
    object: Option<String>,
    /// Not before this moment.
    #[param(format = "date-time")]
    from: Option<String>,
    /// Not after this moment.
    #[param(format = "date-time")]
    until: Option<String>,
}

/// The audit log as CSV, newest lines first, at most 50,000
///
/// The file is sent while it is read. No cell is taken for a formula.
#[utoipa::path(get, path = "/api/manage/audit/export", tag = "audit", operation_id = "audit_export",
    params(AuditExportQuery),
    responses((status = 200, description = "The file", content_type = "text/csv", body = String), ReadProblems))]
pub(crate) async fn export_lines(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<AuditExportQuery>,
) -> Result<Response, Problem> {
    let wanted = Wanted {
        person: asked.person.as_deref(),
        area: asked.area.as_deref(),
        action: asked.action.as_deref(),
        object: asked.object.as_deref(),
        from: asked.from.as_deref(),
        until: asked.until.as_deref(),
    };
    let query = wanted.query()?.limit(PAGE);
    let scope = staff.scope().clone();
    // Read before anything is answered: what goes wrong here can still be said properly.
    let first = app.store.query::<AuditLine>(&scope, query.clone()).await?;
    let headers = download_headers("audit-log.csv")?;
    let file = File { app, scope, query, page: Some(first), sent: 0, begun: false };
    let parts = stream::try_unfold(file, |mut file| async move {
        file.part().await.map(|part| part.map(|bytes| (bytes, file)))
    });
    Ok((headers, Body::from_stream(parts)).into_response())
}

/// A file on its way.
struct File {
    app: App,
    scope: Scope,
    query: Asked,
    /// Read and not yet sent; `None` at the end.
    page: Option<Page<AuditLine>>,
    sent: usize,
    begun: bool,
}

impl File {
    /// The next piece; `None` at the end. A failure cuts the download off, which a browser reports.
    async fn part(&mut self) -> Result<Option<Vec<u8>>, std::io::Error> {
        let Some(page) = self.page.take() else { return Ok(None) };
        self.sent += page.items.len();
        let full = self.sent >= MOST && page.next.is_some();
        let bytes = self.write(&page, full).map_err(failed)?;
        self.begun = true;
        if let Some(position) = page.next.filter(|_| !full) {
            let query = self.query.clone().after(Some(position));
            self.page = Some(self.app.store.query(&self.scope, query).await.map_err(failed)?);
        }
        Ok(Some(bytes))
    }

    fn write(&self, page: &Page<AuditLine>, full: bool) -> Result<Vec<u8>, Problem> {
        let mut csv = if self.begun { Csv::rest() } else { Csv::new(&HEAD)? };
        for line in page.items.iter().map(|stored| &stored.value) {
            let detail = if line.detail.is_null() { String::new() } else { line.detail.to_string() };
            csv.row([
                Cell::plain(line.at),
                line.actor.name.as_str().into(),
                line.actor.role.as_str().into(),
                line.actor.id.as_str().into(),
                Cell::from(line.actor.acting_for.as_ref().map(|person| person.name.clone())),
                Cell::from(line.actor.address.clone()),
                line.action.as_str().into(),
                line.object.as_str().into(),
                detail.into(),
            ])?;
        }
        if full {
            let note = format!("This file ends after {MOST} lines. Choose a shorter time for the rest.");
            csv.row([note.as_str(), "", "", "", "", "", "", "", ""].map(Cell::from))?;
        }
        csv.finish()
    }
}

fn failed(error: impl std::fmt::Debug) -> std::io::Error {
    std::io::Error::other(format!("{error:?}"))
}
