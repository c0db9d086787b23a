//! `PATCH /api/manage/tickets/{id}` – staff change a ticket's properties.

use axum::extract::State;
use serde::{Deserialize, Deserializer, Serialize};
use shared::account::{User, UserStatus};
use shared::app::App;
use shared::http::{Body, PathId, WithETag, WriteProblems};
use shared::id::{TicketKind, UserId};
use shared::problem::{Fields, Problem};
use shared::session::{Level, Staff, Technician};
use shared::store::Found;
use utoipa::ToSchema;

use super::super::conditions::{ChangeHeaders, Conditions, TicketPath, answer};
use super::super::text;
use crate::caller::Caller;
use crate::model::{Category, PersonRef, Priority, Status, TargetsRecord};
use crate::store::change;
use crate::views::TicketView;

/// What changes; what is absent stays.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TicketUpdate {
    /// Any status may follow any other.
    #[serde(default)]
    status: Option<Status>,
    /// Counts the targets anew from the opening.
    #[serde(default)]
    priority: Option<Priority>,
    /// What it is about.
    #[serde(default)]
    category: Option<Category>,
    /// An active technician or admin; null for nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<UserId>)]
    assignee: Option<Option<UserId>>,
    /// What it is about, in one line.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 500)]
    subject: Option<String>,
}

/// Tells null from absent.
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<UserId>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Changes a ticket's properties. What is as asked for already leaves no trace.
///
/// Errors: 403 viewers · 404 unknown · 412 another version · 422 fields.
#[utoipa::path(
    patch,
    path = "/api/manage/tickets/{id}",
    tag = "tickets",
    operation_id = "manage_ticket_update",
    params(TicketPath, ChangeHeaders),
    request_body = TicketUpdate,
    responses((status = 200, description = "The ticket", body = TicketView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
    conditions: Conditions,
    Body(update): Body<TicketUpdate>,
) -> Result<WithETag<TicketView>, Problem> {
    let caller = Caller::from(&staff);
    let mut wish = conditions.wish(&app, &caller, &id, "ticket.update", &update)?;
    let mut fields = Fields::default();
    let subject = update.subject.as_deref().map(|typed| text::subject(&mut fields, typed));
    let subject = fields.ok(subject)?;
    if update.priority.is_some() {
        wish.reads.push(TargetsRecord::ID.to_owned());
    }
    wish.reads.extend(update.assignee.iter().flatten().map(UserId::to_string));
    let changed = change(wish, |draft, found| {
        if let Some(who) = &update.assignee {
            draft.assign(who.as_ref().map(|who| worker(found, who)).transpose()?);
        }
        if let Some(priority) = update.priority {
            let targets = found.take::<TargetsRecord>(TargetsRecord::ID)?.map(|record| record.value.targets);
            draft.prioritise(priority, targets.unwrap_or_default().of(priority));
        }
        if let Some(category) = update.category {
            draft.categorise(category);
        }
        if let Some(subject) = &subject {
            draft.rename(subject);
        }
        if let Some(status) = update.status {
            draft.enter(status);
        }
        Ok(Vec::new())
    })
    .await?;
    answer(&app, &caller, &id, changed).await
}

/// Somebody who may work on tickets.
fn worker(found: &mut Found, who: &UserId) -> Result<PersonRef, Problem> {
    let account = found.take::<User>(who.as_str())?.map(|stored| stored.value);
    account
        .filter(|user| user.status == UserStatus::Active && Technician::reached_by(user.role))
        .map(|user| PersonRef::from(&user))
        .ok_or_else(|| Problem::field("assignee", "There is no technician or admin with this id."))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use shared_testing::Who;

    use crate::tests::desk::{at, desk, numbers, person, set, show, ticket};

    #[tokio::test]
    async fn each_property_that_changes_leaves_a_line_in_the_conversation() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let me = person(&app, Who::Technician);
        let update = json!({
            "status": "in_progress", "priority": "high", "category": "hardware", "assignee": me, "subject": "Tray 2",
        });
        let page = set(&app, &id, update.clone()).await;
        let events: Vec<Value> =
            page["comments"].as_array().unwrap()[1..].iter().map(|e| e["event"].clone()).collect();
        assert_eq!(
            events,
            [
                json!({ "type": "assignee", "to": "Technician" }),
                json!({
                    "type": "priority", "from": "medium", "to": "high",
                    "next": { "target": "first_response", "due_at": "2026-03-02T10:00:00Z" },
                }),
                json!({ "type": "category", "from": "general", "to": "hardware" }),
                json!({ "type": "subject", "from": "Printer jams", "to": "Tray 2" }),
                json!({ "type": "status", "from": "open", "to": "in_progress" }),
            ]
        );
        assert_eq!(page["version"], 2);
        assert_eq!(set(&app, &id, update).await["version"], 2, "the same again changes nothing");
        assert_eq!(numbers(&app, Who::User, "?q=tray").await, [1], "the search knows the new subject");
        assert_eq!(numbers(&app, Who::User, "?q=jams").await, [0; 0]);
        let freed = set(&app, &id, json!({ "assignee": null })).await;
        assert!(freed["assignee"].is_null());
    }

    #[tokio::test]
    async fn a_more_urgent_ticket_is_due_from_the_change_on_and_says_so() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        set(&app, &id, json!({ "priority": "low" })).await;
        app.clock.advance(jiff::SignedDuration::from_hours(10));
        let page = set(&app, &id, json!({ "priority": "critical" })).await;
        // The first answer was due after eight hours and is late already; the solution is due in four hours.
        let resolution = json!({ "due_at": "2026-03-02T23:00:00Z", "breached": false });
        assert_eq!(page["targets"]["resolution"], resolution);
        assert_eq!(page["targets"]["first_response"]["breached"], true);
        let told = page["comments"].as_array().unwrap().last().unwrap()["event"]["next"].clone();
        assert_eq!(told, json!({ "target": "first_response", "due_at": "2026-03-02T17:00:00Z" }));
        // Answered, only the solution is left; while it waits on the client, nothing runs.
        let reply = json!({ "body": "On it", "internal": false });
        let _ = app
            .as_(Who::Technician)
            .post(&at(Who::Technician, &id, "/comments"))
            .json(&reply)
            .await
            .expect(201);
        let page = set(&app, &id, json!({ "priority": "high" })).await;
        let told = |page: &Value| {
            page["comments"].as_array().unwrap().iter().rev().find_map(|entry| {
                (entry["event"]["type"] == "priority").then(|| entry["event"]["next"].clone())
            })
        };
        assert_eq!(told(&page).unwrap(), json!({ "target": "resolution", "due_at": "2026-03-02T23:00:00Z" }));
        let page = set(&app, &id, json!({ "priority": "critical", "status": "waiting_on_client" })).await;
        assert_eq!(told(&page).unwrap(), Value::Null);
    }

    #[tokio::test]
    async fn any_status_may_follow_any_other() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        for from in crate::model::Status::ALL {
            for to in crate::model::Status::ALL {
                set(&app, &id, json!({ "status": from })).await;
                assert_eq!(set(&app, &id, json!({ "status": to })).await["status"], to.as_str());
            }
        }
    }

    #[tokio::test]
    async fn who_read_an_older_version_is_told_so() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let path = at(Who::Technician, &id, "");
        let patch = |version: u64, status: &str| {
            app.as_(Who::Technician).patch(&path).if_match(version).json(&json!({ "status": status })).send()
        };
        let changed = patch(1, "in_progress").await.expect(200);
        assert_eq!(changed.header("etag"), "\"2\"");
        let late = patch(1, "closed").await.expect(412).json();
        assert_eq!(late["code"], "PRECONDITION_FAILED");
        assert_eq!(show(&app, Who::User, &id).await["status"], "in_progress");
    }
}
