//! Imports of companies and people from a file.

pub(crate) mod create_import;
pub(crate) mod delete_import;
pub(crate) mod edit_import;
pub(crate) mod get_import;
pub(crate) mod get_import_issues;
pub(crate) mod list_imports;
pub(crate) mod start_import;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures::TryStreamExt;
use shared::app::App;
use shared::problem::Problem;
use shared::store::Stored;
use shared::tenant::Scope;
use shared::work::Place;

use crate::import::{
    Column, Encoding, Import, Options, Plan, SHOWN, Summary, Table, check, file_of, known, read,
};

/// The import of that id.
pub(crate) async fn find(app: &App, scope: &Scope, id: &str) -> Result<Stored<Import>, Problem> {
    app.store.get::<Import>(scope, id).await?.ok_or(Problem::NotFound)
}

/// The file of an import as rows, read in this encoding; 409 where it has been entered already, 422 where it cannot have
/// the encoding.
pub(crate) async fn table_of(
    app: &App,
    scope: &Scope,
    place: &Place,
    import: &Import,
    encoding: Encoding,
) -> Result<Arc<Table>, Problem> {
    let content = match app.files.get(&file_of(scope, import)).await {
        Err(shared::files::FileError::NotFound) => {
            return Err(Problem::Conflict("This file has already been imported.".into()));
        }
        other => other?,
    };
    let bytes = content
        .try_fold(Vec::new(), |mut all, piece| async move {
            all.extend_from_slice(&piece);
            Ok(all)
        })
        .await
        .map_err(Problem::internal)?;
    let table = place.run(move || read(&bytes, Some(encoding))).await?;
    table.map(Arc::new).map_err(|sentence| Problem::field("encoding", sentence))
}

/// What a file would enter, next to what the tenant has. One round trip for every hundred people.
pub(crate) async fn planned(
    app: &App,
    scope: &Scope,
    place: &Place,
    table: &Arc<Table>,
    columns: &BTreeMap<Column, usize>,
    options: Options,
) -> Result<Plan, Problem> {
    let checked = |taken: BTreeSet<String>, skip| {
        let (table, columns) = (Arc::clone(table), columns.clone());
        place.run(move || check(&table, &columns, &taken, skip))
    };
    let alone = checked(BTreeSet::new(), true).await?;
    let emails = alone.people.iter().map(|person| person.email.as_str());
    let taken = known(&app.store, scope, emails).await?;
    if taken.is_empty() {
        return Ok(alone);
    }
    checked(taken, options.skip_existing).await
}

/// The import with what was found out.
pub(crate) fn checked(mut import: Import, table: &Table, plan: &Plan) -> Import {
    let long = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    import.summary = Summary {
        rows: long(table.rows.len()),
        companies: long(plan.companies.len()),
        people: long(plan.people.len()),
        existing: long(plan.existing),
        issues: long(plan.issues.len()),
        skipped: long(plan.skipped.len()),
    };
    import.issues = plan.issues.iter().take(SHOWN).cloned().collect();
    import.skipped = plan.skipped.iter().take(SHOWN).cloned().collect();
    import
}
