//! The operations of `tickets`.

use serde_json::json;

use super::row;
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    use Needs::Client;
    let ticket = || Sent::Json(|_| json!({ "subject": "New", "description": "Text" }));
    let nothing = || Sent::Json(|_| json!({}));
    vec![
        row("dashboard_get", Client, Object::None, |_| "/api/portal/dashboard".into(), Sent::Nothing),
        row("people_list", Client, Object::None, |_| "/api/portal/people".into(), Sent::Nothing),
        row("events_stream", Client, Object::None, |_| "/api/portal/events".into(), Sent::Nothing),
        row("tickets_list", Client, Object::None, |_| "/api/portal/tickets".into(), Sent::Nothing),
        row("ticket_create", Client, Object::None, |_| "/api/portal/tickets".into(), ticket()),
        row(
            "ticket_get",
            Client,
            Object::Person,
            |w| format!("/api/portal/tickets/{}", w.ticket()),
            Sent::Nothing,
        ),
        row(
            "comments_list",
            Client,
            Object::Person,
            |w| format!("/api/portal/tickets/{}/comments", w.ticket()),
            Sent::Nothing,
        ),
        row(
            "comment_create",
            Client,
            Object::Person,
            |w| format!("/api/portal/tickets/{}/comments", w.ticket()),
            Sent::Json(|_| json!({ "body": "More" })),
        ),
        row(
            "ticket_close",
            Client,
            Object::Person,
            |w| format!("/api/portal/tickets/{}/close", w.ticket()),
            nothing(),
        ),
        row(
            "ticket_reopen",
            Client,
            Object::Person,
            |w| format!("/api/portal/tickets/{}/reopen", w.resolved()),
            nothing(),
        ),
        row(
            "ticket_confirm",
            Client,
            Object::Person,
            |w| format!("/api/portal/tickets/{}/confirm", w.resolved()),
            nothing(),
        ),
        row(
            "ticket_rate",
            Client,
            Object::Person,
            |w| format!("/api/portal/tickets/{}/rating", w.resolved()),
            Sent::Json(|_| json!({ "score": 5 })),
        ),
        row(
            "watcher_add",
            Client,
            Object::Person,
            |w| format!("/api/portal/tickets/{}/watchers/{}", w.ticket(), w.colleague()),
            Sent::Nothing,
        ),
        row(
            "watcher_remove",
            Client,
            Object::Person,
            |w| format!("/api/portal/tickets/{}/watchers/{}", w.watched(), w.watcher()),
            Sent::Nothing,
        ),
        row(
            "upload_create",
            Client,
            Object::None,
            |_| "/api/portal/uploads?name=a.txt".into(),
            Sent::Bytes(b"hi", "text/plain"),
        ),
        row(
            "upload_delete",
            Client,
            Object::Person,
            |w| format!("/api/portal/uploads/{}", w.upload),
            Sent::Nothing,
        ),
        row(
            "attachment_get",
            Client,
            Object::Person,
            |w| format!("/api/portal/tickets/{}/attachments/{}", w.ticket(), w.attachment),
            Sent::Nothing,
        ),
    ]
}
