//! `GET /api/portal/dashboard` – what matters to a client at a glance, put together from the areas' parts.
//!
//! No area names another; so each one says which documents its part needs, all of them are read in one round trip, and
//! each takes its own out of what was found. A new part costs no further round trip.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::ClientScope;
use utoipa::ToSchema;

/// The dashboard.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Dashboard {
    /// To greet the person.
    first_name: String,
    /// Of tickets.
    #[serde(flatten)]
    tickets: tickets::dashboard::TicketNews,
    /// Of announcements.
    #[serde(flatten)]
    announcements: announcements::dashboard::AnnouncementNews,
    /// Of invoices.
    #[serde(flatten)]
    invoices: invoices::dashboard::InvoiceNews,
    /// Of requests.
    #[serde(flatten)]
    requests: catalog::dashboard::RequestNews,
    /// Of documents.
    #[serde(flatten)]
    documents: documents::dashboard::DocumentNews,
}

/// Shows the caller's dashboard.
#[utoipa::path(
    get,
    path = "/api/portal/dashboard",
    tag = "dashboard",
    operation_id = "dashboard_get",
    responses((status = 200, description = "The dashboard", body = Dashboard), ReadProblems)
)]
pub(crate) async fn handler(client: ClientScope, State(app): State<App>) -> Result<Json<Dashboard>, Problem> {
    let ids = [
        tickets::dashboard::ids(&client),
        announcements::dashboard::ids(&client),
        invoices::dashboard::ids(&client),
        catalog::dashboard::ids(&client),
        documents::dashboard::ids(&client),
    ]
    .concat();
    let found = async { Ok(app.store.read(client.scope(), &ids).await?) };
    let (mut found, recent) = futures::try_join!(found, tickets::dashboard::recent(&app, &client))?;
    let first_name = client.user().name.split_whitespace().next().unwrap_or_default().to_owned();
    Ok(Json(Dashboard {
        first_name,
        tickets: tickets::dashboard::news(&app, &client, &mut found, recent)?,
        announcements: announcements::dashboard::news(&app, &client, &mut found).await?,
        invoices: invoices::dashboard::news(&app, &client, &mut found)?,
        requests: catalog::dashboard::news(&client, &mut found)?,
        documents: documents::dashboard::news(&app, &client, &mut found).await?,
    }))
}
