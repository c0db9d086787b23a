//! A new email, asked for by the person.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use shared::account::{TypedPassword, User, ask_for_email, login_key};
use shared::app::App;
use shared::http::{Body, WriteProblems, email};
use shared::problem::{Fields, Problem};
use shared::session::Person;
use shared::store::Stored;
use shared::tenant::Scope;
use utoipa::ToSchema;

use super::change_password::{check_current, unchanged};
use crate::counters::{self, raced};
use crate::lockout::Keys;

/// Requests of the same person that may get in the way of this one.
const TRIES: usize = 10;

/// The new email, and the password to show that it is the person who asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeEmail {
    /// The email address after the change.
    #[schema(format = "email", max_length = 254)]
    email: String,
    /// The current password; absent for people who come from the Hub and have none.
    #[serde(default)]
    current_password: Option<TypedPassword>,
}

/// Change one's own email address
///
/// Sends a link to the new address. The change takes effect once the person opens the link while signed in; until
/// then the old address stays in use. The old address is notified at once, with a link to object. If the address
/// already belongs to another account, the response is the same, but its owner gets an email instead of the link.
/// At most five changes per 15 minutes (429 with `Retry-After`). Wrong current passwords are counted as in
/// `password_change`.
#[utoipa::path(post, path = "/api/auth/email", tag = "auth", operation_id = "email_change",
    request_body = ChangeEmail, responses((status = 202), WriteProblems))]
pub(crate) async fn change_email(
    person: Person,
    State(app): State<App>,
    Body(request): Body<ChangeEmail>,
) -> Result<StatusCode, Problem> {
    let mut fields = Fields::default();
    let new = email(&mut fields, "email", &request.email);
    if login_key(&new) == person.user().login_key {
        fields.add("email", "This is already your email.");
    }
    let has_password = person.user().password_hash.is_some();
    let password = request.current_password.as_ref().filter(|typed| !typed.expose().is_empty());
    if has_password && password.is_none() {
        fields.add("current_password", "Please fill this in.");
    }
    let new = fields.ok(new)?;
    let (scope, _) = app.directory.scope(&person.tenant.slug).await?.ok_or(Problem::Unauthorized)?;
    let mut counted = match password {
        Some(password) if has_password => Some(check_current(&app, &scope, &person, password).await?),
        _ => None,
    };
    let keys = Keys::new_email(&person.user().email, person.address.as_deref(), &person.user().id);
    let _ = counters::count(&app, &scope, keys).await?;
    for _ in 0..TRIES {
        let read = match &counted {
            Some(counted) => unchanged(&person, counted)?.clone(),
            None => current(&app, &scope, &person).await?,
        };
        let user = &read.value;
        let mut batch = app.store.batch(&scope);
        let who = (user.name.as_str(), false);
        let change = ask_for_email(&app, &scope, &mut batch, (user, read.version + 1), &new, who).await?;
        let detail = json!({ "email": new });
        batch.replace(&read, &user.asking(change)).audit_with(
            &person.actor(),
            "user.email_ask",
            user.id.as_str(),
            detail,
        );
        if let Some(counted) = &counted {
            counted.forgive(&mut batch);
        }
        match app.store.commit(batch).await {
            Ok(_) => return Ok(StatusCode::ACCEPTED),
            Err(error) if raced(&error) => {
                if let Some(counted) = &mut counted {
                    counted.refresh(&app, &scope).await?;
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}

/// The newest state of the account, as long as the session that asks is still open.
pub(super) async fn current(app: &App, scope: &Scope, person: &Person) -> Result<Stored<User>, Problem> {
    let read = app.store.get::<User>(scope, person.user().id.as_str()).await?;
    let open = |read: &Stored<User>| {
        read.value.epoch == person.claims.epoch
            && read.value.sessions.iter().any(|session| session.id == person.claims.sid)
    };
    read.filter(open).ok_or(Problem::Unauthorized)
}
