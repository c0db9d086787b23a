//! Adding a person: what was typed becomes an account, and its email is taken in the same batch.

use serde::{Deserialize, Serialize};

use super::email_change::TAKEN;
use super::invite::{invite_elsewhere, invited};
use super::password::weakness;
use super::{
    Access, AccountSecurity, CompanyRef, Linked, Notifications, Role, TypedPassword, User, UserStatus,
    login_key, person_name,
};
use crate::app::App;
use crate::audit::Actor;
use crate::event::{Audience, Event};
use crate::http::email;
use crate::id::{CompanyId, UserId};
use crate::problem::{Fields, Problem};
use crate::store::{Batch, Document, Kind, Reach, StoreError, sort_key};
use crate::tenant::Scope;
use crate::token::{Minted, Purpose};

/// Characters of a person's name at most.
pub const NAME_LENGTH: usize = 100;

/// That an email is taken in this tenant: its id can exist once only, so two people can never share an address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EmailReservation {
    /// `eml.KEY`, of [`login_key`].
    pub id: String,
    /// Who has it.
    pub user: UserId,
}

/// Taken emails; read and written by id alone.
pub static EMAIL: Kind =
    Kind { name: "email", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for EmailReservation {
    const KIND: &'static Kind = &EMAIL;

    fn id(&self) -> &str {
        &self.id
    }
}

impl EmailReservation {
    /// The id of the reservation of an email.
    #[must_use]
    pub fn id_of(email: &str) -> String {
        format!("eml.{}", login_key(email))
    }

    /// The reservation that belongs to an account.
    #[must_use]
    pub fn of(user: &User) -> Self {
        Self { id: format!("eml.{}", user.login_key), user: user.id.clone() }
    }
}

/// A person to be added, as typed.
pub struct NewUser<'a> {
    /// 1 to 100 characters.
    pub name: &'a str,
    /// An email that nobody else of the tenant has.
    pub email: &'a str,
    /// The role; staff roles go without company, client roles with one.
    pub role: Role,
    /// Which tickets a client user reads.
    pub access: Access,
    /// The client company.
    pub company: Option<CompanyRef>,
    /// The first password, which the person must change; without one they are invited by mail and set it themselves.
    pub password: Option<&'a TypedPassword>,
    /// What the portal is called: no part of a password.
    pub portal_name: &'a str,
}

/// An account ready to be kept.
pub struct NewAccount {
    /// The account.
    pub user: User,
    reservation: EmailReservation,
    invitation: Option<Minted>,
}

impl NewUser<'_> {
    /// Checks all fields, hashes the password or makes the invitation's link, and gives the account an id. Ends in 422
    /// with the wrong fields. No round trip.
    pub async fn prepare(self, app: &App, scope: &Scope) -> Result<NewAccount, Problem> {
        if self.role.is_staff() == self.company.is_some() {
            return Err(Problem::internal("a client belongs to a company and staff to none"));
        }
        let mut fields = Fields::default();
        let name = person_name(&mut fields, "name", self.name);
        let email = email(&mut fields, "email", self.email);
        if let Some(reason) =
            self.password.and_then(|password| weakness(password.expose(), &email, self.portal_name))
        {
            fields.add("password", reason);
        }
        let (name, email) = fields.ok((name, email))?;
        let id = UserId::mint(&*app.clock, &*app.entropy);
        let (password_hash, invitation) = match self.password {
            Some(password) => (Some(app.hasher.hash(scope.tenant(), password.secret()).await?), None),
            None => (None, Some(Minted::first(app, scope, Purpose::Invite, &id)?)),
        };
        let user = User {
            id,
            login_key: login_key(&email),
            email,
            sort_name: sort_key(&name),
            name,
            role: self.role,
            is_staff: self.role.is_staff(),
            access: self.access,
            company: self.company,
            status: if invitation.is_some() { UserStatus::Invited } else { UserStatus::Active },
            password_hash,
            linked: Linked::default(),
            devices: Vec::new(),
            epoch: 1,
            sessions: Vec::new(),
            login_count: 0,
            billing: true,
            last_login_at: app.clock.now(),
            language: None,
            time_zone: None,
            notifications: Notifications::default(),
            phone: None,
            avatar: None,
            mail_failure: None,
            uninvited: false,
            elsewhere: None,
            security: match self.password {
                Some(_) => AccountSecurity::staff_password(app.clock.now()),
                None => AccountSecurity::default(),
            },
        };
        Ok(NewAccount { reservation: EmailReservation::of(&user), user, invitation })
    }
}

/// What stands in the place of the login key of somebody whom a company invited although their email has an account
/// elsewhere in the portal. No email has it.
#[must_use]
pub fn held_key(company: &CompanyId, email: &str) -> String {
    login_key(&format!("held:{company}:{}", login_key(email)))
}

impl NewAccount {
    /// The same for somebody whose email `owner` has, see [`User::elsewhere`]: it looks like this one, and lets nobody in.
    #[must_use]
    pub fn held_for(self, owner: &UserId, company: &CompanyId) -> Self {
        let login_key = held_key(company, &self.user.email);
        let user = User { login_key, elsewhere: Some(owner.clone()), ..self.user };
        Self { reservation: EmailReservation::of(&user), user, invitation: None }
    }

    /// Adds the account, its email, the audit line and the event, which a mail follows where the person is invited: four
    /// operations, or five.
    pub fn add_to(&self, batch: &mut Batch<'_>, actor: &Actor) {
        let detail = serde_json::json!({ "email": self.user.email, "role": self.user.role });
        let id = self.user.id.as_str();
        batch.create(&self.reservation).create(&self.user);
        if let Some(owner) = &self.user.elsewhere {
            invite_elsewhere(batch, &self.user, owner, actor);
            return;
        }
        match &self.invitation {
            Some(link) => {
                link.add_to(batch);
                batch.audit_with(actor, "user.invite", id, detail).event(invited(&self.user, 1, link, actor));
            }
            None => {
                let event = Event::new("user.created", id, 1, Audience::staff());
                batch.audit_with(actor, "user.create", id, detail).event(event);
            }
        }
    }

    /// What a refused commit of [`NewAccount::add_to`] means to the caller: a taken id is a taken email.
    #[must_use]
    pub fn refused(error: StoreError) -> Problem {
        match error {
            StoreError::Conflict { .. } => Problem::field("email", TAKEN),
            other => other.into(),
        }
    }
}
