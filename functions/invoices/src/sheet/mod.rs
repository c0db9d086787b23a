//! An invoice as a PDF: A4, the tenant's name, logo and colour, the lines over as many pages as they need.

mod layout;
mod words;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use shared::account::Language;
use shared::app::App;
use shared::day::today;
use shared::pdf::{Letterhead, Press};
use shared::problem::Problem;
use shared::store::Stored;
use shared::tenant::Scope;
use shared::work::Kind;

use crate::model::Invoice;

/// The invoice as a file that a browser shows: remembered for each version of the invoice, language, look and day, and
/// made once for all who ask at the same time.
///
/// Errors: 503 where too many files are being made.
pub(crate) async fn print(
    press: &Press,
    app: &App,
    scope: &Scope,
    stored: Stored<Invoice>,
    language: Language,
) -> Result<Response, Problem> {
    let today = today(app, scope).await?.date;
    let invoice = stored.value;
    let disposition = HeaderValue::from_str(&format!("inline; filename=\"{}\"", file_name(&invoice.number)));
    let letterhead = press.letterhead(app, scope).await?;
    let key = key(scope, (&invoice, stored.version), language, today, &letterhead);
    let make = || {
        let (app, press, tenant) = (app.clone(), press.clone(), scope.tenant().clone());
        async move {
            let place = app.work.enter(Kind::Pdf, &tenant).await?;
            let make = move |fonts: &_, look: &_| layout::file(fonts, look, &invoice, language, today);
            press.print(&app, &place, letterhead, make).await.map(Bytes::from)
        }
    };
    let bytes = app.work.pages.get(key, make).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, disposition.map_err(Problem::internal)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}

/// Names everything that the file's content depends on. What is overdue depends on the day.
fn key(
    scope: &Scope,
    (invoice, version): (&Invoice, u64),
    language: Language,
    today: Date,
    look: &Letterhead,
) -> String {
    let mut digest = Sha256::new();
    for part in [look.name.as_bytes(), look.contact.as_bytes(), look.logo.as_deref().unwrap_or_default()] {
        digest.update(part.len().to_be_bytes());
        digest.update(part);
    }
    let (red, green, blue) = look.accent;
    digest.update([red, green, blue]);
    let (tenant, tag) = (scope.tenant(), language.tag());
    format!("{tenant}/invoice/{}/{version}/{tag}/{today}/{:x?}", invoice.id, &digest.finalize()[..])
}

/// Letters and digits of the number: it goes into a header and onto a disk.
fn file_name(number: &str) -> String {
    let plain = number.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' });
    format!("invoice-{}.pdf", plain.collect::<String>().trim_matches('-'))
}
