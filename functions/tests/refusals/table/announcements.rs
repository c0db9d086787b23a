//! The operations of `announcements`.

use serde_json::json;

use super::{at, row};
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    use Needs::{Client, Technician, Viewer};
    let edit = || Sent::Json(|_| json!({ "title": "New", "body": "Text", "status": "published" }));
    vec![
        row(
            "announcements_list",
            Client,
            Object::None,
            |_| "/api/portal/announcements".into(),
            Sent::Nothing,
        ),
        row(
            "announcements_read",
            Client,
            Object::None,
            |_| "/api/portal/announcements/read".into(),
            Sent::Nothing,
        ),
        row(
            "announcement_get",
            Client,
            Object::Company,
            |w| format!("/api/portal/announcements/{}", w.announcement()),
            Sent::Nothing,
        ),
        row(
            "announcement_read",
            Client,
            Object::Company,
            |w| format!("/api/portal/announcements/{}/read", w.announcement()),
            Sent::Nothing,
        ),
        row(
            "announcement_dismiss",
            Client,
            Object::Company,
            |w| format!("/api/portal/announcements/{}/dismiss", w.announcement()),
            Sent::Nothing,
        ),
        row(
            "manage_announcements_list",
            Viewer,
            Object::None,
            |_| "/api/manage/announcements".into(),
            Sent::Nothing,
        ),
        row(
            "manage_announcement_create",
            Technician,
            Object::None,
            |_| "/api/manage/announcements".into(),
            edit(),
        ),
        row(
            "manage_announcement_get",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/announcements/{}", w.announcement()),
            Sent::Nothing,
        ),
        row(
            "manage_announcement_readership",
            Viewer,
            Object::Tenant,
            |w| format!("/api/manage/announcements/{}/readership", w.announcement()),
            Sent::Nothing,
        ),
        at(
            |_| 1,
            row(
                "manage_announcement_update",
                Technician,
                Object::Tenant,
                |w| format!("/api/manage/announcements/{}", w.announcement()),
                edit(),
            ),
        ),
        row(
            "manage_announcement_delete",
            Technician,
            Object::Tenant,
            |w| format!("/api/manage/announcements/{}", w.announcement()),
            Sent::Nothing,
        ),
    ]
}
