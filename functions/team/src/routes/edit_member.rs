//! A member's role and permissions.

use axum::extract::State;
use serde::Deserialize;
use shared::account::{Access, User};
use shared::app::App;
use shared::http::{Body, IfMatch, PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::CompanyAdmin;
use utoipa::ToSchema;

use super::change;
use crate::model::{Member, TeamRole};

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberEdit {
    /// What the person is. Another role ends their sessions.
    role: Option<TeamRole>,
    /// Which tickets the person reads.
    access: Option<Access>,
    /// Whether the person reads the company's invoices.
    billing: Option<bool>,
}

/// Change a member's role or permissions
///
/// The team keeps a company admin, and nobody takes away their own rights: 409.
#[utoipa::path(patch, path = "/api/portal/team/{id}", tag = "team", operation_id = "team_edit",
    params(("id" = UserId, Path), ("If-Match" = String, Header)),
    request_body = MemberEdit, responses((status = 200, body = Member), WriteProblems))]
pub(crate) async fn edit_member(
    admin: CompanyAdmin,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
    version: RequiredIfMatch,
    Body(edit): Body<MemberEdit>,
) -> Result<WithETag<Member>, Problem> {
    let version = IfMatch(Some(version.0));
    change(&app, &admin, &id, ("team.edit", "user.edited"), version, |user| {
        Ok(User {
            role: edit.role.map_or(user.role, Into::into),
            access: edit.access.unwrap_or(user.access),
            billing: edit.billing.unwrap_or(user.billing),
            ..user.clone()
        })
    })
    .await
}
