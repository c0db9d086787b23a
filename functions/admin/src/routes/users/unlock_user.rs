//! Lifting the locks of somebody's account.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use shared::account::{find, locks};
use shared::app::App;
use shared::http::{PathId, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::StoreError;

use crate::routes::sign_in_locks::lift;

/// Attempts at the same account that may get in the way.
const TRIES: usize = 10;
/// Locks that are lifted in one batch, two operations each.
const AT_ONCE: usize = 45;

/// Unlock a person's sign-in
///
/// Lifts all locks of the account after wrong passwords. Locks of networks stay. If there are none, nothing
/// happens.
#[utoipa::path(post, path = "/api/manage/users/{id}/unlock", tag = "admin", operation_id = "user_unlock",
    params(("id" = UserId, Path)), responses((status = 204), WriteProblems))]
pub(crate) async fn unlock_user(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
) -> Result<StatusCode, Problem> {
    let scope = staff.scope();
    let user = find(&app, scope, &id).await?;
    for _ in 0..TRIES {
        let found = locks(&app, scope, Some(&id)).await?;
        if found.is_empty() {
            return Ok(StatusCode::NO_CONTENT);
        }
        let mut batch = app.store.batch(scope);
        for lock in found.iter().take(AT_ONCE) {
            lift(&mut batch, lock, Some(&user.value.name), &staff.person().actor());
        }
        match app.store.commit(batch).await {
            Ok(_) if found.len() <= AT_ONCE => return Ok(StatusCode::NO_CONTENT),
            Ok(_) | Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
}
