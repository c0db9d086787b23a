//! The operations of `profile`.

use serde_json::json;

use super::{at, row};
use crate::row::{Needs, Object, Row, Sent};
use crate::world::World;

pub(super) fn rows() -> Vec<Row> {
    use Needs::Person;
    let version: fn(&World) -> u64 = |w| w.profile;
    vec![
        row("profile_get", Person, Object::None, |_| "/api/profile".into(), Sent::Nothing),
        at(
            version,
            row(
                "profile_update",
                Person,
                Object::None,
                |_| "/api/profile".into(),
                Sent::Json(|_| json!({ "phone": "+1 555 0100" })),
            ),
        ),
        at(
            version,
            row(
                "avatar_set",
                Person,
                Object::None,
                |_| "/api/profile/avatar".into(),
                Sent::Bytes(include_bytes!("../dot.png"), "image/png"),
            ),
        ),
        at(
            version,
            row("avatar_remove", Person, Object::None, |_| "/api/profile/avatar".into(), Sent::Nothing),
        ),
        row("avatar_get", Person, Object::None, |w| w.avatar.clone(), Sent::Nothing),
        row("profile_export", Person, Object::None, |_| "/api/profile/export".into(), Sent::Nothing),
    ]
}
