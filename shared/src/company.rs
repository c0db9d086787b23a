//! The little that every area must know of a client company: that it exists, and what it is called.

use serde::{Deserialize, Serialize};

use crate::account::CompanyRef;
use crate::id::CompanyId;
use crate::store::{Document, Kind, Reach, Store, StoreError};
use crate::tenant::Scope;

/// Id and name of a company document; the rest of it belongs to the area `admin`, which declares the kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CompanyHead {
    /// Its id.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
}

/// Of the tenant, not of the company: clients never list companies.
static COMPANY: Kind =
    Kind { name: "company", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for CompanyHead {
    const KIND: &'static Kind = &COMPANY;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl CompanyHead {
    /// Those of the companies that exist, in no order. One round trip.
    pub async fn of(store: &Store, scope: &Scope, ids: &[CompanyId]) -> Result<Vec<CompanyRef>, StoreError> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let found = store.get_many::<Self>(scope, &ids).await?;
        Ok(found.into_iter().map(|head| CompanyRef { id: head.value.id, name: head.value.name }).collect())
    }
}
