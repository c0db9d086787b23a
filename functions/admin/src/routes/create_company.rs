//! A new client company.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{Body, IdempotencyKey, Once, WithETag, WriteProblems};
use shared::id::CompanyId;
use shared::problem::{Fields, Problem};
use shared::session::{Admin, Staff};
use shared::store::{StoreError, sort_key};
use utoipa::ToSchema;

use crate::fields;
use crate::model::{Company, CompanyName, CompanyStatus, CompanyView};

/// What is said of a name that another company has.
pub(crate) const TAKEN: &str = "A company with this name already exists.";

/// A company to be added.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCompany {
    /// Its name, unique without regard to case.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Whom to write to.
    #[serde(default)]
    #[schema(format = "email", max_length = 254)]
    contact_email: Option<String>,
    /// Domains of its people's emails.
    #[serde(default)]
    #[schema(max_items = 50)]
    email_domains: Vec<String>,
    /// What it is called in the provider's PSA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    psa_company_id: Option<String>,
    /// Whether the PSA's contacts with portal access become its users by themselves; needs `psa_company_id`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    psa_auto_provisioning: bool,
    /// What staff want to remember; clients never see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 5_000)]
    notes: String,
}

/// Add a client company
#[utoipa::path(post, path = "/api/manage/companies", tag = "admin", operation_id = "company_create",
    params(("Idempotency-Key" = Option<String>, Header, max_length = 64)),
    request_body = NewCompany, responses((status = 201, body = CompanyView), WriteProblems))]
pub(crate) async fn create_company(
    staff: Staff<Admin>,
    State(app): State<App>,
    key: IdempotencyKey,
    Body(asked): Body<NewCompany>,
) -> Result<WithETag<CompanyView>, Problem> {
    let company = checked(&app, &asked)?;
    let scope = staff.scope();
    let once = Once::new(&key, staff.user().id.as_str(), "company_create", &asked)?;
    let mut batch = app.store.batch(scope);
    let answer = CompanyView::new(&company, 1, batch.now());
    once.keep(&mut batch, &answer)?;
    batch
        .create(&CompanyName::of(&company))
        .create(&company)
        .audit_with(
            &staff.person().actor(),
            "company.create",
            company.id.as_str(),
            serde_json::json!({ "name": company.name }),
        )
        .event(Event::new("company.created", company.id.as_str(), 1, Audience::staff()));
    match app.store.commit(batch).await {
        Ok(_) => Ok(WithETag::created(1, answer)),
        Err(error) => match once.replay(&app.store, scope, &error).await? {
            Some(before) => Ok(WithETag::created(1, before)),
            None if matches!(error, StoreError::Conflict { .. }) => Err(Problem::field("name", TAKEN)),
            None => Err(error.into()),
        },
    }
}

fn checked(app: &App, asked: &NewCompany) -> Result<Company, Problem> {
    let mut wrong = Fields::default();
    let name = fields::name(&mut wrong, &asked.name);
    let contact_email = fields::contact_email(&mut wrong, asked.contact_email.as_deref());
    let email_domains = fields::email_domains(&mut wrong, &asked.email_domains);
    let psa_company_id = fields::psa_company_id(&mut wrong, asked.psa_company_id.as_deref());
    let auto =
        fields::psa_auto_provisioning(&mut wrong, asked.psa_auto_provisioning, psa_company_id.as_deref());
    let company = Company {
        id: CompanyId::mint(&*app.clock, &*app.entropy),
        sort_name: sort_key(&name),
        name,
        contact_email,
        email_domains,
        psa_company_id,
        psa_auto_provisioning: auto,
        notes: fields::notes(&mut wrong, &asked.notes),
        status: CompanyStatus::Active,
    };
    wrong.ok(company)
}
