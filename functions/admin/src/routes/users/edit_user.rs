//! Editing a person.

use axum::extract::State;
use serde::Deserialize;
use shared::account::{Access, Role, User, login_key, person_name};
use shared::app::App;
use shared::http::{Body, IfMatch, PathId, RequiredIfMatch, WithETag, WriteProblems, email};
use shared::id::{UserId, UserKind};
use shared::problem::{Fields, Problem};
use shared::session::{Admin, Staff};
use shared::store::sort_key;
use utoipa::ToSchema;

use super::change;
use crate::model::ManagedUser;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserEdit {
    /// The person's name.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// An email that nobody else in the portal has. For somebody who has joined it waits until they confirm it by a link
    /// that is mailed to it, and the old address is told at once; until then the old one counts for everything. Whoever
    /// has not joined is sent another invitation there.
    #[schema(format = "email", max_length = 254)]
    email: Option<String>,
    /// `user` or `company_admin` for clients; `admin`, `technician` or `viewer` for staff. Another one ends the
    /// person's sessions.
    role: Option<Role>,
    /// Which tickets a client user reads.
    access: Option<Access>,
    /// Whether a client user reads the company's invoices.
    billing: Option<bool>,
}

/// Edit a person
///
/// At least one admin who can sign in must remain, and nobody can remove their own rights.
#[utoipa::path(patch, path = "/api/manage/users/{id}", tag = "admin", operation_id = "user_edit",
    params(("id" = UserId, Path), ("If-Match" = String, Header)),
    request_body = UserEdit, responses((status = 200, body = ManagedUser), WriteProblems))]
pub(crate) async fn edit_user(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
    version: RequiredIfMatch,
    Body(edit): Body<UserEdit>,
) -> Result<WithETag<ManagedUser>, Problem> {
    let version = IfMatch(Some(version.0));
    change(&app, &staff, &id, ("user.edit", "user.edited"), version, |user| edited(user, &edit)).await
}

fn edited(user: &User, edit: &UserEdit) -> Result<User, Problem> {
    let mut wrong = Fields::default();
    let mut after = user.clone();
    if let Some(name) = &edit.name {
        after.name = person_name(&mut wrong, "name", name);
        after.sort_name = sort_key(&after.name);
    }
    if let Some(typed) = &edit.email {
        after.email = email(&mut wrong, "email", typed);
        after.login_key = login_key(&after.email);
    }
    if let Some(role) = edit.role {
        if role.is_staff() != user.is_staff {
            wrong.add("role", "Clients and staff have different roles.");
        }
        after.role = role;
    }
    if user.is_staff && edit.access.is_some() {
        wrong.add("access", "Staff see the tickets of all companies.");
    }
    if user.is_staff && edit.billing.is_some() {
        wrong.add("billing", "This is for clients.");
    }
    after.access = edit.access.unwrap_or(user.access);
    after.billing = edit.billing.unwrap_or(user.billing);
    wrong.ok(after)
}
