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
    let created = create(&app, &lanes, &caller, &opening, &once).await?;
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
