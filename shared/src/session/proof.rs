//! Proofs: what a handler asks for. If the argument exists, the check has happened.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use jiff::Timestamp;

use super::{Act, Claims, cookie_value, first_password, impersonation};
use crate::account::{Impersonation, Role, SessionEntry, User, UserStatus};
use crate::app::App;
use crate::audit::{ActingFor, Actor};
use crate::http::client_address;
use crate::problem::Problem;
use crate::store::Stored;
use crate::tenant::{Scope, Tenant, TenantStatus};

/// Somebody who is signed in, active, in a tenant that is active. Costs one point read.
#[derive(Clone)]
pub struct Person {
    /// The account as stored.
    pub account: Arc<Stored<User>>,
    /// The token's claims.
    pub claims: Arc<Claims>,
    /// The tenant.
    pub tenant: Arc<Tenant>,
    /// The address that the request came from.
    pub address: Option<String>,
    /// Everything of the tenant: for the account's own records. Kept out of clients' hands by [`ClientScope`].
    whole: Scope,
}

impl Person {
    /// The account.
    #[must_use]
    pub fn user(&self) -> &User {
        &self.account.value
    }

    /// The scope for the person's own account and the tenant's counters.
    #[must_use]
    pub fn own_scope(&self) -> Scope {
        match &self.user().company {
            Some(company) => self.whole.of_company(company.id.clone()),
            None => self.whole.clone(),
        }
    }

    /// The session that the request belongs to.
    #[must_use]
    pub fn session(&self) -> Option<&SessionEntry> {
        self.user().sessions.iter().find(|session| session.id == self.claims.sid)
    }

    /// The member of staff who acts in the person's name; `None` where it is the person.
    #[must_use]
    pub fn impersonation(&self) -> Option<&Impersonation> {
        self.session().and_then(|session| session.by.as_ref())
    }

    /// Who acts, as the audit log remembers them: a member of staff in the person's name, else the person.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let user = self.user();
        let address = self.address.clone();
        match self.impersonation() {
            Some(by) => Actor {
                id: by.id.to_string(),
                name: by.name.clone(),
                role: Role::Admin.as_str().to_owned(),
                address,
                acting_for: Some(ActingFor { id: user.id.to_string(), name: user.name.clone() }),
            },
            None => Actor {
                id: user.id.to_string(),
                name: user.name.clone(),
                role: user.role.as_str().to_owned(),
                address,
                acting_for: None,
            },
        }
    }

    /// Somebody whose token and account have been read: the checks that make a proof of them.
    fn prove(
        claims: &Claims,
        account: &Stored<User>,
        tenant: &Tenant,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let user = &account.value;
        let entry = user.sessions.iter().find(|session| session.id == claims.sid);
        let open = entry.is_some_and(|session| session.expires_at > now);
        // A session that staff opened is only ever theirs, and the person's never theirs.
        let same_hands = entry.and_then(|session| session.by.as_ref()).map(|by| &by.id)
            == claims.act.as_ref().map(|act| &act.sub);
        let same_company = user.company.as_ref().map(|company| &company.id) == claims.company.as_ref();
        let good = tenant.status == TenantStatus::Active
            && tenant.tenant_id == claims.tid
            && tenant.serves(user)
            && user.status == UserStatus::Active
            && user.epoch == claims.epoch
            && user.role == claims.role
            && open
            && same_hands
            && same_company;
        if good { Ok(()) } else { Err(Problem::Unauthorized) }
    }

    /// Reads a session's token: whoever it belongs to is signed in, active, in a tenant that is active. Costs one round
    /// trip, a point read unless staff act for the person.
    pub async fn of_token(app: &App, token: &str, address: Option<String>) -> Result<Self, Problem> {
        let now = app.clock.now();
        let claims = app.keys.verify(token, now).ok_or(Problem::Unauthorized)?;
        let (whole, tenant) = app.directory.scope(&claims.tenant).await?.ok_or(Problem::Unauthorized)?;
        let account = match &claims.act {
            None => app.store.get::<User>(&whole, claims.sub.as_str()).await?,
            Some(act) => {
                let mut both = app.store.read(&whole, &[claims.sub.to_string(), act.sub.to_string()]).await?;
                let staff = both.take::<User>(act.sub.as_str())?.ok_or(Problem::Unauthorized)?;
                if !still_acts(&staff.value, act, now) {
                    return Err(Problem::Unauthorized);
                }
                both.take::<User>(claims.sub.as_str())?
            }
        };
        let account = account.ok_or(Problem::Unauthorized)?;
        Self::prove(&claims, &account, &tenant, now)?;
        app.limits.person(claims.act.as_ref().map_or(&claims.sub, |act| &act.sub))?;
        Ok(Self { account: Arc::new(account), claims: Arc::new(claims), tenant, address, whole })
    }
}

impl<S> FromRequestParts<S> for Person
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let app = App::from_ref(state);
        let token = cookie_value(&parts.headers, &app.settings).ok_or(Problem::Unauthorized)?;
        let person = Self::of_token(&app, token, client_address(parts, &app.settings)).await?;
        // Before anything else: it must not even be answered what the other person may do.
        person.check_shown(&parts.headers)?;
        if let Some(act) = &person.claims.act {
            impersonation::check(parts, act)?;
        } else if person.user().security.must_change_password {
            first_password::check(parts)?;
        }
        parts.extensions.insert(person.clone());
        Ok(person)
    }
}

/// True where the member of staff may still act for others: active, admin, and signed in as they were when they began.
fn still_acts(staff: &User, act: &Act, now: Timestamp) -> bool {
    staff.status == UserStatus::Active
        && staff.role == Role::Admin
        && staff.epoch == act.epoch
        && staff.sessions.iter().any(|session| session.id == act.sid && session.expires_at > now)
}

/// A client user, and the scope of their company.
#[derive(Clone)]
pub struct ClientScope {
    person: Person,
    scope: Scope,
}

impl ClientScope {
    /// Who.
    #[must_use]
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The account.
    #[must_use]
    pub fn user(&self) -> &User {
        self.person.user()
    }

    /// The company's data.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }
}

impl<S> FromRequestParts<S> for ClientScope
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let person = Person::from_request_parts(parts, state).await?;
        match &person.user().company {
            Some(company) if !person.user().is_staff => {
                let scope = person.whole.of_company(company.id.clone());
                Ok(Self { person, scope })
            }
            _ => Err(Problem::Forbidden("This part of the portal is for clients.".into())),
        }
    }
}

/// A client user who manages the company's team.
#[derive(Clone)]
pub struct CompanyAdmin(pub ClientScope);

impl<S> FromRequestParts<S> for CompanyAdmin
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let client = ClientScope::from_request_parts(parts, state).await?;
        if client.user().role == Role::CompanyAdmin {
            Ok(Self(client))
        } else {
            Err(Problem::Forbidden("Only a company admin may do this.".into()))
        }
    }
}

/// What a staff member may do at least.
pub trait Level: Send + Sync + 'static {
    /// Whether the role reaches it.
    fn reached_by(role: Role) -> bool;
    /// What is said to those that do not.
    const REFUSAL: &'static str;
}

/// Reads.
pub struct Viewer;
/// Works on tickets.
pub struct Technician;
/// Everything.
pub struct Admin;

impl Level for Viewer {
    fn reached_by(role: Role) -> bool {
        role.is_staff()
    }
    const REFUSAL: &'static str = "This part of the portal is for staff.";
}
impl Level for Technician {
    fn reached_by(role: Role) -> bool {
        matches!(role, Role::Technician | Role::Admin)
    }
    const REFUSAL: &'static str = "Your role may read this but not change it.";
}
impl Level for Admin {
    fn reached_by(role: Role) -> bool {
        role == Role::Admin
    }
    const REFUSAL: &'static str = "Only an admin may do this.";
}

/// A staff member of at least this level, and the scope of the whole tenant.
pub struct Staff<L: Level> {
    person: Person,
    level: PhantomData<fn() -> L>,
}

/// A staff member who may at least read.
pub type AnyStaff = Staff<Viewer>;

impl<L: Level> Staff<L> {
    /// Who.
    #[must_use]
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The account.
    #[must_use]
    pub fn user(&self) -> &User {
        self.person.user()
    }

    /// The tenant's data.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.person.whole
    }
}

impl<S, L: Level> FromRequestParts<S> for Staff<L>
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let person = Person::from_request_parts(parts, state).await?;
        let role = person.user().role;
        if !role.is_staff() {
            return Err(Problem::Forbidden(Viewer::REFUSAL.into()));
        }
        if L::reached_by(role) {
            Ok(Self { person, level: PhantomData })
        } else {
            Err(Problem::Forbidden(L::REFUSAL.into()))
        }
    }
}
