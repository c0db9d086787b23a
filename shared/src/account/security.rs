//! In whose hands an account is: how that was last proven, what staff have changed since, and a new email that waits for
//! its owner. Pure.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{User, UserStatus, login_key};

/// How long the owner of a replaced email may object.
pub const OBJECTION: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Changes of the email within that time at most. None is ever forgotten earlier: or whoever took an account over could
/// make the objection of its person void by changing the email again and again.
const MOST: usize = 10;

/// By what it was proven that an account is its person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProvenBy {
    /// The person joined by the link of an invitation, mailed to the account's email.
    Invitation,
    /// The person chose a new password by a link mailed to the account's email.
    PasswordReset,
    /// The person confirmed a new email by a link mailed to it, signed in.
    NewEmail,
    /// The Hub let the person in; the account has no password.
    Hub,
}

/// When and by what an account was proven to be its person's, and to what address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Proven {
    /// By what.
    pub by: ProvenBy,
    /// When.
    pub at: Timestamp,
    /// The email of the account at that time.
    pub email: String,
}

/// A change of the email.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChange {
    /// Names this change in the link by which the old address objects.
    pub id: String,
    /// The email before.
    pub from: String,
    /// The email after.
    pub to: String,
    /// The name of whoever asked for it.
    pub by: String,
    /// True where it was not the person.
    pub by_staff: bool,
    /// When it was asked for; once confirmed, when that was.
    pub at: Timestamp,
    /// Until when it can be confirmed.
    pub ends_at: Timestamp,
}

/// What bears on whose hands an account is in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSecurity {
    /// How it was last proven that the account is its person's; unknown for accounts of before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<Proven>,
    /// True while the password is the one that staff chose: nothing may be done until it is changed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub must_change_password: bool,
    /// True while the password is one that staff chose, or was chosen by whoever knew that one: whoever signs must first
    /// prove by mail that the account is theirs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needs_proof: bool,
    /// When staff last set the password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_password_at: Option<Timestamp>,
    /// When an email that staff entered last took effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_email_at: Option<Timestamp>,
    /// A new email that waits for its owner; until then the account's own counts for everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending_email: Option<EmailChange>,
    /// Emails that were replaced lately, oldest first: their owners may still object.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_emails: Vec<EmailChange>,
}

impl AccountSecurity {
    /// True where there is nothing to remember.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What an account begins with whose password somebody else chose.
    #[must_use]
    pub fn staff_password(now: Timestamp) -> Self {
        Self {
            must_change_password: true,
            needs_proof: true,
            staff_password_at: Some(now),
            ..Self::default()
        }
    }

    /// True where the email was changed so often lately that it may not be changed again for now.
    #[must_use]
    pub fn changes_too_often(&self, now: Timestamp) -> bool {
        self.past_emails.iter().filter(|change| now < change.at + OBJECTION).count() >= MOST
    }

    /// The person chose a password by a link that was mailed to `email`.
    pub fn prove_by_mail(&mut self, by: ProvenBy, email: &str, now: Timestamp) {
        self.must_change_password = false;
        self.needs_proof = false;
        self.proven = Some(Proven { by, at: now, email: email.to_owned() });
    }
}

/// What an objection did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objection {
    /// The new email had not been confirmed, and will not be.
    Cancelled,
    /// The email of before is the account's again.
    Restored,
}

impl User {
    /// True where the person has been in: then a new email takes effect only by the person's own confirmation.
    #[must_use]
    pub fn has_joined(&self) -> bool {
        self.enabled() == UserStatus::Active
    }

    /// The account with a new email that waits for its owner.
    #[must_use]
    pub fn asking(&self, change: EmailChange) -> Self {
        let mut after = self.clone();
        after.security.pending_email = Some(change);
        after
    }

    /// The account without the email that waits.
    #[must_use]
    pub fn without_pending_email(&self) -> Self {
        let mut after = self.clone();
        after.security.pending_email = None;
        after
    }

    /// The account with the email that waited, confirmed by its owner, who is signed in. All sessions end. `None` where
    /// none waits, no longer, or where it was changed too often lately.
    #[must_use]
    pub fn confirming(&self, now: Timestamp) -> Option<Self> {
        let mut after = self.clone();
        let change = after.security.pending_email.take().filter(|change| now < change.ends_at)?;
        after.email.clone_from(&change.to);
        after.login_key = login_key(&after.email);
        end_sessions(&mut after);
        if change.by_staff {
            after.security.staff_email_at = Some(now);
        }
        after.security.proven = Some(Proven { by: ProvenBy::NewEmail, at: now, email: after.email.clone() });
        if self.security.changes_too_often(now) {
            return None;
        }
        let past = &mut after.security.past_emails;
        past.retain(|change| now < change.at + OBJECTION);
        past.push(EmailChange { at: now, ..change });
        Some(after)
    }

    /// The account after the owner of the old address objected to a change: what was asked for is off, what was
    /// confirmed is undone together with all later changes. All sessions end; the password goes with an email that is
    /// undone, since whoever confirmed it may have chosen it. `None` where there is no such change any more.
    #[must_use]
    pub fn objecting(&self, change: &str, now: Timestamp) -> Option<(Self, Objection)> {
        let mut after = self.clone();
        if after.security.pending_email.as_ref().is_some_and(|pending| pending.id == change) {
            after.security.pending_email = None;
            end_sessions(&mut after);
            return Some((after, Objection::Cancelled));
        }
        let past = &mut after.security.past_emails;
        let place = past.iter().position(|one| one.id == change && now < one.at + OBJECTION)?;
        let undone = past.drain(place..).next()?;
        after.security.pending_email = None;
        after.email.clone_from(&undone.from);
        after.login_key = login_key(&after.email);
        after.password_hash = None;
        after.security.must_change_password = false;
        after.security.needs_proof = false;
        end_sessions(&mut after);
        Some((after, Objection::Restored))
    }
}

fn end_sessions(user: &mut User) {
    user.epoch = user.epoch.saturating_add(1);
    user.sessions.clear();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::account::{Access, Linked, Notifications, Role};
    use crate::clock::{SystemClock, SystemEntropy};
    use crate::id::UserId;

    fn moment(hours: i64) -> Timestamp {
        let start: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        start + SignedDuration::from_hours(hours)
    }

    fn person() -> User {
        User {
            id: UserId::mint(&SystemClock, &SystemEntropy),
            email: "a0@b.example".into(),
            login_key: login_key("a0@b.example"),
            name: "Ann".into(),
            sort_name: "ann".into(),
            role: Role::User,
            is_staff: false,
            access: Access::Own,
            billing: true,
            company: None,
            status: UserStatus::Active,
            uninvited: false,
            elsewhere: None,
            password_hash: Some("hash".into()),
            linked: Linked::default(),
            devices: Vec::new(),
            epoch: 1,
            sessions: Vec::new(),
            login_count: 1,
            last_login_at: moment(0),
            language: None,
            time_zone: None,
            notifications: Notifications::default(),
            phone: None,
            avatar: None,
            mail_failure: None,
            security: AccountSecurity::default(),
        }
    }

    fn change(number: usize, user: &User, at: Timestamp) -> EmailChange {
        EmailChange {
            id: format!("change {number}"),
            from: user.email.clone(),
            to: format!("a{number}@b.example"),
            by: "Sam".into(),
            by_staff: true,
            at,
            ends_at: at + SignedDuration::from_hours(7 * 24),
        }
    }

    proptest! {
        #[test]
        fn sec_32_whatever_follows_the_owner_of_an_address_gets_it_back_within_fourteen_days(
            steps in prop::collection::vec((0_u8..4, 0_i64..24), 1..60),
            later in 0_i64..(14 * 24),
        ) {
            // The first change is confirmed; whoever did it goes on as they like.
            let (mut user, mut hours) = (person(), 1);
            user = user.asking(change(1, &user, moment(0))).confirming(moment(hours)).unwrap();
            for (number, (step, pause)) in steps.into_iter().enumerate() {
                hours += pause;
                let now = moment(hours);
                user = match step {
                    0 => user.asking(change(number + 2, &user, now)),
                    1 => user.confirming(now).unwrap_or(user),
                    2 => user.without_pending_email(),
                    _ => {
                        let last = user.security.past_emails.last().map(|one| one.id.clone());
                        let last = last.filter(|id| id != "change 1").unwrap_or_default();
                        user.objecting(&last, now).map_or(user, |(after, _)| after)
                    }
                };
            }
            let at = moment(later.max(hours));
            match user.objecting("change 1", at) {
                Some((after, Objection::Restored)) => {
                    prop_assert_eq!(after.email.as_str(), "a0@b.example");
                    prop_assert!(after.password_hash.is_none() && after.security.pending_email.is_none());
                    prop_assert!(after.sessions.is_empty() && after.epoch > user.epoch);
                    prop_assert!(after.security.past_emails.is_empty());
                }
                Some((_, Objection::Cancelled)) => prop_assert!(false, "it was confirmed"),
                None => prop_assert!(at >= moment(1) + OBJECTION),
            }
        }
    }

    #[test]
    fn an_email_that_waited_too_long_is_not_confirmed() {
        let user = person();
        let asking = user.asking(change(1, &user, moment(0)));
        assert_eq!(asking.email, "a0@b.example");
        assert!(asking.confirming(moment(7 * 24)).is_none());
        let confirmed = asking.confirming(moment(7 * 24 - 1)).unwrap();
        assert_eq!(confirmed.email, "a1@b.example");
        assert_eq!(confirmed.security.proven.unwrap().by, ProvenBy::NewEmail);
        assert!(confirmed.security.staff_email_at.is_some());
        assert!(user.confirming(moment(1)).is_none(), "none waits");
    }
}
