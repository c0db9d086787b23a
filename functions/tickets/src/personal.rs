//! What the area holds about a client user: the tickets that they asked, and what they wrote.

use futures::{StreamExt, TryStreamExt};
use serde_json::{Value, json};
use shared::app::App;
use shared::personal::{Part, Source, all};
use shared::problem::Problem;
use shared::session::Person;
use shared::store::Query;
use shared::tenant::Scope;

use crate::model::{MESSAGE, Message, TICKET, Ticket};

/// Tickets and comments of a person; staff work on tickets, but none is about them.
pub const PERSONAL: Source = Source { name: "tickets", read: tickets_of };

#[expect(clippy::needless_pass_by_value, reason = "the form of every part of the copy")]
fn tickets_of(app: App, person: Person) -> Part {
    let Some(company) = person.user().company.as_ref().map(|company| company.id.clone()) else {
        return futures::stream::empty().boxed();
    };
    let (scope, me) = (person.own_scope(), person.user().id.clone());
    let query = Query::of(&TICKET, "created_at").eq("company", company.as_str()).has("viewers", me.as_str());
    let seen = all::<Ticket>(app.clone(), scope.clone(), query);
    seen.and_then(move |ticket| entry(app.clone(), scope.clone(), me.to_string(), ticket)).boxed()
}

/// A ticket with what the person wrote in it.
async fn entry(app: App, scope: Scope, me: String, ticket: Ticket) -> Result<Value, Problem> {
    let query = Query::of(&MESSAGE, "at").ascending().eq("ticket", ticket.id.as_str()).eq("internal", false);
    let comments: Vec<Value> = all::<Message>(app, scope, query)
        .try_filter_map(|message| {
            let own = message.author.id.as_str() == me && message.body.is_some();
            let files: Vec<&str> = message.attachments.iter().map(|file| file.name.as_str()).collect();
            let entry = own.then(|| json!({ "at": message.at, "text": message.body, "files": files }));
            futures::future::ready(Ok(entry))
        })
        .try_collect()
        .await?;
    Ok(json!({
        "number": ticket.number, "subject": ticket.subject, "status": ticket.status(), "priority": ticket.priority,
        "category": ticket.category, "submitted": ticket.submitter.id.as_str() == me, "comments": comments,
    }))
}
