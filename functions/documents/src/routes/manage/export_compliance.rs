//! `GET /api/manage/documents/compliance/export` – every policy in every company as a spreadsheet.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::csv::{Cell, Csv};
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::AnyStaff;

use crate::model::Demand;
use crate::standing::Score;
use crate::store::{ledger, tallies, today};

const HEAD: [&str; 10] =
    ["company", "policy", "version", "deadline", "required", "signed", "open", "overdue", "score", "grade"];

/// Writes how far each company has come with each policy.
#[utoipa::path(
    get,
    path = "/api/manage/documents/compliance/export",
    tag = "documents",
    operation_id = "manage_compliance_export",
    responses((status = 200, description = "A CSV file", content_type = "text/csv", body = String), ReadProblems)
)]
pub(crate) async fn handler(staff: AnyStaff, State(app): State<App>) -> Result<Response, Problem> {
    let ledger = ledger(&app, staff.scope()).await?;
    let mut tallies = tallies(&app, staff.scope()).await?;
    let today = today(&app, staff.scope()).await?;
    tallies.sort_by(|a, b| (&a.company.name, &a.company.id).cmp(&(&b.company.name, &b.company.id)));
    let demands: BTreeMap<_, &Demand> =
        ledger.demands.iter().map(|demand| (&demand.policy, demand)).collect();
    let mut csv = Csv::new(&HEAD)?;
    for tally in &tallies {
        for count in &tally.counts {
            let Some(demand) = demands.get(&count.policy) else { continue };
            let score = Score::of(count.signed, count.required);
            let open = score.required - score.signed;
            csv.row([
                Cell::from(tally.company.name.as_str()),
                Cell::from(demand.title.as_str()),
                Cell::plain(demand.version),
                Cell::plain(demand.deadline.map(|day| day.to_string()).unwrap_or_default()),
                Cell::plain(score.required),
                Cell::plain(score.signed),
                Cell::plain(open),
                Cell::plain(if demand.is_overdue(today) { open } else { 0 }),
                Cell::plain(score.score),
                Cell::plain(score.grade.as_str()),
            ])?;
        }
    }
    csv.download(&format!("compliance-{today}.csv"))
}
