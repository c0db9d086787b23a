//! `GET /api/manage/documents/compliance/reminder` and `POST …/remind` – staff remind all who have not signed what is
//! selected, after having been told how many they are.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared::app::App;
use shared::http::{Body, Query, ReadProblems, WriteProblems};
use shared::id::{CompanyId, PolicyId};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use utoipa::{IntoParams, ToSchema};

use super::remind::send;
use super::reminding::{Reminded, Selection, find};

/// Whose missing signatures. All that is given holds together; nothing stands for all of them.
#[derive(Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(as = ComplianceSelection)]
pub(crate) struct Selected {
    /// Of that policy alone.
    #[param(value_type = Option<String>)]
    #[schema(value_type = Option<String>)]
    policy: Option<PolicyId>,
    /// Of that company's people alone.
    #[param(value_type = Option<String>)]
    #[schema(value_type = Option<String>)]
    company: Option<CompanyId>,
    /// True for those alone whose last day is over.
    #[serde(default)]
    overdue: bool,
}

impl From<Selected> for Selection {
    fn from(selected: Selected) -> Self {
        Self { policy: selected.policy, company: selected.company, overdue: selected.overdue }
    }
}

/// Says how many a reminder would reach; nobody is reminded.
///
/// Errors: 403 no admin · 404 unknown policy or company · 409 the policy is not published.
#[utoipa::path(
    get,
    path = "/api/manage/documents/compliance/reminder",
    tag = "documents",
    operation_id = "manage_compliance_reminder",
    params(Selected),
    responses(
        (status = 200, description = "Whom it would reach", body = Reminded),
        (status = 409, description = "Not published", body = shared::problem::ProblemBody,
            content_type = "application/problem+json"),
        ReadProblems
    )
)]
pub(crate) async fn preview(
    staff: Staff<Admin>,
    State(app): State<App>,
    Query(selected): Query<Selected>,
) -> Result<Json<Reminded>, Problem> {
    Ok(Json(find(&app, staff.scope(), &selected.into()).await?.shown()))
}

/// Sends a reminder to everybody who has not signed the selected documents: one email for each person, which lists
/// the documents. Nobody is reminded of the same document more than once an hour, so repeating the call is safe.
///
/// Errors: 403 no admin · 404 unknown policy or company · 409 not published, everybody has signed, or all were reminded
/// within the last hour.
#[utoipa::path(
    post,
    path = "/api/manage/documents/compliance/remind",
    tag = "documents",
    operation_id = "manage_compliance_remind",
    request_body = Selected,
    responses((status = 200, description = "They will hear of it", body = Reminded), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    Body(selected): Body<Selected>,
) -> Result<Json<Reminded>, Problem> {
    Ok(Json(send(&app, staff.scope(), &staff.person().actor(), &selected.into()).await?))
}
