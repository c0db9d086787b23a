//! `POST /api/portal/tickets` – a client asks for something.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, CreateProblems, IdempotencyKey, Once, WithETag};
use shared::id::{FileId, UserId};
use shared::problem::{Fields, Problem};
use shared::session::ClientScope;
use shared::store::{Page, Stored};
use utoipa::ToSchema;

use super::conditions::CreateHeaders;
use super::text;
use crate::caller::Caller;
use crate::lanes::Lanes;
use crate::model::{Category, Priority};
use crate::store::{Created, Opening, create, ticket, version};
use crate::views::{TicketView, page};

/// A new ticket.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTicket {
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
    /// Colleagues who shall see it too.
    #[serde(default)]
    #[schema(max_items = 20)]
    watchers: Vec<UserId>,
}

/// Opens a ticket of the caller's company.
///
/// Errors: 422 fields · 503 many others at once.
#[utoipa::path(
    post,
    path = "/api/portal/tickets",
    tag = "tickets",
    operation_id = "ticket_create",
    params(CreateHeaders),
    request_body = NewTicket,
    responses((status = 201, description = "The new ticket", body = TicketView), CreateProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    lanes: Lanes,
    key: IdempotencyKey,
    Body(new): Body<NewTicket>,
) -> Result<Response, Problem> {
    let caller = Caller::from(&client);
    let once = Once::new(&key, caller.user().id.as_str(), "ticket.create", &new)?;
    let company = caller.user().company.clone().ok_or(Problem::NotFound)?;
    let mut fields = Fields::default();
    let opening = Opening {
        company: company.id,
        submitter: caller.user().id.clone(),
        subject: text::subject(&mut fields, &new.subject),
        description: text::body(&mut fields, "description", &new.description),
        priority: new.priority,
        category: new.category,
        attachments: text::files(&mut fields, new.attachments),
        watchers: text::distinct(&mut fields, "watchers", new.watchers, text::WATCHERS),
    };
    let opening = fields.ok(opening)?;
    let created = create(&app, &lanes, caller.clone(), opening, once).await?;
    answer(&app, &caller, created, "/api/portal/tickets").await
}

/// Answers with the new ticket's page; a repetition with the page of the ticket that the first request opened.
pub(crate) async fn answer(
    app: &App,
    caller: &Caller,
    created: Created,
    path: &str,
) -> Result<Response, Problem> {
    let (version, view, id) = match created {
        Created::Now(stored, message) => {
            let id = stored.value.id.clone();
            let first = Stored {
                version: 1,
                created_at: stored.created_at,
                updated_at: stored.updated_at,
                tag: shared::store::Tag::default(),
                value: *message,
            };
            let entries = Page { items: vec![first], next: None };
            (1, TicketView::of(app, caller, *stored, entries)?, id)
        }
        Created::Before(id) => {
            let stored = ticket(app, caller, &id).await?;
            (version(caller, &stored), page(app, caller, stored).await?, id)
        }
    };
    let mut response = WithETag::created(version, view).into_response();
    if let Ok(location) = HeaderValue::from_str(&format!("{path}/{id}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared_testing::Who;

    use crate::tests::desk::{desk, id, open, person};

    #[tokio::test]
    async fn a_new_ticket_has_a_number_the_defaults_and_the_description_as_first_comment() {
        let app = desk().await;
        let new = json!({ "subject": "  Printer \n jams ", "description": "It does.\r\nAgain." });
        let answer = app.as_(Who::User).post("/api/portal/tickets").json(&new).await.expect(201);
        let ticket = answer.json();
        assert_eq!(answer.header("location"), format!("/api/portal/tickets/{}", id(&ticket)));
        assert_eq!(answer.header("etag"), "\"1\"");
        let me = json!({ "id": person(&app, Who::User), "name": "User" });
        for (field, value) in [
            ("number", json!(1)),
            ("subject", json!("Printer jams")),
            ("status", json!("open")),
            ("priority", json!("medium")),
            ("category", json!("general")),
            ("submitter", me.clone()),
            ("message_count", json!(1)),
            ("waiting_on_you", json!(false)),
            ("watchers", json!([])),
            ("version", json!(1)),
            ("created_at", json!("2026-03-02T09:00:00Z")),
        ] {
            assert_eq!(ticket[field], value, "{field}");
        }
        let comment = &ticket["comments"][0];
        assert_eq!((&comment["kind"], &comment["body"]), (&json!("comment"), &json!("It does.\nAgain.")));
        let expected = json!({
            "comment": true, "close": true, "reopen": false, "confirm": false, "rate": false, "watch": true,
            "internal_note": false, "update": false,
        });
        assert_eq!(ticket["actions"], expected);
        assert_eq!(ticket["targets"]["first_response"]["due_at"], "2026-03-02T13:00:00Z");
        let again = app.as_(Who::User).get(&format!("/api/portal/tickets/{}", id(&ticket))).await.expect(200);
        assert_eq!(again.json(), ticket, "the page is what the answer said");
    }

    #[tokio::test]
    async fn each_tenant_counts_by_itself() {
        let app = desk().await;
        open(&app, Who::User, "One").await;
        assert_eq!(open(&app, Who::ForeignUser, "One").await["number"], 1);
        assert_eq!(open(&app, Who::Stranger, "Two").await["number"], 2);
    }

    #[tokio::test]
    async fn a_repetition_answers_with_the_same_ticket() {
        let app = desk().await;
        let new = json!({ "subject": "Once", "description": "Text" });
        let send =
            || app.as_(Who::User).post("/api/portal/tickets").header("idempotency-key", "a").json(&new);
        let first = send().await.expect(201);
        let second = send().await.expect(201);
        assert_eq!((first.json(), first.header("location")), (second.json(), second.header("location")));
        let other = app.as_(Who::OtherUser).post("/api/portal/tickets").header("idempotency-key", "a");
        assert_ne!(id(&other.json(&new).await.expect(201).json()), id(&first.json()));
    }
}
