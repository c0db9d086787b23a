//! Named reads.

use shared::app::App;
use shared::id::RequestId;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::Stored;
use shared::tenant::Scope;

use crate::model::{Field, FormVersion, Request};
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
