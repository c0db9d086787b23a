//! What the area holds about a person: what they signed and refused.

use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::json;
use shared::app::App;
use shared::personal::{Part, Source, all};
use shared::session::Person;
use shared::store::Query;

use crate::model::{Outcome, SIGNATURE, Signature};

/// Signatures and refusals of a person; staff sign nothing.
pub const PERSONAL: Source = Source { name: "signatures", read: signatures_of };

#[expect(clippy::needless_pass_by_value, reason = "the form of every part of the copy")]
fn signatures_of(app: App, person: Person) -> Part {
    if person.user().company.is_none() {
        return futures::stream::empty().boxed();
    }
    let part = |outcome: Outcome| {
        let query =
            Query::of(&SIGNATURE, "at").eq("user", person.user().id.as_str()).eq("outcome", outcome.as_str());
        all::<Signature>(app.clone(), person.own_scope(), query)
    };
    part(Outcome::Signed)
        .chain(part(Outcome::Declined))
        .map_ok(|one| json!({ "at": one.at, "outcome": one.outcome, "evidence": one.evidence }))
        .boxed()
}
