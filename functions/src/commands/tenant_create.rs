//! `handler tenant create`: the directory entry, the branding and the first admin, in this order, each only where it
//! is missing: a call that was killed half-way is finished by the next one.

use std::io::Read as _;

use secrecy::SecretString;
use shared::app::App;
use shared::audit::Actor;
use shared::http::clean_line;
use shared::problem::Problem;
use shared::tenant::NewTenant;

use super::print;
use crate::state::StartError;

/// Creates the tenant and prints its ids.
pub(super) async fn run(app: &App, new: NewTenant, email: &str, admin: &str) -> Result<(), StartError> {
    let name = clean_line(&new.name);
    if name.is_empty() || name.chars().count() > 100 {
        return Err(StartError("--name: use 1 to 100 characters.".into()));
    }
    let password = password()?;
    let (tenant, _) = app
        .directory
        .create(NewTenant { name, ..new })
        .await
        .map_err(|error| StartError(error.to_string()))?;
    let (scope, _) = app
        .directory
        .scope(&tenant.slug)
        .await
        .map_err(|error| StartError(error.to_string()))?
        .ok_or_else(|| StartError("The tenant was created but cannot be read.".into()))?;
    branding::provision(app, &scope, &tenant).await.map_err(sentence)?;
    admin::provision_admin(app, &scope, &tenant.name, email, admin, Some(password), &Actor::operator())
        .await
        .map_err(sentence)?;
    print::json(&serde_json::json!({ "tenant_id": tenant.tenant_id, "tenant_slug": tenant.slug })).map(drop)
}

/// PORTAL_ADMIN_PASSWORD, else the first line of standard input.
fn password() -> Result<SecretString, StartError> {
    if let Ok(text) = std::env::var("PORTAL_ADMIN_PASSWORD") {
        return Ok(text.into());
    }
    let mut text = String::new();
    std::io::stdin()
        .take(1_024)
        .read_to_string(&mut text)
        .map_err(|error| StartError(format!("The password cannot be read from standard input: {error}.")))?;
    Ok(text.lines().next().unwrap_or("").to_owned().into())
}

fn sentence(problem: Problem) -> StartError {
    match problem {
        Problem::Invalid(fields) => {
            let all: Vec<String> =
                fields.0.iter().map(|(field, message)| format!("{field}: {message}")).collect();
            StartError(all.join(" "))
        }
        other => {
            StartError(format!("The tenant is not complete yet; run the same command again. ({other:?})"))
        }
    }
}
