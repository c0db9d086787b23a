//! Saying what the columns of a file mean and what is to be done with it; it is checked again.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use serde::Deserialize;
use shared::app::App;
use shared::http::{Body, PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::{ImportId, ImportKind};
use shared::problem::{Fields, Problem};
use shared::session::{Admin, Staff};
use shared::work::Kind;
use utoipa::ToSchema;

use super::{checked, find, planned, table_of};
use crate::import::{Column, Encoding, Import, ImportState, ImportView, KEPT, Options, guess};

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportEdit {
    /// Meaning → place in the head, from 0; a place has one meaning at most.
    columns: Option<BTreeMap<Column, usize>>,
    /// How the file's letters are to be read; the columns' meanings are found anew unless they are given too.
    encoding: Option<Encoding>,
    /// What is to be done.
    options: Option<Options>,
}

/// Choose what the columns of a file mean, and what is to be done
///
/// The file is checked again. 409 once it is being entered.
#[utoipa::path(patch, path = "/api/manage/imports/{id}", tag = "admin", operation_id = "import_edit",
    params(("id" = ImportId, Path), ("If-Match" = String, Header)),
    request_body = ImportEdit, responses((status = 200, body = ImportView), WriteProblems))]
pub(crate) async fn edit_import(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<ImportKind>,
    version: RequiredIfMatch,
    Body(edit): Body<ImportEdit>,
) -> Result<WithETag<ImportView>, Problem> {
    let scope = staff.scope();
    let read = find(&app, scope, id.as_str()).await?;
    version.check(read.version)?;
    if read.value.status != ImportState::Checked {
        return Err(Problem::Conflict("This file is already being imported.".into()));
    }
    let encoding = edit.encoding.unwrap_or(read.value.encoding);
    let place = app.work.enter(Kind::Csv, scope.tenant()).await?;
    let table = table_of(&app, scope, &place, &read.value, encoding).await?;
    let known = if encoding == read.value.encoding { read.value.columns.clone() } else { guess(&table.head) };
    let columns = edit.columns.unwrap_or(known);
    let mut wrong = Fields::default();
    let distinct: BTreeSet<&usize> = columns.values().collect();
    if distinct.len() != columns.len() || columns.values().any(|place| *place >= table.head.len()) {
        wrong.add("columns", "Give each meaning a column of its own.");
    }
    wrong.ok(())?;
    let options = edit.options.unwrap_or(read.value.options);
    let plan = planned(&app, scope, &place, &table, &columns, options).await?;
    let (head, delimiter) = (table.head.clone(), table.delimiter);
    let import = Import { encoding, delimiter, head, columns, options, ..read.value.clone() };
    let import = checked(import, &table, &plan);
    let mut batch = app.store.batch(scope);
    let now = batch.now();
    batch.replace_until(&read, &import, Some(now + KEPT)).audit(
        &staff.person().actor(),
        "import.edit",
        id.as_str(),
    );
    app.store.commit(batch).await?;
    Ok(WithETag::ok(read.version + 1, ImportView::new(&import, read.version + 1, read.created_at)))
}
