//! Staff, client companies and their users.

use serde_json::{Value, json};

use super::{
    actors::{Actors, id_in},
    api::Body,
    journal::Journal,
    plan::{Company, Plan, State},
};
use crate::failure::Outcome;

/// Enters the tenant's people: whoever has a password in the plan is invited and joins when they first do something.
pub(crate) fn enter(plan: &Plan, actors: &mut Actors<'_>, journal: &mut Journal) -> Outcome {
    let admin = plan.admin.key.as_str();
    for person in &plan.staff {
        let body = json!({ "name": person.name, "email": person.email, "role": person.role });
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
            let mut body = json!({ "name": person.name, "email": person.email, "role": person.role });
            if let Some(access) = &person.access {
                body["access"] = Value::from(access.as_str());
            }
            let path = format!("/api/manage/companies/{id}/users");
            journal.step(&format!("user/{}", person.key), |key| actors.create(admin, &path, key, &body))?;
        }
        others(company, &id, admin, actors, journal)?;
    }
    Ok(())
}

/// People who cannot sign in: invited, disabled, or from a file.
fn others(
    company: &Company,
    id: &str,
    admin: &str,
    actors: &mut Actors<'_>,
    journal: &mut Journal,
) -> Outcome {
    let path = format!("/api/manage/companies/{id}/users");
    let mut file = String::new();
    for other in &company.others {
        let mut body = json!({ "name": other.name, "email": other.email, "role": "user" });
        let step = format!("user/{}", other.key);
        match other.state {
            State::Imported => {
                file.push_str(&format!("\"{}\",\"{}\",{}\n", company.name, other.name, other.email));
            }
            State::Invited => drop(journal.step(&step, |key| actors.create(admin, &path, key, &body))?),
            State::Disabled => {
                body["password"] = Value::from("nobody knows it any more");
                let user = journal.step(&step, |key| actors.create(admin, &path, key, &body))?;
                journal.step(&format!("disable/{}", other.key), |_| {
                    let path = format!("/api/manage/users/{user}/disable");
                    actors.send(admin, "POST", &path, &[], Body::Nothing).map(|_| String::new())
                })?;
            }
        }
    }
    if file.is_empty() {
        return Ok(());
    }
    let file = format!("Company,Name,Email\n{file}");
    let import = journal.step(&format!("import/{}", company.key), |_| {
        let body = Body::Bytes { content_type: "text/csv", bytes: file.as_bytes() };
        actors
            .send(admin, "POST", "/api/manage/imports?name=people.csv", &[], body)
            .map(|answer| id_in(&answer.body))
    })?;
    journal.step(&format!("import/{}/start", company.key), |_| {
        let path = format!("/api/manage/imports/{import}");
        let read = actors.send(admin, "GET", &path, &[], Body::Nothing)?;
        // It may have been started without being written down.
        if read.body["status"] == "checked" {
            let version = read.etag.unwrap_or_default();
            actors.send(admin, "POST", &format!("{path}/start"), &[("if-match", &version)], Body::Nothing)?;
        }
        Ok(String::new())
    })?;
    Ok(())
}
