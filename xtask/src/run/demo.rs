//! Who can sign in: the table on the terminal and `demo.json` for programs.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::folder::Folder;
use crate::{
    failure::{Doing, Failure, Outcome},
    paths, private, progress,
};

/// One person that can sign in.
#[derive(Serialize, Deserialize, Clone)]
pub(crate) struct Login {
    pub(crate) role: String,
    pub(crate) email: String,
    pub(crate) password: String,
}

/// The logins of one tenant.
#[derive(Serialize, Deserialize)]
pub(crate) struct TenantLogins {
    pub(crate) slug: String,
    /// The portal's id of the tenant.
    pub(crate) tenant_id: String,
    pub(crate) org_type: String,
    pub(crate) logins: Vec<Login>,
}

#[derive(Serialize)]
struct Announced<'a> {
    address: &'a str,
    /// What the Hub of this machine provisions tenants with.
    service_key: &'a str,
    tenants: &'a [TenantLogins],
}

/// What `demo.json` says.
#[derive(Deserialize)]
pub(crate) struct Demo {
    pub(crate) address: String,
    pub(crate) tenants: Vec<TenantLogins>,
}

impl Demo {
    /// Of the portal that runs with this data folder.
    pub(crate) fn read(folder: &Path) -> Outcome<Self> {
        let path = folder.join("demo.json");
        let text = fs::read_to_string(&path).map_err(|_| {
            Failure::new(format!(
                "{} is missing: start the portal with `cargo xtask run`.",
                paths::shown(&path)
            ))
        })?;
        serde_json::from_str(&text).doing("Reading demo.json")
    }
}

/// Writes `demo.json` and prints the same for people.
pub(crate) fn announce(
    folder: &Folder,
    address: &str,
    service_key: &str,
    tenants: &[TenantLogins],
) -> Outcome {
    let path = folder.join("demo.json");
    let text = serde_json::to_string_pretty(&Announced { address, service_key, tenants })
        .doing("Writing demo.json")?;
    private::write(&path, &(text + "\n")).doing("Writing demo.json")?;

    progress::say("");
    progress::say(&format!("  {} {}", progress::bold("The portal is at"), progress::bold(address)));
    for tenant in tenants {
        table(address, tenant);
    }
    progress::say("");
    progress::say(&format!("  Mail that it sends is shown at {address}/dev/mail"));
    progress::say(&progress::faint(&format!("  These logins as JSON: {}", paths::shown(&path))));
    progress::say(&progress::faint(&format!("  Log: {}", paths::shown(&folder.join("handler.log")))));
    progress::say(&progress::faint("  Ctrl-C stops it; the data is kept."));
    progress::say("");
    Ok(())
}

fn table(address: &str, tenant: &TenantLogins) {
    let width = |pick: fn(&Login) -> &str| {
        tenant.logins.iter().map(|login| pick(login).chars().count()).max().unwrap_or(0)
    };
    let (role, email) = (width(|login| &login.role), width(|login| &login.email));
    progress::say("");
    progress::say(&format!(
        "  {}  {address}/portal/login?tenant={}",
        progress::bold(&tenant.slug),
        tenant.slug
    ));
    for login in &tenant.logins {
        progress::say(&format!("    {:role$}  {:email$}  {}", login.role, login.email, login.password));
    }
}
