//! A company's new name reaches its people, whose accounts carry a copy of it. Old tickets keep the name that the
//! company had.

use shared::account::{CompanyRef, User};
use shared::app::App;
use shared::http::Paging;
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::store::{Position, StoreError};
use shared::tenant::Scope;

use crate::store;

/// Accounts in one batch: below the store's 100 operations.
const BATCH: u32 = 90;
/// How often a page is read again because its people signed in meanwhile.
const TRIES: usize = 10;

/// Writes `name` into the accounts of the company's users. May be repeated: what has the name already is left alone.
pub(crate) async fn carry(app: &App, scope: &Scope, company: &CompanyId, name: &str) -> Result<(), Problem> {
    let mut after = None;
    loop {
        after = carry_page(app, scope, company, name, after).await?;
        if after.is_none() {
            return Ok(());
        }
    }
}

async fn carry_page(
    app: &App,
    scope: &Scope,
    company: &CompanyId,
    name: &str,
    after: Option<Position>,
) -> Result<Option<Position>, Problem> {
    for _ in 0..TRIES {
        let paging = Paging { limit: BATCH, after: after.clone() };
        let page = store::users_of(&app.store, scope, company, paging).await?;
        let mut batch = app.store.batch(scope);
        let mut any = false;
        for read in page.items.iter().filter(|user| copy(&user.value).is_some_and(|copy| copy.name != name)) {
            let renamed = CompanyRef { id: company.clone(), name: name.to_owned() };
            batch.replace(read, &User { company: Some(renamed), ..read.value.clone() });
            any = true;
        }
        match if any { app.store.commit(batch).await.map(drop) } else { Ok(()) } {
            Ok(()) => return Ok(page.next),
            Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}

fn copy(user: &User) -> Option<&CompanyRef> {
    user.company.as_ref()
}
