//! The area's part of the clients' dashboard, put together by the program with the other areas' parts.

use serde::Serialize;
use shared::app::App;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::Found;
use utoipa::ToSchema;

use crate::store;

/// What the dashboard says of documents.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentNews {
    /// Documents that the caller has still to sign.
    awaiting_signature: u64,
    /// Those of them whose last day is over.
    overdue_signatures: u64,
}

/// The documents that [`news`] needs: read together with those of the other parts.
#[must_use]
pub fn ids(client: &ClientScope) -> Vec<String> {
    store::desk_ids(client)
}

/// The part, out of what was read. No further round trip unless staff have published something since the company's last
/// look.
pub async fn news(app: &App, client: &ClientScope, found: &mut Found) -> Result<DocumentNews, Problem> {
    let desk = store::desk(app, client, found).await?;
    let (awaiting_signature, overdue_signatures) = desk.view(app, client).counts();
    Ok(DocumentNews { awaiting_signature, overdue_signatures })
}
