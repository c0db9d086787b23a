//! Lifting one lock.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::account::{Attempts, LockKind, User};
use shared::app::App;
use shared::http::WriteProblems;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::StoreError;

use super::lift;

/// Lift a lock after wrong passwords
///
/// Resets the lock's attempts. 404 if it has already ended or was lifted.
#[utoipa::path(delete, path = "/api/manage/sign-in-locks/{id}", tag = "admin", operation_id = "sign_in_lock_lift",
    params(("id" = String, Path, max_length = 60)), responses((status = 204), WriteProblems))]
pub(crate) async fn lift_lock(
    staff: Staff<Admin>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let scope = staff.scope();
    let read = app.store.get::<Attempts>(scope, &id).await?.ok_or(Problem::NotFound)?;
    if read.value.locked(app.clock.now()).is_none_or(|(kind, _)| kind == LockKind::Nobody) {
        return Err(Problem::NotFound);
    }
    let user = match &read.value.user {
        Some(user) => app.store.get::<User>(scope, user.as_str()).await?,
        None => None,
    };
    let mut batch = app.store.batch(scope);
    lift(&mut batch, &read, user.as_ref().map(|user| user.value.name.as_str()), &staff.person().actor());
    match app.store.commit(batch).await {
        Ok(_) => Ok(StatusCode::NO_CONTENT),
        Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => Err(Problem::NotFound),
        Err(error) => Err(error.into()),
    }
}
