//! `POST /api/manage/documents/policies` – staff begin a policy.

use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::http::{Body, CreateProblems, IdempotencyKey, Once};
use shared::id::PolicyId;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::Stored;

use super::created;
use super::policy_edit::PolicyEdit;
use crate::model::Policy;
use crate::store::stage_content;
use crate::views::PolicyView;

/// Creates a policy as a draft, which clients do not see.
///
/// Errors: 403 no admin · 422 fields.
#[utoipa::path(
    post,
    path = "/api/manage/documents/policies",
    tag = "documents",
    operation_id = "manage_policy_create",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition harmless")),
    request_body = PolicyEdit,
    responses(
        (status = 201, description = "The policy", body = PolicyView,
            headers(("Location" = String, description = "Its address"))),
        CreateProblems
    )
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    key: IdempotencyKey,
    Body(new): Body<PolicyEdit, 4096>,
) -> Result<Response, Problem> {
    let (scope, user) = (staff.scope(), staff.user());
    let once = Once::new(&key, user.id.as_str(), "policy.create", &new)?;
    let written = new.checked(&app, scope).await?;
    let (file, sha256) = stage_content(&app, scope, &user.id, &written.source).await?;
    let id = PolicyId::mint(&*app.clock, &*app.entropy);
    let terms = written.terms(file.value.id.clone(), sha256);
    let policy = Policy::draft(id, &user.name, terms, written.reach);
    let mut batch = app.store.batch(scope);
    let now = batch.now();
    let made =
        Stored { value: policy, version: 1, created_at: now, updated_at: now, tag: Default::default() };
    // The text is too long to be kept with the answer: a repetition reads the policy again.
    once.keep(&mut batch, &made.value.id)?;
    batch.create(&made.value).delete(&file);
    batch.audit(&staff.person().actor(), "policy.create", made.value.id.as_str());
    match app.store.commit(batch).await {
        Ok(_) => Ok(answer(PolicyView::of(&made, written.source, written.companies))),
        Err(error) => match once.replay::<PolicyId>(&app.store, scope, &error).await? {
            Some(before) => {
                let found = app.store.get::<Policy>(scope, before.as_str()).await?;
                let stored = found.ok_or(Problem::NotFound)?;
                Ok(answer(super::policy_edit::view(&app, scope, &stored).await?))
            }
            None => Err(error.into()),
        },
    }
}

fn answer(view: PolicyView) -> Response {
    created(&format!("/api/manage/documents/policies/{}", view.line.id), view.line.version, view)
}
