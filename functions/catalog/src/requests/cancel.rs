//! Canceling a request: by the requester, or by the provider with a reason.

use shared::account::{PersonRef, User};
use shared::app::App;
use shared::audit::Actor;
use shared::http::IfMatch;
use shared::id::{CompanyId, RequestId};
use shared::problem::Problem;
use shared::store::Stored;
use shared::tenant::Scope;

use super::{Retry, tell};
use crate::model::{Decision, Request, Status, Waiting};
use crate::workflow::{self, Party};

/// Who cancels it.
pub(crate) struct Canceling<'a> {
    /// The company's data; the tenant's for staff.
    pub(crate) scope: &'a Scope,
    /// The company whose request it is.
    pub(crate) company: &'a CompanyId,
    /// The person.
    pub(crate) user: &'a User,
    /// For the audit log.
    pub(crate) actor: Actor,
    /// The reason, if it is not the requester.
    pub(crate) reason: Option<&'a str>,
}

/// Cancels a pending request: two round trips.
///
/// Errors: 403 not theirs · 404 not visible · 409 already decided · 412 another version.
pub(crate) async fn cancel(
    app: &App,
    who: &Canceling<'_>,
    id: &RequestId,
    expected: IfMatch,
) -> Result<Stored<Request>, Problem> {
    let user = who.user;
    let waiting_id = Waiting::id_of(who.company);
    let mut retry = Retry::default();
    loop {
        let mut found = app.store.read(who.scope, &[id.to_string(), waiting_id.clone()]).await?;
        let read = found.take::<Request>(id.as_str())?.filter(|read| workflow::sees(user, &read.value));
        let read = read.ok_or(Problem::NotFound)?;
        expected.check(read.version)?;
        workflow::cancel(Party::of(user, &read.value), read.value.status)?;
        let mut batch = app.store.batch(who.scope);
        let decision = who.reason.map(|reason| Decision {
            by: PersonRef::from(user),
            at: batch.now(),
            reason: Some(reason.to_owned()),
            by_provider: user.is_staff,
        });
        let changed = Request { status: Status::Cancelled, decision, ..read.value.clone() };
        batch.replace(&read, &changed);
        if let Some(waiting) = found.take::<Waiting>(&waiting_id)? {
            let mut less = waiting.value.clone();
            less.remove(&changed.requester.id);
            batch.replace(&waiting, &less);
        }
        // The requester already knows.
        let mut told = Vec::new();
        if user.is_staff {
            let (requester, company) = (&changed.requester.name, &changed.company.name);
            let detail =
                serde_json::json!({ "requester": requester, "company": company, "reason": who.reason });
            batch.audit_with(&who.actor, "request.cancel_for_client", id.as_str(), detail);
            told.push(changed.requester.id.clone());
        } else {
            batch.audit(&who.actor, "request.cancel", id.as_str());
        }
        batch.event(tell::event(tell::CANCELED, &changed, read.version + 1, &told));
        let now = batch.now();
        match app.store.commit(batch).await {
            Ok(_) => {
                return Ok(Stored { value: changed, version: read.version + 1, updated_at: now, ..read });
            }
            Err(error) => retry.after(error).await?,
        }
    }
}
