//! `GET /api/manage/documents/policies/{id}/signers` – who has signed, and who has not.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Deserialize;
use shared::account::{CompanyRef, User};
use shared::app::App;
use shared::http::{PathId, Query, ReadProblems};
use shared::id::{CompanyId, PolicyId, PolicyKind};
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::tenant::Scope;
use utoipa::IntoParams;

use super::super::PolicyPath;
use crate::model::{Policy, Published, Signature};
use crate::standing::{Line, Score, Standing, roster, score};
use crate::store::{clients, done_with, today};
use crate::views::{CompanyScore, Roster, RosterLine};

/// People answered at most; the export has all.
const SHOWN: usize = 1_000;

/// Whose people.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SignersQuery {
    /// People of that company alone.
    #[param(value_type = Option<String>)]
    company: Option<CompanyId>,
}

/// What a roster is made of.
pub(super) struct Sources {
    pub(super) published: Published,
    pub(super) people: Vec<User>,
    pub(super) done: Vec<Signature>,
    /// The tenant's day.
    pub(super) today: Date,
}

impl Sources {
    /// Everybody who must sign.
    pub(super) fn lines(&self) -> Vec<Line<'_>> {
        roster(&self.published, &self.people, &self.done, self.today)
    }
}

/// Reads what a roster is made of: as many round trips as there are thousands of people and signatures.
///
/// Errors: 404 unknown · 409 not published.
pub(super) async fn sources(
    app: &App,
    scope: &Scope,
    id: &PolicyId,
    company: Option<&CompanyId>,
) -> Result<Sources, Problem> {
    let policy = app.store.get::<Policy>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?.value;
    let published = policy.asked().cloned();
    let published = published.ok_or_else(|| Problem::Conflict("This policy is not published.".into()))?;
    let people = clients(app, scope, Some(&published), company).await?;
    let done = done_with(app, scope, id).await?;
    let today = today(app, scope).await?;
    Ok(Sources { published, people, done, today })
}

/// Shows where everybody who must sign stands, and the score: signed / required × 100.
///
/// Errors: 404 unknown · 409 not published.
#[utoipa::path(
    get,
    path = "/api/manage/documents/policies/{id}/signers",
    tag = "documents",
    operation_id = "manage_policy_signers",
    params(PolicyPath, SignersQuery),
    responses(
        (status = 200, description = "Everybody who must sign", body = Roster),
        (status = 409, description = "Not published", body = shared::problem::ProblemBody,
            content_type = "application/problem+json"),
        ReadProblems
    )
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<PolicyKind>,
    Query(asked): Query<SignersQuery>,
) -> Result<Json<Roster>, Problem> {
    let sources = sources(&app, staff.scope(), &id, asked.company.as_ref()).await?;
    let lines = sources.lines();
    Ok(Json(Roster {
        version: sources.published.version,
        score: score(&lines),
        companies: by_company(&lines),
        people: lines.iter().take(SHOWN).map(shown).collect(),
    }))
}

fn by_company(lines: &[Line<'_>]) -> Vec<CompanyScore> {
    let mut counts: BTreeMap<(&str, &CompanyId), (&CompanyRef, u64, u64)> = BTreeMap::new();
    for line in lines {
        let key = (line.company.name.as_str(), &line.company.id);
        let (_, signed, required) = counts.entry(key).or_insert((line.company, 0, 0));
        *required += 1;
        *signed += u64::from(line.standing == Standing::Signed);
    }
    let score = |(company, signed, required): (&CompanyRef, u64, u64)| CompanyScore {
        company: company.clone(),
        score: Score::of(signed, required),
    };
    counts.into_values().map(score).collect()
}

fn shown(line: &Line<'_>) -> RosterLine {
    RosterLine {
        id: line.user.id.clone(),
        name: line.user.name.clone(),
        email: line.user.email.clone(),
        company: line.company.clone(),
        status: line.standing,
        at: line.signature.map(|one| one.at),
        reason: line.signature.and_then(|one| one.evidence.reason.clone()),
        signature: line.signature.filter(|_| line.standing == Standing::Signed).map(|one| one.id.clone()),
    }
}
