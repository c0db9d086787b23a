//! `POST /api/manage/tickets` – staff open a ticket in a client user's name.

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, CreateProblems, IdempotencyKey, Once};
use shared::id::{CompanyId, FileId, UserId};
use shared::problem::{Fields, Problem};
use shared::session::{Staff, Technician};
use utoipa::ToSchema;

use super::super::conditions::CreateHeaders;
use super::super::create_ticket::answer;
use super::super::text;
use crate::caller::Caller;
use crate::lanes::Lanes;
use crate::model::{Category, Priority};
use crate::store::{Opening, create};
use crate::views::TicketView;

/// A new ticket of a client user.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTicketFor {
    /// Whose it is.
    company: CompanyId,
    /// Who asks: an active person of the company.
    submitter: UserId,
    /// What it is about, in one line.
    #[schema(min_length = 1, max_length = 500)]
    subject: String,
    /// What it is about.
    #[serde(default)]
    category: Category,
    /// How much it matters.
    #[serde(default)]
    priority: Priority,
    /// What happened, what is wanted.
    #[schema(min_length = 1, max_length = 20_000)]
    description: String,
    /// Own unused uploads.
    #[serde(default)]
    #[schema(max_items = 10)]
    attachments: Vec<FileId>,
    /// People of the company who shall see it too.
    #[serde(default)]
    #[schema(max_items = 20)]
    watchers: Vec<UserId>,
}

/// Opens a ticket in a client user's name.
///
/// Errors: 403 viewers · 422 fields · 503 many others at once.
#[utoipa::path(
    post,
    path = "/api/manage/tickets",
    tag = "tickets",
    operation_id = "manage_ticket_create",
    params(CreateHeaders),
    request_body = NewTicketFor,
    responses((status = 201, description = "The new ticket", body = TicketView), CreateProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    lanes: Lanes,
    key: IdempotencyKey,
    Body(new): Body<NewTicketFor>,
) -> Result<Response, Problem> {
    let caller = Caller::from(&staff);
    let once = Once::new(&key, caller.user().id.as_str(), "manage.ticket.create", &new)?;
    let mut fields = Fields::default();
    let opening = Opening {
        company: new.company,
        submitter: new.submitter,
        subject: text::subject(&mut fields, &new.subject),
        description: text::body(&mut fields, "description", &new.description),
        priority: new.priority,
        category: new.category,
        attachments: text::files(&mut fields, new.attachments),
        watchers: text::distinct(&mut fields, "watchers", new.watchers, text::WATCHERS),
    };
    let opening = fields.ok(opening)?;
    let created = create(&app, &lanes, caller.clone(), opening, once).await?;
    answer(&app, &caller, created, "/api/manage/tickets").await
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared_testing::Who;

    use crate::tests::desk::{desk, id, person, show};

    #[tokio::test]
    async fn a_ticket_opened_for_a_client_is_the_clients_own() {
        let app = desk().await;
        let new = json!({
            "company": app.person(Who::User).company.as_ref().unwrap().id, "submitter": person(&app, Who::User),
            "subject": "Called in", "description": "Their printer jams.", "watchers": [person(&app, Who::OtherUser)],
        });
        let made = app.as_(Who::Technician).post("/api/manage/tickets").json(&new).await.expect(201);
        let ticket = made.json();
        assert_eq!(made.header("location"), format!("/api/manage/tickets/{}", id(&ticket)));
        let seen = show(&app, Who::User, &id(&ticket)).await;
        assert_eq!(seen["submitter"]["name"], "User");
        assert_eq!(seen["comments"][0]["author"], json!({ "name": "Technician", "staff": true }));
        assert_eq!(seen["actions"]["close"], true);
        let _ = show(&app, Who::OtherUser, &id(&ticket)).await;
    }
}
