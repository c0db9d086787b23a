//! Changing somebody else's account, the same for the provider's staff and for a company's admins: new facts, an email
//! that nobody else has, sessions that end with the rights they had, and a team that keeps somebody in charge.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::charge::{Charge, leaves, may_leave};
use super::email_change::{TAKEN, ask_for_email, void_links};
use super::invite::invited;
use super::{EmailReservation, Role, USER, User, UserStatus};
use crate::app::App;
use crate::audit::Actor;
use crate::event::{Audience, Event};
use crate::id::UserId;
use crate::problem::Problem;
use crate::store::{Batch, Query, StoreError, Stored, Tag};
use crate::tenant::Scope;
use crate::token::{Minted, Purpose};

/// Lost races before giving up.
const TRIES: usize = 10;

/// A change of somebody's account by somebody else.
pub struct Change<'a> {
    /// The app.
    pub app: &'a App,
    /// The data that the changer may reach.
    pub scope: &'a Scope,
    /// Who changes it, as the audit log remembers them.
    pub by: Actor,
    /// The changer's own account; absent where a machine does it.
    pub own: Option<&'a UserId>,
    /// The audit line's action, as `user.edit`.
    pub action: &'static str,
    /// The event's name, as `user.edited`.
    pub event: &'static str,
    /// True where the team must keep somebody in charge.
    pub keeps_charge: bool,
}

impl Change<'_> {
    /// Replaces the account by what `change` makes of it, which sees the newest state each time; what changes nothing is
    /// not written. Without `version`, changes by others in between are no obstacle. Two round trips; two more where
    /// somebody is taken out of charge, up to four more for a new email.
    ///
    /// Ends: 409 oneself, or the last in charge · 412 another version than `version` · 422 a taken email.
    pub async fn make(
        &self,
        mut read: Stored<User>,
        version: Option<u64>,
        change: impl Fn(&User) -> Result<User, Problem>,
    ) -> Result<Stored<User>, Problem> {
        for _ in 0..TRIES {
            if version.is_some_and(|version| version != read.version) {
                return Err(Problem::Stale);
            }
            let mut after = change(&read.value)?;
            let mut batch = self.app.store.batch(self.scope);
            self.readdress(&mut batch, &read, &mut after).await?;
            let changes = changes(&read.value, &after);
            if changes.is_empty() {
                return Ok(read);
            }
            if ends_sessions(&read.value, &after) {
                after.epoch = read.value.epoch.saturating_add(1);
                after.sessions.clear();
            }
            match self.keep(batch, &read, &after, changes).await {
                Ok(stored) => return Ok(stored),
                Err(Lost::Raced) => {
                    let id = read.value.id.as_str();
                    read = self.app.store.get::<User>(self.scope, id).await?.ok_or(Problem::NotFound)?;
                }
                Err(Lost::Refused(problem)) => return Err(problem),
            }
        }
        Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
    }

    /// What another email means: for somebody who has been in it waits for their confirmation, and the old address is
    /// told; whoever has not is sent an invitation to the new one, and the links to the old one are void.
    async fn readdress(
        &self,
        batch: &mut Batch<'_>,
        read: &Stored<User>,
        after: &mut User,
    ) -> Result<(), Problem> {
        let before = &read.value;
        if before.login_key == after.login_key {
            return Ok(());
        }
        let Self { app, scope, by, .. } = self;
        let version = read.version + 1;
        if before.has_joined() {
            let to = std::mem::replace(&mut after.email, before.email.clone());
            after.login_key.clone_from(&before.login_key);
            let by_staff = self.own != Some(&before.id);
            let who = (by.name.as_str(), by_staff);
            let change = ask_for_email(app, scope, batch, (before, version), &to, who).await?;
            *after = after.asking(change);
            return Ok(());
        }
        after.security.staff_email_at = Some(app.clock.now());
        // Whoever has the email from now on, it is this account's own.
        after.elsewhere = None;
        if after.status == UserStatus::Invited && !after.uninvited {
            Minted::next(app, scope, Purpose::Reset, &after.id).await?.add_to(batch);
            let link = Minted::next(app, scope, Purpose::Invite, &after.id).await?;
            link.add_to(batch);
            batch.event(invited(after, version, &link, by));
            return Ok(());
        }
        void_links(app, scope, batch, after).await
    }

    async fn keep(
        &self,
        mut batch: Batch<'_>,
        read: &Stored<User>,
        after: &User,
        mut changes: Map<String, Value>,
    ) -> Result<Stored<User>, Lost> {
        let mut email_at = None;
        if read.value.login_key != after.login_key {
            let before = EmailReservation::of(&read.value).id;
            if let Some(taken) = self.app.store.get::<EmailReservation>(self.scope, &before).await? {
                batch.delete(&taken);
            }
            email_at = Some(batch.next_index());
            batch.create(&EmailReservation::of(after));
        }
        if leaves(&read.value, after) {
            self.leave(&mut batch, read).await?;
        }
        let version = read.version + 1;
        let id = after.id.as_str();
        let mut event = Event::new(self.event, id, version, Audience::staff());
        event.data = json!({ "name": after.name, "email": after.email, "changed": changes.keys().collect::<Vec<_>>() });
        // So that the log can say who it was about, also when the account is gone.
        changes.entry("name").or_insert_with(|| after.name.clone().into());
        batch.replace(read, after).audit_with(&self.by, self.action, id, changes.into()).event(event);
        let updated_at = batch.now();
        match self.app.store.commit(batch).await {
            // Nothing is written with this state again, so its tag does not matter.
            Ok(_) => Ok(Stored {
                value: after.clone(),
                version,
                created_at: read.created_at,
                updated_at,
                tag: Tag::default(),
            }),
            Err(StoreError::Conflict { index }) if Some(index) == email_at => {
                Err(Lost::Refused(Problem::field("email", TAKEN)))
            }
            Err(StoreError::Conflict { .. } | StoreError::Stale { .. } | StoreError::NotFound { .. }) => {
                Err(Lost::Raced)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Somebody is taken out of charge: not by themselves, and not the last.
    async fn leave(&self, batch: &mut Batch<'_>, read: &Stored<User>) -> Result<(), Lost> {
        let company = read.value.company.as_ref().map(|company| &company.id);
        let id = Charge::id_of(company);
        let before = self.app.store.get::<Charge>(self.scope, &id).await?;
        let another = !self.keeps_charge || another_in_charge(self.app, self.scope, &read.value).await?;
        may_leave(self.own, &read.value.id, another)
            .map_err(|refused| Lost::Refused(Problem::Conflict(refused.sentence().into())))?;
        match before {
            Some(before) => {
                batch.replace(&before, &Charge { changes: before.value.changes + 1, ..before.value.clone() })
            }
            None => batch.create(&Charge { id, changes: 1 }),
        };
        Ok(())
    }
}

/// Why a change was not kept.
enum Lost {
    /// Somebody else changed something first.
    Raced,
    /// It may not be made.
    Refused(Problem),
}

impl From<StoreError> for Lost {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

/// True where somebody else of the person's team is in charge.
async fn another_in_charge(app: &App, scope: &Scope, user: &User) -> Result<bool, StoreError> {
    let team = Query::of(&USER, "sort_name").ascending().eq("status", "active").limit(2);
    let team = match &user.company {
        Some(company) => team.eq("company", company.id.as_str()).eq("role", Role::CompanyAdmin.as_str()),
        None => team.eq("is_staff", true).eq("role", Role::Admin.as_str()),
    };
    let found = app.store.query::<User>(scope, team).await?;
    Ok(found.items.iter().any(|one| one.value.id != user.id))
}

/// Rights that go end the sessions that had them; so does an email that is another's.
fn ends_sessions(before: &User, after: &User) -> bool {
    before.role != after.role
        || before.login_key != after.login_key
        || (before.status != after.status && after.status != UserStatus::Active)
        || before.epoch != after.epoch
}

fn pending(user: &User) -> Value {
    json!(user.security.pending_email.as_ref().map(|change| &change.to))
}

/// Field → before and after, for the audit log; empty where nothing that others may change is another.
#[must_use]
pub fn changes(before: &User, after: &User) -> Map<String, Value> {
    let all = [
        ("name", json!(before.name), json!(after.name)),
        ("email", json!(before.email), json!(after.email)),
        ("pending_email", pending(before), pending(after)),
        ("role", json!(before.role), json!(after.role)),
        ("access", json!(before.access), json!(after.access)),
        ("billing", json!(before.billing), json!(after.billing)),
        ("status", json!(before.status), json!(after.status)),
        ("epoch", json!(before.epoch), json!(after.epoch)),
        ("phone", json!(before.phone), json!(after.phone)),
        ("psa_contact_id", json!(before.linked.psa_contact_id), json!(after.linked.psa_contact_id)),
        ("psa_company_id", json!(before.linked.psa_company_id), json!(after.linked.psa_company_id)),
        ("psa_withdrawn", json!(before.linked.psa_withdrawn), json!(after.linked.psa_withdrawn)),
    ];
    let changed = all.into_iter().filter(|(_, before, after)| before != after);
    changed.map(|(field, before, after)| (field.to_owned(), json!([before, after]))).collect()
}

/// The account of that id that the scope may reach.
pub async fn find(app: &App, scope: &Scope, id: &UserId) -> Result<Stored<User>, Problem> {
    app.store.get::<User>(scope, id.as_str()).await?.ok_or(Problem::NotFound)
}
