//! Tickets and their conversations.

use serde_json::{Value, json};

use super::{
    actors::{Actors, id_in},
    api::Body,
    journal::Journal,
    plan::{Event, Plan, Ticket},
};
use crate::failure::{Failure, Outcome};

/// The files that tickets of the plan carry.
const FILES: [(&str, &str, &[u8]); 3] = [
    ("printer-error.png", "image/png", include_bytes!("../../seed/printer-error.png")),
    ("traceroute.txt", "text/plain", include_bytes!("../../seed/traceroute.txt")),
    ("new-starters.csv", "text/csv", include_bytes!("../../seed/new-starters.csv")),
];

/// Enters the tickets, in the plan's order so that their numbers are always the same.
pub(crate) fn enter(plan: &Plan, actors: &mut Actors<'_>, journal: &mut Journal) -> Outcome {
    for ticket in &plan.tickets {
        let id = raise(ticket, actors, journal)?;
        for (at, event) in ticket.events.iter().enumerate() {
            happen(plan, event, &format!("ticket/{}/{at}", ticket.key), &id, actors, journal)?;
        }
    }
    Ok(())
}

fn raise(ticket: &Ticket, actors: &mut Actors<'_>, journal: &mut Journal) -> Outcome<String> {
    let mut files = Vec::new();
    for name in &ticket.attachments {
        files.push(journal.step(&format!("ticket/{}/file/{name}", ticket.key), |key| {
            upload(&ticket.by, name, key, actors)
        })?);
    }
    let mut body = json!({
        "subject": ticket.subject, "category": ticket.category,
        "priority": ticket.priority, "description": ticket.description,
    });
    if !files.is_empty() {
        body["attachments"] = Value::from(files);
    }
    journal.step(&format!("ticket/{}", ticket.key), |key| {
        actors.create(&ticket.by, "/api/portal/tickets", key, &body)
    })
}

fn upload(who: &str, name: &str, key: &str, actors: &mut Actors<'_>) -> Outcome<String> {
    let (_, content_type, bytes) = FILES
        .iter()
        .find(|(known, ..)| known == &name)
        .ok_or_else(|| Failure::new(format!("The seed has no file {name}.")))?;
    let path = format!("/api/portal/uploads?name={name}");
    let body = Body::Bytes { content_type, bytes };
    Ok(id_in(&actors.send(who, "POST", &path, &[("idempotency-key", key)], body)?.body))
}

fn happen(
    plan: &Plan,
    event: &Event,
    step: &str,
    ticket: &str,
    actors: &mut Actors<'_>,
    journal: &mut Journal,
) -> Outcome {
    let side = if plan.is_staff(&event.by) { "manage" } else { "portal" };
    let own = format!("/api/{side}/tickets/{ticket}");
    // A person's key becomes the id that the portal gave to that person.
    let changes = event.sets.clone().map(|mut sets| {
        if let Some(id) = sets
            .get("assignee")
            .and_then(Value::as_str)
            .and_then(|key| journal.id_of(&format!("staff/{key}")))
        {
            sets.insert("assignee".to_owned(), Value::from(id));
        }
        Value::Object(sets)
    });
    journal.step(step, |key| {
        if let Some(text) = &event.says {
            let body = if side == "manage" {
                json!({ "body": text, "internal": false })
            } else {
                json!({ "body": text })
            };
            return actors.create(&event.by, &format!("{own}/comments"), key, &body);
        }
        if let Some(text) = &event.notes {
            return actors.create(
                &event.by,
                &format!("{own}/comments"),
                key,
                &json!({ "body": text, "internal": true }),
            );
        }
        if let Some(rating) = &event.rates {
            return actors.create(&event.by, &format!("{own}/rating"), key, rating);
        }
        if event.closes {
            return actors.create(&event.by, &format!("{own}/close"), key, &json!({}));
        }
        let changes = changes.ok_or_else(|| Failure::new(format!("Nothing happens in {step}.")))?;
        let answer =
            actors.send(&event.by, "PATCH", &own, &[("idempotency-key", key)], Body::Json(&changes))?;
        Ok(id_in(&answer.body))
    })?;
    Ok(())
}
