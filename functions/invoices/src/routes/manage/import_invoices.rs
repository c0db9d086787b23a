//! `POST /api/manage/invoices/import` – invoices from a spreadsheet.

use axum::Json;
use axum::extract::{Request, State};
use shared::app::App;
use shared::http::{Query, WriteProblems, collect};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::work::Kind;

use crate::upsert::{ImportQuery, Report, spreadsheet, upsert};

/// Bytes of a file at most.
const LARGEST: usize = 2 * 1024 * 1024;

/// Reads a CSV file of at most 2 MB and 2,000 invoices, and writes what is right in it. Rows of one number and company
/// make one invoice. The columns stand in `docs/invoices.md`. A dry run says how the file was read and what is open; what
/// it leaves open must be chosen before anything is written.
///
/// Errors: 403 no admin · 413 too large · 422 no such file, or something in it can be read in two ways · 503 too many files
/// are being read.
#[utoipa::path(
    post,
    path = "/api/manage/invoices/import",
    tag = "invoices",
    operation_id = "manage_invoices_import",
    params(ImportQuery),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, description = "What became of each invoice", body = Report), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    Query(asked): Query<ImportQuery>,
    request: Request,
) -> Result<Json<Report>, Problem> {
    // Waits in the line before it is read, so that no more files are in memory than may wait.
    let ticket = app.work.line_up(Kind::Csv, staff.scope().tenant())?;
    let bytes = collect(request, LARGEST).await?;
    let place = ticket.enter().await?;
    let spreadsheet::Contents { reading, records, notices } =
        spreadsheet::read(&app, staff.scope(), &place, bytes, &asked).await?;
    drop(place);
    let dry = asked.dry_run.unwrap_or_default();
    let report = upsert(&app, staff.scope(), &staff.person().actor(), records, dry).await?;
    Ok(Json(report.of_file(reading, notices)))
}
