//! Birch itself: the people of the test live in it without anybody having entered it.

use serde::{Deserialize, Serialize};
use shared::id::CompanyId;
use shared::store::{Document, Kind, Reach};
use shared_testing::{TestApp, Who};

/// The company, as the area `admin` keeps it.
#[derive(Serialize, Deserialize)]
struct Company {
    id: CompanyId,
    name: String,
    sort_name: String,
    status: String,
}

static COMPANY: Kind =
    Kind { name: "company", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Company {
    const KIND: &'static Kind = &COMPANY;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// Enters it.
pub async fn enter(app: &TestApp) {
    let birch = app.person(Who::User).company.clone().unwrap();
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    let (id, sort_name) = (birch.id.clone(), birch.name.to_lowercase());
    batch.create(&Company { id, name: birch.name, sort_name, status: "active".into() });
    app.state.store.commit(batch).await.unwrap();
}
