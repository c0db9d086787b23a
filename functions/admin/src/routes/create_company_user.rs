//! A new user of a client company: invited by mail, or with a password that the admin sets.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::account::{Access, CompanyRef, Look, NewAccount, NewUser, Role, TypedPassword};
use shared::app::App;
use shared::http::{Body, IdempotencyKey, Once, PathId, WithETag, WriteProblems};
use shared::id::{CompanyId, CompanyKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use utoipa::ToSchema;

use crate::model::{Company, ManagedUser};
use crate::store;

/// What a client may be.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ClientRole {
    /// A person of the company.
    User,
    /// Sees all tickets of the company and manages its team.
    CompanyAdmin,
}

/// A user to be added.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCompanyUser {
    /// The person's name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// An email that nobody else in the portal has.
    #[schema(format = "email", max_length = 254)]
    email: String,
    /// What the person is.
    role: ClientRole,
    /// Which tickets the person reads.
    #[serde(default)]
    access: Access,
    /// Whether the person reads the company's invoices.
    #[serde(default = "allowed")]
    #[schema(default = true)]
    billing: bool,
    /// The first password: 12 to 128 characters, not a common one, without the email's local part and the portal's name.
    /// Without one the person is invited by mail, and chooses it.
    // Left out of what a repeated request is compared by: no quick digest of a password may be kept.
    #[serde(default, serialize_with = "shared::http::unsaid")]
    password: Option<TypedPassword>,
}

fn allowed() -> bool {
    true
}

/// Add a user to a client company
#[utoipa::path(post, path = "/api/manage/companies/{id}/users", tag = "admin", operation_id = "company_user_create",
    params(("id" = CompanyId, Path), ("Idempotency-Key" = Option<String>, Header, max_length = 64)),
    request_body = NewCompanyUser, responses((status = 201, body = ManagedUser), WriteProblems))]
pub(crate) async fn create_company_user(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<CompanyKind>,
    key: IdempotencyKey,
    Body(asked): Body<NewCompanyUser>,
) -> Result<WithETag<ManagedUser>, Problem> {
    let scope = staff.scope();
    let mut found = app.store.read(scope, &[id.to_string(), Look::ID.to_owned()]).await?;
    let company = found.take::<Company>(id.as_str())?.ok_or(Problem::NotFound)?.value;
    let look = found.take::<Look>(Look::ID)?.map(|look| look.value);
    let new = NewUser {
        name: &asked.name,
        email: &asked.email,
        role: match asked.role {
            ClientRole::User => Role::User,
            ClientRole::CompanyAdmin => Role::CompanyAdmin,
        },
        access: asked.access,
        company: Some(CompanyRef { id: company.id, name: company.name }),
        password: asked.password.as_ref(),
        portal_name: &store::portal_name(look, &staff.person().tenant),
    };
    let mut account = new.prepare(&app, scope).await?;
    account.user.billing = asked.billing;
    let once = Once::new(&key, staff.user().id.as_str(), "company_user_create", &(&id, &asked))?;
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
