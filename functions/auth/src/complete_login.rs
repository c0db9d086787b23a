//! The one way into a session. Whatever shows who somebody is (a password today; invitations, links and other
//! identity providers later) ends here, so that no way of signing in can forget a rule.

use jiff::Timestamp;
use serde_json::json;
use shared::account::{User, UserStatus};
use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::problem::Problem;
use shared::session;
use shared::store::{Batch, Stored};
use shared::tenant::{Scope, Tenant, TenantStatus};

/// How somebody showed who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The right password.
    Password,
}

impl Way {
    fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
        }
    }
}

/// How and from where somebody comes.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    /// How they showed who they are.
    pub(crate) way: Way,
    /// The browser, in words.
    pub(crate) device: String,
    /// The address.
    pub(crate) address: Option<String>,
}

/// What the rules say to somebody who has shown who they are. A demand for more than that, such as a second factor,
/// is one more answer here, and every way of signing in must then deal with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Open a session.
    Open,
    /// Do not, and do not say why: the account is not one that signs in here.
    Unknown,
    /// Do not; the whole portal is suspended, which its people may know.
    Suspended,
}

/// The rules. Pure.
pub(crate) fn decide(tenant: &Tenant, scope: &Scope, user: &User) -> Decision {
    if scope.tenant() != &tenant.slug || user.status != UserStatus::Active {
        return Decision::Unknown;
    }
    match tenant.status {
        TenantStatus::Active => Decision::Open,
        TenantStatus::Suspended => Decision::Suspended,
    }
}

/// Somebody who is signed in as soon as the batch is kept.
pub(crate) struct SignedIn {
    /// The account with the new session.
    pub(crate) user: User,
    /// The token for the cookie.
    pub(crate) token: String,
}

/// Adds a sign-in to the batch: a new session in the account, the audit line, the event. `user` is the account as it
/// shall be kept, which may differ from `read` in what this way of signing in renews.
///
/// Ends: 401 and 403 as [`decide`] says.
pub(crate) fn complete_login(
    app: &App,
    batch: &mut Batch<'_>,
    (tenant, scope): (&Tenant, &Scope),
    read: &Stored<User>,
    user: &User,
    arrival: &Arrival,
) -> Result<SignedIn, Problem> {
    match decide(tenant, scope, user) {
        Decision::Open => {}
        Decision::Unknown => return Err(Problem::InvalidCredentials),
        Decision::Suspended => return Err(Problem::Forbidden(SUSPENDED.into())),
    }
    let opened = session::open(
        &app.keys,
        &*app.clock,
        &*app.entropy,
        tenant,
        user,
        arrival.device.clone(),
        arrival.address.clone(),
    )?;
    let user = counted(opened.user, batch.now());
    let actor = Actor {
        id: user.id.to_string(),
        name: user.name.clone(),
        role: user.role.as_str().to_owned(),
        address: arrival.address.clone(),
    };
    let detail = json!({ "way": arrival.way.as_str(), "device": arrival.device });
    let id = user.id.as_str();
    batch.replace(read, &user).audit_with(&actor, "session.open", id, detail).event(Event::new(
        "session.opened",
        id,
        read.version + 1,
        Audience::staff(),
    ));
    Ok(SignedIn { user, token: opened.token })
}

const SUSPENDED: &str = "This portal is suspended. Your data are kept; please contact your provider.";

fn counted(user: User, now: Timestamp) -> User {
    User { login_count: user.login_count.saturating_add(1), last_login_at: now, ..user }
}
