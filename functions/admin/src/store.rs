//! The area's questions to the store.

use shared::account::{Look, Role, USER, User, UserStatus};
use shared::http::Paging;
use shared::id::CompanyId;
use shared::search::Search;
use shared::store::{Filter, Page, Query, Scalar, Store, StoreError};
use shared::tenant::{Scope, Tenant};

use crate::model::{COMPANY, Company, CompanyStatus};

/// Companies by name; with `search`, those that have all of its words.
pub(crate) async fn companies(
    store: &Store,
    scope: &Scope,
    search: &Search,
    status: Option<CompanyStatus>,
    paging: Paging,
) -> Result<Page<Company>, StoreError> {
    let query = Query::of(&COMPANY, "sort_name").ascending().limit(paging.limit).after(paging.after);
    let query = status.into_iter().fold(query, |query, status| query.eq("status", status.as_str()));
    store.query(scope, search.narrow(query)).await
}

/// The companies that the PSA calls by these ids, at most 20 ids. One round trip.
pub(crate) async fn companies_of_psa(
    store: &Store,
    scope: &Scope,
    ids: &[&str],
) -> Result<Vec<Company>, StoreError> {
    let ids = ids.iter().map(|id| Scalar::from(*id)).collect();
    let query = Query::of(&COMPANY, "sort_name").ascending().filter(Filter::OneOf("psa_company_id", ids));
    let found = store.query::<Company>(scope, query.limit(1_000)).await?;
    Ok(found.items.into_iter().map(|stored| stored.value).collect())
}

/// What a list of users shows.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Chosen<'a> {
    /// Words that all of them have.
    pub(crate) search: Option<&'a Search>,
    /// Their company.
    pub(crate) company: Option<&'a CompanyId>,
    /// Their role.
    pub(crate) role: Option<Role>,
    /// Whether they may sign in.
    pub(crate) status: Option<UserStatus>,
    /// The provider's own people, or clients.
    pub(crate) staff: Option<bool>,
    /// Those whom nobody has invited yet.
    pub(crate) uninvited: bool,
}

/// People by name. One round trip.
pub(crate) async fn users(
    store: &Store,
    scope: &Scope,
    chosen: Chosen<'_>,
    paging: Paging,
) -> Result<Page<User>, StoreError> {
    store.query(scope, question(chosen).ascending().limit(paging.limit).after(paging.after)).await
}

/// How many they are. One round trip.
pub(crate) async fn count_of(store: &Store, scope: &Scope, chosen: Chosen<'_>) -> Result<u64, StoreError> {
    store.count(scope, question(chosen)).await
}

fn question(chosen: Chosen<'_>) -> Query {
    let mut query = Query::of(&USER, "sort_name");
    if let Some(company) = chosen.company {
        query = query.eq("company", company.as_str());
    }
    if let Some(role) = chosen.role {
        query = query.eq("role", role.as_str());
    }
    if let Some(status) = chosen.status {
        query = query.eq("status", word(status));
    }
    if let Some(staff) = chosen.staff {
        query = query.eq("is_staff", staff);
    }
    if chosen.uninvited {
        query = query.eq("uninvited", true);
    }
    match chosen.search {
        Some(search) => search.narrow(query),
        None => query,
    }
}

/// The word on the wire.
pub(crate) fn word(status: UserStatus) -> &'static str {
    match status {
        UserStatus::Invited => "invited",
        UserStatus::Active => "active",
        UserStatus::Disabled => "disabled",
    }
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
