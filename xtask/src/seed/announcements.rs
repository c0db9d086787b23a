//! Announcements, and who has read them.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{actors::Actors, api::Body, journal::Journal, plan::Plan};
use crate::failure::{Doing, Failure, Outcome};

const ANNOUNCEMENTS: &str = include_str!("../../seed/announcements.json");

/// One announcement of the MSP's plan.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Announcement {
    key: String,
    by: String,
    /// Keys of the companies that see it; all clients where there is none.
    #[serde(default)]
    to: Vec<String>,
    #[serde(default)]
    read_by: Vec<String>,
    /// The rest as the API takes it.
    fields: Map<String, Value>,
}

/// Enters the announcements.
pub(crate) fn enter(plan: &Plan, actors: &mut Actors<'_>, journal: &mut Journal) -> Outcome {
    if plan.companies.is_empty() {
        return Ok(());
    }
    let all: Vec<Announcement> =
        serde_json::from_str(ANNOUNCEMENTS).doing("Reading the demonstration's announcements")?;
    for announcement in &all {
        let mut companies = Vec::new();
        for key in &announcement.to {
            let id = journal.id_of(&format!("company/{key}"));
            companies
                .push(id.ok_or_else(|| Failure::new(format!("The plan has no company {key}.")))?.to_owned());
        }
        let mut body = Value::Object(announcement.fields.clone());
        body["shown_to"] = json!({ "all": companies.is_empty(), "companies": companies });
        let id = journal.step(&format!("announcement/{}", announcement.key), |key| {
            actors.create(&announcement.by, "/api/manage/announcements", key, &body)
        })?;
        for who in &announcement.read_by {
            journal.step(&format!("announcement/{}/read/{who}", announcement.key), |_| {
                let path = format!("/api/portal/announcements/{id}/read");
                actors.send(who, "POST", &path, &[], Body::Nothing).map(|_| String::new())
            })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::plan::plans;
    use super::*;

    #[test]
    fn the_announcements_name_people_and_companies_of_the_plan() {
        let all: Vec<Announcement> = serde_json::from_str(ANNOUNCEMENTS).unwrap();
        let msp = &plans().unwrap()[0];
        for announcement in &all {
            assert!(msp.is_staff(&announcement.by), "{}", announcement.key);
            assert!(
                announcement.to.iter().all(|key| msp.companies.iter().any(|company| company.key == *key))
            );
            assert!(announcement.read_by.iter().all(|key| !msp.is_staff(key)));
        }
        for (field, value) in [
            ("status", "draft"),
            ("status", "scheduled"),
            ("severity", "outage"),
            ("severity", "maintenance"),
        ] {
            assert!(
                all.iter().any(|one| one.fields.get(field).is_some_and(|found| found == value)),
                "{value}"
            );
        }
    }
}
