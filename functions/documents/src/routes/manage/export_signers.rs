//! `GET /api/manage/documents/policies/{id}/signers/export` – the roster as a spreadsheet.

use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::csv::{Cell, Csv};
use shared::http::{PathId, ReadProblems};
use shared::id::PolicyKind;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::PolicyPath;
use super::get_signers::sources;

const HEAD: [&str; 10] =
    ["company", "name", "email", "status", "at", "typed_name", "role", "address", "content_sha256", "reason"];

/// Writes everybody who must sign, with where they stand and what proves it.
///
/// Errors: 404 unknown · 409 not published.
#[utoipa::path(
    get,
    path = "/api/manage/documents/policies/{id}/signers/export",
    tag = "documents",
    operation_id = "manage_policy_signers_export",
    params(PolicyPath),
    responses(
        (status = 200, description = "A CSV file", content_type = "text/csv", body = String),
        (status = 409, description = "Not published", body = shared::problem::ProblemBody,
            content_type = "application/problem+json"),
        ReadProblems
    )
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<PolicyKind>,
) -> Result<Response, Problem> {
    let sources = sources(&app, staff.scope(), &id, None).await?;
    let mut csv = Csv::new(&HEAD)?;
    for line in sources.lines() {
        let proof = line.signature.map(|one| &one.evidence);
        csv.row([
            Cell::from(line.company.name.as_str()),
            Cell::from(line.user.name.as_str()),
            Cell::from(line.user.email.as_str()),
            Cell::plain(line.standing.as_str()),
            Cell::plain(proof.map(|proof| proof.at.to_string()).unwrap_or_default()),
            Cell::from(proof.and_then(|proof| proof.typed_name.clone())),
            Cell::from(proof.and_then(|proof| proof.role.clone())),
            Cell::from(proof.and_then(|proof| proof.address.clone())),
            Cell::plain(proof.map(|proof| proof.content_sha256.clone()).unwrap_or_default()),
            Cell::from(proof.and_then(|proof| proof.reason.clone())),
        ])?;
    }
    csv.download(&format!("signatures-{}.csv", sources.today))
}
