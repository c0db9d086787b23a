//! Editing a client company.

use axum::extract::State;
use serde::{Deserialize, Deserializer};
use serde_json::json;
use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::http::{Body, PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::{CompanyId, CompanyKind};
use shared::problem::{Fields, Problem};
use shared::session::{Admin, Staff};
use shared::store::{StoreError, Stored, Tag, sort_key};
use shared::tenant::Scope;
use utoipa::ToSchema;

use super::create_company::TAKEN;
use crate::model::{Company, CompanyName, CompanyStatus, CompanyView};
use crate::{fields, rename, serving};

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompanyEdit {
    /// Its name, unique without regard to case.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 200, nullable = false)]
    name: Option<String>,
    /// Whom to write to; null for nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, format = "email", max_length = 254)]
    contact_email: Option<Option<String>>,
    /// Domains of its people's emails.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Vec<String>>, max_items = 50, nullable = false)]
    email_domains: Option<Vec<String>>,
    /// What it is called in the provider's PSA; null for nothing.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 100)]
    psa_company_id: Option<Option<String>>,
    /// Whether the PSA's contacts with portal access become its users by themselves; needs `psa_company_id`.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<bool>, nullable = false)]
    psa_auto_provisioning: Option<bool>,
    /// What staff want to remember; clients never see it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 5_000, nullable = false)]
    notes: Option<String>,
    /// Whether its people are served. Disabling ends their sessions.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<CompanyStatus>, nullable = false)]
    status: Option<CompanyStatus>,
}

/// Tells a field that is null from one that is absent.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// Edit a client company
///
/// A new name reaches the accounts of its users; tickets keep the name that the company had when they were written. The
/// people of a disabled company cannot sign in, and their sessions are over.
#[utoipa::path(patch, path = "/api/manage/companies/{id}", tag = "admin", operation_id = "company_edit",
    params(("id" = CompanyId, Path), ("If-Match" = String, Header)),
    request_body = CompanyEdit, responses((status = 200, body = CompanyView), WriteProblems))]
pub(crate) async fn edit_company(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<CompanyKind>,
    version: RequiredIfMatch,
    Body(edit): Body<CompanyEdit>,
) -> Result<WithETag<CompanyView>, Problem> {
    let scope = staff.scope();
    let read = app.store.get::<Company>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?;
    version.check(read.version)?;
    let company = edited(&read.value, &edit)?;
    let after = keep_status(&app, scope, &staff.person().actor(), read, company, edit.status).await?;
    if edit.name.is_some() {
        // The company is renamed already; what is missing of its people is made up by saving the name again.
        if let Err(problem) = rename::carry(&app, scope, &id, &after.value.name).await {
            tracing::warn!(company = %id, ?problem, "the new name has not reached all users");
        }
    }
    Ok(WithETag::ok(after.version, CompanyView::of(&after)))
}

fn edited(company: &Company, edit: &CompanyEdit) -> Result<Company, Problem> {
    let mut wrong = Fields::default();
    let mut after = company.clone();
    if let Some(name) = &edit.name {
        after.name = fields::name(&mut wrong, name);
        after.sort_name = sort_key(&after.name);
    }
    if let Some(contact) = &edit.contact_email {
        after.contact_email = fields::contact_email(&mut wrong, contact.as_deref());
    }
    if let Some(domains) = &edit.email_domains {
        after.email_domains = fields::email_domains(&mut wrong, domains);
    }
    if let Some(id) = &edit.psa_company_id {
        after.psa_company_id = fields::psa_company_id(&mut wrong, id.as_deref());
    }
    if edit.psa_company_id.is_some() || edit.psa_auto_provisioning.is_some() {
        let on = edit.psa_auto_provisioning.unwrap_or(company.psa_auto_provisioning);
        after.psa_auto_provisioning =
            fields::psa_auto_provisioning(&mut wrong, on, after.psa_company_id.as_deref());
    }
    if let Some(notes) = &edit.notes {
        after.notes = fields::notes(&mut wrong, notes);
    }
    after.status = edit.status.unwrap_or(company.status);
    wrong.ok(after)
}

/// Keeps the change and, where a status is given, tells the directory whom to serve. On the way there nobody is let in
/// who should not be: the directory is told first of a company that closes, and last of one that opens. Giving the same
/// status again makes up for what a crash left undone.
async fn keep_status(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    read: Stored<Company>,
    company: Company,
    asked: Option<CompanyStatus>,
) -> Result<Stored<Company>, Problem> {
    let (id, was) = (company.id.clone(), read.value.status);
    let serve = async |status| serving::set(app, scope, &id, status).await;
    if asked == Some(CompanyStatus::Disabled) {
        serve(CompanyStatus::Disabled).await?;
    }
    let kept = keep(app, scope, actor, read, company).await;
    match (&kept, asked) {
        (Ok(_), Some(CompanyStatus::Active)) => serve(CompanyStatus::Active).await?,
        // The page's version was not the latest: the company stays as it was.
        (Err(_), Some(CompanyStatus::Disabled)) if was == CompanyStatus::Active => serve(was).await?,
        _ => {}
    }
    kept
}

/// Keeps the change with its name's reservation; what is as it was costs nothing.
async fn keep(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    read: Stored<Company>,
    company: Company,
) -> Result<Stored<Company>, Problem> {
    let changes = changes(&read.value, &company);
    if changes.is_empty() {
        return Ok(read);
    }
    let mut batch = app.store.batch(scope);
    let (before, after) = (CompanyName::of(&read.value), CompanyName::of(&company));
    if before.id != after.id {
        if let Some(reserved) = app.store.get::<CompanyName>(scope, &before.id).await? {
            batch.delete(&reserved);
        }
        batch.create(&after);
    }
    let version = read.version + 1;
    batch
        .replace(&read, &company)
        .audit_with(actor, "company.edit", company.id.as_str(), changes.into())
        .event(Event::new("company.edited", company.id.as_str(), version, Audience::staff()));
    let updated_at = batch.now();
    match app.store.commit(batch).await {
        // Nothing is written with this state again, so its tag does not matter.
        Ok(_) => Ok(Stored {
            value: company,
            version,
            created_at: read.created_at,
            updated_at,
            tag: Tag::default(),
        }),
        Err(StoreError::Conflict { .. }) => Err(Problem::field("name", TAKEN)),
        Err(error) => Err(error.into()),
    }
}

/// Field → before and after, for the audit log.
fn changes(before: &Company, after: &Company) -> serde_json::Map<String, serde_json::Value> {
    let all = [
        ("name", json!([before.name, after.name]), before.name != after.name),
        (
            "contact_email",
            json!([before.contact_email, after.contact_email]),
            before.contact_email != after.contact_email,
        ),
        (
            "email_domains",
            json!([before.email_domains, after.email_domains]),
            before.email_domains != after.email_domains,
        ),
        (
            "psa_company_id",
            json!([before.psa_company_id, after.psa_company_id]),
            before.psa_company_id != after.psa_company_id,
        ),
        (
            "psa_auto_provisioning",
            json!([before.psa_auto_provisioning, after.psa_auto_provisioning]),
            before.psa_auto_provisioning != after.psa_auto_provisioning,
        ),
        ("notes", json!([before.notes, after.notes]), before.notes != after.notes),
        ("status", json!([before.status, after.status]), before.status != after.status),
    ];
    all.into_iter()
        .filter(|(_, _, changed)| *changed)
        .map(|(field, both, _)| (field.to_owned(), both))
        .collect()
}
