//! First invitations for many: people who came from a file and were not invited then.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::account::{AT_ONCE, Role, UserStatus, invite_first};
use shared::app::App;
use shared::http::{Body, Paging, WriteProblems};
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::search::Search;
use shared::session::{Admin, Staff};
use utoipa::ToSchema;

use crate::store::{self, Chosen};

/// Whom to invite: the filters of the list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InviteWanted {
    /// Words, or beginnings of words, of name and email.
    #[schema(max_length = 200)]
    q: Option<String>,
    /// Only people of this role.
    role: Option<Role>,
    /// Only people of this company.
    #[schema(value_type = Option<String>)]
    company: Option<CompanyId>,
    /// `next_cursor` of the call before.
    cursor: Option<String>,
}

/// What came of one call.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InviteOutcome {
    /// People who were invited by this call, at most 20.
    invited: u64,
    /// People who were passed over: their company is disabled.
    skipped: u64,
    /// People of these filters who are still without an invitation.
    left: u64,
    /// Goes on where this call ended; absent once everybody was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Invite everybody who has not been invited yet
///
/// At most 20 people for each call: call again with `next_cursor` until there is none. People who were invited are
/// not found again, so repeating a call invites nobody twice.
#[utoipa::path(post, path = "/api/manage/users/invitations", tag = "admin", operation_id = "users_invite",
    request_body = InviteWanted, responses((status = 200, body = InviteOutcome), WriteProblems))]
pub(crate) async fn invite_users(
    staff: Staff<Admin>,
    State(app): State<App>,
    Body(asked): Body<InviteWanted>,
) -> Result<Json<InviteOutcome>, Problem> {
    let scope = staff.scope();
    let search = Search::read(asked.q.as_deref())?;
    let chosen = Chosen {
        search: Some(&search),
        company: asked.company.as_ref(),
        role: asked.role,
        status: Some(UserStatus::Invited),
        staff: Some(false),
        uninvited: true,
    };
    let list = format!(
        "{}/users.invite?company={}&role={}&q={}",
        scope.tenant(),
        asked.company.as_ref().map_or("", CompanyId::as_str),
        asked.role.map_or("", Role::as_str),
        search.typed(),
    );
    let most = u32::try_from(AT_ONCE).ok();
    let paging = Paging::read(&app.cursors, &list, most, asked.cursor.as_deref())?;
    let page = store::users(&app.store, scope, chosen, paging).await?;
    let served: Vec<_> =
        page.items.iter().filter(|person| staff.person().tenant.serves(&person.value)).collect();
    if !served.is_empty() {
        invite_first(&app, scope, &served, &staff.person().actor()).await?;
    }
    Ok(Json(InviteOutcome {
        invited: served.len() as u64,
        skipped: (page.items.len() - served.len()) as u64,
        left: store::count_of(&app.store, scope, chosen).await?,
        next_cursor: page.next.map(|position| app.cursors.write(&list, &position)).transpose()?,
    }))
}
