//! Named reads.

use shared::account::{PersonRef, User};
use shared::app::App;
use shared::id::RequestId;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::Stored;
use shared::tenant::Scope;

use super::reassign::able;
use crate::model::{Field, FormVersion, Request, Status};
use crate::workflow::sees;

/// A request of the scope.
pub(crate) async fn request(app: &App, scope: &Scope, id: &RequestId) -> Result<Stored<Request>, Problem> {
    app.store.get::<Request>(scope, id.as_str()).await?.ok_or(Problem::NotFound)
}

/// A request that the client sees; anything else does not exist.
pub(crate) async fn visible(
    app: &App,
    client: &ClientScope,
    id: &RequestId,
) -> Result<Stored<Request>, Problem> {
    let found = request(app, client.scope(), id).await?;
    if sees(client.user(), &found.value) { Ok(found) } else { Err(Problem::NotFound) }
}

/// The form that the request was asked by.
pub(crate) async fn form(app: &App, scope: &Scope, request: &Request) -> Result<Vec<Field>, Problem> {
    let id = FormVersion::id_of(&request.asked.id, request.asked.form_version);
    let found = app.store.get::<FormVersion>(scope, &id).await?;
    let found = found.ok_or_else(|| Problem::internal(format!("the form {id} is gone")))?;
    Ok(found.value.fields)
}

/// The same, and who of the company can decide while it waits: `None` once it is decided. One round trip.
pub(crate) async fn form_and_deciders(
    app: &App,
    scope: &Scope,
    request: &Request,
) -> Result<(Vec<Field>, Option<Vec<PersonRef>>), Problem> {
    if request.status != Status::PendingApproval {
        return Ok((form(app, scope, request).await?, None));
    }
    let id = FormVersion::id_of(&request.asked.id, request.asked.form_version);
    let mut ids = vec![id.clone()];
    ids.extend(request.approvers.iter().map(ToString::to_string));
    let mut found = app.store.read(scope, &ids).await?;
    let form = found.take::<FormVersion>(&id)?;
    let form = form.ok_or_else(|| Problem::internal(format!("the form {id} is gone")))?;
    let mut people = Vec::new();
    for id in &request.approvers {
        people.extend(found.take::<User>(id.as_str())?.map(|stored| stored.value));
    }
    let able = able(people, &request.company, &request.requester.id);
    Ok((form.value.fields, Some(able.iter().map(PersonRef::from).collect())))
}
