//! Approving and rejecting: in the portal, and by the link of a mail.

use shared::account::{PersonRef, User};
use shared::app::App;
use shared::audit::Actor;
use shared::http::IfMatch;
use shared::id::{CompanyId, RequestId};
use shared::order::{OrderedTicket, TicketOrder};
use shared::problem::Problem;
use shared::store::{Batch, Found, Stored};
use shared::tenant::Scope;
use shared::token::Live;

use super::create::order;
use super::{Desk, Retry, read, tell};
use crate::model::{Decision, Request, Status, Waiting};
use crate::workflow::{self, Party};

/// Who decides.
pub(crate) struct Decider<'a> {
    /// The company's data; the tenant's for staff.
    pub(crate) scope: &'a Scope,
    /// The company whose request it is.
    pub(crate) company: &'a CompanyId,
    /// The person.
    pub(crate) user: &'a User,
    /// For the audit log.
    pub(crate) actor: Actor,
    /// The link that is used up by it, where the person came by one.
    pub(crate) link: Option<&'a Live>,
}

/// What they decide.
#[derive(Debug, Clone)]
pub(crate) enum Verdict {
    /// Yes, and what there is to say about it.
    Approve(Option<String>),
    /// No, and why.
    Reject(String),
}

/// Decides about a request that waits. With a yes it becomes a ticket in the same batch.
///
/// Errors: 403 one's own, or neither company admin nor staff who work · 404 not visible · 409 decided already · 412 another version · 503 others
/// kept being faster.
pub(crate) async fn decide(
    app: &App,
    desk: Desk,
    who: &Decider<'_>,
    id: &RequestId,
    verdict: &Verdict,
    expected: IfMatch,
) -> Result<Stored<Request>, Problem> {
    let step = Step { who, verdict, expected, id, waiting: Waiting::id_of(who.company) };
    let mut retry = Retry::default();
    loop {
        let outcome = match verdict {
            Verdict::Reject(_) => {
                let mut found = app.store.read(who.scope, &step.reads()).await?;
                let mut batch = app.store.batch(who.scope);
                step.take(&mut batch, &mut found, None)?;
                app.store.commit(batch).await.map(drop)
            }
            Verdict::Approve(_) => {
                let read = read::request(app, who.scope, id).await?;
                step.check(&read)?;
                let fields = read::form(app, who.scope, &read.value).await?;
                let order = TicketOrder { reads: step.reads(), ..order(&read.value, &fields, who.user) };
                let along = |batch: &mut Batch<'_>, found: &mut Found, ticket: &OrderedTicket| {
                    step.take(batch, found, Some(ticket))
                };
                (desk.open)(app, who.scope, &who.actor, &order, &along).await?.map(drop)
            }
        };
        match outcome {
            // What the batch wrote; a reading of one's own write costs less than carrying it out of the batch.
            Ok(()) => return read::request(app, who.scope, id).await,
            Err(error) => retry.after(error).await?,
        }
    }
}

/// One attempt's inputs.
struct Step<'a> {
    who: &'a Decider<'a>,
    verdict: &'a Verdict,
    expected: IfMatch,
    id: &'a RequestId,
    waiting: String,
}

impl Step<'_> {
    fn reads(&self) -> Vec<String> {
        vec![self.id.to_string(), self.waiting.clone()]
    }

    fn check(&self, read: &Stored<Request>) -> Result<(), Problem> {
        let user = self.who.user;
        if !workflow::sees(user, &read.value) {
            return Err(Problem::NotFound);
        }
        self.expected.check(read.version)?;
        workflow::decide(Party::of(user, &read.value), read.value.status)
    }

    /// Adds the decision to the batch.
    fn take(
        &self,
        batch: &mut Batch<'_>,
        found: &mut Found,
        ticket: Option<&OrderedTicket>,
    ) -> Result<(), Problem> {
        let read = found.take::<Request>(self.id.as_str())?.ok_or(Problem::NotFound)?;
        self.check(&read)?;
        let (status, reason) = match self.verdict {
            Verdict::Approve(reason) => (Status::Approved, reason.clone()),
            Verdict::Reject(reason) => (Status::Rejected, Some(reason.clone())),
        };
        let by_provider = self.who.user.is_staff;
        let decision = Decision { by: PersonRef::from(self.who.user), at: batch.now(), reason, by_provider };
        let changed =
            Request { status, decision: Some(decision), ticket: ticket.cloned(), ..read.value.clone() };
        batch.replace(&read, &changed);
        if let Some(waiting) = found.take::<Waiting>(&self.waiting)? {
            let mut less = waiting.value.clone();
            less.remove(&changed.requester.id);
            batch.replace(&waiting, &less);
        }
        if let Some(link) = self.who.link {
            link.use_up(batch);
        }
        let (action, name) = match (self.verdict, by_provider) {
            (Verdict::Approve(_), false) => ("request.approve", "request.approved"),
            (Verdict::Approve(_), true) => ("request.approve_for_client", "request.approved"),
            (Verdict::Reject(_), false) => ("request.reject", "request.rejected"),
            (Verdict::Reject(_), true) => ("request.reject_for_client", "request.rejected"),
        };
        let reason = changed.decision.as_ref().and_then(|decision| decision.reason.as_deref());
        let detail = if by_provider {
            serde_json::json!({ "requester": changed.requester.name, "company": changed.company.name, "reason": reason })
        } else {
            serde_json::json!({ "by_mail": self.who.link.is_some() })
        };
        batch.audit_with(&self.who.actor, action, self.id.as_str(), detail);
        batch.event(tell::event(
            name,
            &changed,
            read.version + 1,
            std::slice::from_ref(&changed.requester.id),
        ));
        Ok(())
    }
}
