//! The little that every area must know of a client company: that it exists, and what it is called.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::account::{CompanyRef, User, login_key};
use crate::id::CompanyId;
use crate::store::{Document, Index, Kind, Reach, Store, StoreError, limits::READ_MANY};
use crate::tenant::Scope;

/// What a company document says of itself; the rest of it belongs to the area `admin`, which declares the kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CompanyHead {
    /// Its id.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Domains of its people's emails, in small letters.
    #[serde(default)]
    pub email_domains: Vec<String>,
}

/// Of the tenant, not of the company: clients never list companies.
static COMPANY: Kind =
    Kind { name: "company", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

/// Companies by what they are called in the provider's PSA, in the order of `sort_name`. The area `admin` declares the
/// same look-up, so the store keeps it.
pub static COMPANY_BY_PSA: Kind = Kind {
    name: "company",
    reach: Reach::Tenant,
    indexes: &[Index { by: &["psa_company_id"], each: None, order: "sort_name" }],
    residual: &[],
    terms: false,
};

impl Document for CompanyHead {
    const KIND: &'static Kind = &COMPANY;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl CompanyHead {
    /// True where an email lies in one of the domains that staff entered for the company.
    #[must_use]
    pub fn has_domain_of(&self, email: &str) -> bool {
        let domain = email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
        domain.is_some_and(|domain| self.email_domains.contains(&domain))
    }

    /// Those of the companies that exist, in no order. One round trip.
    pub async fn of(store: &Store, scope: &Scope, ids: &[CompanyId]) -> Result<Vec<CompanyRef>, StoreError> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let found = store.get_many::<Self>(scope, &ids).await?;
        Ok(found.into_iter().map(|head| CompanyRef { id: head.value.id, name: head.value.name }).collect())
    }

    /// The companies of these names, told apart without regard to case, by the name as it was asked for. One round trip
    /// for each hundred names.
    pub async fn named(
        store: &Store,
        scope: &Scope,
        names: &[String],
    ) -> Result<BTreeMap<String, CompanyId>, StoreError> {
        let key = |name: &String| format!("cnm.{}", login_key(name));
        let mut ids: Vec<String> = names.iter().map(key).collect();
        ids.sort();
        ids.dedup();
        let mut found = BTreeMap::new();
        for some in ids.chunks(READ_MANY) {
            let taken = store.get_many::<TakenName>(scope, some).await?;
            found.extend(taken.into_iter().map(|taken| (taken.value.id, taken.value.company)));
        }
        let known = |name: &String| found.get(&key(name)).map(|id| (name.clone(), id.clone()));
        Ok(names.iter().filter_map(known).collect())
    }
}

/// Whether the provider's PSA says who the people of a company are. Part of the company's document, as [`CompanyHead`] is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CompanyPeople {
    id: CompanyId,
    #[serde(default)]
    psa_auto_provisioning: bool,
}

impl Document for CompanyPeople {
    const KIND: &'static Kind = &COMPANY;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl CompanyPeople {
    /// True where the PSA keeps this person's name: they are one of its contacts, and the company takes its contacts over.
    /// Whatever somebody types is replaced by the next update. No round trip for anybody else, one for them.
    pub async fn keeps_name(store: &Store, scope: &Scope, user: &User) -> Result<bool, StoreError> {
        let linked = user.linked.psa_contact_id.is_some() && !user.linked.psa_withdrawn;
        let Some(company) = user.company.as_ref().filter(|_| linked) else { return Ok(false) };
        let found = store.get::<Self>(scope, company.id.as_str()).await?;
        Ok(found.is_some_and(|found| found.value.psa_auto_provisioning))
    }
}

/// That a company has a name; written by the area `admin`, which declares the kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct TakenName {
    id: String,
    company: CompanyId,
}

static COMPANY_NAME: Kind =
    Kind { name: "company_name", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for TakenName {
    const KIND: &'static Kind = &COMPANY_NAME;

    fn id(&self) -> &str {
        &self.id
    }
}
