//! From a checked token to the answer: the tenant that it names, the guest, the session.

use shared::app::App;
use shared::http::email;
use shared::id::UserId;
use shared::problem::{Fields, Problem};
use shared::session::{Person, set_cookie};
use shared::tenant::TenantSlug;

use super::enter::{Guest, enter};
use super::identity::Identity;
use super::{Next, Refusal};
use crate::complete_login::SignedIn;
use crate::origin::Origin;

/// Somebody at the door.
pub(crate) struct Visit<'a> {
    pub(crate) app: &'a App,
    pub(crate) origin: &'a Origin,
    /// The token of the session that their browser has.
    pub(crate) session: Option<&'a str>,
    /// Where they go when they are in.
    pub(crate) landing: &'static str,
}

impl Visit<'_> {
    /// Lets the guest of a token in, into the tenant that its slug and id name.
    pub(crate) async fn receive(&self, slug: &str, id: &str, guest: Result<Guest, Refusal>) -> Next {
        let Ok(slug) = TenantSlug::parse(slug) else {
            return Next::Explained(Refusal::UnknownTenant, None);
        };
        let known_as = guest.as_ref().ok().map(|guest| Identity::id_of(guest.kind.issuer(), &guest.subject));
        match self.enter(&slug, id, guest).await {
            Ok(signed_in) => {
                let cookie = set_cookie(&self.app.settings, &signed_in.token, signed_in.seconds);
                Next::In(self.landing, vec![cookie, signed_in.browser])
            }
            Err(Refusal::UnknownTenant) => Next::Explained(Refusal::UnknownTenant, None),
            Err(Refusal::Replayed) => self.again(slug, known_as).await,
            Err(refusal) => Next::Explained(refusal, Some(slug)),
        }
    }

    /// A used token opens nothing. Whoever is signed in as its person already goes on, in the session that they have; for
    /// one that arrives while this is being answered, the page is told whose it would have to be.
    async fn again(&self, slug: TenantSlug, identity: Option<String>) -> Next {
        let Some(user) = self.user_of(&slug, identity).await else {
            return Next::Explained(Refusal::Replayed, Some(slug));
        };
        let living = match self.session {
            Some(token) => Person::of_token(self.app, token, self.origin.address.clone()).await.ok(),
            None => None,
        };
        match living {
            Some(person) if person.tenant.slug == slug && person.shown_as() == user.as_str() => {
                Next::In(self.landing, Vec::new())
            }
            _ => Next::Used(slug, user),
        }
    }

    async fn user_of(&self, slug: &TenantSlug, identity: Option<String>) -> Option<UserId> {
        let (scope, _) = self.app.directory.scope(slug).await.ok()??;
        let known = self.app.store.get::<Identity>(&scope, &identity?).await.ok()?;
        known.map(|known| known.value.user)
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
