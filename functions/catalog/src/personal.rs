//! What the area holds about a client user: what they asked for.

use futures::{StreamExt, TryStreamExt};
use serde_json::json;
use shared::app::App;
use shared::personal::{Part, Source, all};
use shared::session::Person;
use shared::store::Query;

use crate::model::{REQUEST, Request};

/// Requests of a person; staff make none.
pub const PERSONAL: Source = Source { name: "catalog_requests", read: requests_of };

#[expect(clippy::needless_pass_by_value, reason = "the form of every part of the copy")]
fn requests_of(app: App, person: Person) -> Part {
    if person.user().company.is_none() {
        return futures::stream::empty().boxed();
    }
    let query = Query::of(&REQUEST, "asked_at").eq("asked_by", person.user().id.as_str());
    all::<Request>(app, person.own_scope(), query)
        .map_ok(|request| {
            json!({
                "at": request.asked_at, "item": request.asked.name, "status": request.status, "answers": request.answers,
            })
        })
        .boxed()
}
