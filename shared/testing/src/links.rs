//! One-time links, as the mails carry them.

use secrecy::ExposeSecret;
use shared::account::{Access, NewUser, Role, User};
use shared::audit::Actor;
use shared::id::UserId;
use shared::tenant::TenantSlug;
use shared::token::{Minted, OneTimeToken, Purpose};

use crate::{TestApp, Who};

impl TestApp {
    /// Invites a person of this email into acme's company Birch: the account and the link's token.
    pub async fn invite(&self, email: &str) -> (User, String) {
        let scope = self.scope("acme").await;
        let new = NewUser {
            name: "Ida Invited",
            email,
            role: Role::User,
            access: Access::Own,
            company: self.person(Who::User).company.clone(),
            password: None,
            portal_name: "Acme",
        };
        let account = new.prepare(&self.state, &scope).await.expect("a person to be invited");
        let mut batch = self.state.store.batch(&scope);
        account.add_to(&mut batch, &Actor::operator());
        self.state.store.commit(batch).await.expect("the invitation is kept");
        let token = self.link("acme", Purpose::Invite, &account.user.id).await;
        (account.user, token)
    }

    /// The token of the newest link of a person, as their mail carries it.
    pub async fn link(&self, tenant: &str, purpose: Purpose, user: &UserId) -> String {
        let scope = self.scope(tenant).await;
        let slug = TenantSlug::parse(tenant).expect("a slug");
        let kept =
            Minted::kept(&self.state, &scope, purpose, user).await.expect("the store").expect("a link");
        kept.value.recipe.token(&self.state.keys, &slug).expect("a key").expose_secret().to_owned()
    }

    /// The token of a person's link about one object.
    pub async fn link_about(&self, tenant: &str, purpose: Purpose, user: &UserId, about: &str) -> String {
        let scope = self.scope(tenant).await;
        let slug = TenantSlug::parse(tenant).expect("a slug");
        let id = OneTimeToken::id_about(purpose, user, Some(about));
        let kept =
            self.state.store.get::<OneTimeToken>(&scope, &id).await.expect("the store").expect("a link");
        kept.value.recipe.token(&self.state.keys, &slug).expect("a key").expose_secret().to_owned()
    }
}
