//! `PUT /api/manage/ticket-targets` – an admin decides what the tenant promises.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, IfMatch, WithETag, WriteProblems};
use shared::problem::{Fields, Problem};
use shared::session::{Admin, Staff};

use crate::model::{Priority, TargetsRecord, TicketTargets};
use crate::targets::LONGEST_MINUTES;

/// Sets the response and resolution times by priority, for tickets opened or given another priority from now on.
///
/// Errors: 403 not an admin · 412 another version · 422 fields.
#[utoipa::path(
    put,
    path = "/api/manage/ticket-targets",
    tag = "tickets",
    operation_id = "ticket_targets_put",
    params(("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    request_body = TicketTargets,
    responses((status = 200, description = "The targets", body = TicketTargets), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    expected: IfMatch,
    Body(targets): Body<TicketTargets>,
) -> Result<WithETag<TicketTargets>, Problem> {
    check(&targets)?;
    let read = app.store.get::<TargetsRecord>(staff.scope(), TargetsRecord::ID).await?;
    let version = read.as_ref().map_or(0, |read| read.version);
    expected.check(version)?;
    let record = TargetsRecord::new(targets);
    let mut batch = app.store.batch(staff.scope());
    match &read {
        Some(read) => batch.replace(read, &record),
        None => batch.create(&record),
    };
    let detail = serde_json::json!(record.targets);
    batch.audit_with(&staff.person().actor(), "ticket_targets.update", TargetsRecord::ID, detail);
    app.store.commit(batch).await?;
    Ok(WithETag::ok(version + 1, record.targets))
}

fn check(targets: &TicketTargets) -> Result<(), Problem> {
    let mut fields = Fields::default();
    for priority in [Priority::Critical, Priority::High, Priority::Medium, Priority::Low] {
        let goals = targets.of(priority);
        let name = priority.as_str();
        for (field, minutes) in [
            ("first_response_minutes", goals.first_response_minutes),
            ("resolution_minutes", goals.resolution_minutes),
        ] {
            if !(1..=LONGEST_MINUTES).contains(&minutes) {
                fields.add(format!("{name}.{field}"), format!("Use 1 to {LONGEST_MINUTES} minutes."));
            }
        }
        if goals.resolution_minutes < goals.first_response_minutes {
            fields.add(
                format!("{name}.resolution_minutes"),
                "The solution cannot come before the first response.",
            );
        }
    }
    fields.ok(())
}
