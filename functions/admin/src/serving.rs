//! Whether a company's people are served, where every request looks: in the directory.

use shared::app::App;
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::store::StoreError;
use shared::tenant::{DirectoryError, Scope};

use crate::model::CompanyStatus;

/// Tells the directory.
///
/// Ends: 409 where too many companies are disabled.
pub(crate) async fn set(
    app: &App,
    scope: &Scope,
    company: &CompanyId,
    status: CompanyStatus,
) -> Result<(), Problem> {
    let served = status == CompanyStatus::Active;
    match app.directory.serve_company(scope.tenant(), company, served).await {
        Ok(()) => Ok(()),
        Err(DirectoryError::Store(StoreError::TooLarge(_))) => {
            Err(Problem::Conflict("At most 2,000 companies can be disabled at the same time.".into()))
        }
        Err(DirectoryError::Store(error)) => Err(error.into()),
        Err(error) => Err(Problem::internal(error)),
    }
}
