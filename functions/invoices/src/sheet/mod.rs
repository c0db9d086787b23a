//! An invoice as a PDF: A4, the tenant's name, logo and colour, the lines over as many pages as they need.

mod layout;
mod words;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::account::Language;
use shared::app::App;
use shared::day::today;
use shared::pdf::Press;
use shared::problem::Problem;
use shared::tenant::Scope;

use crate::model::Invoice;

/// The invoice as a file that a browser shows.
pub(crate) async fn print(
    press: &Press,
    app: &App,
    scope: &Scope,
    invoice: Invoice,
    language: Language,
) -> Result<Response, Problem> {
    let today = today(app, scope).await?.date;
    let disposition = HeaderValue::from_str(&format!("inline; filename=\"{}\"", file_name(&invoice.number)));
    let make = move |fonts: &_, letterhead: &_| layout::file(fonts, letterhead, &invoice, language, today);
    let bytes = press.print(app, scope, make).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, disposition.map_err(Problem::internal)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}

/// Letters and digits of the number: it goes into a header and onto a disk.
fn file_name(number: &str) -> String {
    let plain = number.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' });
    format!("invoice-{}.pdf", plain.collect::<String>().trim_matches('-'))
}
