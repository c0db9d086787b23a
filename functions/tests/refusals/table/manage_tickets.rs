//! The operations of `manage_tickets`.

use serde_json::json;
use shared_testing::Who;

use super::row;
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    use Needs::{Admin, Technician, Viewer};
    let canned = || Sent::Json(|_| json!({ "title": "Hello", "body": "Hello there." }));
    let targets = Sent::Json(|_| {
        let target = json!({ "first_response_minutes": 60, "resolution_minutes": 600 });
        json!({ "critical": target, "high": target, "medium": target, "low": target })
    });
    vec![
        row("manage_tickets_list", Viewer, Object::None, |_| "/api/manage/tickets".into(), Sent::Nothing),
        row(
            "manage_tickets_summary",
            Viewer,
            Object::None,
            |_| "/api/manage/tickets/summary".into(),
            Sent::Nothing,
        ),
        row("manage_events_stream", Viewer, Object::None, |_| "/api/manage/events".into(), Sent::Nothing),
        row(
            "manage_ticket_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/tickets/{}", w.ticket()),
            Sent::Nothing,
        ),
        row(
            "manage_comments_list",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/tickets/{}/comments", w.ticket()),
            Sent::Nothing,
        ),
        row(
            "manage_attachment_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/tickets/{}/attachments/{}", w.ticket(), w.attachment),
            Sent::Nothing,
        ),
        row(
            "manage_ticket_create",
            Technician,
            Object::None,
            |_| "/api/manage/tickets".into(),
            Sent::Json(|w| {
                json!({ "submitter": w.app.person(Who::User).id, "company": w.app.person(Who::User).company.as_ref().unwrap().id,
                "subject": "By phone", "description": "Text" })
            }),
        ),
        row(
            "manage_ticket_update",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/tickets/{}", w.ticket()),
            Sent::Json(|_| json!({ "priority": "high" })),
        ),
        row(
            "manage_comment_create",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/tickets/{}/comments", w.ticket()),
            Sent::Json(|_| json!({ "body": "Look here", "internal": true })),
        ),
        row(
            "manage_watcher_add",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/tickets/{}/watchers/{}", w.ticket(), w.colleague()),
            Sent::Nothing,
        ),
        row(
            "manage_watcher_remove",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/tickets/{}/watchers/{}", w.watched(), w.watcher()),
            Sent::Nothing,
        ),
        row(
            "manage_upload_create",
            Technician,
            Object::None,
            |_| "/api/manage/uploads?name=a.txt".into(),
            Sent::Bytes(b"hi", "text/plain"),
        ),
        row(
            "manage_upload_delete",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/uploads/{}", w.staff_upload),
            Sent::Nothing,
        ),
        row(
            "canned_replies_list",
            Viewer,
            Object::None,
            |_| "/api/manage/canned-replies".into(),
            Sent::Nothing,
        ),
        row(
            "canned_reply_create",
            Technician,
            Object::None,
            |_| "/api/manage/canned-replies".into(),
            canned(),
        ),
        row(
            "canned_reply_update",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/canned-replies/{}", w.canned()),
            canned(),
        ),
        row(
            "canned_reply_delete",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/canned-replies/{}", w.canned()),
            Sent::Nothing,
        ),
        row(
            "ticket_targets_get",
            Viewer,
            Object::None,
            |_| "/api/manage/ticket-targets".into(),
            Sent::Nothing,
        ),
        row("ticket_targets_put", Admin, Object::None, |_| "/api/manage/ticket-targets".into(), targets),
    ]
}
