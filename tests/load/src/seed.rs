//! A tenant with many tickets, written straight into the store through the tickets' own model.

mod clock;
mod people;
mod tickets;

use std::sync::Arc;

use handler::state::{self, Built};
use shared::app::App;
use shared::settings::Settings;
use shared::store::Store;
use shared::tenant::{NewTenant, OrgType, TenantSlug};

use crate::outcome::{Failure, Outcome};
use clock::Stepping;

/// The tenant's slug.
pub(crate) const TENANT: &str = "northwind-it";
/// Everybody's password.
pub(crate) const PASSWORD: &str = "quiet-otter-plays-the-cello";
/// A description as people write them.
pub(crate) const TEXT: &str = "Since this morning every page comes out with a grey stripe on the left. I have \
    changed the cartridge and restarted the printer twice, without any difference. Colleagues on the second floor \
    see the same on their prints. We have to send the quarterly report on paper by Friday noon, so it would help a \
    lot if somebody could have a look before that. The printer says it is a LaserJet with firmware from March.";
/// People who own the tickets in equal parts, so that each has a twentieth.
pub(crate) const PEOPLE: usize = 20;
/// Client companies, with the same number of people each.
const COMPANIES: usize = 10;

/// What was written.
pub(crate) struct Seeded {
    pub(crate) tickets: usize,
    /// Emails of the client users.
    pub(crate) people: Vec<String>,
    /// The email of the one in whose name is measured.
    pub(crate) owner: String,
}

/// Fills the empty store that these settings name, given as environment variables. The store is closed again.
pub(crate) async fn fill(variables: Vec<(String, String)>, tickets: usize) -> Outcome<Seeded> {
    let settings = Settings::read(variables)?;
    let Built { app, .. } = state::build(settings).await?;
    let tenant = provision(&app).await?;
    let people = people::add(&app, &tenant, PEOPLE).await?;
    crate::report::progress(&format!("writing {tickets} tickets"));
    let clock = Arc::new(Stepping::new(app.clock.now(), tickets));
    let store = Store::new(Arc::clone(app.store.adapter()), clock.clone(), Arc::clone(&app.entropy));
    tickets::add(&store, &clock, &*app.entropy, &tenant, &people, tickets).await?;
    let emails: Vec<String> = people.iter().map(|person| person.email.clone()).collect();
    let owner = emails.first().cloned().ok_or_else(|| Failure::new("nobody was added"))?;
    Ok(Seeded { tickets, people: emails, owner })
}

/// Twenty client users in the tenant; their emails.
pub(crate) async fn crowd(app: &App, tenant: &shared::tenant::Scope) -> Outcome<Vec<String>> {
    Ok(people::add(app, tenant, PEOPLE).await?.into_iter().map(|person| person.email).collect())
}

/// A tenant with `count` people and nothing else: its scope, and their emails.
pub(crate) async fn people_of_a_tenant(
    app: &App,
    count: usize,
) -> Outcome<(shared::tenant::Scope, Vec<String>)> {
    let scope = provision(app).await?;
    let people = people::add(app, &scope, count).await?;
    Ok((scope, people.into_iter().map(|person| person.email).collect()))
}

/// An empty tenant.
pub(crate) async fn provision(app: &App) -> Outcome<shared::tenant::Scope> {
    let slug = TenantSlug::parse(TENANT).map_err(Failure::new)?;
    let new = NewTenant { slug: slug.clone(), name: "Northwind IT".to_owned(), org_type: OrgType::Msp };
    let (tenant, _) = app.directory.create(new).await?;
    let (scope, _) =
        app.directory.scope(&slug).await?.ok_or_else(|| Failure::new("the new tenant is unknown"))?;
    branding::provision(app, &scope, &tenant)
        .await
        .map_err(|problem| Failure::new(format!("{problem:?}")))?;
    Ok(scope)
}
