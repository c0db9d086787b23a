//! A few contacts at once: read who they are, decide, write.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::json;
use shared::account::{
    Access, Change, CompanyRef, EmailReservation, NewUser, PsaContact, Role, User, changes, find,
    invite_again,
};
use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::problem::{Fields, Problem};
use shared::store::{Batch, StoreError, Stored};
use shared::tenant::Scope;

use super::report::{Outcome, Reason, RecordReport};
use super::rule::{Step, decide, keeps_email, waits};
use super::{ContactRecord, Ready};

/// Contacts in one batch: six operations each at most.
pub(super) const AT_ONCE: usize = 16;
/// Only others who change the same people can make a batch fail.
const TRIES: usize = 10;

/// Takes them over. Three round trips where nobody is disabled or gets another email; two where all is so already.
pub(super) async fn write(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    ready: &[Ready<'_>],
    reports: &mut [RecordReport],
) -> Result<(), Problem> {
    for _ in 0..TRIES {
        let people = people(app, scope, ready).await?;
        let mut batch = app.store.batch(scope);
        let (mut written, mut alone) = (false, Vec::new());
        for (one, person) in ready.iter().zip(&people) {
            let report = &mut reports[one.place];
            let id = person.as_ref().map(|person| &person.value.id);
            let kept = person.as_ref().filter(|person| keeps_email(&one.contact, &person.value));
            let kept = kept.map(|_| Reason::EmailKept);
            match (decide(&one.contact, one.company, person.as_ref().map(|person| &person.value)), person) {
                (Step::Invite, _) => {
                    let user = invite(app, scope, &mut batch, one, actor).await?;
                    report.became(Outcome::Created, Some(&user.id), None);
                    written = true;
                }
                (Step::Write(after), Some(person)) => {
                    replace(&mut batch, one, person, &after, actor);
                    report.became(Outcome::Changed, id, kept);
                    written = true;
                    if waits(&after) {
                        alone.push((one, person));
                    }
                }
                (Step::Readdress(_) | Step::Withdraw(_), Some(person)) => alone.push((one, person)),
                (Step::Nothing, Some(person)) if waits(&person.value) && one.contact.portal_access => {
                    alone.push((one, person));
                }
                (Step::Nothing, _) => {
                    let kept = kept.filter(|_| one.contact.portal_access);
                    report.became(Outcome::Unchanged, id, kept);
                }
                (Step::Skip(reason), _) => report.became(Outcome::Skipped, id, Some(reason)),
                (Step::Refuse(field, told), _) => report.refuse(Fields::one(field, told), None),
                (Step::Write(_) | Step::Readdress(_) | Step::Withdraw(_), None) => {
                    return Err(Problem::internal("a change of nobody"));
                }
            }
        }
        match if written { app.store.commit(batch).await.map(drop) } else { Ok(()) } {
            Ok(()) => {
                for (one, person) in alone {
                    by_itself(app, scope, actor, (one, &person.value), &mut reports[one.place]).await?;
                }
                return Ok(());
            }
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
}

/// Who the contacts are: by what the PSA calls them, else by their email. Two round trips.
async fn people(
    app: &App,
    scope: &Scope,
    ready: &[Ready<'_>],
) -> Result<Vec<Option<Stored<User>>>, StoreError> {
    let keys = ready.iter().map(|one| {
        let contact = &one.contact;
        (PsaContact::id_of(&contact.psa_contact_id), EmailReservation::id_of(&contact.email))
    });
    let keys: Vec<(String, String)> = keys.collect();
    let ids: Vec<String> =
        keys.iter().flat_map(|(contact, email)| [contact.clone(), email.clone()]).collect();
    let mut found = app.store.read(scope, &ids).await?;
    let mut users = Vec::new();
    for (contact, email) in &keys {
        let contact = found.take::<PsaContact>(contact)?.map(|found| found.value.user);
        let email = found.take::<EmailReservation>(email)?.map(|found| found.value.user);
        users.push(contact.or(email).map(|id| id.to_string()));
    }
    let mut ids: Vec<String> = users.iter().flatten().cloned().collect();
    ids.sort();
    ids.dedup();
    if ids.is_empty() {
        return Ok(users.into_iter().map(|_| None).collect());
    }
    let found = app.store.get_many::<User>(scope, &ids).await?;
    let found: HashMap<String, Stored<User>> =
        found.into_iter().map(|user| (user.value.id.to_string(), user)).collect();
    Ok(users.into_iter().map(|id| id.and_then(|id| found.get(&id).cloned())).collect())
}

async fn invite(
    app: &App,
    scope: &Scope,
    batch: &mut Batch<'_>,
    Ready { contact, company, .. }: &Ready<'_>,
    actor: &Actor,
) -> Result<User, Problem> {
    let new = NewUser {
        name: &contact.name,
        email: &contact.email,
        role: Role::User,
        access: Access::Own,
        company: Some(CompanyRef { id: company.id.clone(), name: company.name.clone() }),
        password: None,
        // Nobody chooses a password here.
        portal_name: "",
    };
    let mut account = new.prepare(app, scope).await?;
    account.user.phone.clone_from(&contact.phone);
    account.user.linked.psa_contact_id = Some(contact.psa_contact_id.clone());
    account.user.linked.psa_company_id = Some(contact.psa_company_id.clone());
    batch.create(&PsaContact::new(&contact.psa_contact_id, &account.user.id));
    account.add_to(batch, actor);
    Ok(account.user)
}

fn replace(batch: &mut Batch<'_>, one: &Ready<'_>, person: &Stored<User>, after: &User, actor: &Actor) {
    let (before, id) = (&person.value, after.id.as_str());
    let mut changes = changes(before, after);
    let enabled = before.status != after.status;
    let (action, event) =
        if enabled { ("user.enable", "user.enabled") } else { ("user.edit", "user.edited") };
    let mut event = Event::new(event, id, person.version + 1, Audience::staff());
    event.data =
        json!({ "name": after.name, "email": after.email, "changed": changes.keys().collect::<Vec<_>>() });
    changes.entry("name").or_insert_with(|| after.name.clone().into());
    if before.linked.psa_contact_id.is_none() {
        batch.create(&PsaContact::new(&one.contact.psa_contact_id, &after.id));
    }
    batch.replace(person, after).audit_with(actor, action, id, changes.into()).event(event);
}

/// What takes more than one batch: another email, the end of somebody's access, an invitation that takes the place of
/// another. Each is found undone and done by the next call, where this one is cut off in between.
async fn by_itself(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    (one, user): (&Ready<'_>, &User),
    report: &mut RecordReport,
) -> Result<(), Problem> {
    let (action, event) = match one.contact.portal_access {
        true => ("user.edit", "user.edited"),
        false => ("user.disable", "user.disabled"),
    };
    let change = Change {
        app,
        scope,
        by: actor.clone(),
        own: None,
        action,
        event,
        keeps_charge: !one.contact.portal_access,
    };
    let read = find(app, scope, &user.id).await?;
    let made = change.make(read, None, |user| Ok(becomes(&one.contact, one, user))).await;
    let made = match made {
        Ok(_) if one.contact.portal_access => {
            let person = find(app, scope, &user.id).await?;
            if waits(&person.value) { invite_again(app, scope, &person, actor).await } else { Ok(()) }
        }
        Ok(_) => Ok(()),
        Err(problem) => Err(problem),
    };
    match made {
        Ok(()) => report.became(Outcome::Changed, Some(&user.id), None),
        Err(Problem::Invalid(wrong)) => report.refuse(wrong, None),
        Err(Problem::Conflict(told)) => {
            report.refuse(Fields::one("portal_access", told), Some(Reason::LastAdmin));
        }
        Err(problem) => return Err(problem),
    }
    Ok(())
}

fn becomes(contact: &ContactRecord, one: &Ready<'_>, user: &User) -> User {
    match decide(contact, one.company, Some(user)) {
        Step::Write(after) | Step::Readdress(after) | Step::Withdraw(after) => *after,
        Step::Invite | Step::Nothing | Step::Skip(_) | Step::Refuse(..) => user.clone(),
    }
}
