//! The table. Paths name acme's objects.

use serde_json::json;
use shared_testing::{PASSWORD, Who};

use crate::row::{Needs, Object, Row, Sent};
use crate::world::World;

fn row(operation: &'static str, needs: Needs, object: Object, path: fn(&World) -> String, sent: Sent) -> Row {
    Row { operation, needs, object, path, sent, if_match: None }
}

/// With `If-Match`.
fn at(version: fn(&World) -> u64, row: Row) -> Row {
    Row { if_match: Some(version), ..row }
}

/// All operations.
pub fn rows() -> Vec<Row> {
    [auth(), branding(), tickets(), manage_tickets(), admin()].into_iter().flatten().collect()
}

fn auth() -> Vec<Row> {
    use Needs::{Nothing, Person};
    vec![
        row("health_get", Nothing, Object::None, |_| "/api/health".into(), Sent::Nothing),
        row(
            "session_open",
            Nothing,
            Object::None,
            |_| "/api/auth/login".into(),
            Sent::Json(|_| json!({ "tenant": "acme", "email": Who::User.email(), "password": PASSWORD })),
        ),
        row("session_get", Person, Object::None, |_| "/api/auth/session".into(), Sent::Nothing),
        row("session_close", Person, Object::None, |_| "/api/auth/logout".into(), Sent::Nothing),
        row(
            "session_close_all",
            Person,
            Object::None,
            |_| "/api/auth/logout-everywhere".into(),
            Sent::Nothing,
        ),
        row(
            "password_change",
            Person,
            Object::None,
            |_| "/api/auth/password".into(),
            Sent::Json(
                |_| json!({ "current_password": PASSWORD, "new_password": "seven grey herons by the river" }),
            ),
        ),
        row("session_list", Person, Object::None, |_| "/api/auth/sessions".into(), Sent::Nothing),
        row(
            "session_end",
            Person,
            Object::Person,
            |w| format!("/api/auth/sessions/{}", w.session()),
            Sent::Nothing,
        ),
    ]
}

fn branding() -> Vec<Row> {
    use Needs::{Admin, Nothing, Viewer};
    let colours =
        Sent::Json(|_| json!({ "primary_color": "#123456", "accent_color": "#654321", "custom_css": "" }));
    let change = Sent::Json(|_| {
        json!({
            "portal_name": "Acme", "primary_color": "#123456", "accent_color": "#123456", "welcome_text": "",
            "support_email": null, "support_phone": null, "custom_css": "", "show_powered_by": true,
        })
    });
    let picture = || Sent::Bytes(include_bytes!("dot.png"), "image/png");
    vec![
        row(
            "branding_get",
            Nothing,
            Object::None,
            |_| "/api/portal/branding?tenant=acme".into(),
            Sent::Nothing,
        ),
        row(
            "branding_theme_get",
            Nothing,
            Object::None,
            |_| "/api/portal/branding/theme.css?tenant=acme".into(),
            Sent::Nothing,
        ),
        row("branding_asset_get", Nothing, Object::None, |w| w.logo().into(), Sent::Nothing),
        row("managed_branding_get", Viewer, Object::None, |_| "/api/manage/branding".into(), Sent::Nothing),
        row("branding_check", Viewer, Object::None, |_| "/api/manage/branding/check".into(), colours),
        at(
            World::branding_version,
            row("branding_update", Admin, Object::None, |_| "/api/manage/branding".into(), change),
        ),
        at(
            World::branding_version,
            row("branding_logo_set", Admin, Object::None, |_| "/api/manage/branding/logo".into(), picture()),
        ),
        at(
            World::branding_version,
            row(
                "branding_logo_remove",
                Admin,
                Object::None,
                |_| "/api/manage/branding/logo".into(),
                Sent::Nothing,
            ),
        ),
        at(
            World::branding_version,
            row(
                "branding_favicon_set",
                Admin,
                Object::None,
                |_| "/api/manage/branding/favicon".into(),
                picture(),
            ),
        ),
        at(
            World::branding_version,
            row(
                "branding_favicon_remove",
                Admin,
                Object::None,
                |_| "/api/manage/branding/favicon".into(),
                Sent::Nothing,
            ),
        ),
        at(
            World::branding_version,
            row(
                "branding_reset",
                Admin,
                Object::None,
                |_| "/api/manage/branding/reset".into(),
                Sent::Nothing,
            ),
        ),
    ]
}

fn tickets() -> Vec<Row> {
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

fn manage_tickets() -> Vec<Row> {
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

fn admin() -> Vec<Row> {
    use Needs::{Admin, Viewer};
    let company = || Sent::Json(|_| json!({ "name": "Fir" }));
    vec![
        row("overview_get", Viewer, Object::None, |_| "/api/manage/overview".into(), Sent::Nothing),
        row("company_list", Viewer, Object::None, |_| "/api/manage/companies".into(), Sent::Nothing),
        row("company_create", Admin, Object::None, |_| "/api/manage/companies".into(), company()),
        row(
            "company_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/companies/{}", w.company()),
            Sent::Nothing,
        ),
        at(
            |_| 1,
            row(
                "company_edit",
                Admin,
                Object::Tenant,
                |w| format!("/api/manage/companies/{}", w.company()),
                company(),
            ),
        ),
        row(
            "company_user_list",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/companies/{}/users", w.company()),
            Sent::Nothing,
        ),
        row(
            "company_user_create",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/companies/{}/users", w.company()),
            Sent::Json(
                |_| json!({ "name": "New", "email": "new@acme.example", "role": "user", "password": "seven grey herons" }),
            ),
        ),
        row("staff_list", Viewer, Object::None, |_| "/api/manage/staff".into(), Sent::Nothing),
        row(
            "staff_create",
            Admin,
            Object::None,
            |_| "/api/manage/staff".into(),
            Sent::Json(
                |_| json!({ "name": "New", "email": "new@acme.example", "role": "viewer", "password": "seven grey herons" }),
            ),
        ),
    ]
}
