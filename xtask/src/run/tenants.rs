//! The two demonstration tenants, provisioned by the operator's command line.

use std::{path::Path, process::Command};

use serde_json::Value;

use super::portal::Settings;
use crate::{
    command,
    failure::{Doing, Failure, Outcome},
    progress,
    seed::{self, Tenant},
};

/// Creates the tenants of the demonstration, or finds them as they are: the command may be repeated.
pub(crate) fn provision(program: &Path, settings: &Settings) -> Outcome<Vec<Tenant>> {
    seed::plans()?
        .into_iter()
        .map(|plan| {
            let mut create = Command::new(program);
            settings.apply(&mut create);
            create.args(["tenant", "create", "--slug", &plan.slug, "--name", &plan.name]);
            create.args(["--org-type", &plan.org_type]);
            create.args(["--admin-email", &plan.admin.email, "--admin-name", &plan.admin.name]);
            create.env("PORTAL_ADMIN_PASSWORD", &plan.admin.password);
            let said =
                command::output(&mut create).map_err(|failure| first_sentence(&plan.slug, &failure))?;
            let created: Value = said
                .lines()
                .rev()
                .find_map(|line| {
                    serde_json::from_str(line).ok().filter(|value: &Value| value["tenant_id"].is_string())
                })
                .map_or_else(|| serde_json::from_str(&said), Ok)
                .doing("Reading what `handler tenant create` said")?;
            let id = created["tenant_id"].as_str().unwrap_or_default().to_owned();
            progress::say(&format!("{} tenant {}", progress::green("✓"), plan.slug));
            Ok(Tenant { id, plan })
        })
        .collect()
}

/// Only what the portal itself said, without the command line around it.
fn first_sentence(slug: &str, failure: &Failure) -> Failure {
    let said = failure.to_string();
    let sentence = said.split_once("): ").map_or(said.as_str(), |(_, sentence)| sentence);
    Failure::new(format!("The tenant {slug} could not be provisioned: {sentence}"))
}
