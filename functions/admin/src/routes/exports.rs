//! Companies and people as spreadsheets.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};
use shared::account::{Access, User};
use shared::app::App;
use shared::csv::{Cell, Csv, download_headers};
use shared::event::{Audience, Event};
use shared::http::{Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::search::Search;
use shared::session::{Admin, Staff};
use shared::store::{Document, Position, Stored};

use super::list_companies::CompanyQuery;
use super::users::list_users::UserQuery;
use crate::model::Company;
use crate::store;

/// Rows read at once.
const STEP: u32 = 1_000;

/// Companies as a CSV file, chosen as in their list
#[utoipa::path(get, path = "/api/manage/exports/companies", tag = "admin", operation_id = "company_export",
    params(CompanyQuery),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_companies(
    staff: Staff<Admin>,
    State(app): State<App>,
    Query(asked): Query<CompanyQuery>,
) -> Result<Response, Problem> {
    let search = Search::read(asked.q.as_deref())?;
    let head = [
        "id",
        "name",
        "status",
        "contact_email",
        "email_domains",
        "psa_company_id",
        "psa_auto_provisioning",
        "added",
    ];
    let scope = staff.scope().clone();
    record(&app, &staff, "company.export").await?;
    let page = move |after| {
        let (app, scope, search) = (app.clone(), scope.clone(), search.clone());
        async move {
            let paging = Paging { limit: STEP, after };
            store::companies(&app.store, &scope, &search, asked.status, paging).await
        }
    };
    file("companies.csv", &head, page, |company: &Stored<Company>| {
        let facts = &company.value;
        vec![
            facts.id.as_str().into(),
            facts.name.as_str().into(),
            facts.status.as_str().into(),
            facts.contact_email.clone().into(),
            facts.email_domains.join(" ").into(),
            facts.psa_company_id.clone().into(),
            Cell::from(if facts.psa_auto_provisioning { "yes" } else { "no" }),
            Cell::plain(company.created_at),
        ]
    })
}

/// People as a CSV file, chosen as in their list
#[utoipa::path(get, path = "/api/manage/exports/users", tag = "admin", operation_id = "user_export",
    params(UserQuery),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_users(
    staff: Staff<Admin>,
    State(app): State<App>,
    Query(asked): Query<UserQuery>,
) -> Result<Response, Problem> {
    let search = Search::read(asked.q.as_deref())?;
    let head = [
        "id",
        "company",
        "name",
        "email",
        "role",
        "access",
        "billing",
        "status",
        "last_login",
        "logins",
        "added",
    ];
    let scope = staff.scope().clone();
    record(&app, &staff, "user.export").await?;
    let asked = std::sync::Arc::new(asked);
    let page = move |after| {
        let (app, scope, search, asked) = (app.clone(), scope.clone(), search.clone(), asked.clone());
        async move {
            let paging = Paging { limit: STEP, after };
            store::users(&app.store, &scope, asked.chosen(&search), paging).await
        }
    };
    file("users.csv", &head, page, |user: &Stored<User>| {
        let facts = &user.value;
        let client = |word: &str| if facts.is_staff { Cell::from("") } else { Cell::from(word) };
        vec![
            facts.id.as_str().into(),
            facts.company.as_ref().map(|company| company.name.clone()).into(),
            facts.name.as_str().into(),
            facts.email.as_str().into(),
            facts.role.as_str().into(),
            client(if facts.access == Access::Company { "company" } else { "own" }),
            client(if facts.billing { "yes" } else { "no" }),
            store::word(facts.status).into(),
            if facts.login_count > 0 { Cell::plain(facts.last_login_at) } else { Cell::from("") },
            Cell::plain(facts.login_count),
            Cell::plain(user.created_at),
        ]
    })
}

/// That somebody took the data with them stands in the audit log.
async fn record(app: &App, staff: &Staff<Admin>, action: &'static str) -> Result<(), Problem> {
    let mut batch = app.store.batch(staff.scope());
    let tenant = staff.scope().tenant().as_str();
    batch.audit(&staff.person().actor(), action, tenant).event(Event::new(
        "data.exported",
        tenant,
        1,
        Audience::staff(),
    ));
    app.store.commit(batch).await?;
    Ok(())
}

/// How the file goes on behind a place; `None` at its end.
type Next = Option<Option<Position>>;

/// A file sent page by page, so that its size costs no memory. A page that cannot be read breaks the download off, which
/// the browser shows as failed.
fn file<T, P, F, R>(name: &str, head: &[&str], page: P, row: R) -> Result<Response, Problem>
where
    T: Document,
    P: Fn(Option<Position>) -> F + Send + 'static,
    F: Future<Output = Result<shared::store::Page<T>, shared::store::StoreError>> + Send,
    R: Fn(&Stored<T>) -> Vec<Cell> + Send + Copy + 'static,
{
    let first = Csv::new(head)?.finish()?;
    let parts =
        stream::unfold((Some(first), Some(None) as Next, page), move |(first, next, page)| async move {
            if let Some(first) = first {
                return Some((Ok(Bytes::from(first)), (None, next, page)));
            }
            let part = match page(next?).await {
                Ok(found) => rows(&found.items, row).map(|bytes| (bytes, found.next)),
                Err(error) => Err(Problem::from(error)),
            };
            match part {
                Ok((bytes, next)) => Some((Ok(bytes), (None, next.map(Some), page))),
                Err(problem) => {
                    tracing::error!(?problem, "an export broke off");
                    Some((Err(std::io::Error::other("broken off")), (None, None, page)))
                }
            }
        });
    // The layer that compresses asks once more behind the end.
    Ok((download_headers(name)?, Body::from_stream(parts.fuse())).into_response())
}

fn rows<T>(items: &[Stored<T>], row: impl Fn(&Stored<T>) -> Vec<Cell>) -> Result<Bytes, Problem> {
    let mut csv = Csv::rest();
    for item in items {
        csv.row(row(item))?;
    }
    csv.finish().map(Bytes::from)
}
