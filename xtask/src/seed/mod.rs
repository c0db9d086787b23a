//! Demonstration data, entered through the portal's own API by the people that they belong to.

use std::path::Path;

use clap::Args;

mod actors;
mod announcements;
mod api;
mod catalog;
mod companies;
mod documents;
mod invoices;
mod journal;
mod look;
mod plan;
mod tickets;

pub(crate) use plan::{Person, Plan, plans};

use crate::{
    failure::{Failure, Outcome},
    paths, progress,
    run::{Login, TenantLogins},
};

/// Which portal to fill.
#[derive(Args)]
pub(crate) struct Options {
    /// The portal's address, whose tenants `demo-msp` and `demo-mission` exist with the demonstration's admins, and whose
    /// mails are to be read at `/dev/mail`
    #[arg(long, default_value = "http://localhost:7071")]
    address: String,
}

/// A tenant that exists, with what belongs into it.
pub(crate) struct Tenant {
    /// The portal's id of the tenant: data of another tenant of the same name are not ours.
    pub(crate) id: String,
    pub(crate) plan: Plan,
}

/// Fills a portal that is already running.
pub(crate) fn run(options: &Options) -> Outcome {
    let address = options.address.trim_end_matches('/');
    let tenants =
        plans()?.into_iter().map(|plan| Tenant { id: address.to_owned(), plan }).collect::<Vec<_>>();
    let journal = paths::root().join(".local/seed-remote.jsonl");
    fill(address, &journal, &tenants, &|| false).map(drop)
}

/// Enters what is missing and answers who can sign in. May be cut short at any point and called again.
pub(crate) fn fill(
    address: &str,
    journal: &Path,
    tenants: &[Tenant],
    stop: &dyn Fn() -> bool,
) -> Outcome<Vec<TenantLogins>> {
    for tenant in tenants {
        let mut journal = journal::Journal::open(journal, &tenant.id, &tenant.plan.slug)?;
        if journal.is_complete() {
            continue;
        }
        progress::step(&format!("seeding {}", tenant.plan.slug), || {
            let mut actors = actors::Actors::new(address, &tenant.plan, stop);
            companies::enter(&tenant.plan, &mut actors, &mut journal)?;
            look::enter(&tenant.plan, &mut actors, &mut journal)?;
            tickets::enter(&tenant.plan, &mut actors, &mut journal)?;
            announcements::enter(&tenant.plan, &mut actors, &mut journal)?;
            invoices::enter(&tenant.plan, &mut actors, &mut journal)?;
            catalog::enter(&tenant.plan, &mut actors, &mut journal)?;
            documents::enter(&tenant.plan, &mut actors, &mut journal)?;
            actors.all_join()?;
            journal.complete()
        })?;
    }
    Ok(tenants.iter().map(|tenant| logins(&tenant.id, &tenant.plan)).collect())
}

/// The portal's id of a tenant's first client company, asked for in the name of its admin.
pub(crate) fn first_company(address: &str, tenant: &TenantLogins) -> Outcome<String> {
    let admin = tenant.logins.iter().find(|login| login.role == "admin");
    let admin = admin.ok_or_else(|| Failure::new("The demonstration has no admin."))?;
    let api = api::Api::new(address);
    let login =
        serde_json::json!({ "tenant": tenant.slug, "email": admin.email, "password": admin.password });
    let (path, headers) = ("/api/auth/login", &[][..]);
    let call = api::Call { method: "POST", path, cookie: None, headers, body: api::Body::Json(&login) };
    let cookie = api.send(&call)?.cookie;
    let path = "/api/manage/companies?limit=1";
    let call =
        api::Call { method: "GET", path, cookie: cookie.as_deref(), headers, body: api::Body::Nothing };
    let id = actors::id_in(&api.send(&call)?.body["items"][0]);
    if id.is_empty() { Err(Failure::new("The tenant has no client company.")) } else { Ok(id) }
}

/// One login of each role, as the plan names them.
fn logins(id: &str, plan: &Plan) -> TenantLogins {
    let mut logins = Vec::new();
    for role in ["user", "company_admin", "admin", "technician", "viewer"] {
        if let Some(person) = plan.people().find(|person| person.role == role) {
            logins.push(Login {
                role: role.to_owned(),
                email: person.email.clone(),
                password: person.password.clone(),
            });
        }
    }
    TenantLogins {
        slug: plan.slug.clone(),
        tenant_id: id.to_owned(),
        org_type: plan.org_type.clone(),
        logins,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_msp_has_one_login_of_each_role_and_the_mission_an_admin() {
        let all: Vec<_> = plans().unwrap().iter().map(|plan| logins("tnt_x", plan)).collect();
        let roles = |at: usize| all[at].logins.iter().map(|login| login.role.as_str()).collect::<Vec<_>>();
        assert_eq!(all[0].slug, "demo-msp");
        assert_eq!(roles(0), ["user", "company_admin", "admin", "technician", "viewer"]);
        assert_eq!(all[1].slug, "demo-mission");
        assert_eq!(roles(1), ["admin"]);
    }
}
