//! What the area holds about a person, for the copy of their data.

use futures::{StreamExt, TryStreamExt, stream};
use shared::app::App;
use shared::personal::{Part, Source};
use shared::problem::Problem;
use shared::session::Person;

use crate::model::Marks;

/// The announcements that the person has read.
pub const PERSONAL: Source = Source { name: "announcement_marks", read: marks_of };

fn marks_of(app: App, person: Person) -> Part {
    let marks = async move {
        let id = Marks::id_of(&person.user().id);
        let found = app.store.get::<Marks>(&person.own_scope(), &id).await?;
        let entries = found.map(|stored| stored.value.entries()).unwrap_or_default();
        Ok::<_, Problem>(stream::iter(entries.into_iter().map(Ok)))
    };
    stream::once(marks).try_flatten().boxed()
}
