//! Signing in with email and password.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::AppendHeaders;
use serde::{Deserialize, Serialize};
use shared::account::{TypedPassword, UserView, login_key};
use shared::app::App;
use shared::http::{Body, WriteProblems, email};
use shared::problem::{Fields, Problem};
use shared::session::set_cookie;
use shared::settings::Settings;
use shared::tenant::{Scope, Tenant, TenantSlug};
use utoipa::ToSchema;

use crate::complete_login::{SignedIn, Way, complete_login};
use crate::counters::{self, Counted};
use crate::lockout::Keys;
use crate::origin::Origin;
use crate::replaced::end_replaced;

/// Sign-ins of the same person at the same moment that may get in the way of this one.
const TRIES: usize = 40;

/// Email and password for a portal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoginRequest {
    /// The portal's slug.
    #[schema(example = "acme-msp")]
    tenant: String,
    /// The email, in any case.
    #[schema(format = "email", max_length = 254)]
    email: String,
    /// The password.
    password: TypedPassword,
}

/// Somebody is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LoginAnswer {
    /// Who.
    user: UserView,
    /// The page to go to.
    landing: &'static str,
}

/// Cookies, and where to go.
pub(crate) type Opened = (AppendHeaders<[(HeaderName, HeaderValue); 2]>, Json<LoginAnswer>);

/// The answer of every way of signing in that a page asks for.
pub(crate) fn signed_in(settings: &Settings, signed_in: &SignedIn) -> Opened {
    let cookie = set_cookie(settings, &signed_in.token, signed_in.seconds);
    let landing = signed_in.user.role.landing();
    let cookies = [(header::SET_COOKIE, cookie), (header::SET_COOKIE, signed_in.browser.clone())];
    (AppendHeaders(cookies), Json(LoginAnswer { user: signed_in.user.view(), landing }))
}

/// Sign in
///
/// Unknown emails, wrong passwords, invited and disabled accounts get the same response after the same work. Limits
/// per 15 minutes: five attempts for one account from one network, fifty for one account, fifty from one network;
/// then 429 with `Retry-After`. A browser in which the person has signed in before has its own limit of five
/// instead. A network is an IPv4 address or a /64 prefix of IPv6.
#[utoipa::path(post, path = "/api/auth/login", tag = "auth", operation_id = "session_open",
    request_body = LoginRequest,
    responses((status = 200, body = LoginAnswer, headers(("set-cookie" = String))), WriteProblems))]
pub(crate) async fn login(
    State(app): State<App>,
    origin: Origin,
    Body(request): Body<LoginRequest>,
) -> Result<Opened, Problem> {
    app.limits.address(origin.address.as_deref())?;
    let mut fields = Fields::default();
    let email = email(&mut fields, "email", &request.email);
    if let Some(reason) = request.password.impossible() {
        fields.add("password", reason);
    }
    let email = fields.ok(email)?;
    // Which portals exist is public, so this answer may come at once: nobody makes us hash for a portal that is none.
    let slug = TenantSlug::parse(&request.tenant).map_err(|_| Problem::InvalidCredentials)?;
    let (scope, tenant) = app.directory.scope(&slug).await?.ok_or(Problem::InvalidCredentials)?;

    let attempt = Attempt { app, tenant, scope, origin };
    let mut counted = counters::count(&attempt.app, &attempt.scope, attempt.keys(&email)).await?;
    match attempt.sign_in(&mut counted, &request.password).await {
        Ok(opened) => {
            end_replaced(&attempt.app, &attempt.origin).await;
            Ok(signed_in(&attempt.app.settings, &opened))
        }
        Err(Problem::InvalidCredentials) => {
            counted.fail(&attempt.app, &attempt.scope).await?;
            Err(Problem::InvalidCredentials)
        }
        Err(problem) => Err(problem),
    }
}

/// One counted attempt.
struct Attempt {
    app: App,
    tenant: Arc<Tenant>,
    scope: Scope,
    origin: Origin,
}

impl Attempt {
    fn keys(&self, email: &str) -> Keys {
        let browser = self.origin.browser_of(&self.app, self.scope.tenant(), &login_key(email));
        Keys::sign_in(email, self.origin.address.as_deref(), browser)
    }

    async fn sign_in(&self, counted: &mut Counted, password: &TypedPassword) -> Result<SignedIn, Problem> {
        let renewed_hash = self.check(counted, password).await?;
        self.open(counted, renewed_hash).await
    }

    /// Compares the password, with a decoy where the account has none; a new hash where the kept one is outdated.
    async fn check(&self, counted: &Counted, password: &TypedPassword) -> Result<Option<String>, Problem> {
        let hash = counted.records.user.as_ref().and_then(|user| user.value.password_hash.clone());
        let verdict = self.app.hasher.verify(self.scope.tenant(), password.secret(), hash).await?;
        if !verdict.right {
            return Err(Problem::InvalidCredentials);
        }
        if !verdict.outdated {
            return Ok(None);
        }
        self.app.hasher.hash(self.scope.tenant(), password.secret()).await.map(Some)
    }

    /// Opens the session, again where another request changed the account or a counter in between.
    async fn open(&self, counted: &mut Counted, renewed_hash: Option<String>) -> Result<SignedIn, Problem> {
        let checked = password_of(counted);
        for _ in 0..TRIES {
            // The password was compared with what was read first: it must not have been changed since.
            let read = counted.records.user.as_ref().ok_or(Problem::InvalidCredentials)?;
            if read.value.password_hash != checked {
                return Err(Problem::InvalidCredentials);
            }
            let mut user = read.value.clone();
            if let Some(hash) = &renewed_hash {
                user.password_hash = Some(hash.clone());
            }
            let mut batch = self.app.store.batch(&self.scope);
            let (place, way) = ((self.tenant.as_ref(), &self.scope), Way::Password);
            let opened = complete_login(&self.app, &mut batch, place, (read, &user), way, &self.origin)?;
            counted.forgive(&mut batch);
            match self.app.store.commit(batch).await {
                Ok(_) => return Ok(opened),
                Err(error) if counters::raced(&error) => counted.refresh(&self.app, &self.scope).await?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
    }
}

fn password_of(counted: &Counted) -> Option<String> {
    counted.records.user.as_ref().and_then(|user| user.value.password_hash.clone())
}
