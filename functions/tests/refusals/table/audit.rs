//! The operations of `audit`.

use super::row;
use crate::row::{Needs, Object, Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("audit_list", Needs::Viewer, Object::None, |_| "/api/manage/audit".into(), Sent::Nothing),
        row(
            "audit_export",
            Needs::Viewer,
            Object::None,
            |_| "/api/manage/audit/export".into(),
            Sent::Nothing,
        ),
    ]
}
