//! People of the whole portal, clients and staff.

pub(crate) mod cancel_email;
pub(crate) mod disable_user;
pub(crate) mod edit_user;
pub(crate) mod enable_user;
pub(crate) mod end_impersonation;
pub(crate) mod end_user_sessions;
pub(crate) mod get_user;
pub(crate) mod impersonate_user;
pub(crate) mod invite_user;
pub(crate) mod invite_users;
pub(crate) mod list_users;
pub(crate) mod resend_email;
pub(crate) mod unlock_user;

use shared::account::{Change, User, find};
use shared::app::App;
use shared::http::{IfMatch, WithETag};
use shared::id::UserId;
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use crate::model::ManagedUser;

/// Changes somebody, and answers with them as they are then.
pub(crate) async fn change(
    app: &App,
    staff: &Staff<Admin>,
    id: &UserId,
    (action, event): (&'static str, &'static str),
    version: IfMatch,
    change: impl Fn(&User) -> Result<User, Problem>,
) -> Result<WithETag<ManagedUser>, Problem> {
    let read = find(app, staff.scope(), id).await?;
    let keeps_charge = read.value.is_staff;
    let (by, own) = (staff.person().actor(), Some(&staff.user().id));
    let made = Change { app, scope: staff.scope(), by, own, action, event, keeps_charge };
    let stored = made.make(read, version.0, change).await?;
    Ok(WithETag::ok(stored.version, ManagedUser::of(&stored)))
}
