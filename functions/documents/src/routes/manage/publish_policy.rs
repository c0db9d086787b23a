//! `POST /api/manage/documents/policies/{id}/publish` – staff ask for signatures.

use axum::Extension;
use axum::extract::State;
use serde_json::json;
use shared::app::App;
use shared::day::is_overdue;
use shared::http::{PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::PolicyKind;
use shared::pdf::Press;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::{Query, Stored};
use shared::tenant::Scope;

use super::super::PolicyPath;
use super::ReadVersion;
use super::policy_edit::{told, view};
use crate::model::{POLICY, Policy, PolicyState};
use crate::paper::Source;
use crate::publishing;
use crate::store::{discard, keep_where, read_content, remove, today};
use crate::views::PolicyView;

/// Policies that can be published at once: every client's page counts them all.
const MOST: u64 = 200;

/// Shows clients what staff have written. Another text, title, party or demand makes a new version, which everybody is
/// asked to sign anew; whom it asks and until when can change without one.
///
/// Errors: 403 no admin · 404 unknown · 409 archived, nothing has changed, or 200 are published · 412 another version · 422 a
/// variable has no value, the deadline is over, or a section has something that a signer would not see or that cannot be printed.
#[utoipa::path(
    post,
    path = "/api/manage/documents/policies/{id}/publish",
    tag = "documents",
    operation_id = "manage_policy_publish",
    params(PolicyPath, ReadVersion),
    responses((status = 200, description = "The policy", body = PolicyView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    PathId(id): PathId<PolicyKind>,
    expected: RequiredIfMatch,
) -> Result<WithETag<PolicyView>, Problem> {
    let (scope, user) = (staff.scope(), staff.user());
    let actor = staff.person().actor();
    let (read_by, app, press) = (&expected, &app, &press);
    let allowed = |read: Stored<Policy>| async move {
        read_by.check(read.version)?;
        check(app, press, scope, &read.value).await
    };
    let (stored, gone) = keep_where(app, scope, &id, allowed, |batch, read| {
        expected.check(read.version)?;
        let mut after = read.value.clone();
        let (fresh, gone) = after.publish(Some(&user.id), batch.now());
        batch.replace(read, &after);
        discard(batch, &user.id, gone.clone());
        let published = after.asked().ok_or(Problem::NotFound)?;
        let detail = json!({ "version": published.version, "new_version": fresh });
        batch.audit_with(&actor, "policy.publish", id.as_str(), detail);
        let name = if fresh { "document.published" } else { "document.changed" };
        let mut event = told(name, &after, published, read.version + 1);
        event.data = json!({ "version": published.version });
        batch.event(event);
        let (version, updated_at) = (read.version + 1, batch.now());
        let (created_at, tag) = (read.created_at, Default::default());
        Ok((Stored { value: after, version, created_at, updated_at, tag }, gone))
    })
    .await?;
    remove(app, scope, gone.as_slice()).await;
    Ok(WithETag::ok(stored.version, view(app, scope, &stored).await?))
}

/// Whether what staff have written can be shown.
pub(in crate::routes) async fn check(
    app: &App,
    press: &Press,
    scope: &Scope,
    policy: &Policy,
) -> Result<(), Problem> {
    if policy.state == PolicyState::Archived {
        return Err(Problem::Conflict("This policy is archived.".into()));
    }
    if policy.state == PolicyState::Published && !policy.has_changes() {
        return Err(Problem::Conflict("Clients already see all of this.".into()));
    }
    if policy.state == PolicyState::Draft {
        let there = Query::of(&POLICY, "id").eq("state", PolicyState::Published.as_str());
        if app.store.count(scope, there).await? >= MOST {
            let sentence = format!("{MOST} policies are published already. Archive some first.");
            return Err(Problem::Conflict(sentence.into()));
        }
    }
    let kept = policy.published.as_ref().map(|published| published.reach.deadline);
    if is_overdue(policy.reach.deadline, today(app, scope).await?) && kept != Some(policy.reach.deadline) {
        return Err(Problem::field("deadline", "This day is over. Choose a later one."));
    }
    let terms = &policy.terms;
    let source: Source = read_content(app, scope, &terms.source, &terms.sha256).await?;
    let shown = policy.reach.shown_to.shown();
    let mut gaps: Vec<&str> = match shown.companies.as_slice() {
        [] => source.gaps(None),
        companies => companies.iter().flat_map(|company| source.gaps(Some(company))).collect(),
    };
    gaps.sort_unstable();
    gaps.dedup();
    if !gaps.is_empty() {
        return Err(Problem::field("variables", format!("These have no value: {}.", gaps.join(", "))));
    }
    let (title, issuer, fonts) = (terms.title.clone(), terms.issuer.clone(), press.fonts(app).await?);
    let checked = tokio::task::spawn_blocking(move || publishing::check(&title, &issuer, &source, &fonts));
    checked.await.map_err(Problem::internal)?.ok(())
}
