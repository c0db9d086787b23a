//! What the portal holds about one person, area by area: for the copy of their data that everybody may ask for.

use std::pin::Pin;

use futures::{Stream, StreamExt, TryStreamExt, stream};
use serde_json::{Value, json};

use crate::app::App;
use crate::audit::{AUDIT, AuditLine};
use crate::problem::Problem;
use crate::session::Person;
use crate::store::{Document, Query};
use crate::tenant::Scope;

/// Documents read at once.
const PAGE: u32 = 200;

/// Entries about a person as they are read, each a JSON value.
pub type Part = Pin<Box<dyn Stream<Item = Result<Value, Problem>> + Send>>;

/// An area that holds something about people.
#[derive(Clone, Copy)]
pub struct Source {
    /// What the entries are, such as `tickets`: their name in the file.
    pub name: &'static str,
    /// The entries about a person: nothing that the person may not see.
    pub read: fn(App, Person) -> Part,
}

/// All documents of a query, page by page; the next page is read when it is wanted.
pub fn all<T: Document>(
    app: App,
    scope: Scope,
    query: Query,
) -> impl Stream<Item = Result<T, Problem>> + Send {
    let begin = Some(query.limit(PAGE));
    stream::try_unfold(begin, move |query| {
        let (app, scope) = (app.clone(), scope.clone());
        async move {
            let Some(query) = query else { return Ok::<_, Problem>(None) };
            let page = app.store.query::<T>(&scope, query.clone()).await?;
            let next = page.next.map(|position| query.after(Some(position)));
            let values = page.items.into_iter().map(|stored| Ok(stored.value));
            Ok(Some((stream::iter(values.collect::<Vec<_>>()), next)))
        }
    })
    .try_flatten()
}

/// What the person did, as the audit log has it.
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "the form of every part of the copy")]
pub fn audit_of(app: App, person: Person) -> Part {
    let query = Query::of(&AUDIT, "created_at").eq("person", person.user().id.as_str());
    all::<AuditLine>(app, person.own_scope(), query)
        .map(|line| {
            let line = line?;
            Ok(json!({
                "at": line.at, "action": line.action, "object": line.object, "address": line.actor.address,
            }))
        })
        .boxed()
}
