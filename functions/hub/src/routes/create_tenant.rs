//! `POST /api/internal/tenants` – Hub creates a tenant.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use shared::account::person_name;
use shared::app::App;
use shared::http::{Body, WriteProblems, email, line};
use shared::problem::{Fields, Problem};
use shared::service_key::{Provisioning, ServiceKey};
use shared::settings::Settings;
use shared::tenant::{NewTenant, OrgType, TenantSlug};
use utoipa::ToSchema;

use super::note;
use crate::model::{ProvisionedTenant, refused};
use crate::steps::{FirstAdmin, Steps};

/// Characters of a name at most.
const NAME_LENGTH: usize = 100;

/// The first admin.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTenantAdmin {
    /// Gets the invitation.
    #[schema(format = "email", max_length = 254)]
    email: String,
    /// The person's name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
}

/// A tenant to be created.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTenantRequest {
    /// Its URL-safe name: 3 to 40 of `a-z0-9-`, for ever its own.
    #[schema(min_length = 3, max_length = 40, example = "acme-msp")]
    slug: String,
    /// Its name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// `msp` unless it says otherwise.
    #[serde(default = "msp")]
    #[schema(value_type = Option<OrgType>)]
    org_type: OrgType,
    /// Who is invited as its first admin. Without one, staff come over from Hub.
    #[serde(default)]
    admin: Option<NewTenantAdmin>,
}

fn msp() -> OrgType {
    OrgType::Msp
}

/// Create a tenant, or get the one that the same request created before
///
/// 201 where it is new, 200 where it was there with the same name and kind, 409 where the slug belongs to another. A
/// request that was cut off is finished by repeating it.
#[utoipa::path(post, path = "/api/internal/tenants", tag = "internal", operation_id = "tenant_create",
    security(("service_key" = [])), request_body = NewTenantRequest,
    responses((status = 201, body = ProvisionedTenant), (status = 200, body = ProvisionedTenant), WriteProblems))]
pub(crate) async fn create_tenant(
    key: ServiceKey<Provisioning>,
    State(app): State<App>,
    Extension(steps): Extension<Steps>,
    Body(asked): Body<NewTenantRequest>,
) -> Result<Response, Problem> {
    let (new, admin) = checked(&asked, &app.settings)?;
    let (tenant, is_new) = app.directory.create(new).await.map_err(refused)?;
    let (scope, _) = app
        .directory
        .scope(&tenant.slug)
        .await?
        .ok_or_else(|| Problem::internal("a tenant that was just created is not there"))?;
    (steps.look)(app.clone(), scope.clone(), tenant.clone(), ()).await?;
    if let Some(admin) = admin {
        (steps.admin)(app.clone(), scope, tenant.clone(), (admin, key.actor())).await?;
    }
    if is_new {
        note(&app, &tenant, &key.actor(), "tenant.create", "tenant.created").await?;
    }
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    let location = HeaderValue::from_str(&format!("/api/internal/tenants/{}", tenant.slug));
    let location = [(header::LOCATION, location.map_err(Problem::internal)?)];
    Ok((status, location, Json(ProvisionedTenant::of(&tenant))).into_response())
}

fn checked(
    asked: &NewTenantRequest,
    settings: &Settings,
) -> Result<(NewTenant, Option<FirstAdmin>), Problem> {
    let mut wrong = Fields::default();
    let slug = TenantSlug::choose(&asked.slug, settings);
    if let Err(sentence) = &slug {
        wrong.add("slug", *sentence);
    }
    let name = line(&mut wrong, "name", &asked.name, NAME_LENGTH);
    let admin = asked.admin.as_ref().map(|admin| FirstAdmin {
        email: email(&mut wrong, "admin.email", &admin.email),
        name: person_name(&mut wrong, "admin.name", &admin.name),
    });
    wrong.ok(())?;
    let slug = slug.map_err(|sentence| Problem::field("slug", sentence))?;
    Ok((NewTenant { slug, name, org_type: asked.org_type }, admin))
}
