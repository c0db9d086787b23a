//! What a contact of the PSA means for the portal. Pure.

use shared::account::{PsaContact, User, UserStatus, login_key};
use shared::store::sort_key;

use super::record::ContactRecord;
use super::report::Reason;
use crate::model::{Company, CompanyStatus};

/// What is to be done.
#[derive(Debug)]
pub(super) enum Step {
    /// A new person, with an invitation.
    Invite,
    /// The person becomes this. Who is then [waiting for an invitation](waits) is sent one.
    Write(Box<User>),
    /// The same with another email.
    Readdress(Box<User>),
    /// The person becomes this, which is disabled, unless nobody of the company would be in charge then.
    Withdraw(Box<User>),
    /// Nothing: it is so already.
    Nothing,
    /// Nothing: it is not for the portal.
    Skip(Reason),
    /// It cannot be, for what this field says.
    Refuse(&'static str, &'static str),
}

/// Decides about a contact of `company`, whose switch is on. `person` is whoever has the contact's account, or without
/// one its email.
pub(super) fn decide(contact: &ContactRecord, company: &Company, person: Option<&User>) -> Step {
    let closed = contact.portal_access && company.status == CompanyStatus::Disabled;
    let Some(user) = person else {
        return match contact.portal_access {
            false => Step::Skip(Reason::NoPortalAccess),
            true if closed => Step::Skip(Reason::CompanyDisabled),
            true => Step::Invite,
        };
    };
    let linked = user.linked.psa_contact_id.as_deref();
    let mine = linked.is_some_and(|linked| same(linked, &contact.psa_contact_id));
    if user.company.as_ref().map(|own| &own.id) != Some(&company.id) {
        return if mine {
            Step::Refuse("psa_company_id", "This contact's account belongs to another company of the portal.")
        } else {
            Step::Refuse("email", "This address already has an account, which is not this company's.")
        };
    }
    if linked.is_some() && !mine {
        return Step::Refuse("email", "This address already has an account, which is another contact's.");
    }
    if !contact.portal_access {
        return match user.status {
            _ if !mine => Step::Skip(Reason::NoPortalAccess),
            UserStatus::Disabled => Step::Nothing,
            UserStatus::Active | UserStatus::Invited => Step::Withdraw(Box::new(withdrawn(user))),
        };
    }
    if closed {
        return Step::Skip(Reason::CompanyDisabled);
    }
    if user.status == UserStatus::Disabled && !user.linked.psa_withdrawn {
        return Step::Skip(Reason::DisabledByHand);
    }
    let after = taken_over(contact, user);
    if shared::account::changes(user, &after).is_empty() {
        Step::Nothing
    } else if after.login_key == user.login_key {
        Step::Write(Box::new(after))
    } else {
        Step::Readdress(Box::new(after))
    }
}

/// True where the person is to be sent an invitation: nobody has.
pub(super) fn waits(user: &User) -> bool {
    user.status == UserStatus::Invited && user.uninvited
}

/// True where the person signs in with another address than the PSA knows.
pub(super) fn keeps_email(contact: &ContactRecord, user: &User) -> bool {
    login_key(&contact.email) != user.login_key
}

fn same(one: &str, other: &str) -> bool {
    PsaContact::id_of(one) == PsaContact::id_of(other)
}

fn withdrawn(user: &User) -> User {
    let mut after = User { status: UserStatus::Disabled, ..user.clone() };
    after.linked.psa_withdrawn = true;
    after
}

/// The person as the PSA knows them. What they are and may do stays; so does the email of whoever has joined, since it is
/// what they sign in with.
fn taken_over(contact: &ContactRecord, user: &User) -> User {
    let mut after = user.clone();
    if after.linked.psa_contact_id.is_none() {
        after.linked.psa_contact_id = Some(contact.psa_contact_id.clone());
    }
    if after.linked.hub_user_id.is_none() {
        after.linked.psa_company_id = Some(contact.psa_company_id.clone());
    }
    after.linked.psa_withdrawn = false;
    after.name.clone_from(&contact.name);
    after.sort_name = sort_key(&after.name);
    after.phone = after.phone.or_else(|| contact.phone.clone());
    if user.status == UserStatus::Disabled {
        after.status = user.enabled();
        // The link of before may have ended meanwhile.
        after.uninvited = after.status == UserStatus::Invited;
    }
    if after.status == UserStatus::Invited && keeps_email(contact, user) {
        after.email.clone_from(&contact.email);
        after.login_key = login_key(&after.email);
        // The link of before went to another address.
        after.uninvited = true;
    }
    after
}
