//! Inviting somebody into the team.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::account::{Access, NewAccount, NewUser};
use shared::app::App;
use shared::http::{Body, IdempotencyKey, Once, WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::CompanyAdmin;
use utoipa::ToSchema;

use crate::model::{Member, TeamRole};

/// Somebody to be invited.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMember {
    /// The person's name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// An email that nobody else in the portal has.
    #[schema(format = "email", max_length = 254)]
    email: String,
    /// What the person is.
    role: TeamRole,
    /// Which tickets the person reads.
    #[serde(default)]
    access: Access,
    /// Whether the person reads the company's invoices.
    #[serde(default = "allowed")]
    #[schema(default = true)]
    billing: bool,
}

fn allowed() -> bool {
    true
}

/// Invite somebody into one's own company
///
/// A mail carries the link by which the person sets a password and joins.
#[utoipa::path(post, path = "/api/portal/team", tag = "team", operation_id = "team_invite",
    params(("Idempotency-Key" = Option<String>, Header, max_length = 64)),
    request_body = NewMember, responses((status = 201, body = Member), WriteProblems))]
pub(crate) async fn invite_member(
    admin: CompanyAdmin,
    State(app): State<App>,
    key: IdempotencyKey,
    Body(asked): Body<NewMember>,
) -> Result<WithETag<Member>, Problem> {
    let (scope, by) = (admin.0.scope(), admin.0.person());
    let new = NewUser {
        name: &asked.name,
        email: &asked.email,
        role: asked.role.into(),
        access: asked.access,
        company: by.user().company.clone(),
        password: None,
        // Nobody chooses a password here.
        portal_name: "",
    };
    let mut account = new.prepare(&app, scope).await?;
    account.user.billing = asked.billing;
    let once = Once::new(&key, by.user().id.as_str(), "team_invite", &asked)?;
    let mut batch = app.store.batch(scope);
    let answer = Member::new(&account.user, 1, batch.now());
    once.keep(&mut batch, &answer)?;
    account.add_to(&mut batch, &by.actor());
    match app.store.commit(batch).await {
        Ok(_) => Ok(WithETag::created(1, answer)),
        Err(error) => match once.replay(&app.store, scope, &error).await? {
            Some(before) => Ok(WithETag::created(1, before)),
            None => Err(NewAccount::refused(error)),
        },
    }
}
