//! The area's part of the clients' dashboard, put together by the program with the other areas' parts.

use serde::Serialize;
use shared::account::Role;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::Found;
use utoipa::ToSchema;

use crate::model::Waiting;

/// What the dashboard says of requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestNews {
    /// Requests of colleagues that wait for the caller's word; nothing but 0 for all who are no company admin.
    approvals_waiting: u64,
}

/// The documents that [`news`] needs: read together with those of the other parts.
#[must_use]
pub fn ids(client: &ClientScope) -> Vec<String> {
    waiting(client).into_iter().collect()
}

/// The part, out of what was read.
pub fn news(client: &ClientScope, found: &mut Found) -> Result<RequestNews, Problem> {
    let waiting = match waiting(client) {
        Some(id) => found.take::<Waiting>(&id)?,
        None => None,
    };
    let user = &client.user().id;
    Ok(RequestNews { approvals_waiting: waiting.map_or(0, |waiting| waiting.value.for_approver(user)) })
}

fn waiting(client: &ClientScope) -> Option<String> {
    let company = client.user().company.as_ref().filter(|_| client.user().role == Role::CompanyAdmin)?;
    Some(Waiting::id_of(&company.id))
}
