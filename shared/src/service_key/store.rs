//! Keys in the store: a tenant's in its own partition, the installation's in the directory.

use super::{KeyOwner, KeyScope, ServiceKeyRecord, callback, text};
use secrecy::SecretString;

use crate::app::App;
use crate::audit::Actor;
use crate::id;
use crate::problem::Problem;
use crate::store::{Operation, Partition, Query, StoreError, Stored, decode, envelope};
use crate::tenant::Scope;

/// Keys of one owner that may hold at once.
const MOST: usize = 20;

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
    let holding = list(app, scope).await?.iter().filter(|key| key.revoked_at.is_none()).count();
    if holding >= MOST {
        return Err(KeyError::TooMany);
    }
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
        Some(scope) => {
            let mut batch = app.store.batch(scope);
            let detail = serde_json::json!({ "name": record.name, "scopes": record.scopes });
            let object = format!("key_{}", record.id);
            batch.create(&record).audit_with(actor, "service_key.create", &object, detail);
            app.store.commit(batch).await?;
        }
        None => {
            let operation = Operation::Create(envelope(&record, 1, now)?);
            app.store
                .adapter()
                .commit(&Partition::Directory(record.document.clone()), vec![operation])
                .await?;
        }
    }
    Ok(MadeKey { record, text, callback_secret })
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
