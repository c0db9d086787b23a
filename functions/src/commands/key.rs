//! `handler key …`: service keys of the installation, with which Hub creates tenants.

use clap::Subcommand;
use secrecy::ExposeSecret as _;
use shared::audit::Actor;
use shared::http::clean_line;
use shared::service_key::{self, KeyScope, NewKey, ServiceKeyRecord};
use shared::settings::Settings;

use super::print;
use crate::folders;
use crate::state::{self, StartError};

/// What is done to keys.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Make a key and print it: it is not kept and cannot be shown again.
    Create {
        /// What it is for, such as `Hub`.
        #[arg(long)]
        name: String,
        /// What it opens: `tenants`, `tenant_read`, `tenant_export`, `invoices`, `signing`, `contacts`; the first three unless given.
        #[arg(long = "scope", value_parser = scope)]
        scopes: Vec<KeyScope>,
    },
    /// List all keys with their last use, without the keys themselves.
    List,
    /// Revoke a key: it opens nothing from now on.
    Revoke {
        /// Its id, as `list` prints it.
        id: String,
    },
}

fn scope(word: &str) -> Result<KeyScope, String> {
    KeyScope::parse(word).ok_or_else(|| {
        "Use `tenants`, `tenant_read`, `tenant_export`, `invoices`, `signing` or `contacts`.".to_owned()
    })
}

/// Runs it.
pub(super) async fn run(command: Key, settings: Settings) -> Result<(), StartError> {
    if !matches!(command, Key::Create { .. }) {
        folders::existing_data("PORTAL_DATA", &settings)?;
    }
    let app = state::build(settings).await?.app;
    let actor = Actor::operator();
    match command {
        Key::Create { name, scopes } => {
            let name = clean_line(&name);
            if name.is_empty() || name.chars().count() > 100 {
                return Err(StartError("--name: use 1 to 100 characters.".into()));
            }
            let hub = || vec![KeyScope::Tenants, KeyScope::TenantRead, KeyScope::TenantExport];
            let scopes = if scopes.is_empty() { hub() } else { scopes };
            let made =
                service_key::create(&app, None, &actor, NewKey { name, scopes }).await.map_err(sentence)?;
            let key = made.record;
            let mut told =
                serde_json::json!({ "id": key.id, "name": key.name, "scopes": key.scopes, "key": made.text });
            if let Some(secret) = made.callback_secret {
                told["callback_secret"] = secret.expose_secret().into();
            }
            print::json(&told)
        }
        Key::List => {
            let keys = service_key::list(&app, None).await.map_err(sentence)?;
            print::json(&keys.iter().map(shown).collect::<Vec<_>>())
        }
        Key::Revoke { id } => {
            service_key::revoke(&app, None, &actor, &id).await.map_err(sentence)?;
            print::json(&serde_json::json!({ "id": id, "revoked": true }))
        }
    }
    .map(drop)
}

fn shown(key: &ServiceKeyRecord) -> serde_json::Value {
    serde_json::json!({
        "id": key.id, "name": key.name, "scopes": key.scopes, "created_at": key.created_at,
        "last_used_at": key.last_used_at, "revoked_at": key.revoked_at,
    })
}

fn sentence(error: impl std::fmt::Display) -> StartError {
    StartError(error.to_string())
}
