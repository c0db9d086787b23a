//! The one way into a session. Whatever shows who somebody is (a password, an invitation, a token of the Hub; other
//! identity providers and links later) ends here, so that no way of signing in can forget a rule.

use axum::http::HeaderValue;
use jiff::Timestamp;
use serde_json::json;
use shared::account::{User, UserStatus};
use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::problem::Problem;
use shared::session;
use shared::store::{Batch, Stored};
use shared::tenant::{Scope, SignInMethods, Tenant, TenantStatus};

use crate::familiar;
use crate::origin::Origin;

/// How somebody showed who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The right password.
    Password,
    /// The link of an invitation, and the first password.
    Invitation,
    /// A token of the Hub for a client.
    ClientHub,
    /// A token of the Hub for a member of staff.
    StaffHub,
}

impl Way {
    fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Invitation => "invitation",
            Self::ClientHub => "client_hub",
            Self::StaffHub => "hub",
        }
    }

    /// True where the tenant's settings leave it open.
    pub(crate) fn is_open(self, methods: &SignInMethods) -> bool {
        match self {
            Self::Password | Self::Invitation => methods.password,
            Self::ClientHub | Self::StaffHub => methods.hub,
        }
    }
}

/// Why somebody who has shown who they are gets no session. A demand for more than that, such as a second factor, is one
/// more of these, and every way of signing in must then deal with it.
#[derive(Debug)]
pub(crate) enum Refused {
    /// It is not said why: the account is not one that signs in here.
    Unknown,
    /// The whole portal is suspended, which its people may know.
    Suspended,
    /// The portal's admins have closed this way.
    WayClosed,
    /// It could not be done.
    Failed(Problem),
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::InvalidCredentials,
            Refused::Suspended => Self::Forbidden(SUSPENDED.into()),
            Refused::WayClosed => Self::Forbidden(WAY_CLOSED.into()),
            Refused::Failed(problem) => problem,
        }
    }
}

const SUSPENDED: &str = "This portal is suspended. Your data is kept; please contact your provider.";
const WAY_CLOSED: &str =
    "This portal doesn't let people in this way. Please ask your provider how to sign in.";

/// The rules. Pure. `user` is the account as it is going to be kept. Too many wrong passwords are none of them: they are
/// counted before a password is looked at ([`crate::lockout`]), and whoever shows in another way who they are must not be
/// kept out by somebody who guesses.
pub(crate) fn decide(tenant: &Tenant, scope: &Scope, user: &User, way: Way) -> Result<(), Refused> {
    if scope.tenant() != &tenant.slug || user.status != UserStatus::Active || !tenant.serves(user) {
        return Err(Refused::Unknown);
    }
    if tenant.status != TenantStatus::Active {
        return Err(Refused::Suspended);
    }
    if way.is_open(&tenant.settings.sign_in) { Ok(()) } else { Err(Refused::WayClosed) }
}

/// Somebody who is signed in as soon as the batch is kept.
pub(crate) struct SignedIn {
    /// The account with the new session.
    pub(crate) user: User,
    /// The token for the cookie.
    pub(crate) token: String,
    /// How long the cookie is kept, in seconds.
    pub(crate) seconds: i64,
    /// `Set-Cookie` by which the browser is known to be the person's from now on.
    pub(crate) browser: HeaderValue,
}

/// Adds a sign-in to the batch: a new session in the account, the audit line, the events. `user` is the account as it
/// shall be kept, which may differ from `read` in what this way of signing in renews.
pub(crate) fn complete_login(
    app: &App,
    batch: &mut Batch<'_>,
    (tenant, scope): (&Tenant, &Scope),
    (read, user): (&Stored<User>, &User),
    way: Way,
    origin: &Origin,
) -> Result<SignedIn, Refused> {
    decide(tenant, scope, user, way)?;
    let opened = session::open(
        &app.keys,
        &*app.clock,
        &*app.entropy,
        tenant,
        user,
        origin.device.clone(),
        origin.address.clone(),
    )
    .map_err(Refused::Failed)?;
    let mut user = counted(opened.user, batch.now());
    let (version, id) = (read.version + 1, user.id.to_string());
    let detail = json!({ "way": way.as_str(), "device": origin.device });
    batch.audit_with(&actor(&user, origin), "session.open", &id, detail).event(Event::new(
        "session.opened",
        &id,
        version,
        Audience::staff(),
    ));
    if familiar::is_new(&mut user, &origin.device, origin.address.as_deref()) {
        batch.event(new_device(&user, version, origin));
    }
    batch.replace(read, &user);
    let seconds = tenant.settings.session_life().as_secs();
    let browser = origin.remembered(app, scope.tenant(), &user.login_key);
    Ok(SignedIn { user, token: opened.token, seconds, browser })
}

/// The person as the audit log remembers them.
pub(crate) fn actor(user: &User, origin: &Origin) -> Actor {
    Actor {
        id: user.id.to_string(),
        name: user.name.clone(),
        role: user.role.as_str().to_owned(),
        address: origin.address.clone(),
        ..Actor::default()
    }
}

/// What the mail about a sign-in from somewhere new is written from.
fn new_device(user: &User, version: u64, origin: &Origin) -> Event {
    let mut event = Event::new("session.new_device", user.id.as_str(), version, Audience::staff());
    event.data = json!({ "device": origin.device, "address": origin.address });
    event
}

fn counted(user: User, now: Timestamp) -> User {
    User { login_count: user.login_count.saturating_add(1), last_login_at: now, ..user }
}
