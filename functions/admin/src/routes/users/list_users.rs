//! All people of the portal.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::account::{Role, UserStatus};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::search::Search;
use shared::session::AnyStaff;
use utoipa::{IntoParams, ToSchema};

use crate::model::ManagedUser;
use crate::store::{self, Chosen};

/// Whose people to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Side {
    /// People of client companies.
    Clients,
    /// The provider's own people.
    Staff,
}

/// Whom to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UserQuery {
    /// Words, or beginnings of words, of name and email.
    #[param(max_length = 200)]
    pub(crate) q: Option<String>,
    /// Only clients, or only staff.
    #[param(inline)]
    pub(crate) side: Option<Side>,
    /// Only people of this role.
    pub(crate) role: Option<Role>,
    /// Only people of this status.
    pub(crate) status: Option<UserStatus>,
    /// True for those alone whom nobody has invited yet.
    pub(crate) uninvited: Option<bool>,
    /// Only people of this company.
    #[param(value_type = Option<String>)]
    pub(crate) company: Option<CompanyId>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl UserQuery {
    /// Names the list, so that a cursor is good for it alone.
    fn list(&self, tenant: &str, search: &Search) -> String {
        let company = self.company.as_ref().map_or("", CompanyId::as_str);
        let role = self.role.map_or("", Role::as_str);
        let status = self.status.map_or("", store::word);
        let side = self.side.map_or("", |side| if side == Side::Staff { "staff" } else { "clients" });
        let search = search.typed();
        let uninvited = self.uninvited.unwrap_or_default();
        format!(
            "{tenant}/users?side={side}&company={company}&role={role}&status={status}&uninvited={uninvited}&q={search}"
        )
    }

    /// What is asked of the store.
    pub(crate) fn chosen<'a>(&'a self, search: &'a Search) -> Chosen<'a> {
        let side = self.side.map(|side| side == Side::Staff);
        Chosen {
            search: Some(search),
            company: self.company.as_ref(),
            role: self.role,
            status: self.status,
            staff: side.or_else(|| self.role.map(Role::is_staff)),
            uninvited: self.uninvited.unwrap_or_default(),
        }
    }
}

/// People by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Users {
    items: Vec<ManagedUser>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// All people of the portal by name
#[utoipa::path(get, path = "/api/manage/users", tag = "admin", operation_id = "user_list",
    params(UserQuery), responses((status = 200, body = Users), ReadProblems))]
pub(crate) async fn list_users(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<UserQuery>,
) -> Result<Json<Users>, Problem> {
    let search = Search::read(asked.q.as_deref())?;
    let list = asked.list(staff.scope().tenant().as_str(), &search);
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let page = store::users(&app.store, staff.scope(), asked.chosen(&search), paging).await?;
    let next_cursor = page.next.map(|position| app.cursors.write(&list, &position)).transpose()?;
    Ok(Json(Users { items: page.items.iter().map(ManagedUser::of).collect(), next_cursor }))
}
