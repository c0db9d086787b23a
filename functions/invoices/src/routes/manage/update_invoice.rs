//! `PATCH /api/manage/invoices/{id}` – staff send an invoice, note its payment, or declare it void.

use axum::extract::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::app::App;
use shared::day::today;
use shared::event::{Audience, Event};
use shared::http::{Body, PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::InvoiceKind;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::{StoreError, Stored};
use utoipa::{IntoParams, ToSchema};

use super::super::InvoicePath;
use crate::model::{Invoice, InvoiceView, Tally};
use crate::status::{State as Standing, Status};

/// What the invoice becomes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvoiceUpdate {
    /// `sent`, `paid` or `void`.
    status: Status,
    /// The day of the payment; today where it is not said, in the tenant's time zone.
    #[serde(default)]
    paid_on: Option<Date>,
}

/// The header that says which version is changed.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes the header that `RequiredIfMatch` reads")]
pub(crate) struct InvoiceVersion {
    /// The ETag that was read; 412 where the invoice has another by now.
    #[param(rename = "If-Match")]
    if_match: String,
}

/// Changes an invoice's status. A system that sends the invoice again has the last word.
///
/// Errors: 403 no admin · 404 unknown · 409 its status does not allow it · 412 another version.
#[utoipa::path(
    patch,
    path = "/api/manage/invoices/{id}",
    tag = "invoices",
    operation_id = "manage_invoice_update",
    params(InvoicePath, InvoiceVersion),
    request_body = InvoiceUpdate,
    responses((status = 200, description = "The invoice", body = InvoiceView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<InvoiceKind>,
    expected: RequiredIfMatch,
    Body(update): Body<InvoiceUpdate>,
) -> Result<WithETag<InvoiceView>, Problem> {
    let scope = staff.scope();
    let read = app.store.get::<Invoice>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?;
    expected.check(read.version)?;
    let day = today(&app, scope).await?;
    let after = becomes(&read.value, &update, day.date)?;
    let company = &after.company.id;
    let stored = app.store.get::<Tally>(scope, &Tally::of_company(company)).await?;
    let mut tally = stored.as_ref().map_or_else(|| Tally::empty(company), |stored| stored.value.clone());
    tally
        .turn(Some(&read.value), &after)
        .map_err(|_| Problem::Conflict("This would make the company's invoice total too large.".into()))?;

    let mut batch = app.store.batch(scope);
    batch.replace(&read, &after);
    match &stored {
        Some(stored) => batch.replace(stored, &tally),
        None => batch.create(&tally),
    };
    let detail = json!({ "number": after.number, "from": read.value.state, "to": after.state });
    batch.audit_with(&staff.person().actor(), "invoice.status", id.as_str(), detail);
    let audience = Audience { company: Some(company.to_string()), ..Audience::default() };
    let version = read.version + 1;
    batch.event(Event::new("invoice.changed", id.as_str(), version, audience));
    let now = batch.now();
    match app.store.commit(batch).await {
        Ok(_) => {
            let changed = Stored { value: after, version, updated_at: now, ..read };
            Ok(WithETag::ok(version, InvoiceView::of(changed, &day)))
        }
        Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => Err(Problem::Stale),
        Err(error) => Err(error.into()),
    }
}

fn becomes(invoice: &Invoice, update: &InvoiceUpdate, today: Date) -> Result<Invoice, Problem> {
    let state = match update.status {
        Status::Overdue | Status::Draft | Status::Credit => {
            return Err(Problem::field("status", "Choose sent, paid or void."));
        }
        status => status.state(),
    };
    if !invoice.state.may_become(state) {
        let sentence = match invoice.state {
            Standing::Void => "This invoice is void and cannot be changed.",
            Standing::Paid => "This invoice is paid. Take the payment back first.",
            Standing::Draft => "This invoice has not been sent yet.",
            Standing::Sent => "This invoice was already sent.",
            Standing::Credit => "This credit is already open.",
        };
        return Err(Problem::Conflict(sentence.into()));
    }
    // What is below zero is a credit again, and of nothing there is nothing to take back.
    let state = state.with_total(invoice.total);
    if state == invoice.state {
        return Err(Problem::Conflict("There is nothing to pay on this invoice.".into()));
    }
    let paid_on = update.paid_on.unwrap_or(today);
    if state == Standing::Paid && !(invoice.issued_on..=today).contains(&paid_on) {
        return Err(Problem::field("paid_on", "Give a day between the invoice's own and today."));
    }
    Ok(Invoice { state, paid_on: (state == Standing::Paid).then_some(paid_on), ..invoice.clone() })
}
