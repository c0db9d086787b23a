//! The operations of `settings`.

use serde_json::json;

use super::{at, row};
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    use Needs::{Admin, Viewer};
    vec![
        row("settings_get", Viewer, Object::None, |_| "/api/manage/settings".into(), Sent::Nothing),
        at(
            |_| 0,
            row(
                "settings_update",
                Admin,
                Object::None,
                |_| "/api/manage/settings".into(),
                Sent::Json(|_| {
                    json!({
                        "session_hours": 8, "sign_in": { "password": true, "hub": true }, "mail": {}, "retention": {},
                    })
                }),
            ),
        ),
        row("service_key_list", Admin, Object::None, |_| "/api/manage/service-keys".into(), Sent::Nothing),
        row(
            "service_key_create",
            Admin,
            Object::None,
            |_| "/api/manage/service-keys".into(),
            Sent::Json(|_| json!({ "name": "Another", "scopes": ["tenant_export"] })),
        ),
        row(
            "service_key_revoke",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/service-keys/{}", w.service_key),
            Sent::Nothing,
        ),
        row("domain_get", Viewer, Object::None, |_| "/api/manage/domain".into(), Sent::Nothing),
        row(
            "domain_claim",
            Admin,
            Object::None,
            |_| "/api/manage/domain".into(),
            Sent::Json(|_| json!({ "name": "help.acme.example" })),
        ),
        row("domain_release", Admin, Object::None, |_| "/api/manage/domain".into(), Sent::Nothing),
        row("domain_check", Admin, Object::None, |_| "/api/manage/domain/check".into(), Sent::Nothing),
    ]
}
