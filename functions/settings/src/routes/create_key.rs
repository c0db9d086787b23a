//! `POST /api/manage/service-keys` – an admin makes a key for another machine.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, WriteProblems, line};
use shared::problem::{Fields, Problem};
use shared::service_key::{self, KeyScope, NewKey};
use shared::session::{Admin, Staff};
use utoipa::ToSchema;

use crate::model::ManagedKey;

/// Characters of a name at most.
const NAME_LENGTH: usize = 100;

/// A key to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewServiceKey {
    /// What it is for.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// What it opens.
    #[schema(min_items = 1, max_items = 10)]
    scopes: Vec<KeyScope>,
}

/// A new key. Its secrets are told this once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MadeServiceKey {
    /// What is sent in `X-Integration-Key`.
    secret: String,
    /// What signs callbacks, `whsec_…`; only where the key pushes policies.
    #[serde(skip_serializing_if = "Option::is_none")]
    callback_secret: Option<String>,
    /// The key.
    key: ManagedKey,
}

/// Create a service key
///
/// The secret is in this response and is not stored. Not idempotent: repeating the request creates another key.
/// Revoke a key whose secret was lost.
#[utoipa::path(post, path = "/api/manage/service-keys", tag = "settings", operation_id = "service_key_create",
    request_body = NewServiceKey, responses((status = 201, body = MadeServiceKey), WriteProblems))]
pub(crate) async fn create_key(
    staff: Staff<Admin>,
    State(app): State<App>,
    Body(asked): Body<NewServiceKey>,
) -> Result<(StatusCode, Json<MadeServiceKey>), Problem> {
    let mut wrong = Fields::default();
    let name = line(&mut wrong, "name", &asked.name, NAME_LENGTH);
    let mut scopes = asked.scopes;
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() || scopes.iter().any(|scope| !KeyScope::OF_TENANTS.contains(scope)) {
        wrong.add("scopes", "Choose what the key may do.");
    }
    let new = wrong.ok(NewKey { name, scopes })?;
    let made = service_key::create(&app, Some(staff.scope()), &staff.person().actor(), new).await?;
    let told = MadeServiceKey {
        secret: made.text,
        callback_secret: made.callback_secret.map(|secret| secret.expose_secret().to_owned()),
        key: ManagedKey::of(&made.record),
    };
    Ok((StatusCode::CREATED, Json(told)))
}
