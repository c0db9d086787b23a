//! The service catalogue, and what clients asked for.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{actors::Actors, api::Body, journal::Journal, plan::Plan};
use crate::failure::{Doing, Failure, Outcome};

const CATALOG: &str = include_str!("../../seed/catalog.json");

/// The MSP's catalogue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    items: Vec<Item>,
    requests: Vec<Request>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    key: String,
    by: String,
    /// Keys of the companies that see it; all clients where there is none.
    #[serde(default)]
    to: Vec<String>,
    /// The rest as the API takes it.
    fields: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    key: String,
    item: String,
    by: String,
    answers: Value,
    /// What a company admin says.
    #[serde(default)]
    decides: Option<Decision>,
    /// Who resolves its ticket.
    #[serde(default)]
    resolved_by: Option<String>,
    /// True where it is taken back.
    #[serde(default)]
    cancels: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    by: String,
    /// Why not; a yes without one.
    #[serde(default)]
    reason: Option<String>,
}

fn catalog() -> Outcome<Catalog> {
    serde_json::from_str(CATALOG).doing("Reading the demonstration's catalogue")
}

/// Enters the items, then the requests.
pub(crate) fn enter(plan: &Plan, actors: &mut Actors<'_>, journal: &mut Journal) -> Outcome {
    if plan.companies.is_empty() {
        return Ok(());
    }
    let Catalog { items, requests } = catalog()?;
    for item in &items {
        let mut companies = Vec::new();
        for key in &item.to {
            let id = journal.id_of(&format!("company/{key}"));
            companies
                .push(id.ok_or_else(|| Failure::new(format!("The plan has no company {key}.")))?.to_owned());
        }
        let mut body = Value::Object(item.fields.clone());
        body["shown_to"] = json!({ "all": companies.is_empty(), "companies": companies });
        journal.step(&format!("catalog/{}", item.key), |key| {
            actors.create(&item.by, "/api/manage/catalog/items", key, &body)
        })?;
    }
    for request in &requests {
        ask(request, actors, journal)?;
    }
    Ok(())
}

fn ask(request: &Request, actors: &mut Actors<'_>, journal: &mut Journal) -> Outcome {
    let item = journal.id_of(&format!("catalog/{}", request.item)).map(str::to_owned);
    let item = item.ok_or_else(|| Failure::new(format!("There is no item {}.", request.item)))?;
    let step = format!("request/{}", request.key);
    let wish = json!({ "item": item, "form_version": 1, "answers": request.answers });
    let id = journal.step(&step, |key| actors.create(&request.by, "/api/portal/requests", key, &wish))?;
    let own = format!("/api/portal/requests/{id}");
    if let Some(decision) = &request.decides {
        let (word, body) = match &decision.reason {
            None => ("approve", json!({})),
            Some(reason) => ("reject", json!({ "reason": reason })),
        };
        journal.step(&format!("{step}/decides"), |_| {
            let path = format!("{own}/{word}");
            actors.send(&decision.by, "POST", &path, &[], Body::Json(&body)).map(|_| String::new())
        })?;
    }
    if request.cancels {
        journal.step(&format!("{step}/cancels"), |_| {
            let path = format!("{own}/cancel");
            actors.send(&request.by, "POST", &path, &[], Body::Json(&json!({}))).map(|_| String::new())
        })?;
    }
    if let Some(staff) = &request.resolved_by {
        journal.step(&format!("{step}/resolved"), |_| {
            let read = actors.send(&request.by, "GET", &own, &[], Body::Nothing)?;
            let ticket = read.body["ticket"]["id"].as_str().unwrap_or_default();
            let path = format!("/api/manage/tickets/{ticket}");
            let resolved = json!({ "status": "resolved" });
            actors.send(staff, "PATCH", &path, &[], Body::Json(&resolved)).map(|_| String::new())
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::plan::plans;
    use super::*;

    #[test]
    fn the_catalogue_names_people_companies_and_items_of_the_plan() {
        let Catalog { items, requests } = catalog().unwrap();
        let msp = &plans().unwrap()[0];
        assert!(items.iter().all(|item| msp.is_staff(&item.by)));
        for item in &items {
            assert!(item.to.iter().all(|key| msp.companies.iter().any(|company| company.key == *key)));
        }
        for request in &requests {
            assert!(items.iter().any(|item| item.key == request.item), "{}", request.key);
            assert!(!msp.is_staff(&request.by), "{}", request.key);
            assert!(request.decides.as_ref().is_none_or(|decision| decision.by != request.by));
        }
        assert!(requests.iter().any(|request| request.cancels));
        assert!(requests.iter().any(|request| request.resolved_by.is_some()));
    }
}
