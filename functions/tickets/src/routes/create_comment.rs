//! `POST /api/portal/tickets/{id}/comments` – a client writes.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, CreateProblems, PathId};
use shared::id::{FileId, MessageId, TicketKind};
use shared::problem::{Fields, Problem};
use shared::session::ClientScope;
use utoipa::ToSchema;

use super::conditions::{ChangeHeaders, Conditions, TicketPath};
use super::text;
use crate::caller::Caller;
use crate::model::Message;
use crate::store::{Changed, change, taken};
use crate::views::MessageView;
use crate::workflow::State as Standing;

/// A comment.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewComment {
    /// The text.
    #[schema(min_length = 1, max_length = 20_000)]
    body: String,
    /// Own unused uploads.
    #[serde(default)]
    #[schema(max_items = 10)]
    attachments: Vec<FileId>,
}

/// Adds a comment. A ticket that waited on the client, or was resolved, is open again.
///
/// Errors: 404 not visible · 409 closed · 412 another version · 422 fields.
#[utoipa::path(
    post,
    path = "/api/portal/tickets/{id}/comments",
    tag = "tickets",
    operation_id = "comment_create",
    params(TicketPath, ChangeHeaders),
    request_body = NewComment,
    responses((status = 201, description = "The comment", body = MessageView), CreateProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
    conditions: Conditions,
    Body(new): Body<NewComment>,
) -> Result<(StatusCode, Json<MessageView>), Problem> {
    let caller = Caller::from(&client);
    let mut wish = conditions.wish(&app, &caller, &id, "ticket.comment", &new)?;
    let mut fields = Fields::default();
    let body = text::body(&mut fields, "body", &new.body);
    let files = text::files(&mut fields, new.attachments);
    fields.ok(())?;
    wish.reads = files.iter().map(ToString::to_string).collect();
    let changed = change(wish, |draft, found| {
        let after = Standing::from(&draft.ticket).comment(caller.party(&draft.ticket))?;
        let mut fields = Fields::default();
        let taken = taken(found, &files, &caller, draft.now(), &mut fields)?;
        let taken = fields.ok(taken)?;
        draft.comment(body.clone(), taken.attachments, false);
        draft.enter(after);
        Ok(taken.uploads)
    })
    .await?;
    answer(&app, &caller, changed).await
}

/// Answers with the comment: it is the change's first entry.
pub(crate) async fn answer(
    app: &App,
    caller: &Caller,
    changed: Changed,
) -> Result<(StatusCode, Json<MessageView>), Problem> {
    let message = match changed {
        Changed::Now(_, entries) => entries.into_iter().next(),
        Changed::Before(entry) => kept(app, caller, entry).await?,
    };
    let message = message.ok_or(Problem::NotFound)?;
    Ok((StatusCode::CREATED, Json(MessageView::of(message, caller))))
}

async fn kept(app: &App, caller: &Caller, entry: Option<MessageId>) -> Result<Option<Message>, Problem> {
    let Some(id) = entry else { return Ok(None) };
    let found = app.store.get::<Message>(caller.scope(), id.as_str()).await?;
    Ok(found.map(|stored| stored.value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared_testing::Who;

    use crate::tests::desk::{act, at, desk, person, reply, say, set, show, ticket};

    #[tokio::test]
    async fn a_comment_opens_a_ticket_that_waited_or_was_resolved() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        for status in ["waiting_on_client", "resolved"] {
            set(&app, &id, json!({ "status": status })).await;
            say(&app, Who::User, &id, "Not yet").await;
            let page = show(&app, Who::User, &id).await;
            assert_eq!(page["status"], "open", "{status}");
            let last = page["comments"].as_array().unwrap().last().unwrap();
            assert_eq!(last["event"], json!({ "type": "status", "from": status, "to": "open" }));
        }
        set(&app, &id, json!({ "status": "waiting_on_vendor" })).await;
        say(&app, Who::User, &id, "Any news?").await;
        assert_eq!(show(&app, Who::User, &id).await["status"], "waiting_on_vendor");
        set(&app, &id, json!({ "status": "closed" })).await;
        let refused =
            act(&app, Who::User, &id, "/comments", json!({ "body": "Hm" })).await.expect(409).json();
        assert_eq!(refused["detail"], "This ticket is closed. Reopen it to write.");
        assert_eq!(show(&app, Who::User, &id).await["actions"]["comment"], false);
    }

    #[tokio::test]
    async fn the_conversation_keeps_its_order_though_the_clock_stands_still() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        for n in 0..120 {
            let who = if n % 3 == 0 { Who::User } else { Who::Technician };
            match who {
                Who::User => drop(say(&app, who, &id, &format!("{n}")).await),
                _ => drop(reply(&app, &id, &format!("{n}"), n % 3 == 1).await),
            }
        }
        for (who, all) in [(Who::Viewer, 121), (Who::User, 81)] {
            let page = show(&app, who, &id).await;
            let mut bodies: Vec<_> = page["comments"].as_array().unwrap().clone();
            let cursor = page["next_comments_cursor"].as_str();
            assert_eq!(cursor.is_some(), all > 100);
            if let Some(cursor) = cursor {
                let path = at(who, &id, &format!("/comments?limit=100&cursor={cursor}"));
                let earlier = app.as_(who).get(&path).await.expect(200).json();
                bodies.splice(0..0, earlier["items"].as_array().unwrap().clone());
            }
            let numbers: Vec<i32> =
                bodies[1..].iter().map(|entry| entry["body"].as_str().unwrap().parse().unwrap()).collect();
            assert_eq!(numbers.len() + 1, all);
            assert!(numbers.is_sorted(), "{numbers:?}");
        }
    }

    #[tokio::test]
    async fn a_repetition_gives_the_same_comment_and_adds_none() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        let path = at(Who::User, &id, "/comments");
        let send = |body: &str| {
            let body = json!({ "body": body });
            app.as_(Who::User).post(&path).header("idempotency-key", "k").json(&body).send()
        };
        let first = send("Hello").await.expect(201).json();
        assert_eq!(send("Hello").await.expect(201).json(), first);
        let _ = send("Other").await.expect(422);
        assert_eq!(show(&app, Who::User, &id).await["message_count"], 2);
    }

    #[tokio::test]
    async fn every_comment_stands_in_the_audit_log_without_its_words() {
        let app = desk().await;
        let id = ticket(&app, Who::User).await;
        say(&app, Who::User, &id, "A secret sentence").await;
        let scope = app.scope("acme").await;
        let query = shared::store::Query::of(&shared::audit::AUDIT, "created_at").eq("object", id.as_str());
        let lines = app.state.store.query::<shared::audit::AuditLine>(&scope, query).await.unwrap().items;
        let mut actions: Vec<_> = lines.iter().map(|line| line.value.action.as_str()).collect();
        actions.sort_unstable();
        assert_eq!(actions, ["ticket.comment", "ticket.create"]);
        for line in &lines {
            assert_eq!(line.value.actor.id, person(&app, Who::User));
            assert!(!line.value.detail.to_string().contains("secret"));
        }
    }
}
