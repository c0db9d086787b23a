//! The operations of `admin`.

use serde_json::json;

use super::{at, row};
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
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
        row(
            "markdown_preview",
            Viewer,
            Object::None,
            |_| "/api/manage/markdown/preview".into(),
            Sent::Json(|_| json!({ "text": "**Soon**" })),
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
