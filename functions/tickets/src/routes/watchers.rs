//! Adding and removing watchers, for either side.

use shared::account::{User, UserStatus};
use shared::app::App;
use shared::http::WithETag;
use shared::id::{TicketId, UserId};
use shared::problem::Problem;
use utoipa::IntoParams;

use super::conditions::{Conditions, answer};
use super::text::WATCHERS;
use crate::caller::Caller;
use crate::model::PersonRef;
use crate::store::change;
use crate::views::TicketView;
use crate::workflow::Party;

/// The ticket and the person in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathIds` reads")]
pub(crate) struct WatcherPath {
    /// The ticket.
    id: TicketId,
    /// The person.
    user_id: UserId,
}

/// Lets an active person of the ticket's company see it as their own. Once is enough: repeating changes nothing.
pub(crate) async fn add(
    app: &App,
    caller: &Caller,
    conditions: &Conditions,
    (id, person): (&TicketId, &UserId),
) -> Result<WithETag<TicketView>, Problem> {
    let mut wish = conditions.wish(app, caller, id, "ticket.watch", person)?;
    wish.reads.push(person.to_string());
    let changed = change(wish, |draft, found| {
        let account = found.take::<User>(person.as_str())?.map(|stored| stored.value);
        let colleague = account.filter(|user| {
            let theirs = user.company.as_ref().map(|company| &company.id);
            user.status == UserStatus::Active && theirs == Some(&draft.ticket.company.id)
        });
        let colleague = colleague.ok_or(Problem::NotFound)?;
        if draft.ticket.watchers().len() >= WATCHERS && !draft.ticket.viewers().contains(person) {
            return Err(Problem::Conflict(format!("A ticket has at most {WATCHERS} watchers.").into()));
        }
        draft.watch(PersonRef::from(&colleague));
        Ok(Vec::new())
    })
    .await?;
    answer(app, caller, id, changed).await
}

/// Removes a watcher; watchers remove themselves alone. Repeating changes nothing.
pub(crate) async fn remove(
    app: &App,
    caller: &Caller,
    conditions: &Conditions,
    (id, person): (&TicketId, &UserId),
) -> Result<WithETag<TicketView>, Problem> {
    let wish = conditions.wish(app, caller, id, "ticket.unwatch", person)?;
    let changed = change(wish, |draft, _| {
        if caller.party(&draft.ticket) == Party::Reader && *person != caller.user().id {
            let refusal = "Only the person who asked, or an admin of their company, may remove others.";
            return Err(Problem::Forbidden(refusal.into()));
        }
        draft.unwatch(person);
        Ok(Vec::new())
    })
    .await?;
    answer(app, caller, id, changed).await
}
