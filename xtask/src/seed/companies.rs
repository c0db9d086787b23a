//! Staff, client companies and their users.

use serde_json::{Value, json};

use super::{actors::Actors, journal::Journal, plan::Plan};
use crate::failure::Outcome;

/// Enters the tenant's people.
pub(crate) fn enter(plan: &Plan, actors: &mut Actors<'_>, journal: &mut Journal) -> Outcome {
    let admin = plan.admin.key.as_str();
    for person in &plan.staff {
        let body = json!({
            "name": person.name, "email": person.email, "role": person.role, "password": person.password,
        });
        journal.step(&format!("staff/{}", person.key), |key| {
            actors.create(admin, "/api/manage/staff", key, &body)
        })?;
    }
    for company in &plan.companies {
        let body = json!({
            "name": company.name, "contact_email": company.contact_email, "email_domains": company.email_domains,
        });
        let id = journal.step(&format!("company/{}", company.key), |key| {
            actors.create(admin, "/api/manage/companies", key, &body)
        })?;
        for person in &company.users {
            let mut body = json!({
                "name": person.name, "email": person.email, "role": person.role, "password": person.password,
            });
            if let Some(access) = &person.access {
                body["access"] = Value::from(access.as_str());
            }
            let path = format!("/api/manage/companies/{id}/users");
            journal.step(&format!("user/{}", person.key), |key| actors.create(admin, &path, key, &body))?;
        }
    }
    Ok(())
}
