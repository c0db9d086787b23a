//! The area's figure of the staff's overview.

use shared::figure::{Figure, Waiting};
use shared::store::Query;

use crate::model::{REQUEST, Status};

/// Requests that a company admin has still to decide: no ticket says so yet.
pub const UNDECIDED: Figure = Figure {
    key: "approvals",
    count: |app, scope| {
        Box::pin(async move {
            let waiting = Query::of(&REQUEST, "asked_at").eq("status", Status::PendingApproval.as_str());
            Ok(Waiting { count: app.store.count(&scope, waiting).await?, late: 0 })
        })
    },
};
