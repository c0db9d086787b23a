//! Which company of the portal a client's token means.

use shared::account::CompanyRef;
use shared::company::{COMPANY_BY_PSA, CompanyHead};
use shared::id::CompanyId;
use shared::store::{Query, Store, StoreError};
use shared::tenant::Scope;

/// The company that the Hub calls `client_id`: by our own id of it, or by what it is called in the provider's PSA.
pub(super) async fn find(
    store: &Store,
    scope: &Scope,
    client_id: &str,
) -> Result<Option<CompanyHead>, StoreError> {
    if let Some(id) = CompanyId::parse(client_id) {
        return Ok(store.get::<CompanyHead>(scope, id.as_str()).await?.map(|found| found.value));
    }
    let query = Query::of(&COMPANY_BY_PSA, "sort_name").ascending().eq("psa_company_id", client_id).limit(2);
    let mut found = store.query::<CompanyHead>(scope, query).await?.items;
    // Two companies of one name in the PSA: which is meant, nobody can tell.
    Ok(if found.len() == 1 { found.pop().map(|found| found.value) } else { None })
}

/// What an account says of its company.
pub(super) fn reference(company: &CompanyHead) -> CompanyRef {
    CompanyRef { id: company.id.clone(), name: company.name.clone() }
}
