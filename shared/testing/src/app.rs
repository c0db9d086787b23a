//! The app under test.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use shared::account::User;
use shared::account::password::Hasher;
use shared::app::App;
use shared::clock::SystemEntropy;
use shared::egress::{Egress, Reach};
use shared::files::folder::FolderStore;
use shared::files::storage::{Counted, Storage};
use shared::http::{Cursor, layers};
use shared::id::CompanyId;
use shared::limits::Limits;
use shared::session::KeyRing;
use shared::settings::Settings;
use shared::store::{DocumentStore, Kind, Store, sqlite::SqliteStore};
use shared::tenant::{Directory, Scope, TenantSlug};
use shared::work::Work;
use tokio::sync::OnceCell;
use utoipa_axum::router::OpenApiRouter;

use crate::people::{self, PASSWORD, Who};
use crate::{Client, TestClock, TestDns};

/// What the Hub signs clients' tokens with.
pub const CLIENT_SSO_SECRET: &str = "a secret that Hub and portal share for clients";
/// What the Hub signs staff's tokens with.
pub const HUB_SSO_SECRET: &str = "another secret that they share for the staff";

/// A router with its layers, over a real SQLite file and a real folder, with two tenants and their people.
pub struct TestApp {
    /// The app's state.
    pub state: App,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// Its domain name system.
    pub dns: Arc<TestDns>,
    router: Router,
    people: BTreeMap<Who, (User, String)>,
    _folder: tempfile::TempDir,
}

impl TestApp {
    /// Serves `router`; `kinds` are those of its areas; the kernel's come by themselves, also where they are given.
    pub async fn new(router: OpenApiRouter<App>, kinds: Vec<&'static Kind>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut all = shared::function::kinds();
        all.extend(kinds.into_iter().filter(|kind| !shared::function::kinds().contains(kind)));
        let store: Arc<dyn DocumentStore> =
            Arc::new(SqliteStore::open(&folder.path().join("portal.sqlite"), &all).expect("a store"));
        Self::over(store, router, folder).await
    }

    /// As [`TestApp::new`], over a store of the test's choice.
    pub async fn over(
        store: Arc<dyn DocumentStore>,
        router: OpenApiRouter<App>,
        folder: tempfile::TempDir,
    ) -> Self {
        let clock = Arc::new(TestClock::default());
        let dns = Arc::new(TestDns::default());
        let state = state(store, Arc::clone(&clock), Arc::clone(&dns), folder.path());
        let (api, _) = router.split_for_parts();
        let router = layers::around(layers::fallbacks(api).with_state(state.clone()), &state);
        let people = populate(&state).await;
        Self { state, clock, dns, router, people, _folder: folder }
    }

    /// A client in somebody's name.
    #[must_use]
    pub fn as_(&self, who: Who) -> Client {
        self.with_token(self.people.get(&who).map(|(_, token)| token.clone()))
    }

    /// A client in somebody's name at a second process: other routers, the same store.
    #[must_use]
    pub fn elsewhere(&self, who: Who, router: OpenApiRouter<App>) -> Client {
        let (api, _) = router.split_for_parts();
        let router = layers::around(layers::fallbacks(api).with_state(self.state.clone()), &self.state);
        Client { router, token: self.people.get(&who).map(|(_, token)| token.clone()) }
    }

    /// A client with this session token.
    #[must_use]
    pub fn with_token(&self, token: Option<String>) -> Client {
        Client { router: self.router.clone(), token }
    }

    /// Somebody's account, as it was created.
    #[must_use]
    pub fn person(&self, who: Who) -> &User {
        &self.people[&who].0
    }

    /// Somebody's session token.
    #[must_use]
    pub fn token(&self, who: Who) -> &str {
        &self.people[&who].1
    }

    /// The scope of a tenant, as its staff have it.
    pub async fn scope(&self, tenant: &str) -> Scope {
        let slug = TenantSlug::parse(tenant).expect("a slug");
        self.state.directory.scope(&slug).await.expect("the directory").expect("the tenant").0
    }

    /// Calls to the store so far.
    #[must_use]
    pub fn round_trips(&self) -> u64 {
        self.state.store.adapter().round_trips()
    }
}

fn state(
    store: Arc<dyn DocumentStore>,
    clock: Arc<TestClock>,
    resolver: Arc<TestDns>,
    folder: &std::path::Path,
) -> App {
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts");
    let hub = [
        ("PORTAL_CLIENT_SSO_SECRET", CLIENT_SSO_SECRET),
        ("PORTAL_HUB_SSO_SECRET", HUB_SSO_SECRET),
        ("PORTAL_FONTS", fonts),
    ];
    let hub = hub.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let settings = Settings::read(hub).expect("the default settings");
    let keys = KeyRing::parse(&"test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE".into()).expect("a key");
    let entropy = Arc::new(SystemEntropy);
    let files = FolderStore::open(
        folder.join("files"),
        &settings.files_origin,
        &keys.derived().to_vec().into(),
        clock.clone(),
    )
    .expect("a folder of files");
    let documents = Store::new(Arc::clone(&store), clock.clone(), entropy.clone());
    let storage = Storage::new(documents.clone(), settings.storage);
    let work = Work::new(2, settings.work_memory);
    App {
        settings: Arc::new(settings),
        clock: clock.clone(),
        entropy: entropy.clone(),
        store: documents,
        files: Arc::new(Counted::new(Arc::new(files), storage.clone())),
        storage,
        directory: Directory::new(store, clock, entropy),
        cursors: Cursor::new(keys.derived()),
        keys: Arc::new(keys),
        hasher: Hasher::new(work.clone()),
        work,
        // Tests ask faster than people do.
        limits: Limits::new(1_000_000),
        egress: Egress::new(resolver.clone(), Reach::Loopback),
        resolver,
    }
}

async fn populate(app: &App) -> BTreeMap<Who, (User, String)> {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let (acme, acme_tenant) = people::tenant(app, "acme").await;
    let hashed = || async { app.hasher.hash(acme.tenant(), PASSWORD.into()).await.expect("a hash") };
    let hash = HASH.get_or_init(hashed).await;
    let (globex, globex_tenant) = people::tenant(app, "globex").await;
    let mut companies: BTreeMap<&str, CompanyId> = BTreeMap::new();
    let mut everybody = BTreeMap::new();
    for who in Who::PEOPLE {
        let company = people::company_of(who).map(|name| {
            companies.entry(name).or_insert_with(|| CompanyId::mint(&*app.clock, &*app.entropy)).clone()
        });
        let (scope, tenant) =
            if who.tenant() == "acme" { (&acme, &acme_tenant) } else { (&globex, &globex_tenant) };
        everybody.insert(who, people::person(app, scope, tenant, who, company, hash).await);
    }
    everybody
}
