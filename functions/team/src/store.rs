//! The area's questions to the store.

use shared::account::{USER, User};
use shared::http::Paging;
use shared::search::Search;
use shared::store::{Page, Query, Store, StoreError};
use shared::tenant::Scope;

/// The people of the scope's company by name; with `search`, those that have all of its words. One round trip.
pub(crate) async fn members(
    store: &Store,
    scope: &Scope,
    search: &Search,
    paging: Paging,
) -> Result<Page<User>, StoreError> {
    let Some(company) = scope.company() else { return Ok(Page { items: Vec::new(), next: None }) };
    let query = Query::of(&USER, "sort_name").ascending().eq("company", company.as_str());
    let query = query.limit(paging.limit).after(paging.after);
    store.query(scope, search.narrow(query)).await
}
