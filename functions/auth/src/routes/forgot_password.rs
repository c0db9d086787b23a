//! Asking for a link to set a new password.

use axum::extract::State;
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::json;
use shared::account::{User, UserStatus, login_key};
use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::http::{Body, WriteProblems, email};
use shared::id::UserId;
use shared::problem::{Fields, Problem};
use shared::store::Stored;
use shared::tenant::{Scope, Tenant, TenantSlug, TenantStatus};
use shared::token::{Minted, Purpose};
use utoipa::ToSchema;

use crate::complete_login::{Way, actor};
use crate::counters::{self, raced};
use crate::lockout::Keys;
use crate::origin::Origin;

/// A link with this much time left is mailed again, instead of another one that makes it worthless.
const ENOUGH: SignedDuration = SignedDuration::from_mins(15);
/// Requests of the same person that may get in the way of this one.
const TRIES: usize = 10;

/// Who cannot sign in, and where.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForgotPassword {
    /// The portal's slug.
    #[schema(example = "acme-msp")]
    tenant: String,
    /// The email, in any case.
    #[schema(format = "email", max_length = 254)]
    email: String,
}

/// Ask for a link to set a new password
///
/// The response and the work are the same for every email. People who may sign in with a password get a link;
/// people who were invited and have not joined get their invitation again. Limits per 15 minutes: five requests for
/// one email from one network, twenty for one email, fifty from one network; then 429 with `Retry-After`. A browser
/// in which the person has signed in before has its own limit of five instead.
#[utoipa::path(post, path = "/api/auth/forgot-password", tag = "auth", operation_id = "password_forgot",
    request_body = ForgotPassword, responses((status = 202), WriteProblems))]
pub(crate) async fn forgot_password(
    State(app): State<App>,
    origin: Origin,
    Body(request): Body<ForgotPassword>,
) -> Result<StatusCode, Problem> {
    app.limits.address(origin.address.as_deref())?;
    let mut fields = Fields::default();
    let email = email(&mut fields, "email", &request.email);
    let email = fields.ok(email)?;
    // Which portals exist is public.
    let Ok(slug) = TenantSlug::parse(&request.tenant) else { return Ok(StatusCode::ACCEPTED) };
    let Some((scope, tenant)) = app.directory.scope(&slug).await? else { return Ok(StatusCode::ACCEPTED) };
    let browser = origin.browser_of(&app, scope.tenant(), &login_key(&email));
    let keys = Keys::forgot(&email, origin.address.as_deref(), browser);
    let counted = counters::count(&app, &scope, keys).await?;
    let person = counted.records.user.as_ref().filter(|user| may_reset(&tenant, &user.value));
    for _ in 0..TRIES {
        if send(&app, &scope, person, &email, &origin).await? {
            return Ok(StatusCode::ACCEPTED);
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}

/// The same rules as [`crate::complete_login`] has for somebody with the right password.
fn may_reset(tenant: &Tenant, user: &User) -> bool {
    tenant.status == TenantStatus::Active
        && Way::Password.is_open(&tenant.settings.sign_in)
        && user.status != UserStatus::Disabled
        && tenant.serves(user)
}

/// Keeps a link and the event that its mail follows; for nobody, a link that nobody has. One read, one batch of three
/// operations, whoever it is. False where another request came between.
async fn send(
    app: &App,
    scope: &Scope,
    person: Option<&Stored<User>>,
    email: &str,
    origin: &Origin,
) -> Result<bool, Problem> {
    let nobody = UserId::mint(&*app.clock, &*app.entropy);
    let user = person.map_or(&nobody, |person| &person.value.id);
    let purpose = match person {
        Some(person) if person.value.status == UserStatus::Invited => Purpose::Invite,
        _ => Purpose::Reset,
    };
    let before = Minted::kept(app, scope, purpose, user).await?;
    let now = app.clock.now();
    let mut batch = app.store.batch(scope);
    let (recipe, ends_at) = match before {
        Some(before)
            if before.value.works(now + ENOUGH)
                && before.value.recipe.token(&app.keys, scope.tenant()).is_some() =>
        {
            (before.value.recipe, before.value.ends_at)
        }
        before => {
            let link = Minted::make(app, scope, purpose, user, before)?;
            link.add_to(&mut batch);
            (link.recipe().clone(), link.ends_at())
        }
    };
    match person {
        Some(person) => {
            let name = if purpose == Purpose::Invite { "user.invited" } else { "password.forgotten" };
            let mut event = Event::new(name, user.as_str(), person.version, Audience::staff());
            event.data = json!({ "link": recipe, "ends_at": ends_at, "again": true });
            batch.audit(&actor(&person.value, origin), "password.forget", user.as_str()).event(event);
        }
        None => {
            let actor = Actor { address: origin.address.clone(), ..Actor::default() };
            let event = Event::new("password.forgotten_by_nobody", "", 0, Audience::staff());
            batch.audit(&actor, "password.forget", &login_key(email)).event(event);
        }
    }
    match app.store.commit(batch).await {
        Ok(_) => Ok(true),
        Err(error) if raced(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
