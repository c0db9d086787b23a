//! Inviting somebody into the team.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::account::{Access, CompanyRef, NewAccount, NewUser, TAKEN};
use shared::app::App;
use shared::http::{Body, IdempotencyKey, Once, WithETag, WriteProblems};
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::session::CompanyAdmin;
use shared::store::StoreError;
use shared::tenant::Scope;
use utoipa::ToSchema;

use crate::limits::{Invitations, Refused};
use crate::model::{Member, TeamRole};
use crate::store::{self, Before};

/// Invitations of the same company at the same moment that may get in the way of this one.
const TRIES: usize = 40;

/// Somebody to be invited.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMember {
    /// The person's name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// An email that nobody else of the company has.
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
/// Emails the person a link to set a password and join. If the address already has an account elsewhere in the
/// portal, the response is the same and its owner gets an email, so that no company learns who else is a client.
/// Limits for each company: 30 invitations in 24 hours (429 with `Retry-After`), and 100 invited people who have
/// not joined (409).
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
    let company =
        by.user().company.clone().ok_or_else(|| Problem::internal("a company admin without company"))?;
    let once = Once::new(&key, by.user().id.as_str(), "team_invite", &asked)?;
    for _ in 0..TRIES {
        let account = prepare(&app, scope, &company, &asked).await?;
        let before = store::before(&app.store, scope, &company.id, &account.user.email).await?;
        let refused = match judge(&app, &company.id, &before) {
            Ok(invitations) => {
                let account = match &before.elsewhere {
                    Some(owner) => account.held_for(owner, &company.id),
                    None => account,
                };
                let mut batch = app.store.batch(scope);
                let answer = Member::new(&account.user, 1, batch.now());
                once.keep(&mut batch, &answer)?;
                store::put(&mut batch, before.invitations.as_ref(), &invitations);
                account.add_to(&mut batch, &by.actor());
                match app.store.commit(batch).await {
                    Ok(_) => return Ok(WithETag::created(1, answer)),
                    Err(error) => {
                        if let Some(before) = once.replay(&app.store, scope, &error).await? {
                            return Ok(WithETag::created(1, before));
                        }
                        match error {
                            // Another invitation came between, of the company or with the same email.
                            StoreError::Conflict { .. }
                            | StoreError::Stale { .. }
                            | StoreError::NotFound { .. } => continue,
                            error => return Err(error.into()),
                        }
                    }
                }
            }
            Err(refused) => refused,
        };
        // What was done already is not refused when it is asked for again.
        if let Some(before) = once.replay(&app.store, scope, &StoreError::Conflict { index: 0 }).await? {
            return Ok(WithETag::created(1, before));
        }
        if let Refusal::Limit(limit) = refused {
            let told = (before.invitations.as_ref(), limit);
            store::tell_staff(&app, scope, &company, told, &by.actor()).await?;
        }
        return Err(refused.into());
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}

/// Why somebody is not invited.
#[derive(Debug, Clone, Copy)]
enum Refusal {
    /// They are one of the company.
    Own,
    /// A limit is reached.
    Limit(Refused),
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Own => Self::field("email", TAKEN),
            Refusal::Limit(limit) => limit.into(),
        }
    }
}

/// The company's record with one more invitation.
fn judge(app: &App, company: &CompanyId, before: &Before) -> Result<Invitations, Refusal> {
    if before.is_own {
        return Err(Refusal::Own);
    }
    let none = Invitations::none(company);
    let record = before.invitations.as_ref().map_or(&none, |read| &read.value);
    record.another(Some(before.open), app.clock.now()).map_err(Refusal::Limit)
}

async fn prepare(
    app: &App,
    scope: &Scope,
    company: &CompanyRef,
    asked: &NewMember,
) -> Result<NewAccount, Problem> {
    let new = NewUser {
        name: &asked.name,
        email: &asked.email,
        role: asked.role.into(),
        access: asked.access,
        company: Some(company.clone()),
        password: None,
        // Nobody chooses a password here.
        portal_name: "",
    };
    let mut account = new.prepare(app, scope).await?;
    account.user.billing = asked.billing;
    Ok(account)
}
