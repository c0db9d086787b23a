//! `GET /api/manage/documents/compliance/companies/{id}` – what the people of a company have still to sign.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::account::{CompanyRef, USER, User, UserStatus};
use shared::app::App;
use shared::company::CompanyHead;
use shared::day::{LocalDay, today};
use shared::http::{Paging, PathId, Query, ReadProblems};
use shared::id::{CompanyId, CompanyKind};
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::Query as Asked;
use utoipa::IntoParams;

use crate::board::View;
use crate::compliance::Records;
use crate::model::{Ask, Board};
use crate::standing::Standing;
use crate::store::{board, board_ids, records};
use crate::views::{Outstanding, OutstandingList};

/// Pages of people who have signed everything are passed over, this many at a time.
const PASSED: usize = 10;

/// The company in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct CompanyPath {
    /// The company.
    id: CompanyId,
}

/// Which page.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OutstandingQuery {
    /// People that are looked at for the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    cursor: Option<String>,
}

/// Lists the documents that the people of a company have still to sign. Three round trips.
///
/// Errors: 404 unknown company.
#[utoipa::path(
    get,
    path = "/api/manage/documents/compliance/companies/{id}",
    tag = "documents",
    operation_id = "manage_compliance_outstanding",
    params(CompanyPath, OutstandingQuery),
    responses((status = 200, description = "A page of missing signatures", body = OutstandingList), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<CompanyKind>,
    Query(asked): Query<OutstandingQuery>,
) -> Result<Json<OutstandingList>, Problem> {
    let scope = staff.scope();
    let list = format!("{}/{}/manage.outstanding/{id}", scope.tenant(), staff.user().id);
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let ids: Vec<String> = board_ids(&id).into_iter().chain([id.to_string()]).collect();
    let mut found = app.store.read(scope, &ids).await?;
    let head = found.take::<CompanyHead>(id.as_str())?.ok_or(Problem::NotFound)?.value;
    let board = board(&app, scope, id.clone(), &mut found).await?;
    let day = today(&app, scope).await?;
    let (mut items, mut after) = (Vec::new(), paging.after);
    for _ in 0..PASSED {
        let query = Asked::of(&USER, "sort_name").ascending().eq("company", id.as_str());
        let page = app.store.query::<User>(scope, query.limit(paging.limit).after(after)).await?;
        let people: Vec<User> = page.items.into_iter().map(|stored| stored.value).collect();
        let records = records(&app, scope, &people, true).await?;
        items.extend(people.iter().flat_map(|user| open(&day, &board, user, &records)));
        after = page.next;
        if !items.is_empty() || after.is_none() {
            break;
        }
    }
    Ok(Json(OutstandingList {
        company: CompanyRef { id: head.id, name: head.name },
        items,
        next_cursor: after.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}

fn open(day: &LocalDay, board: &Board, user: &User, records: &Records) -> Vec<Outstanding> {
    if user.status == UserStatus::Disabled {
        return Vec::new();
    }
    let view = View { board, record: records.get(&user.id), user, day: day.clone() };
    let line = |ask: &Ask| Outstanding {
        id: user.id.clone(),
        name: user.name.clone(),
        email: user.email.clone(),
        policy: ask.policy.clone(),
        title: ask.title.clone(),
        version: ask.version,
        deadline: ask.deadline,
        status: match (ask.is_overdue(day.date), view.has_declined(ask)) {
            (true, _) => Standing::Overdue,
            (false, true) => Standing::Declined,
            (false, false) => Standing::Waiting,
        },
    };
    view.open().into_iter().map(line).collect()
}
