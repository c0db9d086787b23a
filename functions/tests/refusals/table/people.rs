//! People: `admin`'s users and imports, and `team`.

use serde_json::json;

use super::{at, row};
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    let mut all = users();
    all.extend(imports());
    all.extend(team());
    all
}

fn users() -> Vec<Row> {
    use Needs::{Admin, Person, Viewer};
    let nothing = || Sent::Nothing;
    vec![
        row("user_list", Viewer, Object::None, |_| "/api/manage/users".into(), nothing()),
        row("user_get", Viewer, Object::Tenant, |w| format!("/api/manage/users/{}", w.invited()), nothing()),
        at(
            |_| 1,
            row(
                "user_edit",
                Admin,
                Object::Tenant,
                |w| format!("/api/manage/users/{}", w.invited()),
                Sent::Json(|_| json!({ "name": "Ivy Hill" })),
            ),
        ),
        row(
            "user_disable",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/users/{}/disable", w.invited()),
            nothing(),
        ),
        row(
            "user_enable",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/users/{}/enable", w.invited()),
            nothing(),
        ),
        row(
            "user_sessions_end",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/users/{}/end-sessions", w.colleague()),
            nothing(),
        ),
        row(
            "user_unlock",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/users/{}/unlock", w.colleague()),
            nothing(),
        ),
        row("sign_in_lock_list", Viewer, Object::None, |_| "/api/manage/sign-in-locks".into(), Sent::Nothing),
        row(
            "sign_in_lock_lift",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/sign-in-locks/{}", w.sign_in_lock),
            nothing(),
        ),
        row(
            "users_invite",
            Admin,
            Object::None,
            |_| "/api/manage/users/invitations".into(),
            Sent::Json(|_| serde_json::json!({})),
        ),
        row(
            "user_invite",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/users/{}/invitation", w.invited()),
            nothing(),
        ),
        row(
            "user_email_resend",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/users/{}/email-change", w.app.person(shared_testing::Who::User).id),
            nothing(),
        ),
        row(
            "user_email_cancel",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/users/{}/email-change", w.app.person(shared_testing::Who::User).id),
            nothing(),
        ),
        row(
            "impersonation_start",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/users/{}/impersonation", w.colleague()),
            Sent::Json(|_| json!({ "reason": "Ticket 1042" })),
        ),
        row("impersonation_end", Person, Object::None, |_| "/api/portal/impersonation".into(), nothing()),
        row("company_export", Admin, Object::None, |_| "/api/manage/exports/companies".into(), nothing()),
        row("user_export", Admin, Object::None, |_| "/api/manage/exports/users".into(), nothing()),
    ]
}

fn imports() -> Vec<Row> {
    use Needs::Admin;
    vec![
        row("import_list", Admin, Object::None, |_| "/api/manage/imports".into(), Sent::Nothing),
        row(
            "import_create",
            Admin,
            Object::None,
            |_| "/api/manage/imports?name=more.csv".into(),
            Sent::Bytes(b"Company,Name,Email\nOak,Ann,ann@oak.example\n", "text/csv"),
        ),
        row(
            "import_get",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/imports/{}", w.import()),
            Sent::Nothing,
        ),
        row(
            "import_issue_list",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/imports/{}/issues", w.import()),
            Sent::Nothing,
        ),
        at(
            |_| 1,
            row(
                "import_edit",
                Admin,
                Object::Tenant,
                |w| format!("/api/manage/imports/{}", w.import()),
                Sent::Json(|_| json!({ "options": { "skip_existing": true } })),
            ),
        ),
        at(
            |_| 1,
            row(
                "import_start",
                Admin,
                Object::Tenant,
                |w| format!("/api/manage/imports/{}/start", w.import()),
                Sent::Nothing,
            ),
        ),
        row(
            "import_delete",
            Admin,
            Object::Tenant,
            |w| format!("/api/manage/imports/{}", w.import()),
            Sent::Nothing,
        ),
    ]
}

fn team() -> Vec<Row> {
    use Needs::CompanyAdmin;
    vec![
        row("team_list", CompanyAdmin, Object::None, |_| "/api/portal/team".into(), Sent::Nothing),
        row(
            "team_invite",
            CompanyAdmin,
            Object::None,
            |_| "/api/portal/team".into(),
            Sent::Json(|_| json!({ "name": "New", "email": "new@acme.example", "role": "user" })),
        ),
        at(
            |_| 1,
            row(
                "team_edit",
                CompanyAdmin,
                Object::Tenant,
                |w| format!("/api/portal/team/{}", w.invited()),
                Sent::Json(|_| json!({ "billing": false })),
            ),
        ),
        row(
            "team_invite_again",
            CompanyAdmin,
            Object::Tenant,
            |w| format!("/api/portal/team/{}/invitation", w.invited()),
            Sent::Nothing,
        ),
        row(
            "team_disable",
            CompanyAdmin,
            Object::Tenant,
            |w| format!("/api/portal/team/{}/disable", w.invited()),
            Sent::Nothing,
        ),
        row(
            "team_enable",
            CompanyAdmin,
            Object::Tenant,
            |w| format!("/api/portal/team/{}/enable", w.invited()),
            Sent::Nothing,
        ),
    ]
}
