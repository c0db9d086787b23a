//! The app's state from the settings: which adapters stand behind the ports.

use std::path::Path;
use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use shared::account::password::Hasher;
use shared::app::App;
use shared::clock::{Entropy, SharedClock, SharedEntropy, SystemClock, SystemEntropy};
use shared::dns::{Resolver, SystemResolver};
use shared::egress::Egress;
use shared::files::FileStore;
use shared::files::azure::AzureStore;
use shared::files::folder::FolderStore;
use shared::files::storage::{Counted, Storage};
use shared::http::Cursor;
use shared::limits::Limits;
use shared::outbox::Outbox;
use shared::session::KeyRing;
use shared::settings::{BlobSettings, CosmosSettings, Settings};
use shared::store::sqlite::{OpenError, SqliteStore};
use shared::store::{DocumentStore, Store, cosmos::CosmosStore};
use shared::tenant::Directory;
use shared::work::Work;

use crate::{areas, folders, mails, private};

/// Why the program cannot start, as a sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StartError(pub String);

/// The app and, where files lie in a folder, the store that this process serves them from.
pub struct Built {
    /// The state.
    pub app: App,
    /// The folder of files.
    pub folder: Option<FolderStore>,
    /// What turns events into mails.
    pub outbox: Outbox,
}

/// Builds the state.
pub async fn build(settings: Settings) -> Result<Built, StartError> {
    let clock: SharedClock = Arc::new(SystemClock);
    let entropy: SharedEntropy = Arc::new(SystemEntropy);
    documents::check_seals(&settings, clock.now()).map_err(StartError)?;
    let outbox = mails::outbox(&settings)?;
    let given_keys = given_keys(&settings)?;
    folders::data(&settings)?;
    if let Err(error) = private::tighten(&settings.data) {
        // The folder may belong to another account, as a mounted share does: who may read it is said there.
        tracing::warn!(%error, folder = %settings.data.display(), "the data folder cannot be closed to other accounts");
    }
    let store = match &settings.cosmos {
        Some(cosmos) => cosmos_store(cosmos).await?,
        None => sqlite_store(&settings.data)?,
    };
    // After the store: a key without a database is the sign of a lost one.
    let keys = given_keys.map_or_else(|| generated_keys(&settings.data), Ok)?;
    let mut folder = None;
    let files: Arc<dyn FileStore> = match &settings.blob {
        Some(blob) => blob_store(blob, &clock).await?,
        None => {
            let opened = folder_store(&settings, &keys, &clock)?;
            folder = Some(opened.clone());
            Arc::new(opened)
        }
    };
    let documents = Store::new(Arc::clone(&store), Arc::clone(&clock), Arc::clone(&entropy));
    let storage = Storage::new(documents.clone(), settings.storage);
    let files = Arc::new(Counted::new(files, storage.clone()));
    let resolver: Arc<dyn Resolver> = Arc::new(SystemResolver::default());
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let work = Work::new(cores, settings.work_memory);
    let app = App {
        clock: Arc::clone(&clock),
        entropy: Arc::clone(&entropy),
        store: documents,
        files,
        storage,
        directory: Directory::new(store, clock, entropy),
        cursors: Cursor::new(keys.derived()),
        keys: Arc::new(keys),
        hasher: Hasher::new(work.clone()),
        work,
        limits: Limits::new(settings.requests_per_minute),
        egress: Egress::new(Arc::clone(&resolver), settings.egress),
        resolver,
        settings: Arc::new(settings),
    };
    Ok(Built { app, folder, outbox })
}

/// The embedded store in `data`.
pub fn sqlite_store(data: &Path) -> Result<Arc<dyn DocumentStore>, StartError> {
    let path = data.join("portal.sqlite");
    lost_database(data, &path)?;
    let store = SqliteStore::open(&path, &areas::kinds()).map_err(|error| {
        let advice = match &error {
            OpenError::Io(_) | OpenError::Sqlite(_) => {
                "; this account must be allowed to read and write there"
            }
            _ => "",
        };
        let data = data.display();
        StartError(format!("PORTAL_DATA: the data in {data} cannot be opened: {error}{advice}."))
    })?;
    Ok(Arc::new(store))
}

/// Refuses to begin a new portal where the key or the files of another one lie: its database was lost, and what is
/// written from now on would hide that.
pub(crate) fn lost_database(data: &Path, database: &Path) -> Result<(), StartError> {
    let size = std::fs::metadata(database).ok().map(|found| found.len());
    if size.is_some_and(|size| size > 0) {
        return Ok(());
    }
    let has_files = std::fs::read_dir(data.join("files")).is_ok_and(|entries| {
        // The folder for uploads under way is made with every start.
        entries.flatten().any(|entry| {
            !entry.file_name().to_string_lossy().starts_with('.')
                && std::fs::read_dir(entry.path()).is_ok_and(|mut inner| inner.next().is_some())
        })
    });
    // A key alone also comes from running against Cosmos DB with the same folder.
    let emptied = size == Some(0) && data.join("session.key").exists();
    if !has_files && !emptied {
        return Ok(());
    }
    let data = data.display();
    Err(StartError(format!(
        "The database {} is empty or missing, but the key or the files of a portal lie beside it in {data}. Restore the \
         database from a backup, or move everything out of {data} to begin a new portal.",
        database.display()
    )))
}

/// Cosmos DB.
pub async fn cosmos_store(settings: &CosmosSettings) -> Result<Arc<dyn DocumentStore>, StartError> {
    let store = CosmosStore::connect(settings, &areas::kinds())
        .await
        .map_err(|error| StartError(format!("COSMOS_ENDPOINT: Cosmos DB cannot be used: {error}.")))?;
    Ok(Arc::new(store))
}

/// Blob Storage.
pub async fn blob_store(
    settings: &BlobSettings,
    clock: &SharedClock,
) -> Result<Arc<dyn FileStore>, StartError> {
    let store = AzureStore::open(settings, Arc::clone(clock))
        .await
        .map_err(|error| StartError(format!("BLOB_ENDPOINT: Blob Storage cannot be used: {error}.")))?;
    Ok(Arc::new(store))
}

/// The folder of files in the data folder.
pub fn folder_store(
    settings: &Settings,
    keys: &KeyRing,
    clock: &SharedClock,
) -> Result<FolderStore, StartError> {
    let secret = keys.derived().to_vec().into();
    FolderStore::open(settings.data.join("files"), &settings.files_origin, &secret, Arc::clone(clock))
        .map_err(|error| StartError(format!("PORTAL_DATA: {}.", error.to_string().trim_end_matches('.'))))
}

/// `SESSION_KEYS`, where it is set.
fn given_keys(settings: &Settings) -> Result<Option<KeyRing>, StartError> {
    if let Some(keys) = &settings.session_keys {
        let ring = KeyRing::parse(keys).map_err(|why| StartError(format!("SESSION_KEYS: {why}.")))?;
        return Ok(Some(ring));
    }
    if settings.cosmos.as_ref().is_some_and(|cosmos| cosmos.key.is_none()) {
        return Err(StartError(
            "SESSION_KEYS is missing: several instances must share their keys; expected `kid:base64url` of at least \
             32 random bytes."
                .into(),
        ));
    }
    Ok(None)
}

/// The key in the data folder, which is made at the first start.
fn generated_keys(data: &Path) -> Result<KeyRing, StartError> {
    let path = data.join("session.key");
    let failed = |error: std::io::Error| {
        StartError(format!("PORTAL_DATA: the key file {} cannot be used: {error}.", path.display()))
    };
    let ring = |text: &str| {
        KeyRing::parse(&text.trim().into()).map_err(|why| {
            StartError(format!(
                "The key file {} in PORTAL_DATA is damaged: {why}. Restore it from a backup, or remove it to begin with a \
                 new key, which ends all sessions and links in mails.",
                path.display()
            ))
        })
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => ring(&text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let mut key = [0_u8; 32];
            SystemEntropy.fill(&mut key);
            let text = format!("local:{}", URL_SAFE_NO_PAD.encode(key));
            keep_secret(&path, &text).map_err(failed)?;
            ring(&text)
        }
        Err(error) => Err(failed(error)),
    }
}

/// Writes a file that its owner alone may read, whole or not at all.
fn keep_secret(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let draft = path.with_extension("draft");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(draft, path)
}
