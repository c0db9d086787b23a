//! The proof of those who read their company's invoices.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use shared::account::User;
use shared::app::App;
use shared::audit::Actor;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::tenant::Scope;

/// A company admin, or a client user with the permission `billing`.
#[derive(Clone)]
pub(crate) struct Billing(ClientScope);

impl Billing {
    /// Who.
    pub(crate) fn user(&self) -> &User {
        self.0.user()
    }

    /// The company's data.
    pub(crate) fn scope(&self) -> &Scope {
        self.0.scope()
    }

    /// For the audit log.
    pub(crate) fn actor(&self) -> Actor {
        self.0.person().actor()
    }
}

impl<S> FromRequestParts<S> for Billing
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let client = ClientScope::from_request_parts(parts, state).await?;
        if client.user().reads_invoices() {
            Ok(Self(client))
        } else {
            Err(Problem::Forbidden("Your company admin decides who reads invoices.".into()))
        }
    }
}
