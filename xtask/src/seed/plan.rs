//! What belongs into a demonstration tenant, read from `xtask/seed/*.json`.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::failure::{Doing, Outcome};

/// One tenant with everything in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) org_type: String,
    /// The first staff account, made with the tenant.
    pub(crate) admin: Person,
    /// The fields of the branding as the API takes them.
    #[serde(default)]
    pub(crate) branding: Map<String, Value>,
    #[serde(default)]
    pub(crate) staff: Vec<Person>,
    #[serde(default)]
    pub(crate) companies: Vec<Company>,
    #[serde(default)]
    pub(crate) canned_replies: Vec<Value>,
    #[serde(default)]
    pub(crate) tickets: Vec<Ticket>,
}

/// Somebody who can sign in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    /// The name by which the rest of the plan speaks of this person.
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) role: String,
    /// `own` or `company`: which tickets a client user sees.
    pub(crate) access: Option<String>,
    pub(crate) password: String,
}

/// A client company and its people.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Company {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) contact_email: String,
    pub(crate) email_domains: Vec<String>,
    pub(crate) users: Vec<Person>,
    /// People who cannot sign in, so that every state can be looked at.
    #[serde(default)]
    pub(crate) others: Vec<Other>,
}

/// Somebody who cannot sign in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Other {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) state: State,
}

/// Why somebody cannot sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// Invited by mail, and has not joined yet.
    Invited,
    /// Had an account, and has it no more.
    Disabled,
    /// Came from a file, and nobody has invited them.
    Imported,
}

/// A ticket and what happened to it, in order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ticket {
    pub(crate) key: String,
    pub(crate) by: String,
    pub(crate) subject: String,
    pub(crate) category: String,
    pub(crate) priority: String,
    pub(crate) description: String,
    #[serde(default)]
    pub(crate) attachments: Vec<String>,
    #[serde(default)]
    pub(crate) events: Vec<Event>,
}

/// One thing that somebody did with a ticket: exactly one field beside `by` is set.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    pub(crate) by: String,
    /// A comment that the client reads.
    pub(crate) says: Option<String>,
    /// An internal note of the staff.
    pub(crate) notes: Option<String>,
    /// Fields that the staff changes; `assignee` is a person's key.
    pub(crate) sets: Option<Map<String, Value>>,
    /// The client closes the ticket.
    #[serde(default)]
    pub(crate) closes: bool,
    /// The client rates the solution: 1 to 5 and a comment.
    pub(crate) rates: Option<Value>,
}

impl Plan {
    /// Everybody in the tenant.
    pub(crate) fn people(&self) -> impl Iterator<Item = &Person> {
        let clients = self.companies.iter().flat_map(|company| &company.users);
        std::iter::once(&self.admin).chain(&self.staff).chain(clients)
    }

    /// Whether a person belongs to the staff.
    pub(crate) fn is_staff(&self, key: &str) -> bool {
        self.admin.key == key || self.staff.iter().any(|person| person.key == key)
    }
}

/// The tenants of the demonstration.
pub(crate) fn plans() -> Outcome<Vec<Plan>> {
    let texts = [include_str!("../../seed/demo-msp.json"), include_str!("../../seed/demo-mission.json")];
    texts.iter().map(|text| serde_json::from_str(text).doing("Reading the demonstration data")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn passwords_obey_the_rules_of_the_portal() {
        for plan in plans().unwrap() {
            for person in plan.people() {
                let local = person.email.split('@').next().unwrap();
                let password = person.password.to_lowercase();
                assert!(password.chars().count() >= 12, "{}", person.key);
                assert!(!password.contains(&local.to_lowercase()), "{}", person.key);
                assert!(!password.contains(&plan.name.to_lowercase()), "{}", person.key);
            }
        }
    }

    #[test]
    fn keys_are_unique_and_every_person_named_exists() {
        for plan in plans().unwrap() {
            let people: HashSet<_> = plan.people().map(|person| person.key.as_str()).collect();
            assert_eq!(people.len(), plan.people().count());
            let tickets: HashSet<_> = plan.tickets.iter().map(|ticket| ticket.key.as_str()).collect();
            assert_eq!(tickets.len(), plan.tickets.len());
            for ticket in &plan.tickets {
                assert!(people.contains(ticket.by.as_str()) && !plan.is_staff(&ticket.by), "{}", ticket.key);
                for event in &ticket.events {
                    assert!(people.contains(event.by.as_str()), "{}: {}", ticket.key, event.by);
                }
            }
        }
    }

    #[test]
    fn the_msp_shows_every_state_of_a_person() {
        let plans = plans().unwrap();
        let others: Vec<_> = plans[0].companies.iter().flat_map(|company| &company.others).collect();
        for state in [State::Invited, State::Disabled, State::Imported] {
            assert!(others.iter().any(|other| other.state == state), "{state:?}");
        }
    }

    #[test]
    fn the_msp_shows_every_status_priority_and_category() {
        let plans = plans().unwrap();
        let msp = &plans[0];
        for priority in ["low", "medium", "high", "critical"] {
            assert!(msp.tickets.iter().any(|ticket| ticket.priority == priority), "{priority}");
        }
        for category in ["general", "hardware", "software", "network", "email", "security", "other"] {
            assert!(msp.tickets.iter().any(|ticket| ticket.category == category), "{category}");
        }
        let sets = |status: &str| {
            msp.tickets.iter().any(|ticket| {
                let last =
                    ticket.events.iter().filter_map(|event| event.sets.as_ref()?.get("status")).next_back();
                last.is_some_and(|last| last == status)
            })
        };
        for status in ["in_progress", "waiting_on_client", "waiting_on_vendor", "resolved", "closed"] {
            assert!(sets(status), "{status}");
        }
        assert!(msp.tickets.iter().any(|ticket| ticket.events.is_empty()), "open");
    }
}
