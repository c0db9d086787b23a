//! A new password, by who knows the old one.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use shared::account::{Look, TypedPassword, User, password};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{Body, WriteProblems};
use shared::problem::{Fields, Problem};
use shared::session::{self, Person, set_cookie};
use shared::store::Stored;
use shared::tenant::Scope;
use utoipa::ToSchema;

use crate::counters::{self, Counted};
use crate::device::device;
use crate::lockout::Keys;

const WRONG: &str = "This is not your current password.";
/// Requests of the same person that may get in the way of this one.
const TRIES: usize = 10;

/// The old and the new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangePassword {
    /// The password until now.
    current_password: TypedPassword,
    /// The password from now on: 12 to 128 characters of any kind, not a common one, and without the email's local
    /// part and the portal's name.
    new_password: TypedPassword,
}

/// Change one's own password
///
/// Ends all other sessions; this browser continues with a new one. After five wrong current passwords in one
/// session within 15 minutes: 429 with `Retry-After`. Failed sign-ins are counted separately.
#[utoipa::path(post, path = "/api/auth/password", tag = "auth", operation_id = "password_change",
    request_body = ChangePassword,
    responses((status = 204, headers(("set-cookie" = String))), WriteProblems))]
pub(crate) async fn change_password(
    person: Person,
    State(app): State<App>,
    headers: HeaderMap,
    Body(request): Body<ChangePassword>,
) -> Result<(StatusCode, [(HeaderName, HeaderValue); 1]), Problem> {
    let (scope, tenant) = app.directory.scope(&person.tenant.slug).await?.ok_or(Problem::Unauthorized)?;
    let look = app.store.get::<Look>(&scope, Look::ID).await?;
    let portal_name = look.map_or_else(|| tenant.name.clone(), |look| look.value.portal_name);
    check_new(&request, &person.user().email, &portal_name)?;

    let mut counted = check_current(&app, &scope, &person, &request.current_password).await?;
    let hash = app.hasher.hash(scope.tenant(), request.new_password.secret()).await?;
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let token = keep(&app, &scope, &person, &mut counted, (hash, device(agent))).await?;
    Ok((
        StatusCode::NO_CONTENT,
        [(
            header::SET_COOKIE,
            set_cookie(&app.settings, &token, person.tenant.settings.session_life().as_secs()),
        )],
    ))
}

/// Compares the current password, as an attempt that counts for the session.
pub(super) async fn check_current(
    app: &App,
    scope: &Scope,
    person: &Person,
    typed: &TypedPassword,
) -> Result<Counted, Problem> {
    let user = person.user();
    let keys = Keys::session(&user.email, person.address.as_deref(), (&user.id, &person.claims.sid));
    let counted = counters::count(app, scope, keys).await?;
    if app.hasher.verify(scope.tenant(), typed.secret(), user.password_hash.clone()).await?.right {
        return Ok(counted);
    }
    counted.fail(app, scope).await?;
    Err(Problem::field("current_password", WRONG))
}

fn check_new(request: &ChangePassword, email: &str, portal_name: &str) -> Result<(), Problem> {
    let new = request.new_password.expose();
    let mut fields = Fields::default();
    if let Some(reason) = password::weakness(new, email, portal_name) {
        fields.add("new_password", reason);
    } else if new == request.current_password.expose() {
        fields.add("new_password", "Choose a password that differs from the current one.");
    }
    fields.ok(())
}

/// Keeps the new hash, ends all sessions and opens one: its token.
async fn keep(
    app: &App,
    scope: &Scope,
    person: &Person,
    counted: &mut Counted,
    (hash, device): (String, String),
) -> Result<String, Problem> {
    for _ in 0..TRIES {
        let read = unchanged(person, counted)?;
        let mut changed = User {
            password_hash: Some(hash.clone()),
            epoch: read.value.epoch.saturating_add(1),
            sessions: Vec::new(),
            ..read.value.clone()
        };
        // Whoever knew the password that staff chose has chosen this one: what needed a proof still does.
        changed.security.must_change_password = false;
        let opened = session::open(
            &app.keys,
            &*app.clock,
            &*app.entropy,
            &person.tenant,
            &changed,
            device.clone(),
            person.address.clone(),
        )?;
        let id = changed.id.as_str();
        let mut batch = app.store.batch(scope);
        batch.replace(read, &opened.user).audit(&person.actor(), "password.change", id).event(Event::new(
            "password.changed",
            id,
            read.version + 1,
            Audience::staff(),
        ));
        counted.forgive(&mut batch);
        match app.store.commit(batch).await {
            Ok(_) => return Ok(opened.token),
            Err(error) if counters::raced(&error) => counted.refresh(app, scope).await?,
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}

/// The newest state of the account, as long as it is still the one whose password was compared: a session that has
/// been ended in between must not win.
pub(super) fn unchanged<'a>(person: &Person, counted: &'a Counted) -> Result<&'a Stored<User>, Problem> {
    let read = counted.records.user.as_ref().ok_or(Problem::Unauthorized)?;
    let then = person.user();
    let same = read.value.id == then.id
        && read.value.epoch == then.epoch
        && read.value.status == then.status
        && read.value.password_hash == then.password_hash
        && read.value.sessions.iter().any(|session| session.id == person.claims.sid);
    if same { Ok(read) } else { Err(Problem::Unauthorized) }
}
