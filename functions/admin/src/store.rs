//! The area's questions to the store.

use shared::account::{Look, USER, User};
use shared::http::Paging;
use shared::id::CompanyId;
use shared::store::{Filter, Page, Query, Scalar, Store, StoreError, wanted};
use shared::tenant::{Scope, Tenant};

use crate::model::{COMPANY, Company};

/// Companies by name; with `search`, those that have all of its words.
pub(crate) async fn companies(
    store: &Store,
    scope: &Scope,
    search: Option<&str>,
    paging: Paging,
) -> Result<Page<Company>, StoreError> {
    let terms = search.map(wanted);
    if terms.as_ref().is_some_and(Vec::is_empty) {
        // Asked for, but for no word that anything could have.
        return Ok(Page { items: Vec::new(), next: None });
    }
    let query = Query::of(&COMPANY, "sort_name").ascending().limit(paging.limit).after(paging.after);
    let query = terms.into_iter().flatten().fold(query, |query, term| query.filter(Filter::Term(term)));
    store.query(scope, query).await
}

/// Users of a company by name.
pub(crate) async fn users_of(
    store: &Store,
    scope: &Scope,
    company: &CompanyId,
    paging: Paging,
) -> Result<Page<User>, StoreError> {
    let query = Query::of(&USER, "sort_name").ascending().eq("company", company.as_str());
    store.query(scope, query.limit(paging.limit).after(paging.after)).await
}

/// How many users a company has.
pub(crate) async fn count_users_of(
    store: &Store,
    scope: &Scope,
    company: &CompanyId,
) -> Result<u64, StoreError> {
    store.count(scope, Query::of(&USER, "sort_name").eq("company", company.as_str())).await
}

/// The provider's own people who may sign in, by name.
pub(crate) async fn staff(store: &Store, scope: &Scope, paging: Paging) -> Result<Page<User>, StoreError> {
    let query = Query::of(&USER, "sort_name").ascending().eq("is_staff", true).eq("status", "active");
    store.query(scope, query.limit(paging.limit).after(paging.after)).await
}

/// How many companies there are.
pub(crate) async fn count_companies(store: &Store, scope: &Scope) -> Result<u64, StoreError> {
    store.count(scope, Query::of(&COMPANY, "sort_name")).await
}

/// How many client users there are.
pub(crate) async fn count_users(store: &Store, scope: &Scope) -> Result<u64, StoreError> {
    store.count(scope, Query::of(&USER, "sort_name").eq("is_staff", false)).await
}

/// Who signed in last, at most `limit`; people who never did are left out.
pub(crate) async fn recent_sign_ins(
    store: &Store,
    scope: &Scope,
    limit: u32,
) -> Result<Page<User>, StoreError> {
    let once_at_least = Filter::Range("login_count", Some(Scalar::Int(1)), None);
    store.query(scope, Query::of(&USER, "last_login_at").filter(once_at_least).limit(limit)).await
}

/// What the portal is called.
pub(crate) fn portal_name(look: Option<Look>, tenant: &Tenant) -> String {
    look.map_or_else(|| tenant.name.clone(), |look| look.portal_name)
}
