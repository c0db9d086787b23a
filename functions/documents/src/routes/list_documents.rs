//! `GET /api/portal/documents` – what the caller has to sign, has signed, and what is shared with them.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::search::Search;
use shared::session::ClientScope;
use shared::store::{Filter, Query as Asked};
use utoipa::{IntoParams, ToSchema};

use crate::model::{Category, Outcome, SHARED_FILE, SIGNATURE, SharedFile, Signature};
use crate::store::read_desk;
use crate::views::{DocumentItem, DocumentList, FileItem, SignedItem, ToSignItem};

/// One of the three lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = DocumentTab)]
pub(crate) enum Tab {
    /// What the caller has still to sign.
    #[default]
    ToSign,
    /// What the caller has signed, the latest first.
    Signed,
    /// Files that are shared with the caller's company, those changed last first.
    Files,
}

/// Which list, filters and page.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DocumentsQuery {
    /// Which list.
    #[serde(default)]
    #[param(inline)]
    tab: Tab,
    /// Files of that category alone.
    #[param(inline)]
    category: Option<Category>,
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

/// Lists the caller's documents. What is to be signed comes whole, the other two by pages.
#[utoipa::path(
    get,
    path = "/api/portal/documents",
    tag = "documents",
    operation_id = "documents_list",
    params(DocumentsQuery),
    responses((status = 200, description = "A page of the list", body = DocumentList), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    Query(asked): Query<DocumentsQuery>,
) -> Result<Json<DocumentList>, Problem> {
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let list = format!("{}/{}/documents/{filters}", client.scope().tenant(), client.user().id);
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let search = Search::read(asked.q.as_deref())?;
    let (items, next) = match asked.tab {
        Tab::ToSign => (to_sign(&app, &client, &search).await?, None),
        Tab::Signed => {
            let query = Asked::of(&SIGNATURE, "at")
                .eq("user", client.user().id.as_str())
                .eq("outcome", Outcome::Signed.as_str());
            let query = search.narrow(query).limit(paging.limit).after(paging.after);
            let page = app.store.query::<Signature>(client.scope(), query).await?;
            let items = page.items.into_iter().map(|one| DocumentItem::Signed(SignedItem::of(one.value)));
            (items.collect(), page.next)
        }
        Tab::Files => {
            let query = search.narrow(files(asked.category)).limit(paging.limit).after(paging.after);
            let query = query.filter(there_after(app.clock.now()));
            let page = app.store.query::<SharedFile>(client.scope(), query).await?;
            (page.items.iter().map(|one| DocumentItem::File(FileItem::of(one))).collect(), page.next)
        }
    };
    let next_cursor = next.map(|next| app.cursors.write(&list, &next)).transpose()?;
    Ok(Json(DocumentList { items, next_cursor }))
}

/// Files of a category, or all.
pub(crate) fn files(category: Option<Category>) -> Asked {
    let query = Asked::of(&SHARED_FILE, "updated_at");
    match category {
        Some(category) => query.eq("category", category.as_str()),
        None => query,
    }
}

/// That a file is still there: bounds of a range are both included.
fn there_after(now: jiff::Timestamp) -> Filter {
    let next = now.checked_add(jiff::SignedDuration::from_nanos(1)).unwrap_or(now);
    Filter::Range("ends_at", Some(next.into()), None)
}

async fn to_sign(app: &App, client: &ClientScope, search: &Search) -> Result<Vec<DocumentItem>, Problem> {
    let desk = read_desk(app, client).await?;
    let view = desk.view(app, client);
    let open = view.open().into_iter().filter(|ask| search.finds([&*ask.title, &*ask.issuer]));
    Ok(open.map(|ask| DocumentItem::ToSign(ToSignItem::of(ask, &view))).collect())
}
