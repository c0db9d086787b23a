//! What staff see first: what waits, how far the portal is set up, and who was here.

use axum::extract::State;
use axum::{Extension, Json};
use futures::future::{try_join_all, try_join3, try_join4};
use jiff::Timestamp;
use serde::Serialize;
use shared::account::Role;
use shared::app::App;
use shared::figure::Figure;
use shared::files::storage::Level;
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

/// What waits in an area.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OverviewFigure)]
struct Counted {
    /// Of what: `documents` to be signed, `invoices` to be paid, `approvals` to be given, and what other areas add.
    key: &'static str,
    /// How many wait.
    count: u64,
    /// How many of them are late.
    late: u64,
}

/// What the areas add, in the order in which it is shown.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    pub(crate) steps: &'static [Step],
    pub(crate) figures: &'static [Figure],
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
    /// What waits for clients or staff, area by area.
    figures: Vec<Counted>,
    /// The steps of setting it up, in their order.
    checklist: Vec<Ticked>,
    /// Who signed in last, newest first, at most ten.
    recent_sign_ins: Vec<SignIn>,
    /// How many companies there are.
    companies: u64,
    /// How many client users there are.
    users: u64,
    /// What the files of this portal take.
    storage: StorageUse,
}

/// What the files of a portal take.
#[derive(Debug, Serialize, ToSchema)]
struct StorageUse {
    /// Bytes, as counted within the last minutes.
    used: u64,
    /// Bytes at most.
    limit: u64,
    /// Whether somebody must make room: `high` from 80 percent on, `critical` from 95, `full` where nothing can be uploaded.
    level: Level,
}

/// What waits, how far the portal is set up, and who signed in last
#[utoipa::path(get, path = "/api/manage/overview", tag = "admin", operation_id = "overview_get",
    responses((status = 200, body = Overview), ReadProblems))]
pub(crate) async fn get_overview(
    staff: AnyStaff,
    State(app): State<App>,
    Extension(Parts { steps, figures }): Extension<Parts>,
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
    let waiting = try_join_all(figures.iter().map(|figure| {
        let counting = (figure.count)(app.clone(), scope.clone());
        async move {
            let waiting = counting.await?;
            Ok::<_, Problem>(Counted { key: figure.key, count: waiting.count, late: waiting.late })
        }
    }));
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
    let storage = async { Ok::<_, Problem>(app.storage.used(scope.tenant()).await?) };
    let (figures, checklist, (companies, users, recent), used) =
        try_join4(waiting, ticked, counts, storage).await?;
    let limit = app.storage.limit();
    let recent_sign_ins = recent.items.into_iter().map(|stored| {
        let user = stored.value;
        SignIn { name: user.name, email: user.email, role: user.role, at: user.last_login_at }
    });
    Ok(Json(Overview {
        figures,
        checklist,
        recent_sign_ins: recent_sign_ins.collect(),
        companies,
        users,
        storage: StorageUse { used, limit, level: Level::of(used, limit) },
    }))
}
