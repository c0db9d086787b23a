//! A new member of the provider's staff: invited by mail, or with a password that the admin sets.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::account::{Access, Look, NewAccount, NewUser, Role, TypedPassword};
use shared::app::App;
use shared::http::{Body, IdempotencyKey, Once, WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use utoipa::ToSchema;

use crate::model::ManagedUser;
use crate::store;

/// What a member of staff may be.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StaffRole {
    /// May do everything.
    Admin,
    /// Works on tickets and reads the rest.
    Technician,
    /// Reads.
    Viewer,
}

/// A member of staff to be added.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewStaff {
    /// The person's name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// An email that nobody else in the portal has.
    #[schema(format = "email", max_length = 254)]
    email: String,
    /// What the person is.
    role: StaffRole,
    /// The first password: 12 to 128 characters, not a common one, without the email's local part and the portal's name.
    /// Without one the person is invited by mail, and chooses it.
    // Left out of what a repeated request is compared by: no quick digest of a password may be kept.
    #[serde(default, serialize_with = "shared::http::unsaid")]
    password: Option<TypedPassword>,
}

/// Add a member of staff
#[utoipa::path(post, path = "/api/manage/staff", tag = "admin", operation_id = "staff_create",
    params(("Idempotency-Key" = Option<String>, Header, max_length = 64)),
    request_body = NewStaff, responses((status = 201, body = ManagedUser), WriteProblems))]
pub(crate) async fn create_staff(
    staff: Staff<Admin>,
    State(app): State<App>,
    key: IdempotencyKey,
    Body(asked): Body<NewStaff>,
) -> Result<WithETag<ManagedUser>, Problem> {
    let scope = staff.scope();
    let look = app.store.get::<Look>(scope, Look::ID).await?.map(|look| look.value);
    let new = NewUser {
        name: &asked.name,
        email: &asked.email,
        role: match asked.role {
            StaffRole::Admin => Role::Admin,
            StaffRole::Technician => Role::Technician,
            StaffRole::Viewer => Role::Viewer,
        },
        access: Access::Own,
        company: None,
        password: asked.password.as_ref(),
        portal_name: &store::portal_name(look, &staff.person().tenant),
    };
    let account = new.prepare(&app, scope).await?;
    let once = Once::new(&key, staff.user().id.as_str(), "staff_create", &asked)?;
    let mut batch = app.store.batch(scope);
    let answer = ManagedUser::new(&account.user, 1, batch.now());
    once.keep(&mut batch, &answer)?;
    account.add_to(&mut batch, &staff.person().actor());
    match app.store.commit(batch).await {
        Ok(_) => Ok(WithETag::created(1, answer)),
        Err(error) => match once.replay(&app.store, scope, &error).await? {
            Some(before) => Ok(WithETag::created(1, before)),
            None => Err(NewAccount::refused(error)),
        },
    }
}
