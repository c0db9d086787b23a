//! `GET /api/portal/invoices/export` – the caller's list as a spreadsheet.

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::stream;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::csv::{Cell, Csv, download_headers};
use shared::day::today;
use shared::http::{Query, ReadProblems};
use shared::problem::Problem;
use shared::store::{Page, Position};
use utoipa::IntoParams;

use crate::billing::Billing;
use crate::list::{Sort, Wanted};
use crate::model::Invoice;
use crate::money::decimal;
use crate::status::Status;

/// Invoices that are read at once.
const PAGE: u32 = 500;
const HEAD: [&str; 10] =
    ["number", "status", "issued", "due", "paid", "currency", "subtotal", "tax", "total", "description"];

/// Filters and order.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// Of that status alone, as it is today.
    #[param(inline)]
    status: Option<Status>,
    /// Words of number, lines or note, or their beginnings; at most 200 characters and 30 words.
    q: Option<String>,
    /// Order.
    #[param(inline)]
    sort: Option<Sort>,
}

/// Writes all invoices that the list has with these filters. They come page by page, so their number does not matter.
#[utoipa::path(
    get,
    path = "/api/portal/invoices/export",
    tag = "invoices",
    operation_id = "invoices_export",
    params(ExportQuery),
    responses((status = 200, description = "A CSV file", content_type = "text/csv", body = String), ReadProblems)
)]
pub(crate) async fn handler(
    billing: Billing,
    State(app): State<App>,
    Query(asked): Query<ExportQuery>,
) -> Result<Response, Problem> {
    let day = today(&app, billing.scope()).await?.date;
    let name = download_headers(&format!("invoices-{day}.csv"))?;
    // The first page is read before the answer begins, so that a refusal is still a problem.
    let first = page(&app, &billing, &asked, day, None).await?;
    let mut csv = Csv::new(&HEAD)?;
    let after = write(&mut csv, first, day)?;
    let head = csv.finish()?;
    let rest = stream::try_unfold(after, move |after| {
        let (app, billing, asked) = (app.clone(), billing.clone(), asked.clone());
        async move {
            let Some(after) = after else { return Ok(None) };
            let more = page(&app, &billing, &asked, day, Some(after)).await.map_err(broken)?;
            let mut csv = Csv::rest();
            let after = write(&mut csv, more, day).map_err(broken)?;
            Ok(Some((Bytes::from(csv.finish().map_err(broken)?), after)))
        }
    });
    let whole =
        futures::StreamExt::chain(stream::once(async { Ok::<_, std::io::Error>(Bytes::from(head)) }), rest);
    Ok((name, Body::from_stream(whole)).into_response())
}

async fn page(
    app: &App,
    billing: &Billing,
    asked: &ExportQuery,
    day: Date,
    after: Option<Position>,
) -> Result<Page<Invoice>, Problem> {
    let sort = asked.sort.unwrap_or_default();
    let wanted = Wanted { company: None, status: asked.status, q: asked.q.as_deref(), sort, drafts: false };
    Ok(app.store.query(billing.scope(), wanted.query(day)?.limit(PAGE).after(after)).await?)
}

fn write(csv: &mut Csv, page: Page<Invoice>, day: Date) -> Result<Option<Position>, Problem> {
    for stored in page.items {
        let invoice = stored.value;
        let digits = invoice.currency.digits();
        let date = |day: Option<Date>| Cell::plain(day.map(|day| day.to_string()).unwrap_or_default());
        let money = |minor: i64| Cell::plain(decimal(minor, digits));
        let description =
            invoice.lines.iter().map(|line| line.description.as_str()).collect::<Vec<_>>().join("; ");
        csv.row([
            Cell::from(invoice.number.as_str()),
            Cell::plain(invoice.status(day).as_str()),
            date(Some(invoice.issued_on)),
            date(invoice.due_on),
            date(invoice.paid_on),
            Cell::plain(invoice.currency.code()),
            money(invoice.subtotal),
            money(invoice.tax),
            money(invoice.total),
            Cell::from(description),
        ])?;
    }
    Ok(page.next)
}

/// A file that cannot be finished breaks off: the browser says so, rather than keeping half of it as whole.
#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn broken(problem: Problem) -> std::io::Error {
    std::io::Error::other(format!("{problem:?}"))
}
