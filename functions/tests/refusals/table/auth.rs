//! The operations of `auth`.

use serde_json::json;
use shared_testing::{PASSWORD, Who};

use super::row;
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    use Needs::{Nothing, Person};
    vec![
        row("health_get", Nothing, Object::None, |_| "/api/health".into(), Sent::Nothing),
        row("health_ready", Nothing, Object::None, |_| "/api/health/ready".into(), Sent::Nothing),
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
        row(
            "email_change",
            Person,
            Object::None,
            |_| "/api/auth/email".into(),
            Sent::Json(|_| json!({ "email": "ursula@acme.example", "current_password": PASSWORD })),
        ),
        row("email_change_cancel", Person, Object::None, |_| "/api/auth/email".into(), Sent::Nothing),
        row(
            "email_confirm",
            Person,
            Object::None,
            |_| "/api/auth/email/confirm".into(),
            Sent::Json(|w| json!({ "token": w.new_email.confirm })),
        ),
        row(
            "email_object",
            Nothing,
            Object::None,
            |_| "/api/auth/email/object".into(),
            Sent::Json(|w| json!({ "change": w.new_email.change, "token": w.new_email.object })),
        ),
        row("session_list", Person, Object::None, |_| "/api/auth/sessions".into(), Sent::Nothing),
        row(
            "session_end",
            Person,
            Object::Person,
            |w| format!("/api/auth/sessions/{}", w.session()),
            Sent::Nothing,
        ),
        row(
            "link_get",
            Nothing,
            Object::None,
            |_| "/api/auth/link".into(),
            Sent::Json(|w| json!({ "purpose": "invite", "token": w.invite })),
        ),
        row(
            "invitation_accept",
            Nothing,
            Object::None,
            |_| "/api/auth/register".into(),
            Sent::Json(|w| json!({ "invite": w.invite, "password": "seven grey herons by the river" })),
        ),
        row(
            "invitation_renew",
            Nothing,
            Object::None,
            |_| "/api/auth/invitation/renew".into(),
            Sent::Json(|w| json!({ "invite": w.invite })),
        ),
        row(
            "password_forgot",
            Nothing,
            Object::None,
            |_| "/api/auth/forgot-password".into(),
            Sent::Json(|_| json!({ "tenant": "acme", "email": Who::User.email() })),
        ),
        row(
            "password_reset",
            Nothing,
            Object::None,
            |_| "/api/auth/reset-password".into(),
            Sent::Json(|w| json!({ "token": w.reset, "password": "seven grey herons by the river" })),
        ),
        row(
            "client_hub_sso",
            Nothing,
            Object::None,
            |_| "/api/auth/client-hub-sso?token=x".into(),
            Sent::Nothing,
        ),
        row("hub_sso", Nothing, Object::None, |_| "/api/auth/hub-sso?token=x".into(), Sent::Nothing),
    ]
}
