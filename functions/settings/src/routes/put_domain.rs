//! `PUT /api/manage/domain` – an admin claims a domain for the portal.

use axum::extract::State;
use serde::Deserialize;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{Body, WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::StoreError;
use utoipa::ToSchema;

use super::get_domain::{CustomDomain, answer};
use crate::domain::{Domain, parse};

const OTHER: &str = "Remove the current domain before you add another.";

/// The domain.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DomainClaim {
    /// Such as `help.example.com`.
    #[schema(min_length = 4, max_length = 190)]
    name: String,
}

/// Claim a domain for the portal
///
/// The answer names the records that prove and lead it. Claiming the same domain again changes nothing.
#[utoipa::path(put, path = "/api/manage/domain", tag = "settings", operation_id = "domain_claim",
    request_body = DomainClaim,
    responses((status = 200, body = CustomDomain, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn put_domain(
    staff: Staff<Admin>,
    State(app): State<App>,
    Body(asked): Body<DomainClaim>,
) -> Result<WithETag<CustomDomain>, Problem> {
    let name = parse(&asked.name, &app.settings).map_err(|sentence| Problem::field("name", sentence))?;
    let scope = staff.scope();
    if let Some(there) = app.store.get::<Domain>(scope, Domain::ID).await? {
        if there.value.name != name {
            return Err(Problem::Conflict(OTHER.into()));
        }
        return answer(&app, staff.person(), scope).await;
    }
    if app.directory.is_taken(&name, scope.tenant()).await? {
        return Err(Problem::field(
            "name",
            "This domain belongs to another portal, or did until a short while ago.",
        ));
    }
    let domain = Domain::claimed(&app, name);
    let mut batch = app.store.batch(scope);
    let detail = serde_json::json!({ "domain": domain.name });
    batch
        .create(&domain)
        .audit_with(&staff.person().actor(), "domain.claim", Domain::ID, detail)
        .event(Event::new("domain.claimed", Domain::ID, 1, Audience::staff()));
    match app.store.commit(batch).await {
        Ok(_) => answer(&app, staff.person(), scope).await,
        Err(StoreError::Conflict { .. }) => Err(Problem::Conflict(OTHER.into())),
        Err(error) => Err(error.into()),
    }
}
