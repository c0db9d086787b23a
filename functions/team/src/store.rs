//! The area's questions to the store.

use shared::account::{USER, User};
use shared::http::Paging;
use shared::store::{Filter, Page, Query, Store, StoreError, wanted};
use shared::tenant::Scope;

/// The people of the scope's company by name; with `search`, those that have all of its words. One round trip.
pub(crate) async fn members(
    store: &Store,
    scope: &Scope,
    search: Option<&str>,
    paging: Paging,
) -> Result<Page<User>, StoreError> {
    let Some(company) = scope.company() else { return Ok(Page { items: Vec::new(), next: None }) };
    let terms = search.map(wanted);
    if terms.as_ref().is_some_and(Vec::is_empty) {
        // Asked for, but for no word that anything could have.
        return Ok(Page { items: Vec::new(), next: None });
    }
    let query = Query::of(&USER, "sort_name").ascending().eq("company", company.as_str());
    let query = query.limit(paging.limit).after(paging.after);
    let query = terms.into_iter().flatten().fold(query, |query, term| query.filter(Filter::Term(term)));
    store.query(scope, query).await
}
