//! A guest's account on first use: linked where that is safe, else made.

use serde_json::json;
use shared::account::{EmailReservation, Linked, NewUser, PsaContact, User, UserStatus, plain_name};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::id::UserId;
use shared::problem::Problem;
use shared::store::Batch;
use shared::tenant::{Scope, Tenant};

use super::company::{self, reference};
use super::enter::{Guest, would_open};
use super::identity::Identity;
use super::{Kind, Refusal};
use crate::complete_login::actor;
use crate::counters::raced;
use crate::origin::Origin;

/// Links an account that has the guest's email. An email alone proves nothing: the account must be waiting for its
/// person (invited), or the email must lie in a domain that staff entered for the account's company. Staff are linked
/// when they are invited, or when the Hub says that they may do everything here anyway.
pub(super) async fn link(
    app: &App,
    (tenant, scope): (&Tenant, &Scope),
    (guest, contact_known): (&Guest, bool),
    id: &UserId,
    origin: &Origin,
) -> Result<(), Refusal> {
    let person = app.store.get::<User>(scope, id.as_str()).await?.ok_or(Refusal::EmailTaken)?;
    let user = &person.value;
    if user.is_staff != (guest.kind == Kind::Staff) || user.linked.hub_user_id.is_some() {
        return Err(Refusal::EmailTaken);
    }
    let company = match &guest.client {
        Some(client) => {
            let company = company::find(&app.store, scope, client).await?.ok_or(Refusal::UnknownCompany)?;
            if user.company.as_ref().map(|own| &own.id) != Some(&company.id) {
                return Err(Refusal::OtherCompany);
            }
            Some(company)
        }
        None => None,
    };
    let proven = match &company {
        Some(company) => company.has_domain_of(&guest.email),
        None => guest.role == shared::account::Role::Admin,
    };
    if user.status == UserStatus::Disabled {
        return Err(Refusal::Disabled);
    }
    if user.status != UserStatus::Invited && !proven {
        return Err(Refusal::EmailTaken);
    }
    would_open((tenant, scope), user, guest)?;
    let linked = User { status: UserStatus::Active, linked: links(guest, &user.linked), ..user.clone() };
    let mut batch = app.store.batch(scope);
    let id = linked.id.as_str();
    batch
        .create(&Identity::new(guest.kind.issuer(), &guest.subject, &linked.id))
        .replace(&person, &linked)
        .audit_with(&actor(&linked, origin), "user.link", id, detail(guest))
        .event(Event::new("user.activated", id, person.version + 1, Audience::staff()));
    contact(&mut batch, (guest, contact_known), &linked.id);
    kept(app, batch).await
}

/// Makes an account for a guest whom nobody has heard of.
pub(super) async fn provision(
    app: &App,
    (tenant, scope): (&Tenant, &Scope),
    (guest, contact_known): (&Guest, bool),
    portal_name: &str,
    origin: &Origin,
) -> Result<(), Refusal> {
    let company = match &guest.client {
        Some(client) => {
            let found = company::find(&app.store, scope, client).await?;
            Some(reference(&found.ok_or(Refusal::UnknownCompany)?))
        }
        None => None,
    };
    // What another system calls somebody is no reason not to let them in.
    let name = guest.name.as_deref().map(plain_name).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| name_of(&guest.email));
    let new = NewUser {
        name: &name,
        email: &guest.email,
        role: guest.role,
        access: guest.access,
        company,
        password: None,
        portal_name,
    };
    let account = new.prepare(app, scope).await.map_err(|problem| match problem {
        Problem::Invalid(_) => Refusal::Claims,
        other => other.into(),
    })?;
    let linked = links(guest, &Linked::default());
    let user = User { status: UserStatus::Active, linked, ..account.user };
    would_open((tenant, scope), &user, guest)?;
    let mut batch = app.store.batch(scope);
    let id = user.id.as_str();
    batch
        .create(&Identity::new(guest.kind.issuer(), &guest.subject, &user.id))
        .create(&EmailReservation::of(&user))
        .create(&user)
        .audit_with(&actor(&user, origin), "user.provision", id, detail(guest))
        .event(Event::new("user.created", id, 1, Audience::staff()));
    contact(&mut batch, (guest, contact_known), &user.id);
    kept(app, batch).await
}

async fn kept(app: &App, batch: Batch<'_>) -> Result<(), Refusal> {
    match app.store.commit(batch).await {
        Ok(_) => Ok(()),
        Err(error) if raced(&error) => Err(Refusal::Raced),
        Err(error) => Err(error.into()),
    }
}

/// What the Hub says, and what the PSA has said before of whom the Hub names no contact.
fn links(guest: &Guest, before: &Linked) -> Linked {
    Linked {
        hub_user_id: Some(guest.subject.clone()),
        psa_contact_id: guest.psa_contact_id.clone().or_else(|| before.psa_contact_id.clone()),
        psa_company_id: guest.client.clone(),
        ..before.clone()
    }
}

/// That the account is the contact's whom the Hub names, unless another account is already.
fn contact(batch: &mut Batch<'_>, (guest, known): (&Guest, bool), user: &UserId) {
    if let Some(contact) = guest.psa_contact_id.as_deref().filter(|_| !known) {
        batch.create(&PsaContact::new(contact, user));
    }
}

fn detail(guest: &Guest) -> serde_json::Value {
    json!({ "issuer": guest.kind.issuer(), "subject": guest.subject, "email": guest.email })
}

/// `jane.doe@…` is called Jane Doe until somebody knows better.
fn name_of(email: &str) -> String {
    let local = email.split(['@', '+']).next().unwrap_or(email);
    let words = local.split(['.', '_', '-']).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    let name = plain_name(&words.map(capital).collect::<Vec<String>>().join(" "));
    if name.is_empty() { "–".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_name_is_read_from_an_email() {
        for (email, name) in [
            ("jane.doe@b.example", "Jane Doe"),
            ("jane_doe+portal@b.example", "Jane Doe"),
            ("élodie@b.example", "Élodie"),
            ("...@b.example", "–"),
        ] {
            assert_eq!(name_of(email), name);
        }
    }
}
