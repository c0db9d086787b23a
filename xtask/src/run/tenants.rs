//! The tenants of a local portal, provisioned by the operator's command line.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

use super::{
    demo::{Login, TenantLogins},
    portal::Settings,
};
use crate::{
    command,
    failure::{Doing, Failure, Outcome},
    private, progress,
    seed::{self, Person, Plan, Tenant},
};

/// Creates the tenants of the demonstration, or finds them as they are: the command may be repeated.
pub(crate) fn provision(program: &Path, settings: &Settings) -> Outcome<Vec<Tenant>> {
    let made = |plan: Plan| {
        let id = create(program, settings, (&plan.slug, &plan.name, &plan.org_type), &plan.admin)?;
        Ok(Tenant { id, plan })
    };
    seed::plans()?.into_iter().map(made).collect()
}

/// Creates the one tenant of a portal without demonstration data, with nobody in it but its first admin.
pub(crate) fn empty(program: &Path, settings: &Settings) -> Outcome<TenantLogins> {
    let admin: Person = serde_json::from_str(include_str!("../../seed/newcomer.json"))
        .doing("Reading who begins with an empty portal")?;
    let (slug, org_type) = ("my-msp", "msp");
    let tenant_id = create(program, settings, (slug, "My MSP", org_type), &admin)?;
    let login = Login { role: admin.role, email: admin.email, password: admin.password };
    Ok(TenantLogins { slug: slug.to_owned(), tenant_id, org_type: org_type.to_owned(), logins: vec![login] })
}

/// The key with which this machine's Hub provisions tenants, kept in `file`; made when first asked for.
pub(crate) fn hub_key(program: &Path, settings: &Settings, file: &Path) -> Outcome<String> {
    if let Ok(key) = fs::read_to_string(file) {
        return Ok(key.trim().to_owned());
    }
    let mut create = Command::new(program);
    settings.apply(&mut create);
    create.args(["key", "create", "--name", "Hub"]);
    let key = answer(&command::output(&mut create)?, "key")?;
    private::write(file, &format!("{key}\n")).doing("Writing the Hub's key")?;
    Ok(key)
}

fn create(
    program: &Path,
    settings: &Settings,
    (slug, name, org_type): (&str, &str, &str),
    admin: &Person,
) -> Outcome<String> {
    let mut create = Command::new(program);
    settings.apply(&mut create);
    create.args(["tenant", "create", "--slug", slug, "--name", name, "--org-type", org_type]);
    create.args(["--admin-email", &admin.email, "--admin-name", &admin.name]);
    create.env("PORTAL_ADMIN_PASSWORD", &admin.password);
    let said = command::output(&mut create).map_err(|failure| first_sentence(slug, &failure))?;
    let id = answer(&said, "tenant_id")?;
    progress::say(&format!("{} tenant {slug}", progress::green("✓")));
    Ok(id)
}

/// The text of a field of the JSON that `handler` printed, on one line or on several.
fn answer(said: &str, field: &str) -> Outcome<String> {
    let line = |line: &str| serde_json::from_str(line).ok().filter(|value: &Value| value[field].is_string());
    let value: Value = said
        .lines()
        .rev()
        .find_map(line)
        .map_or_else(|| serde_json::from_str(said), Ok)
        .doing("Reading what `handler` said")?;
    Ok(value[field].as_str().unwrap_or_default().to_owned())
}

/// Only what the portal itself said, without the command line around it.
fn first_sentence(slug: &str, failure: &Failure) -> Failure {
    let said = failure.to_string();
    let sentence = said.split_once("): ").map_or(said.as_str(), |(_, sentence)| sentence);
    Failure::new(format!("The tenant {slug} could not be provisioned: {sentence}"))
}
