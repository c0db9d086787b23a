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

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared_testing::{TestApp, Who};

    use crate::tests::desk::{at, desk, numbers, person, say, show, ticket};

    async fn put(app: &TestApp, who: Who, id: &str, watcher: Who) -> shared_testing::Answer {
        app.as_(who).put(&at(who, id, &format!("/watchers/{}", person(app, watcher)))).await
    }

    async fn delete(app: &TestApp, who: Who, id: &str, watcher: Who) -> shared_testing::Answer {
        app.as_(who).delete(&at(who, id, &format!("/watchers/{}", person(app, watcher)))).await
    }

    #[tokio::test]
    async fn a_watcher_sees_the_ticket_until_they_are_removed() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let page = put(&app, Who::User, &id, Who::OtherUser).await.expect(200).json();
        assert_eq!(page["watchers"], json!([{ "id": person(&app, Who::OtherUser), "name": "OtherUser" }]));
        let again = put(&app, Who::Technician, &id, Who::OtherUser).await.expect(200).json();
        assert_eq!(again["version"], 2, "watching twice changes nothing");
        say(&app, Who::OtherUser, &id, "Me too").await;
        assert_eq!(numbers(&app, Who::OtherUser, "").await, [1]);
        let gone = delete(&app, Who::OtherUser, &id, Who::OtherUser).await.expect(200).json();
        assert_eq!(gone["watchers"], json!([]));
        let _ = app.as_(Who::OtherUser).get(&at(Who::OtherUser, &id, "")).await.expect(404);
        assert_eq!(numbers(&app, Who::OtherUser, "").await, [0; 0]);
        let dashboard = app.as_(Who::OtherUser).get("/api/portal/dashboard").await.expect(200).json();
        assert_eq!(dashboard["open_tickets"], 0);
    }

    #[tokio::test]
    async fn sec_01_nobody_of_another_company_becomes_a_watcher() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        for (who, watcher) in [
            (Who::User, Who::Stranger),
            (Who::User, Who::ForeignUser),
            (Who::User, Who::Technician),
            (Who::Technician, Who::Stranger),
            (Who::Technician, Who::Viewer),
            (Who::Technician, Who::ForeignUser),
        ] {
            let _ = put(&app, who, &id, watcher).await.expect(404);
        }
        assert_eq!(show(&app, Who::User, &id).await["watchers"], json!([]));
    }

    #[tokio::test]
    async fn watchers_do_not_remove_each_other() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let _ = put(&app, Who::User, &id, Who::OtherUser).await.expect(200);
        let _ = delete(&app, Who::CompanyReader, &id, Who::OtherUser).await.expect(403);
        let _ = delete(&app, Who::CompanyAdmin, &id, Who::OtherUser).await.expect(200);
    }
}
