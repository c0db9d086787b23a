//! What staff see first: how far the portal is set up, and who was here.

use axum::Json;
use axum::extract::State;
use futures::future::try_join4;
use jiff::Timestamp;
use serde::Serialize;
use shared::account::{Look, Role};
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::ToSchema;

use crate::store;

/// Sign-ins shown.
const SIGN_INS: u32 = 10;

/// A step of setting up the portal.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StepKey {
    /// The branding has been edited.
    Branding,
    /// There is a company.
    Companies,
    /// There is a client user.
    Users,
}

/// A step of setting up the portal, ticked by fact.
#[derive(Debug, Serialize, ToSchema)]
struct Step {
    key: StepKey,
    done: bool,
}

/// Somebody who was here.
#[derive(Debug, Serialize, ToSchema)]
struct SignIn {
    name: String,
    email: String,
    role: Role,
    at: Timestamp,
}

/// The overview.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Overview {
    checklist: Vec<Step>,
    /// Who signed in last, newest first, at most ten.
    recent_sign_ins: Vec<SignIn>,
    /// How many companies there are.
    companies: u64,
    /// How many client users there are.
    users: u64,
}

/// How far the portal is set up, and who signed in last
#[utoipa::path(get, path = "/api/manage/overview", tag = "admin", operation_id = "overview_get",
    responses((status = 200, body = Overview), ReadProblems))]
pub(crate) async fn get_overview(staff: AnyStaff, State(app): State<App>) -> Result<Json<Overview>, Problem> {
    let (store, scope) = (&app.store, staff.scope());
    let (look, companies, users, recent) = try_join4(
        store.get::<Look>(scope, Look::ID),
        store::count_companies(store, scope),
        store::count_users(store, scope),
        store::recent_sign_ins(store, scope, SIGN_INS),
    )
    .await?;
    // Provisioning writes the first version; every later one was somebody's decision.
    let branded = look.is_some_and(|look| look.version > 1);
    let recent_sign_ins = recent.items.into_iter().map(|stored| {
        let user = stored.value;
        SignIn { name: user.name, email: user.email, role: user.role, at: user.last_login_at }
    });
    Ok(Json(Overview {
        checklist: vec![
            Step { key: StepKey::Branding, done: branded },
            Step { key: StepKey::Companies, done: companies > 0 },
            Step { key: StepKey::Users, done: users > 0 },
        ],
        recent_sign_ins: recent_sign_ins.collect(),
        companies,
        users,
    }))
}
