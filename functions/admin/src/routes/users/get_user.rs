//! One person.

use axum::extract::State;
use shared::account::find;
use shared::app::App;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::AnyStaff;

use crate::model::ManagedUser;

/// One person, client or staff
#[utoipa::path(get, path = "/api/manage/users/{id}", tag = "admin", operation_id = "user_get",
    params(("id" = UserId, Path)), responses((status = 200, body = ManagedUser), ReadProblems))]
pub(crate) async fn get_user(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
) -> Result<WithETag<ManagedUser>, Problem> {
    let user = find(&app, staff.scope(), &id).await?;
    Ok(WithETag::ok(user.version, ManagedUser::of(&user)))
}
