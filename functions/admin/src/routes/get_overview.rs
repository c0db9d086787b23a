//! What staff see first: how far the portal is set up, and who was here.

use axum::extract::State;
use axum::{Extension, Json};
use futures::future::{try_join, try_join_all, try_join3};
use jiff::Timestamp;
use serde::Serialize;
use shared::account::Role;
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::setup::Step;
use utoipa::ToSchema;

use crate::store;

/// Sign-ins shown.
const SIGN_INS: u32 = 10;

/// A step of setting up the portal, ticked by fact.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SetupStep)]
struct Ticked {
    /// What is to be done: `branding`, `mail`, `companies`, `users`, `announcements`, `domain` and what other areas add.
    key: &'static str,
    /// A portal can do without it.
    optional: bool,
    /// It is done.
    done: bool,
}

/// The steps, in their order.
#[derive(Clone, Copy)]
pub(crate) struct Steps(pub(crate) &'static [Step]);

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
    /// The steps of setting it up, in their order.
    checklist: Vec<Ticked>,
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
pub(crate) async fn get_overview(
    staff: AnyStaff,
    State(app): State<App>,
    Extension(Steps(steps)): Extension<Steps>,
) -> Result<Json<Overview>, Problem> {
    let (store, scope, tenant) = (&app.store, staff.scope(), &staff.person().tenant);
    let ticked =
        try_join_all(
            steps.iter().map(|step| {
                let done = (step.done)(app.clone(), scope.clone(), tenant.clone());
                async move {
                    Ok::<_, Problem>(Ticked { key: step.key, optional: step.optional, done: done.await? })
                }
            }),
        );
    let counts = async {
        Ok::<_, Problem>(
            try_join3(
                store::count_companies(store, scope),
                store::count_users(store, scope),
                store::recent_sign_ins(store, scope, SIGN_INS),
            )
            .await?,
        )
    };
    let (checklist, (companies, users, recent)) = try_join(ticked, counts).await?;
    let recent_sign_ins = recent.items.into_iter().map(|stored| {
        let user = stored.value;
        SignIn { name: user.name, email: user.email, role: user.role, at: user.last_login_at }
    });
    Ok(Json(Overview { checklist, recent_sign_ins: recent_sign_ins.collect(), companies, users }))
}
