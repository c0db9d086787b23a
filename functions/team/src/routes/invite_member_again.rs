//! Another invitation for somebody who has not joined yet.

use axum::extract::State;
use axum::http::StatusCode;
use shared::account::{CompanyRef, UserStatus, find, invite_again};
use shared::app::App;
use shared::audit::Actor;
use shared::http::{PathId, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::CompanyAdmin;
use shared::store::StoreError;
use shared::tenant::Scope;

use crate::limits::Invitations;
use crate::store;

/// Invitations of the same company at the same moment that may get in the way of this one.
const TRIES: usize = 40;

/// Send a member's invitation again
///
/// The new link replaces the previous one and counts toward the company's daily limit (429 with `Retry-After`). 409
/// if the person has already joined or is disabled.
#[utoipa::path(post, path = "/api/portal/team/{id}/invitation", tag = "team", operation_id = "team_invite_again",
    params(("id" = UserId, Path)), responses((status = 204), WriteProblems))]
pub(crate) async fn invite_member_again(
    admin: CompanyAdmin,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
) -> Result<StatusCode, Problem> {
    let (scope, by) = (admin.0.scope(), admin.0.person());
    let person = find(&app, scope, &id).await?;
    if let (UserStatus::Invited, Some(company)) = (person.value.status, &by.user().company) {
        count(&app, scope, company, &by.actor()).await?;
    }
    invite_again(&app, scope, &person, &by.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Counts one more invitation of the day: two round trips.
async fn count(app: &App, scope: &Scope, company: &CompanyRef, by: &Actor) -> Result<(), Problem> {
    for _ in 0..TRIES {
        let read = app.store.get::<Invitations>(scope, &Invitations::id_of(&company.id)).await?;
        let record = read.as_ref().map_or_else(|| Invitations::none(&company.id), |read| read.value.clone());
        // Nobody is added who might not join.
        let after = match record.another(None, app.clock.now()) {
            Ok(after) => after,
            Err(refused) => {
                store::tell_staff(app, scope, company, (read.as_ref(), refused), by).await?;
                return Err(refused.into());
            }
        };
        let mut batch = app.store.batch(scope);
        store::put(&mut batch, read.as_ref(), &after);
        match app.store.commit(batch).await {
            Ok(_) => return Ok(()),
            Err(StoreError::Conflict { .. } | StoreError::Stale { .. } | StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}
