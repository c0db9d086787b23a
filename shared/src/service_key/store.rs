//! Keys in the store: a tenant's in its own partition, the installation's in the directory.

use std::time::Duration;

use super::{KeyOwner, KeyScope, ServiceKeyRecord, callback, text};
use secrecy::SecretString;

use crate::app::App;
use crate::audit::Actor;
use crate::edition::Edition;
use crate::id;
use crate::problem::Problem;
use crate::store::{Operation, Partition, Query, StoreError, Stored, decode, envelope};
use crate::tenant::Scope;

/// Keys of one owner that may hold at once.
const MOST: usize = 20;
/// The edition that every new key of a tenant raises: two that were counted at the same time cannot both be kept.
const COUNTED: &str = "service_key_edition";
/// How often others may be faster before the person is asked to try again: more often than there can be keys.
const TRIES: usize = MOST + 5;

/// A key to be made.
pub struct NewKey {
    /// What it is for; 1 to 100 characters.
    pub name: String,
    /// What it opens; not empty.
    pub scopes: Vec<KeyScope>,
}

/// Why a key was not made or revoked.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Too many hold already.
    #[error("There are {MOST} keys that hold. Revoke one first.")]
    TooMany,
    /// No such key, or it is revoked already.
    #[error("There is no such key, or it is revoked already.")]
    Unknown,
    /// The secret of callbacks cannot be sealed.
    #[error("The secret of callbacks cannot be kept.")]
    Unsealed,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<KeyError> for Problem {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::TooMany => Self::Conflict(error.to_string().into()),
            KeyError::Unknown => Self::NotFound,
            KeyError::Unsealed => Self::internal(error),
            KeyError::Store(error) => error.into(),
        }
    }
}

/// A new key. Its text and its secret are never to be had again.
pub struct MadeKey {
    /// What is kept of it.
    pub record: ServiceKeyRecord,
    /// What is sent with calls.
    pub text: String,
    /// What signs callbacks, where it is good for any.
    pub callback_secret: Option<SecretString>,
}

/// Makes a key for a tenant (`scope`), or for the installation where there is none.
pub async fn create(
    app: &App,
    scope: Option<&Scope>,
    actor: &Actor,
    new: NewKey,
) -> Result<MadeKey, KeyError> {
    let now = app.clock.now();
    let id = id::mint("key", now, &*app.entropy).split_off("key_".len());
    let owner = scope.map_or(KeyOwner::Installation, |scope| KeyOwner::Tenant(scope.tenant().clone()));
    let (text, hash) = text::make(&owner, &id, &*app.entropy);
    let document = document(&owner, &id);
    let (callback_secret, callback) = match new.scopes.contains(&KeyScope::Signing) {
        true => callback::make(app, &document).map(|(secret, sealed)| (Some(secret), Some(sealed)))?,
        false => (None, None),
    };
    let record = ServiceKeyRecord {
        document,
        id,
        name: new.name,
        scopes: new.scopes,
        hash,
        callback,
        created_by: actor.name.clone(),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    match scope {
        Some(scope) => keep(app, scope, actor, &record).await?,
        None => keep_in_directory(app, &record).await?,
    }
    Ok(MadeKey { record, text, callback_secret })
}

async fn holding(app: &App, scope: Option<&Scope>) -> Result<usize, StoreError> {
    Ok(list(app, scope).await?.iter().filter(|key| key.revoked_at.is_none()).count())
}

/// Counts after the edition was read and raises it with the key.
async fn keep(app: &App, scope: &Scope, actor: &Actor, record: &ServiceKeyRecord) -> Result<(), KeyError> {
    for _ in 0..TRIES {
        let edition = app.store.get::<Edition>(scope, COUNTED).await?;
        if holding(app, Some(scope)).await? >= MOST {
            return Err(KeyError::TooMany);
        }
        let mut batch = app.store.batch(scope);
        let detail = serde_json::json!({ "name": record.name, "scopes": record.scopes });
        let object = format!("key_{}", record.id);
        batch.create(record).audit_with(actor, "service_key.create", &object, detail);
        Edition::raise(&mut batch, COUNTED, edition.as_ref());
        match app.store.commit(batch).await {
            Ok(_) => return Ok(()),
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(KeyError::Store(StoreError::Throttled { retry_after: Duration::from_secs(1) }))
}

/// The directory has no batches: a key too many is taken back.
async fn keep_in_directory(app: &App, record: &ServiceKeyRecord) -> Result<(), KeyError> {
    if holding(app, None).await? >= MOST {
        return Err(KeyError::TooMany);
    }
    let at = Partition::Directory(record.document.clone());
    let create = Operation::Create(envelope(record, 1, record.created_at)?);
    let tags = app.store.adapter().commit(&at, vec![create]).await?;
    if holding(app, None).await? <= MOST {
        return Ok(());
    }
    let tag = tags.into_iter().next().unwrap_or_default();
    app.store.adapter().commit(&at, vec![Operation::Delete(record.document.clone(), tag)]).await?;
    Err(KeyError::TooMany)
}

/// All keys of an owner, oldest first, revoked ones too.
pub async fn list(app: &App, scope: Option<&Scope>) -> Result<Vec<ServiceKeyRecord>, StoreError> {
    if let Some(scope) = scope {
        let query = Query::of(&super::SERVICE_KEY, "created_at").ascending();
        let page = app.store.query::<ServiceKeyRecord>(scope, query).await?;
        return Ok(page.items.into_iter().map(|stored| stored.value).collect());
    }
    // The directory in order of ids: hosts, keys, tenants.
    let page = app.store.adapter().directory(Some("key."), 200).await?;
    let keys = page.into_iter().take_while(|raw| raw.id.starts_with("key."));
    keys.map(|raw| decode::<ServiceKeyRecord>(raw).map(|stored| stored.value)).collect()
}

/// Revokes a key: it opens nothing from now on.
pub async fn revoke(app: &App, scope: Option<&Scope>, actor: &Actor, id: &str) -> Result<(), KeyError> {
    let owner = scope.map_or(KeyOwner::Installation, |scope| KeyOwner::Tenant(scope.tenant().clone()));
    let read = read(app, &owner, id).await?.filter(|key| key.value.revoked_at.is_none());
    let read = read.ok_or(KeyError::Unknown)?;
    let revoked = ServiceKeyRecord { revoked_at: Some(app.clock.now()), ..read.value.clone() };
    match scope {
        Some(scope) => {
            let mut batch = app.store.batch(scope);
            let detail = serde_json::json!({ "name": revoked.name });
            batch.replace(&read, &revoked).audit_with(
                actor,
                "service_key.revoke",
                &format!("key_{id}"),
                detail,
            );
            app.store.commit(batch).await?;
        }
        None => replace(app, &owner, &read, &revoked).await?,
    }
    Ok(())
}

/// The key of that id.
pub(super) async fn read(
    app: &App,
    owner: &KeyOwner,
    id: &str,
) -> Result<Option<Stored<ServiceKeyRecord>>, StoreError> {
    let document = document(owner, id);
    let found = app.store.adapter().get(&partition(owner, &document), &document).await?;
    found.filter(|raw| raw.kind == super::SERVICE_KEY.name).map(decode).transpose()
}

/// Replaces a key's record, without a line in anybody's log.
pub(super) async fn replace(
    app: &App,
    owner: &KeyOwner,
    read: &Stored<ServiceKeyRecord>,
    value: &ServiceKeyRecord,
) -> Result<(), StoreError> {
    let mut raw = envelope(value, read.version + 1, app.clock.now())?;
    raw.created_at = read.created_at;
    let at = partition(owner, &value.document);
    app.store.adapter().commit(&at, vec![Operation::Replace(raw, read.tag.clone())]).await.map(drop)
}

fn document(owner: &KeyOwner, id: &str) -> String {
    match owner {
        KeyOwner::Installation => format!("key.{id}"),
        KeyOwner::Tenant(_) => format!("service_key.{id}"),
    }
}

fn partition(owner: &KeyOwner, document: &str) -> Partition {
    match owner {
        KeyOwner::Installation => Partition::Directory(document.to_owned()),
        KeyOwner::Tenant(slug) => Partition::Tenant(slug.to_string()),
    }
}
