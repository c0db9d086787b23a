//! Everything that stands in the way of a file, to be corrected beside it.

use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::csv::{Cell, Csv};
use shared::http::{PathId, WriteProblems};
use shared::id::{ImportId, ImportKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::work::Kind;

use super::{find, planned, table_of};
use crate::import::Column;

/// All cells that stand in the way, as a CSV file: line, column, value, reason, the line that it collides with
///
/// 409 once the file has been entered.
#[utoipa::path(get, path = "/api/manage/imports/{id}/issues", tag = "admin", operation_id = "import_issue_list",
    params(("id" = ImportId, Path)),
    responses((status = 200, description = "The list", body = Vec<u8>, content_type = "text/csv"), WriteProblems))]
pub(crate) async fn get_import_issues(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<ImportKind>,
) -> Result<Response, Problem> {
    let scope = staff.scope();
    let import = find(&app, scope, id.as_str()).await?.value;
    let place = app.work.enter(Kind::Csv, scope.tenant()).await?;
    let table = table_of(&app, scope, &place, &import, import.encoding).await?;
    let plan = planned(&app, scope, &place, &table, &import.columns, import.options).await?;
    let mut csv = Csv::new(&["line", "column", "value", "reason", "other_line"])?;
    for issue in plan.issues {
        let name = |column: Column| {
            import
                .columns
                .get(&column)
                .and_then(|place| import.head.get(*place))
                .cloned()
                .unwrap_or_else(|| word(column))
        };
        csv.row([
            Cell::plain(issue.line),
            Cell::from(issue.column.map(name)),
            Cell::from(issue.value),
            Cell::from(word(issue.reason)),
            issue.other_line.map_or_else(|| Cell::from(""), Cell::plain),
        ])?;
    }
    csv.download("import-issues.csv")
}

/// The word on the wire.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
