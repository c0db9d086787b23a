//! The operations of `auth`.

use serde_json::json;
use shared_testing::{PASSWORD, Who};

use super::row;
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
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
