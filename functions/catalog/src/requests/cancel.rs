//! Taking a request back.

use shared::app::App;
use shared::http::IfMatch;
use shared::id::RequestId;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::Stored;

use super::{Retry, tell};
use crate::model::{Request, Status, Waiting};
use crate::workflow::{self, Party};

/// Takes a request back that waits: two round trips.
///
/// Errors: 403 not theirs · 404 not visible · 409 decided already · 412 another version.
pub(crate) async fn cancel(
    app: &App,
    client: &ClientScope,
    id: &RequestId,
    expected: IfMatch,
) -> Result<Stored<Request>, Problem> {
    let (scope, user) = (client.scope(), client.user());
    let company = user.company.as_ref().ok_or(Problem::NotFound)?;
    let waiting_id = Waiting::id_of(&company.id);
    let mut retry = Retry::default();
    loop {
        let mut found = app.store.read(scope, &[id.to_string(), waiting_id.clone()]).await?;
        let read = found.take::<Request>(id.as_str())?.filter(|read| workflow::sees(user, &read.value));
        let read = read.ok_or(Problem::NotFound)?;
        expected.check(read.version)?;
        workflow::cancel(Party::of(user, &read.value), read.value.status)?;
        let changed = Request { status: Status::Cancelled, ..read.value.clone() };
        let mut batch = app.store.batch(scope);
        batch.replace(&read, &changed);
        if let Some(waiting) = found.take::<Waiting>(&waiting_id)? {
            let mut less = waiting.value.clone();
            less.remove(&user.id);
            batch.replace(&waiting, &less);
        }
        batch.audit(&client.person().actor(), "request.cancel", id.as_str());
        batch.event(tell::event("request.cancelled", &changed, read.version + 1, &[]));
        let now = batch.now();
        match app.store.commit(batch).await {
            Ok(_) => {
                return Ok(Stored { value: changed, version: read.version + 1, updated_at: now, ..read });
            }
            Err(error) => retry.after(error).await?,
        }
    }
}
