//! `GET /api/manage/documents/files` – all shared files.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::company::CompanyHead;
use shared::http::{Paging, Query, ReadProblems};
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::search::Search;
use shared::session::AnyStaff;
use shared::store::Filter;
use shared::targets::{ALL, FIELD};
use utoipa::IntoParams;

use super::super::list_documents::files;
use crate::model::{Category, SharedFile};
use crate::views::{ManagedFile, ManagedFiles};

/// Companies named on a page of the list.
const NAMED: usize = 100;

/// Filters and page.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ManagedFilesQuery {
    /// Of that category alone.
    #[param(inline)]
    category: Option<Category>,
    /// What that company sees.
    #[param(value_type = Option<String>)]
    company: Option<CompanyId>,
    /// Words of title, description or file name, or their beginnings; at most 200 characters and 30 words.
    q: Option<String>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    cursor: Option<String>,
}

/// Lists shared files, expired ones among them, those changed last first.
#[utoipa::path(
    get,
    path = "/api/manage/documents/files",
    tag = "documents",
    operation_id = "manage_document_files_list",
    params(ManagedFilesQuery),
    responses((status = 200, description = "A page of files", body = ManagedFiles), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<ManagedFilesQuery>,
) -> Result<Json<ManagedFiles>, Problem> {
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let scope = staff.scope();
    let list = format!("{}/{}/manage.files/{filters}", scope.tenant(), staff.user().id);
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let search = Search::read(asked.q.as_deref())?;
    let mut query = search.narrow(files(asked.category)).limit(paging.limit).after(paging.after);
    if let Some(company) = &asked.company {
        query = query.filter(Filter::HasOneOf(FIELD, vec![ALL.into(), company.as_str().into()]));
    }
    let page = app.store.query::<SharedFile>(scope, query).await?;
    let mut ids: Vec<CompanyId> =
        page.items.iter().flat_map(|one| one.value.shown_to.shown().companies).collect();
    ids.sort();
    ids.dedup();
    ids.truncate(NAMED);
    let names = CompanyHead::of(&app.store, scope, &ids).await?;
    let now = app.clock.now();
    let view = |stored| -> ManagedFile {
        let stored: &shared::store::Stored<SharedFile> = stored;
        let own = stored.value.shown_to.shown().companies;
        let mut named: Vec<_> = names.iter().filter(|one| own.contains(&one.id)).cloned().collect();
        named.sort_by(|a, b| a.name.cmp(&b.name));
        ManagedFile::of(stored, named, now)
    };
    Ok(Json(ManagedFiles {
        items: page.items.iter().map(view).collect(),
        next_cursor: page.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}
