//! The locks that hold now.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::{LockKind, PersonRef, User, locks};
use shared::app::App;
use shared::http::{Query, ReadProblems};
use shared::id::UserId;
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::{IntoParams, ToSchema};

/// Whose locks.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LockQuery {
    /// Return only locks of this person's account.
    #[param(value_type = Option<String>)]
    user: Option<UserId>,
}

/// What a lock blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LockReach {
    /// One account, from one network.
    PersonNetwork,
    /// One account, from one browser that its person has signed in from.
    PersonBrowser,
    /// One account, from everywhere but its person's own browsers.
    PersonAnywhere,
    /// The current password, asked for in one of the person's open sessions.
    PersonSession,
    /// Every account, from one network.
    Network,
}

impl LockReach {
    fn of(kind: LockKind) -> Option<Self> {
        Some(match kind {
            LockKind::PersonNetwork => Self::PersonNetwork,
            LockKind::PersonBrowser => Self::PersonBrowser,
            LockKind::PersonAnywhere => Self::PersonAnywhere,
            LockKind::PersonSession => Self::PersonSession,
            LockKind::Network => Self::Network,
            LockKind::Nobody => return None,
        })
    }
}

/// A lock after too many wrong passwords.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignInLock {
    /// Id.
    #[schema(max_length = 60)]
    id: String,
    /// What it blocks.
    reach: LockReach,
    /// The locked account; absent for a network's lock.
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<PersonRef>,
    /// The network that the last attempts came from: an IPv4 address, or a /64 prefix of IPv6.
    network: String,
    /// When it ends.
    until: Timestamp,
}

/// The current locks, the one that ends last first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignInLocks {
    /// At most 90. More at once mean an attack, and they end within 15 minutes.
    items: Vec<SignInLock>,
}

/// Locks after wrong passwords
///
/// Locks end by themselves within 15 minutes. They never block sign-in from the Hub, by an invitation or by an
/// emailed link.
#[utoipa::path(get, path = "/api/manage/sign-in-locks", tag = "admin", operation_id = "sign_in_lock_list",
    params(LockQuery), responses((status = 200, body = SignInLocks), ReadProblems))]
pub(crate) async fn list_locks(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<LockQuery>,
) -> Result<Json<SignInLocks>, Problem> {
    let scope = staff.scope();
    let found = locks(&app, scope, asked.user.as_ref()).await?;
    let ids: BTreeSet<String> =
        found.iter().filter_map(|lock| lock.value.user.as_ref()).map(ToString::to_string).collect();
    let ids: Vec<String> = ids.into_iter().collect();
    let people = app.store.get_many::<User>(scope, &ids).await?;
    let people: BTreeMap<&str, &User> =
        people.iter().map(|person| (person.value.id.as_str(), &person.value)).collect();
    let now = app.clock.now();
    let mut items: Vec<SignInLock> = found
        .into_iter()
        .filter_map(|lock| {
            let (kind, until) = lock.value.locked(now)?;
            let user = lock.value.user.as_ref().and_then(|id| people.get(id.as_str()));
            Some(SignInLock {
                reach: LockReach::of(kind)?,
                user: user.map(|user| PersonRef::from(*user)),
                network: lock.value.network.unwrap_or_default(),
                until,
                id: lock.value.id,
            })
        })
        .collect();
    items.sort_by(|one, other| other.until.cmp(&one.until).then_with(|| one.id.cmp(&other.id)));
    Ok(Json(SignInLocks { items }))
}
