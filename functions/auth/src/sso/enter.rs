//! Letting somebody in by a token that holds: known by issuer and subject, linked on first use, or provisioned.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use shared::account::{Access, EmailReservation, Look, Proven, ProvenBy, PsaContact, Role, User, UserStatus};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::store::{StoreError, Stored};
use shared::tenant::{Scope, Tenant};

use super::identity::{Identity, SpentToken};
use super::person::{link, provision};
use super::{Kind, Refusal};
use crate::complete_login::{SignedIn, Way, actor, complete_login, decide};
use crate::counters::raced;
use crate::origin::Origin;
use crate::replaced::end_replaced;

/// Requests at the same moment that may get in the way of this one.
const TRIES: usize = 20;
/// How much longer than its life a used token is remembered.
const MEMORY: SignedDuration = SignedDuration::from_mins(10);

/// Whom a token lets in, and as what.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    pub(crate) kind: Kind,
    pub(crate) subject: String,
    pub(crate) email: String,
    /// What the person is called; without it, what stands before the `@`.
    pub(crate) name: Option<String>,
    pub(crate) role: Role,
    pub(crate) access: Access,
    /// What the Hub calls the person's company; absent for staff.
    pub(crate) client: Option<String>,
    pub(crate) psa_contact_id: Option<String>,
    pub(crate) jti: String,
    /// Seconds since 1970.
    pub(crate) ends: i64,
}

impl Guest {
    pub(super) fn way(&self) -> Way {
        match self.kind {
            Kind::Client => Way::ClientHub,
            Kind::Staff => Way::StaffHub,
        }
    }
}

/// What the store knows of a guest.
struct Known {
    person: Option<Stored<User>>,
    by_email: Option<EmailReservation>,
    /// True where the contact that the guest is in the PSA has an account.
    contact: bool,
    portal_name: String,
}

/// Opens a session. Of two uses of one token, one wins.
pub(crate) async fn enter(
    app: &App,
    (tenant, scope): (&Tenant, &Scope),
    guest: &Guest,
    origin: &Origin,
) -> Result<SignedIn, Refusal> {
    for _ in 0..TRIES {
        let known = look(app, scope, tenant, guest).await?;
        let Some(person) = known.person else {
            let place = (tenant, scope);
            let kept = match known.by_email {
                Some(reserved) => link(app, place, (guest, known.contact), &reserved.user, origin).await,
                None => provision(app, place, (guest, known.contact), &known.portal_name, origin).await,
            };
            match kept {
                Ok(()) | Err(Refusal::Raced) => continue,
                Err(refusal) => return Err(refusal),
            }
        };
        if let Some(signed_in) = open(app, (tenant, scope), &person, guest, origin).await? {
            return Ok(signed_in);
        }
    }
    Err(Refusal::Unavailable)
}

/// One round trip, and one more for who is known.
async fn look(app: &App, scope: &Scope, tenant: &Tenant, guest: &Guest) -> Result<Known, Refusal> {
    let identity = Identity::id_of(guest.kind.issuer(), &guest.subject);
    let reserved = EmailReservation::id_of(&guest.email);
    let spent = SpentToken::of(guest.kind.issuer(), &guest.jti).id;
    let contact = guest.psa_contact_id.as_deref().map(PsaContact::id_of);
    let mut ids = vec![identity.clone(), reserved.clone(), spent.clone(), Look::ID.to_owned()];
    ids.extend(contact.clone());
    let mut found = app.store.read(scope, &ids).await?;
    if found.take::<SpentToken>(&spent)?.is_some() {
        return Err(Refusal::Replayed);
    }
    let person = match found.take::<Identity>(&identity)? {
        Some(identity) => {
            let person = app.store.get::<User>(scope, identity.value.user.as_str()).await?;
            Some(person.ok_or(Refusal::Disabled)?)
        }
        None => None,
    };
    let by_email = found.take::<EmailReservation>(&reserved)?.map(|stored| stored.value);
    let portal_name =
        found.take::<Look>(Look::ID)?.map_or_else(|| tenant.name.clone(), |look| look.value.portal_name);
    let contact = match contact {
        Some(contact) => found.take::<PsaContact>(&contact)?.is_some(),
        None => false,
    };
    Ok(Known { person, by_email, contact, portal_name })
}

/// `None` where another request came between.
async fn open(
    app: &App,
    (tenant, scope): (&Tenant, &Scope),
    person: &Stored<User>,
    guest: &Guest,
    origin: &Origin,
) -> Result<Option<SignedIn>, Refusal> {
    let moved = |elsewhere: &String| guest.client.as_ref().is_some_and(|client| client != elsewhere);
    if person.value.linked.psa_company_id.as_ref().is_some_and(moved) {
        return Err(Refusal::OtherCompany);
    }
    let mut user = as_the_hub_says(&person.value, guest);
    if user.password_hash.is_none() {
        // With a password of their own it is the password that must have been proven.
        let (by, at, email) = (ProvenBy::Hub, app.clock.now(), user.email.clone());
        user.security.proven = Some(Proven { by, at, email });
    }
    let way = guest.way();
    let mut batch = app.store.batch(scope);
    let until = Timestamp::from_second(guest.ends).map_err(|_| Refusal::Claims)? + MEMORY;
    batch.create_until(&SpentToken::of(guest.kind.issuer(), &guest.jti), until);
    let signed_in = complete_login(app, &mut batch, (tenant, scope), (person, &user), way, origin)?;
    if user.epoch != person.value.epoch {
        let detail = json!({ "role": user.role, "access": user.access, "before": person.value.role });
        let id = user.id.as_str();
        batch.audit_with(&actor(&user, origin), "user.role_from_hub", id, detail);
        batch.event(Event::new("user.changed", id, person.version + 1, Audience::staff()));
    }
    match app.store.commit(batch).await {
        Ok(_) => {
            end_replaced(app, origin).await;
            Ok(Some(signed_in))
        }
        Err(StoreError::Conflict { index: 0 }) => Err(Refusal::Replayed),
        Err(error) if raced(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The Hub decides what its people are: another role or access than before ends their other sessions.
fn as_the_hub_says(user: &User, guest: &Guest) -> User {
    if user.role == guest.role && user.access == guest.access {
        return user.clone();
    }
    User {
        role: guest.role,
        access: guest.access,
        epoch: user.epoch.saturating_add(1),
        sessions: Vec::new(),
        ..user.clone()
    }
}

/// The rules of [`decide`] for an account that is about to be made or linked.
pub(super) fn would_open(place: (&Tenant, &Scope), user: &User, guest: &Guest) -> Result<(), Refusal> {
    let active = User { status: UserStatus::Active, ..user.clone() };
    Ok(decide(place.0, place.1, &active, guest.way())?)
}
