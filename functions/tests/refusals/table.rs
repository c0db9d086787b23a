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

fn nothing(_: &World) -> u64 {
    1
}

/// All operations.
pub fn rows() -> Vec<Row> {
    [auth(), branding(), tickets(), manage_tickets(), admin()].into_iter().flatten().collect()
}

fn auth() -> Vec<Row> {
    use Needs::{Nothing, Person};
    vec![
        row("health_get", Nothing, Object::None, |_| "/api/health".into(), Sent::Nothing),
        row("session_open", Nothing, Object::None, |_| "/api/auth/login".into(), Sent::Json(|_| json!({
            "tenant": "acme", "email": Who::User.email(), "password": PASSWORD,
        }))),
        row("session_get", Person, Object::None, |_| "/api/auth/session".into(), Sent::Nothing),
        row("session_close", Person, Object::None, |_| "/api/auth/logout".into(), Sent::Nothing),
        row("session_close_all", Person, Object::None, |_| "/api/auth/logout-everywhere".into(), Sent::Nothing),
        row("password_change", Person, Object::None, |_| "/api/auth/password".into(), Sent::Json(|_| json!({
            "current_password": PASSWORD, "new_password": "seven grey herons by the river",
        }))),
        row("session_list", Person, Object::None, |_| "/api/auth/sessions".into(), Sent::Nothing),
    ]
}
