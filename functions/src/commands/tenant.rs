//! `handler tenant …`

use clap::Subcommand;
use shared::app::App;
use shared::settings::Settings;
use shared::tenant::{OrgType, TenantSlug, TenantStatus};

use super::{print, tenant_create, tenant_export, tenant_move};
use crate::folders;
use crate::state::{self, StartError};

/// What is done to tenants.
#[derive(Debug, Subcommand)]
pub enum Tenant {
    /// Create a tenant and its first admin; the same call again changes nothing and prints the same ids.
    /// The admin's password is read from PORTAL_ADMIN_PASSWORD, else from standard input.
    Create {
        /// The tenant's URL-safe name, for ever its own.
        #[arg(long, value_parser = slug)]
        slug: TenantSlug,
        /// The provider's name.
        #[arg(long)]
        name: String,
        /// `msp` or `mission`.
        #[arg(long, default_value = "msp", value_parser = org_type)]
        org_type: OrgType,
        /// Email of the first admin.
        #[arg(long)]
        admin_email: String,
        /// Name of the first admin.
        #[arg(long)]
        admin_name: String,
    },
    /// List all tenants.
    List,
    /// Let nobody of the tenant sign in; the data are kept.
    Suspend {
        /// The tenant.
        #[arg(value_parser = slug)]
        slug: TenantSlug,
    },
    /// Let the tenant's people sign in again.
    Resume {
        /// The tenant.
        #[arg(value_parser = slug)]
        slug: TenantSlug,
    },
    /// Write a tenant whole, documents and files, into one tar file.
    Export {
        /// The tenant.
        #[arg(value_parser = slug)]
        slug: TenantSlug,
        /// The file to write; it must not exist.
        #[arg(long)]
        to: std::path::PathBuf,
    },
    /// Suspend a tenant and have its data removed after 30 days; `resume` takes it back until then.
    Delete {
        /// The tenant.
        #[arg(value_parser = slug)]
        slug: TenantSlug,
    },
    /// Carry a tenant with its files to another store, verified by count and digest; it stays suspended here.
    Move {
        /// The tenant.
        #[arg(value_parser = slug)]
        slug: TenantSlug,
        /// `sqlite:FOLDER`, or `cosmos` for the store that COSMOS_* and BLOB_* name.
        #[arg(long)]
        to: String,
        /// `sqlite:FOLDER` or `cosmos`; without it the store that the settings name.
        #[arg(long)]
        from: Option<String>,
    },
}

fn slug(text: &str) -> Result<TenantSlug, String> {
    TenantSlug::parse(text).map_err(str::to_owned)
}

fn org_type(text: &str) -> Result<OrgType, String> {
    match text {
        "msp" => Ok(OrgType::Msp),
        "mission" => Ok(OrgType::Mission),
        _ => Err("Use `msp` or `mission`.".to_owned()),
    }
}

/// Runs it.
pub(super) async fn run(command: Tenant, settings: Settings) -> Result<(), StartError> {
    if let Tenant::Move { slug, to, from } = command {
        return tenant_move::run(&slug, from.as_deref(), &to, settings).await;
    }
    if !matches!(command, Tenant::Create { .. }) {
        folders::existing_data("PORTAL_DATA", &settings)?;
    }
    let app = state::build(settings).await?.app;
    match command {
        Tenant::Create { slug, name, org_type, admin_email, admin_name } => {
            let slug = TenantSlug::choose(slug.as_str(), &app.settings)
                .map_err(|sentence| StartError(format!("--slug: {sentence}")))?;
            let new = shared::tenant::NewTenant { slug, name, org_type };
            tenant_create::run(&app, new, &admin_email, &admin_name).await
        }
        Tenant::List => {
            let tenants = app.directory.list().await.map_err(|error| StartError(error.to_string()))?;
            print::json(&tenants.iter().map(|tenant| serde_json::json!({
                "slug": tenant.slug, "tenant_id": tenant.tenant_id, "name": tenant.name, "org_type": tenant.org_type,
                "status": tenant.status, "created_at": tenant.created_at,
            })).collect::<Vec<_>>()).map(drop)
        }
        Tenant::Suspend { slug } => set(&app, &slug, TenantStatus::Suspended).await,
        Tenant::Resume { slug } => set(&app, &slug, TenantStatus::Active).await,
        Tenant::Export { slug, to } => tenant_export::run(&app, &slug, &to).await,
        Tenant::Delete { slug } => {
            let tenant = app.directory.delete(&slug).await.map_err(|error| StartError(error.to_string()))?;
            print::json(&serde_json::json!({
                "slug": tenant.slug, "status": tenant.status, "deletion": tenant.deletion,
            }))
            .map(drop)
        }
        Tenant::Move { .. } => Ok(()),
    }
}

async fn set(app: &App, slug: &TenantSlug, status: TenantStatus) -> Result<(), StartError> {
    let tenant =
        app.directory.set_status(slug, status).await.map_err(|error| StartError(error.to_string()))?;
    print::json(&serde_json::json!({ "slug": tenant.slug, "status": tenant.status })).map(drop)
}
