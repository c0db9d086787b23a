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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use shared_testing::Who;

    use crate::tests::desk::{desk, open, show, ticket};

    const PATH: &str = "/api/manage/ticket-targets";

    fn targets(critical: &Value) -> Value {
        let goals = json!({ "first_response_minutes": 10, "resolution_minutes": 20 });
        json!({ "critical": critical, "high": goals, "medium": goals, "low": goals })
    }

    #[tokio::test]
    async fn new_targets_hold_for_new_tickets() {
        let app = desk().await;
        let old = ticket(&app, Who::User).await;
        let before = app.as_(Who::Viewer).get(PATH).await.expect(200);
        assert_eq!(
            (before.header("etag"), &before.json()["medium"]["resolution_minutes"]),
            ("\"0\"", &json!(1_440))
        );
        let wanted = targets(&json!({ "first_response_minutes": 1, "resolution_minutes": 525_600 }));
        let put = app.as_(Who::Admin).put(PATH).if_match(0).json(&wanted).await.expect(200);
        assert_eq!((put.header("etag"), put.json()), ("\"1\"", wanted.clone()));
        let _ = app.as_(Who::Admin).put(PATH).if_match(0).json(&wanted).await.expect(412);
        let _ = app.as_(Who::Technician).put(PATH).json(&wanted).await.expect(403);
        assert_eq!(app.as_(Who::Viewer).get(PATH).await.json(), wanted);
        let new = open(&app, Who::User, "New").await;
        assert_eq!(new["targets"]["resolution"]["due_at"], "2026-03-02T09:20:00Z");
        assert_eq!(
            show(&app, Who::User, &old).await["targets"]["resolution"]["due_at"],
            "2026-03-03T09:00:00Z"
        );
    }

    #[tokio::test]
    async fn impossible_targets_are_refused_by_field() {
        let app = desk().await;
        for (critical, field) in [
            (
                json!({ "first_response_minutes": 0, "resolution_minutes": 9 }),
                "critical.first_response_minutes",
            ),
            (
                json!({ "first_response_minutes": 9, "resolution_minutes": 525_601 }),
                "critical.resolution_minutes",
            ),
            (json!({ "first_response_minutes": 9, "resolution_minutes": 8 }), "critical.resolution_minutes"),
            (json!({ "first_response_minutes": 9 }), "critical.resolution_minutes"),
            (
                json!({ "first_response_minutes": -1, "resolution_minutes": 8 }),
                "critical.first_response_minutes",
            ),
        ] {
            let refused = app.as_(Who::Admin).put(PATH).json(&targets(&critical)).await.expect(422).json();
            assert!(refused["errors"][field].is_string(), "{field}: {refused}");
        }
    }
}
