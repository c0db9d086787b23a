//! The first admin of a new tenant, from the operator's command line.

use secrecy::{ExposeSecret, SecretString};
use shared::account::{
    Access, AccountSecurity, EmailReservation, NewAccount, NewUser, Role, TypedPassword, User,
};
use shared::app::App;
use shared::audit::Actor;
use shared::id::UserId;
use shared::problem::Problem;
use shared::store::StoreError;
use shared::tenant::Scope;

/// Adds an admin (without a password: invited), or gives the one who has this email already: the same call again changes nothing, not even the
/// password.
///
/// Ends: 422 where a field is wrong or the email belongs to somebody who is no admin.
pub async fn provision_admin(
    app: &App,
    scope: &Scope,
    portal_name: &str,
    email: &str,
    name: &str,
    password: Option<SecretString>,
    actor: &Actor,
) -> Result<UserId, Problem> {
    if let Some(known) = known(app, scope, email).await? {
        return Ok(known);
    }
    let password = password.map(|password| TypedPassword::new(password.expose_secret()));
    let new = NewUser {
        name,
        email,
        role: Role::Admin,
        access: Access::Own,
        company: None,
        password: password.as_ref(),
        portal_name,
    };
    let mut account = new.prepare(app, scope).await?;
    // The operator is no member of staff: what they enter is the admin's own.
    account.user.security = AccountSecurity::default();
    let mut batch = app.store.batch(scope);
    account.add_to(&mut batch, actor);
    match app.store.commit(batch).await {
        Ok(_) => Ok(account.user.id),
        Err(error @ StoreError::Conflict { .. }) => {
            // The same call ran at the same time.
            known(app, scope, email).await?.ok_or_else(|| NewAccount::refused(error))
        }
        Err(error) => Err(error.into()),
    }
}

async fn known(app: &App, scope: &Scope, email: &str) -> Result<Option<UserId>, Problem> {
    let reserved = app.store.get::<EmailReservation>(scope, &EmailReservation::id_of(email)).await?;
    let Some(reserved) = reserved else { return Ok(None) };
    match app.store.get::<User>(scope, reserved.value.user.as_str()).await? {
        Some(user) if user.value.role == Role::Admin => Ok(Some(user.value.id)),
        _ => Err(Problem::field("email", "This address belongs to somebody who is no admin.")),
    }
}

#[cfg(test)]
mod tests {
    use shared_testing::{PASSWORD, TestApp, Who};

    use super::*;

    async fn provision(app: &TestApp, email: &str, password: &str) -> Result<UserId, Problem> {
        let scope = app.scope("acme").await;
        provision_admin(
            &app.state,
            &scope,
            "Acme Support",
            email,
            "Ada First",
            Some(password.into()),
            &Actor::operator(),
        )
        .await
    }

    #[tokio::test]
    async fn the_first_admin_is_added_once() {
        let app = TestApp::new(crate::router(&[], &[]), crate::kinds()).await;
        let first = provision(&app, "ada@acme.example", "seven green bottles").await.unwrap();
        let again = provision(&app, "ADA@acme.example", "another eight bottles").await.unwrap();
        assert_eq!(first, again);
        let scope = app.scope("acme").await;
        let user = app.state.store.get::<User>(&scope, first.as_str()).await.unwrap().unwrap();
        assert_eq!((user.value.role, user.version, user.value.is_staff), (Role::Admin, 1, true));
    }

    #[tokio::test]
    async fn a_weak_password_and_a_clients_email_are_refused() {
        let app = TestApp::new(crate::router(&[], &[]), crate::kinds()).await;
        for (email, password, field) in [
            ("ada@acme.example", "acme support 1", "password"),
            ("ada@acme.example", "short", "password"),
            ("not an email", "seven green bottles", "email"),
            (Who::User.email().as_str(), PASSWORD, "email"),
        ] {
            match provision(&app, email, password).await {
                Err(Problem::Invalid(fields)) => assert!(fields.0.contains_key(field), "{email} {fields:?}"),
                other => panic!("{email}: {other:?}"),
            }
        }
    }
}
