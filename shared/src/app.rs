//! What every handler may use.

use std::sync::Arc;

use axum::extract::FromRef;

use crate::account::password::Hasher;
use crate::clock::{SharedClock, SharedEntropy};
use crate::dns::Resolver;
use crate::egress::Egress;
use crate::files::FileStore;
use crate::files::storage::Storage;
use crate::http::Cursor;
use crate::limits::Limits;
use crate::session::KeyRing;
use crate::settings::Settings;
use crate::store::Store;
use crate::tenant::Directory;
use crate::work::Work;

/// The app's state: cheap to clone.
#[derive(Clone)]
pub struct App {
    /// Settings.
    pub settings: Arc<Settings>,
    /// Time.
    pub clock: SharedClock,
    /// Chance.
    pub entropy: SharedEntropy,
    /// Documents.
    pub store: Store,
    /// Files.
    pub files: Arc<dyn FileStore>,
    /// What they take.
    pub storage: Storage,
    /// Tenants.
    pub directory: Directory,
    /// Keys of sessions.
    pub keys: Arc<KeyRing>,
    /// Heavy work: pictures, PDF files, CSV files, hashes.
    pub work: Work,
    /// Passwords.
    pub hasher: Hasher,
    /// Cursors.
    pub cursors: Cursor,
    /// Rates.
    pub limits: Limits,
    /// The domain name system.
    pub resolver: Arc<dyn Resolver>,
    /// Calls of addresses that somebody typed.
    pub egress: Egress,
}

macro_rules! part {
    ($($field:ident: $type:ty),+ $(,)?) => {
        $(impl FromRef<App> for $type {
            fn from_ref(app: &App) -> Self {
                app.$field.clone()
            }
        })+
    };
}

part! {
    settings: Arc<Settings>,
    clock: SharedClock,
    entropy: SharedEntropy,
    store: Store,
    files: Arc<dyn FileStore>,
    directory: Directory,
    work: Work,
    hasher: Hasher,
    cursors: Cursor,
}
