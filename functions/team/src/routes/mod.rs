//! One operation per file.

pub(crate) mod disable_member;
pub(crate) mod edit_member;
pub(crate) mod enable_member;
pub(crate) mod invite_member;
pub(crate) mod invite_member_again;
pub(crate) mod list_members;

use shared::account::{Change, User, find};
use shared::app::App;
use shared::http::{IfMatch, WithETag};
use shared::id::UserId;
use shared::problem::Problem;
use shared::session::CompanyAdmin;

use crate::model::Member;

/// Changes a member of the caller's team, and answers with them as they are then.
pub(crate) async fn change(
    app: &App,
    admin: &CompanyAdmin,
    id: &UserId,
    (action, event): (&'static str, &'static str),
    version: IfMatch,
    change: impl Fn(&User) -> Result<User, Problem>,
) -> Result<WithETag<Member>, Problem> {
    let (scope, by) = (admin.0.scope(), admin.0.person());
    let read = find(app, scope, id).await?;
    let (by, own) = (by.actor(), Some(&by.user().id));
    let made = Change { app, scope, by, own, action, event, keeps_charge: true };
    let stored = made.make(read, version.0, change).await?;
    Ok(WithETag::ok(stored.version, Member::of(&stored)))
}
