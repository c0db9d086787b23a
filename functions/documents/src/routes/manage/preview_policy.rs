//! `GET /api/manage/documents/policies/{id}/preview` – what staff have written, as a company would read it.

use axum::extract::State;
use axum::{Extension, Json};
use serde::Deserialize;
use shared::app::App;
use shared::company::CompanyHead;
use shared::http::{PathId, Query, ReadProblems};
use shared::id::{CompanyId, PolicyKind};
use shared::pdf::Press;
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::IntoParams;

use super::super::PolicyPath;
use crate::model::Policy;
use crate::paper::{Cover, Source};
use crate::store::read_content;
use crate::views::PolicyPreview;

/// Whose copy.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PreviewQuery {
    /// The company; any that has no values of its own where it is left out.
    #[param(value_type = Option<String>)]
    company: Option<CompanyId>,
}

/// Shows the text that staff have written with its variables filled.
#[utoipa::path(
    get,
    path = "/api/manage/documents/policies/{id}/preview",
    tag = "documents",
    operation_id = "manage_policy_preview",
    params(PolicyPath, PreviewQuery),
    responses((status = 200, description = "The text", body = PolicyPreview), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    PathId(id): PathId<PolicyKind>,
    Query(asked): Query<PreviewQuery>,
) -> Result<Json<PolicyPreview>, Problem> {
    let scope = staff.scope();
    let policy = app.store.get::<Policy>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?.value;
    let company = match &asked.company {
        Some(company) => {
            let found = CompanyHead::of(&app.store, scope, std::slice::from_ref(company)).await?;
            Some(found.into_iter().next().ok_or_else(|| Problem::field("company", "No such company."))?)
        }
        None => None,
    };
    let terms = &policy.terms;
    let source: Source = read_content(&app, scope, &terms.source, &terms.sha256).await?;
    let now = app.clock.now();
    let published = policy.published.as_ref().filter(|_| !policy.has_changes());
    let next = policy.published.as_ref().map_or(1, |before| before.version.saturating_add(1));
    let cover = Cover {
        title: &terms.title,
        issuer: &terms.issuer,
        version: published.map_or(next, |published| published.version),
        published_at: published.map_or(now, |published| published.at),
        company: company.as_ref().map(|company| &company.id),
        company_name: company.as_ref().map_or("…", |company| company.name.as_str()),
    };
    let fonts = press.fonts(&app).await?;
    let paper = source.paper(cover, |text| fonts.printable(text));
    let gaps = source.gaps(company.as_ref().map(|company| &company.id));
    let gaps = gaps.into_iter().map(str::to_owned).collect();
    Ok(Json(PolicyPreview { sections: paper.sections, gaps }))
}
