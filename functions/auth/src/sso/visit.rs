//! From a checked token to the answer: the tenant that it names, the guest, the session.

use shared::app::App;
use shared::http::email;
use shared::problem::{Fields, Problem};
use shared::session::set_cookie;
use shared::tenant::TenantSlug;

use super::enter::{Guest, enter};
use super::{Next, Refusal};
use crate::complete_login::SignedIn;
use crate::origin::Origin;

/// Somebody at the door.
pub(crate) struct Visit<'a> {
    pub(crate) app: &'a App,
    pub(crate) origin: &'a Origin,
    /// Where they go when they are in.
    pub(crate) landing: &'static str,
}

impl Visit<'_> {
    /// Lets the guest of a token in, into the tenant that its slug and id name.
    pub(crate) async fn receive(&self, slug: &str, id: &str, guest: Result<Guest, Refusal>) -> Next {
        let Ok(slug) = TenantSlug::parse(slug) else {
            return Next::Explained(Refusal::UnknownTenant, None);
        };
        match self.enter(&slug, id, guest).await {
            Ok(signed_in) => {
                let cookie = set_cookie(&self.app.settings, &signed_in.token, signed_in.seconds);
                Next::In(self.landing, cookie)
            }
            Err(Refusal::UnknownTenant) => Next::Explained(Refusal::UnknownTenant, None),
            Err(refusal) => Next::Explained(refusal, Some(slug)),
        }
    }

    async fn enter(
        &self,
        slug: &TenantSlug,
        id: &str,
        guest: Result<Guest, Refusal>,
    ) -> Result<SignedIn, Refusal> {
        let mut guest = guest?;
        let mut fields = Fields::default();
        guest.email = email(&mut fields, "email", &guest.email);
        fields.ok(()).map_err(|_| Refusal::Claims)?;
        let (scope, tenant) = self.app.directory.scope(slug).await?.ok_or(Refusal::UnknownTenant)?;
        if tenant.tenant_id.as_str() != id {
            return Err(Refusal::UnknownTenant);
        }
        match self.app.limits.address(self.origin.address.as_deref()) {
            Ok(()) => {}
            Err(Problem::RateLimited { .. }) => return Err(Refusal::Unavailable),
            Err(problem) => return Err(problem.into()),
        }
        enter(self.app, (&tenant, &scope), &guest, self.origin).await
    }
}
